"""How long a meeting of a committee lasts."""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"


def upgrade() -> None:
    op.add_column("meetings", sa.Column("minutes", sa.Integer, nullable=False, server_default="120"))  # what the calendar said of all those before
