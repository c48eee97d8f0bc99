"""Who the agency knows, and the journal of what was done."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from data.store.tables.kinds import METADATA, Day, Json, Moment

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
