"""The letters of a sitting, ready to copy: its convocation; to each person in charge, what is waited for from her, and whether her decision stands
when a later version of the study moves its figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from data.ground import french
from data.store.typed import one_line
from data.store.writings.assembly.actions import Action
from data.store.writings.assembly.agenda import Item
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.flags import Flag
from data.store.writings.assembly.sittings import Sitting
from studies.committee.papers import letters
from studies.committee.papers.letters import Letter
from studies.decisions import flag_words, sitting_words, words

CALL, REMIND, FLAGGED = (Path(__file__).with_name(f"{name}.txt") for name in ("convocation", "reminder", "flagged"))
NO_ITEM = "- l'ordre du jour suivra"


def convocation(held: Sitting, agenda: Sequence[Item], link: str) -> Letter:
    """The letter that calls a sitting; `link` leads to its page."""
    values = {
        "instance": held.card.name,
        "day": letters.day_of(held.at),
        "hour": letters.hour_of(held.at),
        "place": held.place,
        "agenda": sitting_words.agenda(agenda) or NO_ITEM,
        "proxies": sitting_words.proxies(held.card),
        "quorum": sitting_words.quorum_rule(held),
        "link": link,
    }
    return letters.filled(CALL, values)


def reminders(actions: Sequence[Action], questions: Mapping[str, str], today: date, link: str) -> dict[str, Letter]:
    """To each person in charge of actions that still wait, the letter that says which; `questions`: of the decisions, by identifier."""
    waiting: dict[str, list[Action]] = {}
    for action in actions:
        if action.waits:
            waiting.setdefault(action.owner, []).append(action)
    return {owner: _reminder(owner, held, questions, today, link) for owner, held in sorted(waiting.items())}


def flagged(one: Decision, flag: Flag, link: str) -> Letter:
    """The letter that asks who carries a decision whether it stands; `link` leads to the decision."""
    values = {
        "question": one_line(one.question),
        "instance": one.sitting.card.name,
        "day": words.day(one),
        "decided": one_line(one.decided),
        "study": one.shown["title"],
        "version": str(one.version),
        "later": str(flag.version),
        "changes": "\n".join(f"- {told}" for told in flag_words.changes(flag)),
        "link": link,
    }
    return letters.filled(FLAGGED, values)


def _reminder(owner: str, held: Sequence[Action], questions: Mapping[str, str], today: date, link: str) -> Letter:
    count = french.counted(len(held), "action")
    lines = "\n".join(_line(action, questions.get(action.decision, ""), today) for action in held)
    return letters.filled(REMIND, {"owner": owner, "count": count, "lines": lines, "link": link})


def _line(action: Action, question: str, today: date) -> str:
    when = f", pour le {french.day(action.deadline)}" if action.deadline else ", sans échéance"
    late = words.lateness(action, today)
    told = f" ({late})" if late else ""
    after = f" Suite à : {one_line(question)}" if question else ""
    return f"- {one_line(action.what)}{when}{told} : {action.status.value}.{after}"
