"""The follow-up committee: what it says of a study, its meetings, what it signs."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"


def upgrade() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("item", sa.String(120), nullable=False),
        sa.Column("label", sa.String(300), nullable=False),
        sa.Column("position", sa.String(20), nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("attachment", sa.String(64), nullable=False),
        sa.Column("attachment_name", sa.String(200), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("replaced_at", sa.String(27)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_by", sa.String(16), nullable=False),
        sa.Column("answered_at", sa.String(27)),
        sa.Column("in_version", sa.Integer),
        sa.Column("hidden_at", sa.String(27)),
        sa.Column("hidden_why", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_remarks"),
    )
    op.create_index("ix_remarks_study", "remarks", ["study"])
    op.create_table(
        "replies",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("remark", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_replies"),
        sa.ForeignKeyConstraint(["remark"], ["remarks.id"], name="fk_replies_remark"),
    )
    op.create_index("ix_replies_remark", "replies", ["remark"])
    op.create_table(
        "meetings",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("called_at", sa.String(27), nullable=False),
        sa.Column("opened_at", sa.String(27)),
        sa.Column("closed_at", sa.String(27)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_study", "meetings", ["study"])
    op.create_table(
        "meeting_levers",
        sa.Column("meeting", sa.String(16), nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("scenario", sa.String(60), nullable=False),
        sa.Column("values", sa.Text, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("meeting", "person", name="pk_meeting_levers"),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name="fk_meeting_levers_meeting"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_meeting_levers_person"),
    )
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("study", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("capacity", sa.String(120), nullable=False),
        sa.Column("verdict", sa.String(30), nullable=False),
        sa.Column("reservations", sa.Text, nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_offs"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_sign_offs_person"),
    )
    op.create_index("ix_sign_offs_study", "sign_offs", ["study"])
