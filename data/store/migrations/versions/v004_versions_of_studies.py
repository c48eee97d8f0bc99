"""Versions of studies, what they keep, the drafts edited on screen, the settings of the agency."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"


def upgrade() -> None:
    op.create_table(
        "kept_contents",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_kept_contents"),
    )
    op.create_table(
        "versions",
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("figures", sa.String(64), nullable=False),
        sa.Column("words", sa.String(64), nullable=False),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("moved_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("study", "number", name="pk_versions"),
        sa.ForeignKeyConstraint(["document"], ["kept_contents.hash"], name="fk_versions_document"),
        sa.CheckConstraint("number >= 1", name="ck_versions_counts_from_one"),
    )
    op.create_table(
        "version_steps",
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("step", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("study", "number", "step", name="pk_version_steps"),
    )
    op.create_table(
        "draft_files",
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("instead_of", sa.String(64), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("study", "path", name="pk_draft_files"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
