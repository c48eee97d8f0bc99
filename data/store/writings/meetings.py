"""Meetings of the committee of a study: called, opened, closed; and where the levers of those present stand meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Row, and_, delete, func, insert, select, update

from data.ground import french
from data.ground.faults import Fault, Refused
from data.store import access, typed
from data.store.access import Actor, new_id
from data.store.opening import Store, Writing
from data.store.tables import meeting_levers, meetings, people, versions
from data.store.writings import remarks

HOLD, JOIN = "hold_meeting", "join_meeting"
LONGEST_PLACE = 200  # [characters]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LASTS, SHORTEST, LONGEST = 2 * HOUR, MINUTE, 12 * HOUR  # how long a meeting is to last when nobody says otherwise; at least; at most
MOST_LEVERS = 200  # of one participant
STAYS = timedelta(seconds=90)  # how long a stand counts unless it is shown again: a browser lets a page out of sight ask once a minute
_ONE_MORE = {"revision": meetings.c.revision + 1}  # written with whatever a page that asks for the revision must see


@dataclass(frozen=True)
class Meeting:
    """A meeting: when, where, what for, for how long; the version it had before it when it opened, 0 for the draft; `revision` grows with what
    participants do."""

    id: str
    study: str
    at: datetime
    place: str
    purpose: str
    opened_at: datetime | None
    closed_at: datetime | None
    version: int
    revision: int
    lasts: timedelta = LASTS

    @property
    def under_way(self) -> bool:
        """Whether it is open now."""
        return self.opened_at is not None and self.closed_at is None


@dataclass(frozen=True)
class Stand:
    """Where a participant is: the scenario that she started from, the levers that she moved [unit of each]; when she last showed it."""

    name: str
    scenario: str
    values: Mapping[str, float]
    at: datetime

    def stays(self, now: datetime) -> bool:
        """Whether it still counts: a tab that was closed takes nothing back by itself."""
        return now - self.at < STAYS


def call(store: Store, actor: Actor, study: str, at: datetime, place: str, purpose: str, lasts: timedelta = LASTS) -> str:
    """Calls a meeting; returns its identifier, the same for the same call made twice before it opens.

    Refused when it says not where, nor what for, or when it would last less than a minute or more than half a day."""
    where = typed.line(place, "lieu de la réunion", "l'écrire", LONGEST_PLACE)
    said = remarks.written(purpose, "objet de la réunion", "dire en une phrase ce qui y sera relu")
    minutes = round(lasts / MINUTE)
    if not SHORTEST <= minutes * MINUTE <= LONGEST:
        told, most = f"{french.number(minutes)} min", f"entre {SHORTEST // MINUTE} min et {LONGEST // HOUR} h"
        raise Refused(Fault("durée de la réunion", told, most))
    what = {"study": study, "at": at, "place": where, "purpose": said, "minutes": minutes}
    same = and_(*(meetings.c[name] == value for name, value in what.items()))
    with store.reading() as connection:
        already = connection.execute(select(meetings.c.id).where(same, meetings.c.opened_at.is_(None))).scalar()
    if already is not None:
        return already
    with store.writing(actor, HOLD, study) as writing:
        identifier = new_id()
        row = {"id": identifier, **what, "by": writing.actor, "called_at": writing.at}
        writing.connection.execute(insert(meetings).values(**row, version=0, revision=0))
        writing.note(identifier, done="meeting called", message=said)
        return identifier


def open_it(store: Store, actor: Actor, identifier: str) -> None:
    """Opens a meeting on the last version of its study. Refused when it was opened already, or when another one of the study is under way."""
    study = _study_of(store, identifier)
    with store.writing(actor, HOLD, study) as writing:
        row = _row(writing, identifier)
        under_way = (meetings.c.study == study) & meetings.c.opened_at.is_not(None) & meetings.c.closed_at.is_(None)
        if row.opened_at is not None or writing.connection.execute(select(meetings.c.id).where(under_way)).first():
            raise Refused(Fault("réunion", "elle a déjà été ouverte, ou une autre l'est", "clore celle qui est en cours"))
        last = writing.connection.execute(select(func.max(versions.c.number)).where(versions.c.study == study)).scalar() or 0
        writing.connection.execute(update(meetings).where(meetings.c.id == identifier).values(opened_at=writing.at, version=last))
        writing.note(identifier, done="meeting opened")


def close(store: Store, actor: Actor, identifier: str) -> None:
    """Closes a meeting that is under way; where levers stood is forgotten."""
    with store.writing(actor, HOLD, _study_of(store, identifier)) as writing:
        row = _row(writing, identifier)
        if row.opened_at is None or row.closed_at is not None:
            raise Refused(Fault("réunion", "elle n'est pas en cours", "recharger la page"))
        writing.connection.execute(update(meetings).where(meetings.c.id == identifier).values(closed_at=writing.at, **_ONE_MORE))
        writing.connection.execute(delete(meeting_levers).where(meeting_levers.c.meeting == identifier))
        writing.note(identifier, done="meeting closed")


def show_levers(store: Store, actor: Actor, identifier: str, scenario: str, values: Mapping[str, float]) -> None:
    """Shows the others where one's levers stand. Not a deed: nothing of it goes to the journal, and it is forgotten when the meeting is closed.

    Refused for who may not join, or when the meeting is not under way.
    """
    now = datetime.now(UTC)
    with store.counting() as connection:
        row = connection.execute(select(meetings).where(meetings.c.id == identifier)).one_or_none()
        person = access.person_of(connection, actor, now)
        if row is None or not _meeting(row).under_way or person is None or not access.may(person, JOIN, row.study, now) or len(values) > MOST_LEVERS:
            raise Refused(Fault("réunion", "elle n'est plus en cours, ou votre rôle ne permet pas d'y montrer vos leviers", "recharger la page"))
        this = (meeting_levers.c.meeting == identifier) & (meeting_levers.c.person == person.id)
        connection.execute(delete(meeting_levers).where(this))
        stand = {"scenario": scenario, "values": dict(values), "at": now}
        connection.execute(insert(meeting_levers).values(meeting=identifier, person=person.id, **stand))
        connection.execute(update(meetings).where(meetings.c.id == identifier).values(**_ONE_MORE))


def hide_levers(store: Store, actor: Actor, identifier: str) -> None:
    """Takes back what `show_levers` shows of somebody; nothing to do when she showed nothing. Not a deed either."""
    with store.counting() as connection:
        person = access.person_of(connection, actor, datetime.now(UTC))
        this = (meeting_levers.c.meeting == identifier) & (meeting_levers.c.person == (person.id if person else ""))
        if connection.execute(delete(meeting_levers).where(this)).rowcount:
            connection.execute(update(meetings).where(meetings.c.id == identifier).values(**_ONE_MORE))


def of_study(store: Store, study: str) -> list[Meeting]:
    """The meetings of a study, the latest first."""
    with store.reading() as connection:
        return [_meeting(row) for row in connection.execute(select(meetings).where(meetings.c.study == study).order_by(meetings.c.at.desc()))]


def all_under_way(store: Store) -> dict[str, Meeting]:
    """The meetings that are open now, by study."""
    with store.reading() as connection:
        rows = connection.execute(select(meetings).where(meetings.c.opened_at.is_not(None), meetings.c.closed_at.is_(None))).all()
    return {row.study: _meeting(row) for row in rows}


def under_way(store: Store, study: str) -> Meeting | None:
    """The meeting of a study that is open now."""
    return all_under_way(store).get(study)


def revision(store: Store, identifier: str) -> int:
    """How many things participants did: what a page asks often, to know whether to read the rest."""
    with store.reading() as connection:
        return connection.execute(select(meetings.c.revision).where(meetings.c.id == identifier)).scalar() or 0


def stands(store: Store, identifier: str) -> list[Stand]:
    """Where the levers of those who showed them stand, by name; those of a page that was closed too, which no more `stays`."""
    found = select(people.c.name, meeting_levers).join(people, people.c.id == meeting_levers.c.person)
    with store.reading() as connection:
        rows = connection.execute(found.where(meeting_levers.c.meeting == identifier).order_by(people.c.name, people.c.id)).all()
    return [Stand(row.name, row.scenario, row._mapping["values"], row.at) for row in rows]


def _study_of(store: Store, identifier: str) -> str:
    with store.reading() as connection:
        study = connection.execute(select(meetings.c.study).where(meetings.c.id == identifier)).scalar()
    if study is None:
        raise Refused(Fault("réunion", "elle n'existe pas", "recharger la page"))
    return study


def _row(writing: Writing, identifier: str) -> Row:
    return writing.connection.execute(select(meetings).where(meetings.c.id == identifier)).one()


def _meeting(row: Row) -> Meeting:
    return Meeting(
        row.id, row.study, row.at, row.place, row.purpose, row.opened_at, row.closed_at, row.version, row.revision, timedelta(minutes=row.minutes)
    )
