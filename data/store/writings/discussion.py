"""What the committee said of a study, as somebody may read it: all of it for its members, what was answered for the public."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, select

from data.store import access
from data.store.access import Actor
from data.store.opening import Store
from data.store.permissions import EVERY_STUDY
from data.store.tables import people, remarks, replies, roles
from data.store.writings import contents
from data.store.writings.remarks import HIDE, PARAMETER, Attachment, Position, Status

READ = "read_remarks"
ERASED = "personne effacée"
MEMBER = "membre du comité"
HIDDEN = "avis retiré par l'agence"


@dataclass(frozen=True)
class Reply:
    """What was said under a remark, by whom."""

    text: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Remark:
    """A remark as a reader sees it. `author`: a name and a role for members, a role alone for the public unless she agreed; `by`: her identifier.
    `hidden`: why it is out of sight, "" when it is in sight; then nothing of it is told but to who moderates."""

    id: str
    study: str
    version: str
    item: str
    label: str
    position: Position | None
    value: float | None
    text: str
    source: str
    place: str
    attachment: str
    author: str
    by: str
    at: datetime
    status: Status
    answer: str
    answered_at: datetime | None
    in_version: int | None
    hidden: str
    replies: Sequence[Reply]

    @property
    def parameter(self) -> str:
        """The assumption that it is about, "" when it is about something else."""
        return self.item.removeprefix(PARAMETER) if self.item.startswith(PARAMETER) else ""

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer: one that finds a figure right does not."""
        return self.answered_at is None and self.position is not Position.RIGHT and not self.hidden


def of_study(store: Store, actor: Actor, study: str) -> list[Remark]:
    """The remarks on a study that somebody may read, the oldest first; those that were replaced by their author are left out. One that the public
    read keeps its place when it is taken out of sight, with the reason."""
    now = datetime.now(UTC)
    with store.reading() as connection:
        person = access.person_of(connection, actor, now)
        member = actor.console or access.may(person, READ, study, now)
        moderates = actor.console or access.may(person, HIDE, study, now)
        standing = (remarks.c.study == study) & remarks.c.replaced_at.is_(None)
        rows = connection.execute(select(remarks).where(standing).order_by(remarks.c.at, remarks.c.id)).all()
        shown = [row for row in rows if member or row.answered_at is not None]
        said = _replies(connection, [row.id for row in shown])
        known = authors(connection, study)
    return [_remark(row, said.get(row.id, ()), known, member, moderates or row.hidden_at is None) for row in shown]


@dataclass(frozen=True)
class Counts:
    """How many remarks a study has in sight: all of them, those accepted, those refused, those that wait for their answer."""

    given: int
    accepted: int
    refused: int
    waiting: int


def counts(store: Store) -> dict[str, Counts]:
    """The counts of each study that has a remark in sight: everybody may know how many there are, and what became of them."""
    standing = remarks.c.replaced_at.is_(None) & remarks.c.hidden_at.is_(None)
    with store.reading() as connection:
        rows = connection.execute(select(remarks.c.study, remarks.c.status, remarks.c.position).where(standing)).all()
    return {study: _counts([row for row in rows if row.study == study]) for study in {row.study for row in rows}}


def _counts(rows: Sequence[Row]) -> Counts:
    of = Counter(row.status for row in rows)
    waiting = sum(row.status == Status.OPEN.value and row.position != Position.RIGHT.value for row in rows)
    return Counts(len(rows), of[Status.ACCEPTED.value], of[Status.REFUSED.value], waiting)


def attachment(store: Store, actor: Actor, identifier: str) -> Attachment | None:
    """The file joined to a remark that somebody may read; None when there is none for her. Refused when it is lost or damaged."""
    with store.reading() as connection:
        row = connection.execute(select(remarks).where(remarks.c.id == identifier)).one_or_none()
    if row is None or not row.attachment or not any(one.id == identifier and one.attachment for one in of_study(store, actor, row.study)):
        return None
    with store.reading() as connection:
        return Attachment(row.attachment_name, contents.read(connection, [row.attachment])[row.attachment])


def author(identifier: str, known: Mapping[str, tuple[str, str]], named: bool) -> str:
    """Who somebody is for a reader: « Aline Vert (Chambre), relecteur », or the role alone."""
    name, role = known.get(identifier, (ERASED, ""))
    return ", ".join(filter(None, [name if named else "", role])) or MEMBER


def _replies(connection: Connection, identifiers: list[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in connection.execute(select(replies).where(replies.c.remark.in_(identifiers)).order_by(replies.c.at, replies.c.id)):
        found.setdefault(row.remark, []).append(row)
    return found


def authors(connection: Connection, study: str) -> dict[str, tuple[str, str]]:
    """The name, with the organisation, and the roles for a study of everybody who is not erased, by identifier."""
    held: dict[str, list[str]] = {}
    for row in connection.execute(select(roles).where(roles.c.study.in_([EVERY_STUDY, study])).order_by(roles.c.role)):
        held.setdefault(row.person, []).append(row.role)
    return {
        row.id: (f"{row.name} ({row.organisation})" if row.organisation else row.name, ", ".join(dict.fromkeys(held.get(row.id, []))))
        for row in connection.execute(select(people).where(people.c.erased_at.is_(None)))
    }


def _remark(row: Row, said: Sequence[Row], known: Mapping[str, tuple[str, str]], member: bool, seen: bool) -> Remark:
    who = author(row.by, known, member or row.named)
    told = [Reply(one.text, author(one.by, known, member), one.at) for one in said]
    common = (row.id, row.study, row.version, row.item, row.label)
    state = (row.at, Status(row.status), row.answer if seen else "", row.answered_at, row.in_version)
    if not seen:
        return Remark(*common, None, None, HIDDEN, "", "", "", MEMBER, "", *state, row.hidden_why, ())
    position = Position(row.position) if row.position else None
    what = (position, row.value, row.text, row.source, row.place, row.attachment_name)
    return Remark(*common, *what, who, row.by, *state, row.hidden_why if row.hidden_at else "", told)
