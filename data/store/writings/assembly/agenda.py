"""The agenda of a sitting: items on a version of a study, with what its screen shows under a scenario, and free ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from data.ground.faults import Fault, Refused
from data.store import typed
from data.store.access import Actor, new_id
from data.store.opening import Store, Writing
from data.store.tables import decisions, versions
from data.store.writings.assembly.decisions import Status
from data.store.writings.assembly.sittings import HOLD, is_member, open_row

LONGEST = 2_000  # [characters] of a question, of a decision, of its conditions
LONGEST_OPTION = 300  # [characters]
MOST_OPTIONS = 12
MOST_ITEMS = 60
GONE = Fault("point de l'ordre du jour", "il n'existe pas, ou il a été retiré", "recharger la page")


@dataclass(frozen=True)
class Item:
    """An item to put on the agenda: the question, the options to choose from; a study, the frozen version and the scenario shown, and what the screen
    showed of them, or none of these for a free item."""

    question: str
    options: Sequence[str] = ()
    study: str = ""
    version: int = 0
    scenario: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)


def add(store: Store, actor: Actor, sitting: str, item: Item) -> str:
    """Puts an item at the end of the agenda; returns its identifier. Refused without a question, when a study is shown in no version that was
    kept, or when the minutes are settled."""
    what = _as_kept(item)
    with store.writing(actor, HOLD) as writing:
        open_row(writing, sitting)
        _refuse_unkept(writing, item)
        mine = select(func.count(), func.max(decisions.c.rank)).where(decisions.c.sitting == sitting)
        count, last = writing.connection.execute(mine).one()
        if count >= MOST_ITEMS:
            raise Refused(Fault("ordre du jour", f"{count} points", f"{MOST_ITEMS} au plus : convoquer une autre séance"))
        identifier = new_id()
        empty = {"decided": "", "chosen": "", "chair_vote": "", "recusals": [], "conditions": "", "owner": "", "result": "", "digest": ""}
        where = {"id": identifier, "sitting": sitting, "rank": (last or 0) + 1, "status": Status.DRAFT.value, "changed_at": writing.at}
        writing.connection.execute(insert(decisions).values(**where, **what, **empty))
        writing.note(identifier, done="item added", message=what["question"], **_figures(item))
        return identifier


def change(store: Store, actor: Actor, identifier: str, item: Item) -> None:
    """Writes an item again; its minutes, if any, are a draft again. Refused as `add`, or when the option that was chosen is no more among its own."""
    what = _as_kept(item)
    with store.writing(actor, HOLD) as writing:
        row = open_item(writing, identifier)
        _refuse_unkept(writing, item)
        if row.chosen and row.chosen not in what["options"]:
            raise Refused(Fault("options", f"« {row.chosen} » a été choisie", "changer d'abord la décision, ou garder cette option"))
        values = {**what, "status": Status.DRAFT.value, "changed_at": writing.at}
        writing.connection.execute(update(decisions).where(decisions.c.id == identifier).values(**values))
        writing.note(identifier, done="item changed", message=what["question"], **_figures(item))


def place(store: Store, actor: Actor, identifier: str, up: bool) -> None:
    """Moves an item one place up or down in the agenda; nothing at its ends."""
    with store.writing(actor, HOLD) as writing:
        row = open_item(writing, identifier)
        mine = writing.connection.execute(select(decisions.c.id, decisions.c.rank).where(decisions.c.sitting == row.sitting)).all()
        beyond = [one for one in mine if (one.rank < row.rank if up else one.rank > row.rank)]
        if beyond:
            other = (max if up else min)(beyond, key=lambda one: one.rank)
            for moved, rank in ((identifier, other.rank), (other.id, row.rank)):
                writing.connection.execute(update(decisions).where(decisions.c.id == moved).values(rank=rank))
        writing.note(identifier, done="item moved")


def remove(store: Store, actor: Actor, identifier: str) -> None:
    """Takes an item off the agenda, with its minutes if any."""
    with store.writing(actor, HOLD) as writing:
        row = open_item(writing, identifier)
        writing.connection.execute(delete(decisions).where(decisions.c.id == identifier))
        writing.note(identifier, done="item removed", message=row.question)


def read(store: Store, actor: Actor, sitting: str) -> list[Item]:
    """The agenda of a sitting as its members read it, without what is decided; nothing for the public."""
    with store.reading() as connection:
        if not is_member(connection, actor):
            return []
        rows = connection.execute(select(decisions).where(decisions.c.sitting == sitting).order_by(decisions.c.rank)).all()
    return [Item(row.question, row.options, row.study, row.version, row.scenario, row.shown) for row in rows]


def open_item(writing: Writing, identifier: str) -> Row:
    """The row of an item whose minutes may still be written. Refused when they are settled."""
    row = writing.connection.execute(select(decisions).where(decisions.c.id == identifier)).one_or_none()
    if row is None:
        raise Refused(GONE)
    open_row(writing, row.sitting)
    return row


def _as_kept(item: Item) -> dict[str, Any]:
    question = typed.written(item.question, "question", "écrire ce qui est demandé à l'instance", LONGEST)
    options = [typed.line(option, "options", "écrire chaque option sur une ligne", LONGEST_OPTION) for option in item.options]
    if len(options) > MOST_OPTIONS or len(set(options)) < len(options):
        raise Refused(Fault("options", "trop nombreuses, ou l'une y est deux fois", f"{MOST_OPTIONS} au plus, toutes différentes"))
    what = {"study": item.study, "version": item.version, "scenario": item.scenario}
    if item.study and {**what, **{name: item.shown.get(name) for name in what}} != what:
        raise Refused(
            Fault("chiffres montrés", "ce ne sont pas ceux de cette version sous ce scénario", "choisir à nouveau la version et le scénario")
        )
    if not item.study and (item.version or item.scenario or item.shown):
        raise Refused(Fault("point libre", "il porte les chiffres d'une étude", "choisir l'étude, ou vider la version"))
    return {**what, "question": question, "options": options, "shown": dict(item.shown)}


def _refuse_unkept(writing: Writing, item: Item) -> None:
    """A decision is taken on figures that nobody can change afterwards."""
    if not item.study:
        return
    kept = (versions.c.study == item.study) & (versions.c.number == item.version)
    if not writing.connection.execute(select(versions.c.number).where(kept)).first():
        told = "aucune version figée n'est choisie" if not item.version else f"l'étude n'a pas de version {item.version}"
        raise Refused(Fault("version de l'étude", told, "soumettre d'abord l'étude depuis « Modifier une étude », puis choisir sa version"))


def _figures(item: Item) -> dict[str, Any]:
    return {"studies": [item.study], "in_version": item.version, "scenario": item.scenario} if item.study else {}
