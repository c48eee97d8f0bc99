"""What a follow-up committee or a general assembly decides: its sittings, who was there, what was decided on which figures, what became of it."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from data.store.tables.kinds import METADATA, Day, Json, Moment

# A sitting of a body that decides. `instance`: its card; `seats`: its members in office that day; `chair` and `secretary`: names of members present.
# `rules`: the card as it was when the minutes were settled, {} before. Once `closed_at` is written, triggers refuse to change or remove the row, the
# attendance and the documents.
sittings = Table(
    "sittings",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("instance", String(60), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("place", String(200), nullable=False),
    Column("seats", Integer, nullable=False),
    Column("chair", String(120), nullable=False),
    Column("secretary", String(120), nullable=False),
    Column("rules", Json, nullable=False),
    Column("by", String(16), nullable=False),
    Column("called_at", Moment, nullable=False),
    Column("held_at", Moment),
    Column("changed_at", Moment, nullable=False),
    Column("closed_at", Moment),
)

# Who was there. `proxy_to`: the member present who votes in her place, "" for none.
attendance = Table(
    "attendance",
    METADATA,
    Column("sitting", String(16), ForeignKey("sittings.id"), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("name", String(120), nullable=False),
    Column("capacity", String(160), nullable=False),
    Column("state", String(10), nullable=False),
    Column("proxy_to", String(120), nullable=False),
)

# A document given to the members with the convocation or in the sitting: a content, by its name of file.
sitting_documents = Table(
    "sitting_documents",
    METADATA,
    Column("sitting", String(16), ForeignKey("sittings.id"), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("content", String(64), ForeignKey("kept_contents.hash"), nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# An item of the agenda and what was decided on it. `study` "" for a free item, whose `version` is 0; `shown`: what the screen showed of the version
# under that scenario; the three counts are empty when there was no vote. Once settled, triggers refuse to change or remove the row; `digest` is the
# name of the content that was settled.
decisions = Table(
    "decisions",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("sitting", String(16), ForeignKey("sittings.id"), nullable=False, index=True),
    Column("rank", Integer, nullable=False),
    Column("study", String(60), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("options", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("scenario", String(60), nullable=False),
    Column("shown", Json, nullable=False),
    Column("decided", Text, nullable=False),
    Column("chosen", String(300), nullable=False),
    Column("votes_for", Integer),
    Column("votes_against", Integer),
    Column("abstentions", Integer),
    Column("chair_vote", String(20), nullable=False),
    Column("recusals", Json, nullable=False),
    Column("conditions", Text, nullable=False),
    Column("owner", String(160), nullable=False),
    Column("deadline", Day),
    Column("status", String(20), nullable=False),
    Column("result", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("settled_at", Moment),
)

# What is added to a decision once it is settled, dated; triggers refuse to change or remove it.
addenda = Table(
    "addenda",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("decision", String(16), ForeignKey("decisions.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# What somebody is to do after a decision (`decision`, "" for one of a former decision, which `former` names). What it says is the last of its steps.
actions = Table(
    "actions",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("decision", String(16), nullable=False, index=True),
    Column("former", String(60), nullable=False),
    Column("what", Text, nullable=False),
    Column("owner", String(160), nullable=False),
    Column("deadline", Day),
    Column("status", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("moved_at", Moment, nullable=False),
)

# Each step of an action, from the first.
action_steps = Table(
    "action_steps",
    METADATA,
    Column("action", String(16), ForeignKey("actions.id"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("status", String(20), nullable=False),
    Column("deadline", Day),
    Column("reason", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# What the agency says became of a decision older than the Studio, by its name in data/tables/former_decisions.csv: the last row counts.
outcomes = Table(
    "outcomes",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("former", String(60), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("source", String(500), nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# A settled decision whose figures a later version moved, once for each version; then what was answered.
flags = Table(
    "flags",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("decision", String(16), ForeignKey("decisions.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("moved", Json, nullable=False),
    Column("ranking", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Column("answer", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("answered_by", String(16), nullable=False),
    Column("answered_at", Moment),
    UniqueConstraint("decision", "version"),
)
