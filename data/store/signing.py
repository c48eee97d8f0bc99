"""Signing in, by a link or by an identity provider, and out: one device, or all of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from data.store import access
from data.store.access import PUBLIC, Actor, Person
from data.store.opening import Store
from data.store.tables import journal

ENTER = "enter"
PROVIDER = "fournisseur d'identité"


@dataclass(frozen=True)
class Entered:
    """Somebody who has just signed in: who, the session that begins, the secret for the cookie."""

    person: Person
    session: str
    secret: str


def shown(store: Store, token: str) -> Person:
    """Whom a link is for, without opening it. Refused when it cannot be opened any more."""
    with store.reading() as connection:
        return access.invited(connection, token, datetime.now(UTC))


def in_force(store: Store, tokens: Collection[str]) -> dict[str, tuple[Person, datetime]]:
    """Those of some links that can be opened, neither opened, nor replaced, nor cancelled, nor expired: whom each is for now, and until when."""
    with store.reading() as connection:
        return access.in_force(connection, tokens, datetime.now(UTC))


def enter(store: Store, token: str) -> Entered:
    """Opens a link, once. Refused as `shown`."""
    with store.writing(PUBLIC, ENTER) as writing:
        entered = Entered(*access.enter(writing.connection, token, writing.at))
        writing.note(entered.person.id)
        return entered


def note_named(store: Store, actor: Actor) -> None:
    """Writes in the journal that an identity provider has let somebody in, once for each time that it named her (`actor.since`)."""
    facts = {"by": PROVIDER, "since": actor.since and actor.since.isoformat()}
    with store.reading() as connection:
        person = access.person_of(connection, actor, datetime.now(UTC))
        told = select(journal.c.number).where(journal.c.action == ENTER, journal.c.subject == (person.id if person else ""), journal.c.facts == facts)
        if person is None or connection.execute(told).first():
            return
    with store.writing(actor, ENTER) as writing:
        writing.note(writing.actor, **facts)


def session_of(store: Store, secret: str) -> str:
    """The session that a cookie opens, "" when it opens none."""
    with store.reading() as connection:
        return access.session_of(connection, secret, datetime.now(UTC))


def person_of(store: Store, actor: Actor) -> Person | None:
    """Who somebody is now, None for the public and for a session that has ended."""
    if actor in (PUBLIC, access.CONSOLE):
        return None
    with store.reading() as connection:
        return access.person_of(connection, actor, datetime.now(UTC))


def sign_out(store: Store, actor: Actor, everywhere: bool) -> int:
    """Ends the session of whoever asks, or all of hers; how many there were."""
    with store.writing(actor, "sign_out") as writing:
        only = "" if everywhere else actor.session
        ended = access.sign_out(writing.connection, writing.actor, writing.at, only)
        writing.note(writing.actor, ended=ended)
        return ended
