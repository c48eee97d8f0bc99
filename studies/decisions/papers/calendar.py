"""The files of calendar of a sitting: the sitting itself, and the deadlines of what was decided."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from data.store.writings.assembly.actions import Action
from data.store.writings.assembly.agenda import Item
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.sittings import Sitting
from studies.committee.papers import calendar_file
from studies.committee.papers.calendar_file import Entry
from studies.decisions import sitting_words


def of_sitting(held: Sitting, agenda: Sequence[Item], link: str, now: datetime) -> bytes:
    """The file of a sitting, with its agenda."""
    return calendar_file.book([Entry(held.id, held.at, held.card.name, held.place, f"{sitting_words.agenda(agenda)}\n\n{link}".strip())], now)


def of_deadlines(found: Iterable[Decision], actions: Iterable[Action], link: str, now: datetime) -> bytes:
    """The file of the days on which what was decided is due: decisions, and actions that still wait."""
    of_decisions = [Entry(one.id, one.deadline, f"Échéance : {one.decided}", one.owner, f"{one.question}\n\n{link}") for one in found if one.deadline]
    of_actions = [
        Entry(one.id, one.deadline, f"Échéance : {one.what}", one.owner, f"{one.status.value}\n\n{link}")
        for one in actions
        if one.deadline and one.waits
    ]
    return calendar_file.book([*of_decisions, *of_actions], now)
