"""Who somebody is: people, their roles, the links that let them in, the browsers in which they are signed in.

A secret of 256 bits stands in the link or in the cookie, and only its SHA-256 here: who reads the store cannot sign in with it.
"""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from data.ground.faults import Fault, Refused
from data.store import permissions
from data.store.permissions import Grant, Role
from data.store.tables import invitations, people, roles, sessions

LINK_LASTS = timedelta(days=14)  # an invitation is opened within two weeks, or asked for again
SESSION_LASTS = timedelta(days=90)  # a committee meets each quarter
SECRET = 32  # [bytes]
LINK = "lien d'invitation"
ENDED = Fault("votre accès", "il a pris fin", "demander un nouveau lien à l'agence")
USED = "ce lien a déjà servi"
UNKNOWN_LINK = "ce lien n'existe pas, ou il a été remplacé"
EXPIRED = "ce lien a expiré"
WITHOUT_ROLE = "aucun rôle n'est donné à ce nom aujourd'hui"
ASK = "demander un nouveau lien à l'agence"


@dataclass(frozen=True)
class Actor:
    """Who asks: the session of a browser, an e-mail address that an identity provider verified at a moment (`since`), the command line, or nobody
    known."""

    session: str = ""
    email: str = ""
    since: datetime | None = None
    console: bool = False

    @property
    def named(self) -> str:
        """How the journal names one who is not a person of the store."""
        return "console" if self.console else "public"


PUBLIC = Actor()
CONSOLE = Actor(console=True)


@dataclass(frozen=True)
class Person:
    """Somebody whom the agency knows."""

    id: str
    name: str
    organisation: str
    email: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class Standing:
    """Where somebody is with the Studio: until when a link of hers waits to be opened, when she last signed in by one; None for neither."""

    waits_until: datetime | None = None
    signed_in_at: datetime | None = None


def person_of(connection: Connection, actor: Actor, now: datetime) -> Person | None:
    """The person behind an actor; None for the public, for the command line, for a session that has ended."""
    if actor.session:
        session = sessions.c
        found = select(people).join(sessions).where(session.id == actor.session, session.ended_at.is_(None), session.expires_at > now)
    elif actor.email:
        found = select(people).where(people.c.email == actor.email.strip().casefold(), _not_left(actor.since))
    else:
        return None
    row = connection.execute(found.where(people.c.erased_at.is_(None))).one_or_none()
    return row and _person(connection, row)


def _not_left(since: datetime | None) -> ColumnElement[bool]:
    """Whether a person has not left all her browsers since that moment; since ever, when it is not known."""
    never = people.c.signed_out_at.is_(None)
    return never if since is None else never | (people.c.signed_out_at < since)


def may(person: Person | None, action: str, study: str, now: datetime) -> bool:
    """Whether somebody, the public when it is None, may do that now to that study ("" when the action is about none)."""
    grants = person.grants if person else ()
    return permissions.permitted(action, study, grants, person is not None, now.date())


def refuse_ended(actor: Actor, person: Person | None) -> None:
    """Refused when somebody writes as a person whom the store does not know any more."""
    if person is None and (actor.session or actor.email):
        raise Refused(ENDED)


def person(connection: Connection, identifier: str) -> Person | None:
    """A person by identifier, None when there is none or when it was erased."""
    row = connection.execute(select(people).where(people.c.id == identifier, people.c.erased_at.is_(None))).one_or_none()
    return row and _person(connection, row)


def everybody(connection: Connection) -> list[Person]:
    """Everybody whom the agency knows, by name."""
    found = connection.execute(select(people).where(people.c.erased_at.is_(None)).order_by(people.c.name, people.c.id))
    return [_person(connection, row) for row in found.all()]


def standings(connection: Connection, now: datetime) -> dict[str, Standing]:
    """Where everybody is who has a link to open or has signed in, by identifier."""
    links, entries = invitations.c, sessions.c
    waiting = select(links.person, func.max(links.expires_at)).where(links.used_at.is_(None), links.revoked_at.is_(None), links.expires_at > now)
    until = {row[0]: row[1] for row in connection.execute(waiting.group_by(links.person))}
    last = {row[0]: row[1] for row in connection.execute(select(entries.person, func.max(entries.created_at)).group_by(entries.person))}
    return {identifier: Standing(until.get(identifier), last.get(identifier)) for identifier in until.keys() | last.keys()}


