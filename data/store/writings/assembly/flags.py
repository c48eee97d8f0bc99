"""Flags on settled decisions: a later version moved the figures that were shown; flagged once for each version, then answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from data.ground.faults import Fault, Refused
from data.store import typed
from data.store.access import Actor, new_id
from data.store.opening import Store
from data.store.tables import decisions, flags
from data.store.writings.assembly.agenda import GONE, LONGEST

FLAG, ANSWER = "flag_decision", "answer_flag"


class Answer(StrEnum):
    """What is answered to a flag; the value is shown as it is."""

    WAITING = ""
    STANDS = "maintenue"
    REVIEW = "à revoir"


@dataclass(frozen=True)
class Flag:
    """A flag: the later version, the headlines that it moved out of the range shown, the ranking of options before and after ({} when it did not
    change); then what was answered, why, by whom (an identifier), when."""

    id: str
    decision: str
    version: int
    moved: Sequence[Mapping[str, Any]]
    ranking: Mapping[str, Any]
    at: datetime
    answer: Answer
    reason: str
    answered_by: str
    answered_at: datetime | None


def write(store: Store, actor: Actor, decision: str, version: int, moved: Sequence[Mapping[str, Any]], ranking: Mapping[str, Any]) -> bool:
    """Flags a settled decision, once for each version; whether it was not yet. Refused when the decision is unknown or not settled."""
    same = (flags.c.decision == decision) & (flags.c.version == version)
    with store.reading() as connection:
        found = connection.execute(select(decisions.c.study, decisions.c.settled_at).where(decisions.c.id == decision)).one_or_none()
        already = connection.execute(select(flags.c.id).where(same)).first()
    if found is None or found.settled_at is None:
        raise Refused(GONE)
    if already:
        return False
    with store.writing(actor, FLAG, found.study) as writing:
        what = {"moved": [dict(one) for one in moved], "ranking": dict(ranking), "answer": "", "reason": "", "answered_by": ""}
        row = {"id": new_id(), "decision": decision, "version": version, "at": writing.at}
        writing.connection.execute(insert(flags).values(**row, **what))
        writing.note(decision, done="decision flagged", in_version=version)
        return True


def of(store: Store, decision: str) -> list[Flag]:
    """The flags of a decision, the latest version first."""
    return _listed(store, flags.c.decision == decision)


def of_all(store: Store, of_decisions: Sequence[str]) -> list[Flag]:
    """The flags of several decisions, the latest first."""
    return _listed(store, flags.c.decision.in_(of_decisions))


def answer(store: Store, actor: Actor, identifier: str, said: Answer, reason: str) -> None:
    """Answers a flag, once: the decision stands, or is to be looked at again. Refused without a reason, or when it was answered meanwhile."""
    why = typed.written(reason, "réponse", "dire pourquoi la décision est maintenue, ou à revoir", LONGEST)
    if said is Answer.WAITING:
        raise Refused(Fault("réponse", "elle ne dit pas ce que devient la décision", "choisir : maintenue, ou à revoir"))
    found = select(flags.c.answered_at, decisions.c.study).join(decisions).where(flags.c.id == identifier)
    with store.reading() as connection:
        row = connection.execute(found).one_or_none()
    if row is None:
        raise Refused(Fault("décision signalée", "ce signalement n'existe pas", "recharger la page"))
    with store.writing(actor, ANSWER, row.study) as writing:
        if writing.connection.execute(found).one().answered_at is not None:
            raise Refused(Fault("réponse", "quelqu'un a déjà répondu", "recharger la page"))
        values = {"answer": said.value, "reason": why, "answered_by": writing.actor, "answered_at": writing.at}
        writing.connection.execute(update(flags).where(flags.c.id == identifier).values(**values))
        writing.note(identifier, done="flag answered", status=said.value, message=why)


def _listed(store: Store, wanted: ColumnElement[bool]) -> list[Flag]:
    with store.reading() as connection:
        rows = connection.execute(select(flags).where(wanted).order_by(flags.c.version.desc(), flags.c.decision)).all()
    return [
        Flag(
            id=row.id,
            decision=row.decision,
            version=row.version,
            moved=row.moved,
            ranking=row.ranking,
            at=row.at,
            answer=Answer(row.answer),
            reason=row.reason,
            answered_by=row.answered_by,
            answered_at=row.answered_at,
        )
        for row in rows
    ]
