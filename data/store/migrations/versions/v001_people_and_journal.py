"""People, their roles, their links and browsers, the journal."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None

GUARDS = {  # the database itself refuses to change or remove a row of the journal, whoever asks
    "sqlite": [
        "CREATE TRIGGER journal_keeps_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
        "CREATE TRIGGER journal_keeps_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION journal_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
        "CREATE TRIGGER journal_keeps_rows BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_keeps()",
        "CREATE TRIGGER journal_keeps_all BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_keeps()",
    ],
}


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("organisation", sa.String(160), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("erased_at", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    written = sa.text("email != ''")
    op.create_index("uq_people_email", "people", ["email"], unique=True, sqlite_where=written, postgresql_where=written)
    op.create_table(
        "roles",
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("until", sa.String(10)),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_roles_person"),
        sa.PrimaryKeyConstraint("person", "study", "role", name="pk_roles"),
    )
    _create_links("invitations", sa.Column("used_at", sa.String(27)), sa.Column("revoked_at", sa.String(27)))
    _create_links("sessions", sa.Column("ended_at", sa.String(27)))
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.String(16), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_journal_counts_from_one"),
        sa.PrimaryKeyConstraint("number", name="pk_journal"),
        sa.UniqueConstraint("hash", name="uq_journal_hash"),
    )
    for order in GUARDS[op.get_bind().dialect.name]:
        op.execute(order)


def _create_links(name: str, *ends: sa.Column) -> None:
    """What a secret opens: an invitation or a browser."""
    op.create_table(
        name,
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        *ends,
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=f"fk_{name}_person"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("token_hash", name=f"uq_{name}_token_hash"),
    )
    op.create_index(f"ix_{name}_person", name, ["person"])
