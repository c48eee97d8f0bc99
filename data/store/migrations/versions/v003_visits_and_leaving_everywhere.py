"""Counts of visits; when a person left all her browsers."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade() -> None:
    op.add_column("people", sa.Column("signed_out_at", sa.String(27)))
    op.create_table(
        "visits",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("page", sa.String(120), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "page", name="pk_visits"),
    )
