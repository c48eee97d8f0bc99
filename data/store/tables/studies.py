"""What readers leave on a study, the versions that are kept of it, its drafts."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from data.store.tables.kinds import METADATA, Day, Json, Moment

# A choice of a visitor and what the study answered that day, under a short link. `outcome`: its headlines, as they were shown.
saved_scenarios = Table(
    "saved_scenarios",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("study", String(60), nullable=False, index=True),
    Column("version", String(64), nullable=False),
    Column("title", String(120), nullable=False),
    Column("scenario", String(60), nullable=False),
    Column("changes", Json, nullable=False),
    Column("outcome", Json, nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# An error that a reader saw, pinned to what it is about; then the answer.
reports = Table(
    "reports",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("study", String(60), nullable=False, index=True),
    Column("version", String(64), nullable=False),
    Column("item", String(120), nullable=False),
    Column("label", String(300), nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("status", String(20), nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_by", String(16), nullable=False),
    Column("answered_at", Moment),
)

# How often a page was opened on a day: no word of who opened it.
visits = Table(
    "visits", METADATA, Column("day", Day, primary_key=True), Column("page", String(120), primary_key=True), Column("count", Integer, nullable=False)
)

# A file or a document that a version keeps, once however many versions hold it: its content compressed, in base 64, under its SHA-256.
kept_contents = Table("kept_contents", METADATA, Column("hash", String(64), primary_key=True), Column("content", Text, nullable=False))

# A version of a study, kept whole when it was submitted: nothing of it changes afterwards but where it stands. `document`: its figures, texts and
# answers (the hash of a content); `files`: those of its folder, by path, each with the hash of its content.
versions = Table(
    "versions",
    METADATA,
    Column("study", String(60), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("status", String(30), nullable=False),
    Column("figures", String(64), nullable=False),
    Column("words", String(64), nullable=False),
    Column("document", String(64), ForeignKey("kept_contents.hash"), nullable=False),
    Column("files", Json, nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("moved_at", Moment, nullable=False),
    CheckConstraint("number >= 1", name="counts_from_one"),
)

# Each step of a version, from its submission: where it went, what was said.
version_steps = Table(
    "version_steps",
    METADATA,
    Column("study", String(60), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("status", String(30), nullable=False),
    Column("message", Text, nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# A file of a study that was changed on screen and is not in a version yet, in place of the one of its folder. `content`: "" for a file taken away;
# `instead_of`: the hash of the file of the folder that it was made from, "" when there was none.
draft_files = Table(
    "draft_files",
    METADATA,
    Column("study", String(60), primary_key=True),
    Column("path", String(200), primary_key=True),
    Column("content", String(64), nullable=False),
    Column("instead_of", String(64), nullable=False),
    Column("by", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# What the agency decides for the whole Studio.
settings = Table("settings", METADATA, Column("name", String(60), primary_key=True), Column("value", String(200), nullable=False))
