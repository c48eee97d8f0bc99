"""Sittings of a body that decides: called, changed, who was there; then closed, when the minutes are settled."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, insert, select, update

from data.ground.faults import Fault, Refused
from data.instances import cards, rules
from data.instances.cards import Instance
from data.instances.rules import Attendee, Presence, Quorum, Roll
from data.store import access, typed
from data.store.access import Actor, new_id
from data.store.opening import Store, Writing
from data.store.tables import attendance, decisions, sitting_documents, sittings

HOLD, READ = "hold_sitting", "read_minutes"
LONGEST_PLACE, LONGEST_NAME, LONGEST_CAPACITY = 200, 120, 160  # [characters]
MOST_SEATS = 1_000  # members of an assembly
GONE = Fault("séance", "elle n'existe pas, ou elle a été retirée", "recharger la page")
CLOSED = Fault("séance", "son relevé est arrêté : il ne change plus", "corriger par un ajout daté à la décision")
CHANGED = Fault("séance", "quelqu'un l'a modifiée entre-temps", "recharger la page, puis refaire la modification")


class Status(StrEnum):
    """Where the minutes of an item stand; the value is shown as it is."""

    DRAFT = "brouillon"
    SUBMITTED = "soumis"
    SETTLED = "arrêté"


@dataclass(frozen=True)
class Call:
    """A sitting to call: which body, when, where, how many members it has in office."""

    instance: str
    at: datetime
    place: str
    seats: int


@dataclass(frozen=True)
class Sitting:
    """A sitting as somebody may read it. `card`: the rules of the body, as they were once it is closed; `attendees`: nobody for the public, who
    reads the counts of `roll` only; `changed_at`: what a writer must have read."""

    id: str
    instance: str
    card: Instance
    at: datetime
    place: str
    seats: int
    chair: str
    secretary: str
    attendees: tuple[Attendee, ...]
    roll: Roll
    held_at: datetime | None
    changed_at: datetime
    closed_at: datetime | None

    @property
    def quorum(self) -> Quorum:
        """How many members must be there, and how many count."""
        return rules.quorum(self.card, self.roll)


def call(store: Store, actor: Actor, said: Call) -> str:
    """Calls a sitting; returns its identifier, the same for the same call made twice. Refused when it says not where, or for an unknown body."""
    cards.get(said.instance)
    what = _checked(said.place, said.seats)
    same = (sittings.c.instance == said.instance) & (sittings.c.at == said.at) & (sittings.c.place == what["place"])
    with store.reading() as connection:
        already = connection.execute(select(sittings.c.id).where(same, sittings.c.closed_at.is_(None))).scalar()
    if already is not None:
        return already
    with store.writing(actor, HOLD) as writing:
        identifier = new_id()
        when = {"at": said.at, "by": writing.actor, "called_at": writing.at, "changed_at": writing.at}
        row = {"id": identifier, "instance": said.instance, "chair": "", "secretary": "", "rules": {}}
        writing.connection.execute(insert(sittings).values(**row, **what, **when))
        writing.note(identifier, done="sitting called", message=what["place"])
        return identifier


def change(store: Store, actor: Actor, identifier: str, since: datetime, at: datetime, place: str, seats: int) -> None:
    """Calls it for another time, place or number of members; its minutes are to be submitted again.

    Refused as `call`, or when somebody changed it after `since`."""
    what = _checked(place, seats)
    with store.writing(actor, HOLD) as writing:
        _open_row(writing, identifier, since)
        writing.connection.execute(update(sittings).where(sittings.c.id == identifier).values(**what, at=at, changed_at=writing.at))
        _to_submit_again(writing, identifier)
        writing.note(identifier, done="sitting changed", message=what["place"])


def attend(store: Store, actor: Actor, identifier: str, since: datetime, attendees: Iterable[Attendee], chair: str, secretary: str) -> None:
    """Notes who is there, in place of who was noted before; the minutes are to be submitted again.

    Refused when a list or a proxy cannot be (`rules.faults_of_roll`), when the chair or the
    secretary is not there, or when somebody changed the sitting after `since`."""
    members = [_as_kept(one) for one in attendees]
    there = {one.name for one in members if one.presence is Presence.PRESENT}
    named = {"chair": _name(chair), "secretary": _name(secretary)}
    for name, place in ((named["chair"], "président de séance"), (named["secretary"], "secrétaire de séance")):
        if name and name not in there:
            raise Refused(Fault(place, f"« {typed.seen(name)} » n'est pas parmi les présents", "choisir un membre présent"))
    with store.writing(actor, HOLD) as writing:
        row = _open_row(writing, identifier, since)
        if wrong := rules.faults_of_roll(cards.get(row.instance), row.seats, members):
            raise Refused(wrong[0])
        writing.connection.execute(delete(attendance).where(attendance.c.sitting == identifier))
        rows = [
            {"sitting": identifier, "rank": rank, "name": one.name, "capacity": one.capacity, "state": one.presence.value, "proxy_to": one.proxy_to}
            for rank, one in enumerate(members)
        ]
        if rows:
            writing.connection.execute(insert(attendance), rows)
        held = {"held_at": row.held_at or (writing.at if there else None), "changed_at": writing.at}
        writing.connection.execute(update(sittings).where(sittings.c.id == identifier).values(**named, **held))
        _to_submit_again(writing, identifier)
        writing.note(identifier, done="attendance noted", present=len(there))


def withdraw(store: Store, actor: Actor, identifier: str) -> None:
    """Takes away a sitting that was called by mistake. Refused when something is on its agenda."""
    with store.writing(actor, HOLD) as writing:
        _open_row(writing, identifier, None)
        if writing.connection.execute(select(decisions.c.id).where(decisions.c.sitting == identifier)).first():
            raise Refused(Fault("séance", "son ordre du jour n'est pas vide", "en retirer les points, ou changer la date de la séance"))
        for table in (attendance, sitting_documents):
            writing.connection.execute(delete(table).where(table.c.sitting == identifier))
        writing.connection.execute(delete(sittings).where(sittings.c.id == identifier))
        writing.note(identifier, done="sitting withdrawn")


def read(store: Store, actor: Actor) -> list[Sitting]:
    """The sittings that somebody may read, the latest first: all of them for who holds them, those that were called for members, those whose minutes
    are settled for everybody."""
    with store.reading() as connection:
        member = is_member(connection, actor)
        wanted = select(sittings) if member else select(sittings).where(sittings.c.closed_at.is_not(None))
        return [sitting_of(connection, row, member) for row in connection.execute(wanted.order_by(sittings.c.at.desc(), sittings.c.id)).all()]


def is_member(connection: Connection, actor: Actor) -> bool:
    """Whether somebody reads what is submitted to those present, with their names: a member of a committee, for one study or for all."""
    now = datetime.now(UTC)
    person = access.person_of(connection, actor, now)
    return actor.console or any(access.may(person, READ, grant.study, now) for grant in (person.grants if person else ()))


def sitting_of(connection: Connection, row: Row, named: bool) -> Sitting:
    """A sitting from its row, with the names of those present or not."""
    found = select(attendance).where(attendance.c.sitting == row.id).order_by(attendance.c.rank)
    members = tuple(Attendee(one.name, one.capacity, Presence(one.state), one.proxy_to) for one in connection.execute(found))
    card = cards.kept(row.rules) if row.closed_at else cards.get(row.instance)
    who = (row.chair, row.secretary, members) if named else ("", "", ())
    moments = (row.held_at, row.changed_at, row.closed_at)
    return Sitting(row.id, row.instance, card, row.at, row.place, row.seats, *who, rules.roll(row.seats, members), *moments)


def open_row(writing: Writing, identifier: str) -> Row:
    """The row of a sitting whose minutes may still be written. Refused when they are settled."""
    return _open_row(writing, identifier, None)


def _open_row(writing: Writing, identifier: str, since: datetime | None) -> Row:
    row = writing.connection.execute(select(sittings).where(sittings.c.id == identifier)).one_or_none()
    if row is None:
        raise Refused(GONE)
    if row.closed_at is not None:
        raise Refused(CLOSED)
    if since is not None and row.changed_at != since:
        raise Refused(CHANGED)
    return row


def _to_submit_again(writing: Writing, identifier: str) -> None:
    """What those present had read of a sitting is not what it is any more: a quorum may have changed."""
    submitted = (decisions.c.sitting == identifier) & (decisions.c.status == Status.SUBMITTED.value)
    writing.connection.execute(update(decisions).where(submitted).values(status=Status.DRAFT.value))


def _checked(place: str, seats: int) -> dict[str, str | int]:
    if not 1 <= seats <= MOST_SEATS:
        raise Refused(Fault("membres en exercice", f"{seats}", f"écrire un nombre, de 1 à {MOST_SEATS}"))
    return {"place": typed.line(place, "lieu de la séance", "l'écrire", LONGEST_PLACE), "seats": seats}


def _as_kept(one: Attendee) -> Attendee:
    name = typed.line(_name(one.name), "présents", "écrire le nom de chaque membre", LONGEST_NAME)
    capacity = typed.line_or_not(one.capacity, f"qualité de {name}", LONGEST_CAPACITY)
    return Attendee(name, capacity, one.presence, _name(one.proxy_to))


def _name(text: str) -> str:
    """A name on one line, its accents composed as most keyboards do: the same name is written the same in every box."""
    return unicodedata.normalize("NFC", typed.one_line(text))
