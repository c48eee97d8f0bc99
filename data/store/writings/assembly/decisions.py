"""Decisions as somebody may read them: settled ones for everybody, those submitted to those present for members, drafts for who holds sittings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from data.instances import rules
from data.instances.rules import ChairVote, Result, Vote
from data.store import access
from data.store.access import Actor
from data.store.opening import Store
from data.store.tables import addenda, decisions, sittings
from data.store.writings.assembly.sittings import HOLD, Sitting, Status, is_member, sitting_of


@dataclass(frozen=True)
class Recusal:
    """A member who left the vote, and why; the name is for members, "" for the public."""

    name: str
    reason: str


@dataclass(frozen=True)
class Addendum:
    """What was added to a settled decision, by whom (an identifier), when."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Decision:
    """An item of the agenda and what was decided on it. `study` "" for a free item, whose `version` is 0 and `shown` empty; `shown`: what the screen
    showed of that version under that scenario; `chosen`: one of `options`, or ""; `vote`: None when there was none; `digest`: "" until settled."""

    id: str
    sitting: Sitting
    rank: int
    study: str
    question: str
    options: tuple[str, ...]
    version: int
    scenario: str
    shown: Mapping[str, Any]
    decided: str
    chosen: str
    vote: Vote | None
    recusals: tuple[Recusal, ...]
    conditions: str
    owner: str
    deadline: date | None
    status: Status
    result: Result
    digest: str
    changed_at: datetime
    settled_at: datetime | None
    addenda: tuple[Addendum, ...]


def read(store: Store, actor: Actor, *, study: str = "", sitting: str = "", identifier: str = "") -> list[Decision]:
    """The decisions that somebody may read, of one study, of one sitting, or one alone; the latest sitting first, each in the order of its agenda."""
    wanted = select(decisions).join(sittings).order_by(sittings.c.at.desc(), sittings.c.id, decisions.c.rank)
    for column, value in ((decisions.c.study, study), (decisions.c.sitting, sitting), (decisions.c.id, identifier)):
        if value:
            wanted = wanted.where(column == value)
    with store.reading() as connection:
        named = is_member(connection, actor)
        rows = connection.execute(wanted.where(decisions.c.status.in_(_seen(connection, actor, named)))).all()
        return of_rows(connection, rows, named)


def of_rows(connection: Connection, rows: list[Row], named: bool) -> list[Decision]:
    """Decisions from their rows, with the names of those present or not."""
    held = select(sittings).where(sittings.c.id.in_({row.sitting for row in rows}))
    known = {row.id: sitting_of(connection, row, named) for row in connection.execute(held).all()}
    added: dict[str, list[Addendum]] = {}
    for row in connection.execute(select(addenda).where(addenda.c.decision.in_([row.id for row in rows])).order_by(addenda.c.at, addenda.c.id)):
        added.setdefault(row.decision, []).append(Addendum(row.text, row.by, row.at))
    return [_decision(row, known[row.sitting], tuple(added.get(row.id, ())), named) for row in rows]


def _seen(connection: Connection, actor: Actor, member: bool) -> list[str]:
    now = datetime.now(UTC)
    if actor.console or access.may(access.person_of(connection, actor, now), HOLD, "", now):
        return [status.value for status in Status]
    return [Status.SUBMITTED.value, Status.SETTLED.value] if member else [Status.SETTLED.value]


def _decision(row: Row, sitting: Sitting, added: tuple[Addendum, ...], named: bool) -> Decision:
    left = tuple(Recusal(one["name"] if named else "", one["reason"]) for one in row.recusals)
    vote = None
    if row.votes_for is not None:
        vote = Vote(row.votes_for, row.votes_against, row.abstentions, len(left), ChairVote(row.chair_vote))
    result = Result(row.result) if row.result else rules.result(sitting.card, sitting.roll, vote)
    return Decision(
        id=row.id,
        sitting=sitting,
        rank=row.rank,
        study=row.study,
        question=row.question,
        options=tuple(row.options),
        version=row.version,
        scenario=row.scenario,
        shown=row.shown,
        decided=row.decided,
        chosen=row.chosen,
        vote=vote,
        recusals=left,
        conditions=row.conditions,
        owner=row.owner,
        deadline=row.deadline,
        status=Status(row.status),
        result=result,
        digest=row.digest,
        changed_at=row.changed_at,
        settled_at=row.settled_at,
        addenda=added,
    )
