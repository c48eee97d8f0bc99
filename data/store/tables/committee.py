"""What the follow-up committee says of a study, its meetings, what it signs."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table, Text

from data.store.tables.kinds import METADATA, Json, Moment

# What a member of the committee says of one thing of a study, by its lasting name: « trop bas », « juste » or « trop haut » with the value that she
# would take, or a remark, on a place drawn on the map when there is one (a GeoJSON geometry, "" otherwise); then what was answered, and the version
# that carries it. `attachment`: a content, "" for none. `replaced_at`: when she said otherwise; `hidden_at`: when the agency took it out of sight.
remarks = Table(
    "remarks",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("study", String(60), nullable=False, index=True),
    Column("version", String(64), nullable=False),
    Column("item", String(120), nullable=False),
    Column("label", String(300), nullable=False),
    Column("position", String(20), nullable=False),
    Column("value", Float),
    Column("text", Text, nullable=False),
    Column("source", String(500), nullable=False),
    Column("place", Text, nullable=False),
    Column("attachment", String(64), nullable=False),
    Column("attachment_name", String(200), nullable=False),
    Column("by", String(16), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("replaced_at", Moment),
    Column("status", String(20), nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_by", String(16), nullable=False),
    Column("answered_at", Moment),
    Column("in_version", Integer),
    Column("hidden_at", Moment),
    Column("hidden_why", String(500), nullable=False),
)

# What follows a remark.
replies = Table(
    "replies",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("remark", String(16), ForeignKey("remarks.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# A meeting of the committee of a study, to last so many `minutes`. `version`: the one that it had before it when it opened, 0 for the draft.
# `revision` counts what its participants did since, so that a page knows whether to read it again.
meetings = Table(
    "meetings",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("study", String(60), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("minutes", Integer, nullable=False, server_default="120"),
    Column("place", String(200), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("by", String(16), nullable=False),
    Column("called_at", Moment, nullable=False),
    Column("opened_at", Moment),
    Column("closed_at", Moment),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
)

# Where the levers of a participant stand during a meeting: those that she moved, by their names.
meeting_levers = Table(
    "meeting_levers",
    METADATA,
    Column("meeting", String(16), ForeignKey("meetings.id"), primary_key=True),
    Column("person", String(16), ForeignKey("people.id"), primary_key=True),
    Column("scenario", String(60), nullable=False),
    Column("values", Json, nullable=False),
    Column("at", Moment, nullable=False),
)

# What a member signs of a version: for, for with reservations, against. Who signs again adds a row: the last one counts.
sign_offs = Table(
    "sign_offs",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("study", String(60), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("person", String(16), ForeignKey("people.id"), nullable=False),
    Column("capacity", String(120), nullable=False),
    Column("verdict", String(30), nullable=False),
    Column("reservations", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)
