"""Decisions of the agency: sittings, who attended, what was decided on which figures, what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"

# What the database itself refuses to change or remove, whoever asks: a table, the condition on the row that is there (for each database).
CLOSED = "(SELECT closed_at FROM sittings WHERE id = OLD.sitting) IS NOT NULL"
GUARDED = {
    "sittings": "OLD.closed_at IS NOT NULL",
    "attendance": CLOSED,
    "sitting_documents": CLOSED,
    "decisions": "OLD.settled_at IS NOT NULL",
    "addenda": "OLD.id IS NOT NULL",
}
REFUSED = "what is settled does not change"


def upgrade() -> None:
    _create_sittings()
    _create_decisions()
    _create_what_follows()
    guard = {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}[op.get_bind().dialect.name]
    guard()


def _create_sittings() -> None:
    op.create_table(
        "sittings",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("instance", sa.String(60), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("chair", sa.String(120), nullable=False),
        sa.Column("secretary", sa.String(120), nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("called_at", sa.String(27), nullable=False),
        sa.Column("held_at", sa.String(27)),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("closed_at", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_sittings"),
    )
    op.create_index("ix_sittings_at", "sittings", ["at"])
    op.create_table(
        "attendance",
        sa.Column("sitting", sa.String(16), nullable=False),
        sa.Column("rank", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("capacity", sa.String(160), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("proxy_to", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("sitting", "rank", name="pk_attendance"),
        sa.ForeignKeyConstraint(["sitting"], ["sittings.id"], name="fk_attendance_sitting"),
    )
    op.create_table(
        "sitting_documents",
        sa.Column("sitting", sa.String(16), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("sitting", "name", name="pk_sitting_documents"),
        sa.ForeignKeyConstraint(["sitting"], ["sittings.id"], name="fk_sitting_documents_sitting"),
        sa.ForeignKeyConstraint(["content"], ["kept_contents.hash"], name="fk_sitting_documents_content"),
    )


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("sitting", sa.String(16), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("scenario", sa.String(60), nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("decided", sa.Text, nullable=False),
        sa.Column("chosen", sa.String(300), nullable=False),
        sa.Column("votes_for", sa.Integer),
        sa.Column("votes_against", sa.Integer),
        sa.Column("abstentions", sa.Integer),
        sa.Column("chair_vote", sa.String(20), nullable=False),
        sa.Column("recusals", sa.Text, nullable=False),
        sa.Column("conditions", sa.Text, nullable=False),
        sa.Column("owner", sa.String(160), nullable=False),
        sa.Column("deadline", sa.String(10)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("settled_at", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["sitting"], ["sittings.id"], name="fk_decisions_sitting"),
    )
    op.create_index("ix_decisions_sitting", "decisions", ["sitting"])
    op.create_index("ix_decisions_study", "decisions", ["study"])
    op.create_table(
        "addenda",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_addenda"),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name="fk_addenda_decision"),
    )
    op.create_index("ix_addenda_decision", "addenda", ["decision"])


def _create_what_follows() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("former", sa.String(60), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("owner", sa.String(160), nullable=False),
        sa.Column("deadline", sa.String(10)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("moved_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
    )
    op.create_index("ix_actions_decision", "actions", ["decision"])
    op.create_table(
        "action_steps",
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("step", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("deadline", sa.String(10)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("action", "step", name="pk_action_steps"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_action_steps_action"),
    )
    op.create_table(
        "outcomes",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("former", sa.String(60), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outcomes"),
    )
    op.create_index("ix_outcomes_former", "outcomes", ["former"])
    op.create_table(
        "flags",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("moved", sa.Text, nullable=False),
        sa.Column("ranking", sa.Text, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("answer", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("answered_by", sa.String(16), nullable=False),
        sa.Column("answered_at", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_flags"),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name="fk_flags_decision"),
        sa.UniqueConstraint("decision", "version", name="uq_flags_decision"),
    )
    op.create_index("ix_flags_decision", "flags", ["decision"])


def _guard_sqlite() -> None:
    for table, condition in GUARDED.items():
        for deed in ("UPDATE", "DELETE"):
            name = f"{table}_keeps_{deed.lower()}"
            op.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")


def _guard_postgresql() -> None:
    """A function for each table: a condition of a trigger cannot look into another table there."""
    for table, condition in GUARDED.items():
        op.execute(
            f"CREATE FUNCTION {table}_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{REFUSED}'; END IF; "
            f"IF {condition} THEN RAISE EXCEPTION '{REFUSED}'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        op.execute(f"CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_keeps()")
        op.execute(f"CREATE TRIGGER {table}_keeps_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_keeps()")
