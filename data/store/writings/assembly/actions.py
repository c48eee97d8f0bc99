"""What somebody is to do after a decision: who, until when, where it stands, on what evidence; each step is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from data.ground.faults import Fault, Refused
from data.store import typed
from data.store.access import Actor, new_id
from data.store.opening import Store, Writing
from data.store.tables import action_steps, actions, decisions
from data.store.writings.assembly.agenda import GONE, LONGEST
from data.store.writings.assembly.sittings import LONGEST_CAPACITY

FOLLOW = "follow_action"
MOVED = Fault("action", "quelqu'un l'a changée entre-temps", "recharger la page, puis refaire la modification")


class Status(StrEnum):
    """Where an action stands; the value is shown as it is."""

    TO_DO = "à faire"
    UNDER_WAY = "en cours"
    DONE = "faite"
    DROPPED = "abandonnée"


@dataclass(frozen=True)
class Task:
    """An action to follow: of a decision by its identifier, or of a former one by its name in data/tables/former_decisions.csv; what,
    who, until when."""

    what: str
    owner: str
    deadline: date | None
    decision: str = ""
    former: str = ""


@dataclass(frozen=True)
class Step:
    """A step of an action: where it went, until when, why, on what evidence (words or an address), by whom (an identifier), when."""

    status: Status
    deadline: date | None
    reason: str
    evidence: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Action:
    """An action with its steps from the first; what it says is the last one."""

    id: str
    decision: str
    former: str
    what: str
    owner: str
    steps: tuple[Step, ...]

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.steps[-1].status

    @property
    def deadline(self) -> date | None:
        """Until when it is to be done, as it was last said."""
        return self.steps[-1].deadline

    @property
    def waits(self) -> bool:
        """Whether something is still to be done."""
        return self.status in (Status.TO_DO, Status.UNDER_WAY)

    def days_late(self, today: date) -> int:
        """How many days [d] after its deadline it still waits; 0 when it does not."""
        return max((today - self.deadline).days, 0) if self.waits and self.deadline else 0


def add(store: Store, actor: Actor, task: Task) -> str:
    """Adds an action; returns its identifier. Refused when it says not what, nor who, or when the decision is unknown or not settled."""
    what = typed.written(task.what, "action", "écrire ce qui est à faire", LONGEST)
    owner = typed.line(task.owner, "responsable de l'action", "dire qui s'en charge", LONGEST_CAPACITY)
    if bool(task.decision) == bool(task.former):
        raise Refused(Fault("action", "elle ne dit pas de quelle décision elle vient", "choisir une décision"))
    with store.writing(actor, FOLLOW, _study_of(store, task.decision)) as writing:
        settled = select(decisions.c.settled_at).where(decisions.c.id == task.decision)
        if task.decision and writing.connection.execute(settled).scalar() is None:
            raise Refused(Fault("action", "la décision n'est pas arrêtée : elle peut encore changer", "arrêter d'abord le relevé de la séance"))
        identifier = new_id()
        row = {"id": identifier, "decision": task.decision, "former": task.former, "what": what, "owner": owner, "deadline": task.deadline}
        state = {"status": Status.TO_DO.value, "reason": "", "evidence": "", "by": writing.actor, "at": writing.at, "moved_at": writing.at}
        writing.connection.execute(insert(actions).values(**row, **state))
        _step(writing, identifier, Status.TO_DO, task.deadline, "", "")
        writing.note(identifier, done="action added", message=what)
        return identifier


def move(
    store: Store, actor: Actor, identifier: str, since: datetime, to: Status, deadline: date | None, reason: str = "", evidence: str = ""
) -> None:
    """Says where an action stands now, and until when. Refused when one that is done shows no evidence, when one that is dropped or put off says not
    why, or when somebody moved it after `since`."""
    said = typed.written_or_not(reason, "raison", LONGEST)
    shown = typed.written_or_not(evidence, "preuve", LONGEST)
    if to is Status.DONE and not shown:
        raise Refused(Fault("preuve", "rien n'est écrit", "dire ce qui montre que l'action est faite, ou en donner l'adresse"))
    with store.reading() as connection:
        row = _row(connection, identifier)
    with store.writing(actor, FOLLOW, _study_of(store, row.decision)) as writing:
        row = _row(writing.connection, identifier)
        if row.moved_at != since:
            raise Refused(MOVED)
        if not said and (to is Status.DROPPED or deadline != row.deadline):
            raise Refused(Fault("raison", "rien n'est écrit", "dire pourquoi l'action est abandonnée, ou pourquoi son échéance change"))
        values = {"status": to.value, "deadline": deadline, "reason": said, "evidence": shown, "moved_at": writing.at}
        writing.connection.execute(update(actions).where(actions.c.id == identifier).values(**values))
        _step(writing, identifier, to, deadline, said, shown)
        writing.note(identifier, done="action moved", status=to.value, message=said or shown)


def of(store: Store, decision: str) -> list[Action]:
    """The actions of a decision, in the order in which they were added."""
    return of_all(store, [decision])


def of_all(store: Store, of_decisions: Iterable[str]) -> list[Action]:
    """The actions of several decisions."""
    return _listed(store, actions.c.decision.in_(list(of_decisions)))


def of_former(store: Store) -> list[Action]:
    """The actions of decisions older than the Studio."""
    return _listed(store, actions.c.former != "")


def _listed(store: Store, wanted: ColumnElement[bool]) -> list[Action]:
    with store.reading() as connection:
        rows = connection.execute(select(actions).where(wanted).order_by(actions.c.at, actions.c.id)).all()
        steps: dict[str, list[Step]] = {}
        taken = select(action_steps).where(action_steps.c.action.in_([row.id for row in rows])).order_by(action_steps.c.step)
        for one in connection.execute(taken):
            steps.setdefault(one.action, []).append(Step(Status(one.status), one.deadline, one.reason, one.evidence, one.by, one.at))
    return [Action(row.id, row.decision, row.former, row.what, row.owner, tuple(steps[row.id])) for row in rows]


def _step(writing: Writing, identifier: str, to: Status, deadline: date | None, reason: str, evidence: str) -> None:
    taken = select(func.max(action_steps.c.step)).where(action_steps.c.action == identifier)
    step = (writing.connection.execute(taken).scalar() or 0) + 1
    row = {"action": identifier, "step": step, "status": to.value, "deadline": deadline, "reason": reason, "evidence": evidence}
    writing.connection.execute(insert(action_steps).values(**row, by=writing.actor, at=writing.at))


def _row(connection: Connection, identifier: str) -> Row:
    row = connection.execute(select(actions).where(actions.c.id == identifier)).one_or_none()
    if row is None:
        raise Refused(Fault("action", "elle n'existe pas", "recharger la page"))
    return row


def _study_of(store: Store, decision: str) -> str:
    """The study of a decision, "" for a free one and for none. Refused when it does not exist."""
    if not decision:
        return ""
    with store.reading() as connection:
        study = connection.execute(select(decisions.c.study).where(decisions.c.id == decision)).scalar()
    if study is None:
        raise Refused(GONE)
    return study