def _person(connection: Connection, row: Row) -> Person:
    held = connection.execute(select(roles).where(roles.c.person == row.id).order_by(roles.c.study, roles.c.role))
    return Person(row.id, row.name, row.organisation, row.email, tuple(Grant(Role(one.role), one.study, one.until) for one in held))


def new_id() -> str:
    """An identifier that says nothing of what it names."""
    return secrets.token_hex(8)


def hashed(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def invite(connection: Connection, identifier: str, now: datetime) -> str:
    """A new link for a person, in place of those that were not opened; returns its secret, which is told once."""
    waiting = (invitations.c.person == identifier, invitations.c.used_at.is_(None), invitations.c.revoked_at.is_(None))
    connection.execute(update(invitations).where(*waiting).values(revoked_at=now))
    token = secrets.token_urlsafe(SECRET)
    connection.execute(
        insert(invitations).values(id=new_id(), person=identifier, token_hash=hashed(token), created_at=now, expires_at=now + LINK_LASTS)
    )
    return token


def invited(connection: Connection, token: str, now: datetime) -> Person:
    """Whom a link is for, without opening it: a mail scanner follows it too. Refused when it cannot be opened any more."""
    return _person(connection, _link(connection, token, now))


def in_force(connection: Connection, tokens: Collection[str], now: datetime) -> dict[str, tuple[Person, datetime]]:
    """Those of some links that can be opened: whom each is for, as she is now, and until when."""
    by_hash, links = {hashed(token): token for token in tokens}, invitations.c
    waiting = (links.used_at.is_(None), links.revoked_at.is_(None), links.expires_at > now)
    asked = select(links.token_hash, links.person, links.expires_at).where(links.token_hash.in_(by_hash), *waiting)
    found = [(by_hash[each.token_hash], person(connection, each.person), each.expires_at) for each in connection.execute(asked).all()]
    return {token: (whom, until) for token, whom, until in found if whom}


def enter(connection: Connection, token: str, now: datetime) -> tuple[Person, str, str]:
    """Opens a link: the person, the identifier of the session that begins, its secret for the cookie. Refused as `invited`."""
    row = _link(connection, token, now)
    connection.execute(update(invitations).where(invitations.c.token_hash == hashed(token)).values(used_at=now))
    session, secret = new_id(), secrets.token_urlsafe(SECRET)
    connection.execute(insert(sessions).values(id=session, person=row.id, token_hash=hashed(secret), created_at=now, expires_at=now + SESSION_LASTS))
    return _person(connection, row), session, secret


def _link(connection: Connection, token: str, now: datetime) -> Row:
    """The person of a link that can be opened."""
    link = connection.execute(select(invitations).where(invitations.c.token_hash == hashed(token))).one_or_none()
    if link is None or link.revoked_at is not None:
        raise Refused(Fault(LINK, UNKNOWN_LINK, ASK))
    if link.used_at is not None:
        raise Refused(Fault(LINK, USED, ASK))
    if link.expires_at <= now:
        raise Refused(Fault(LINK, EXPIRED, ASK))
    row = connection.execute(select(people).where(people.c.id == link.person, people.c.erased_at.is_(None))).one_or_none()
    if row is None:
        raise Refused(Fault(LINK, UNKNOWN_LINK, ASK))
    if not any(grant.holds(now.date()) for grant in _person(connection, row).grants):
        raise Refused(Fault(LINK, WITHOUT_ROLE, "demander un rôle à l'agence, puis ouvrir le même lien"))
    return row


def session_of(connection: Connection, secret: str, now: datetime) -> str:
    """The session of a cookie, "" when it opens none."""
    found = select(sessions.c.id).where(sessions.c.token_hash == hashed(secret), sessions.c.ended_at.is_(None), sessions.c.expires_at > now)
    return connection.execute(found).scalar() or ""


def sign_out(connection: Connection, identifier: str, now: datetime, only: str = "") -> int:
    """Ends every session of a person, and what an identity provider said of her until now, or that one only; how many there were."""
    if not only:
        connection.execute(update(people).where(people.c.id == identifier).values(signed_out_at=now))
    going_on = [sessions.c.person == identifier, sessions.c.ended_at.is_(None), *([sessions.c.id == only] if only else [])]
    return connection.execute(update(sessions).where(*going_on).values(ended_at=now)).rowcount
