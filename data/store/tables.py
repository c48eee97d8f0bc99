"""The tables of the store, as they are now. `migrations/` brings an older store to this; a test compares the two.

Moments are text in UTC and facts of the journal are text in JSON: both databases, a backup and a hash then hold the same characters.
"""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Dialect, ForeignKey, Index, Integer, MetaData, String, Table, Text, TypeDecorator


class Moment(TypeDecorator):
    """An aware datetime, kept as `2026-11-29T22:15:00.123456Z`: its order as text is its order in time."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator):
    """A date, kept as `2026-11-29`."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Json(TypeDecorator):
    """A value that JSON can write, always in the same characters. ValueError on what is not finite."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return canonical(value)

    def process_result_value(self, value: str, dialect: Dialect) -> Any:
        return json.loads(value)


def canonical(value: Any) -> str:
    """The one way in which a value is written in JSON here."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))


NAMES = {  # so that a migration can name what it changes
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}
METADATA = MetaData(naming_convention=NAMES)

# What is known of a person: nothing more. An erased person keeps her row, without name, organisation or e-mail: what she wrote stays, anonymous.
# `signed_out_at`: when she last left all her browsers; what an identity provider said of her before does not count any more.
people = Table(
    "people",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("organisation", String(160), nullable=False),
    Column("email", String(254), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("erased_at", Moment),
    Column("signed_out_at", Moment),
)
Index("uq_people_email", people.c.email, unique=True, sqlite_where=people.c.email != "", postgresql_where=people.c.email != "")

# A role holds for one study, or for all when `study` is "". The last day counts.
roles = Table(
    "roles",
    METADATA,
    Column("person", String(16), ForeignKey("people.id"), primary_key=True),
    Column("study", String(60), primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("until", Day),
)

# A link that lets its person in, once. The token itself is nowhere but in the link.
invitations = Table(
    "invitations",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("person", String(16), ForeignKey("people.id"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

# A browser in which somebody is signed in.
sessions = Table(
    "sessions",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("person", String(16), ForeignKey("people.id"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

# Everything that was done, each row tied to the one before by its hash; triggers refuse to change or to remove one. It names people by their
# identifier only: erasing a person changes nothing in it.
journal = Table(
    "journal",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(16), nullable=False),
    Column("action", String(60), nullable=False),
    Column("study", String(60), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("facts", Json, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    CheckConstraint("number >= 1", name="counts_from_one"),
)

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
