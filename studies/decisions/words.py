"""What a decision says, in words that a screen, a letter and a file share."""

from datetime import date, datetime

from data.ground import french
from data.ground.french import plural
from data.store.writings.assembly.actions import Action
from data.store.writings.assembly.decisions import Decision
from studies.committee.papers.letters import HERE


def on(moment: datetime) -> str:
    """The day of a moment, where sittings are held: 10 décembre 2026."""
    return french.day(moment.astimezone(HERE).date())


def day(one: Decision) -> str:
    """The day of its sitting."""
    return on(one.sitting.at)


def vote(one: Decision) -> str:
    """What was voted: « adoptée : 17 pour, 2 contre, 1 abstention, 1 retrait »; the result alone when nobody voted."""
    if one.vote is None:
        return one.result.value
    counts = [f"{one.vote.in_favour} pour", f"{one.vote.against} contre"]
    counts += [f"{count} {plural(count, word)}" for count, word in ((one.vote.abstentions, "abstention"), (one.vote.recusals, "retrait")) if count]
    return f"{one.result.value} : {', '.join(counts)}"


def lateness(action: Action, today: date) -> str:
    """How late an action is: « 12 jours de retard »; nothing when it is not."""
    days = action.days_late(today)
    return f"{days} {plural(days, 'jour')} de retard" if days else ""


def figures(one: Decision) -> str:
    """The version and the scenario that were shown: « version 3, scénario « Volontariste » »; nothing for a free item."""
    return f"version {one.version}, scénario « {one.shown['scenario_title']} »" if one.study else ""


def facts(one: Decision) -> dict[str, str]:
    """What was decided and how, by name, in the order in which it is told; the names of who left the vote for those who may read them."""
    told = {
        "Décision": one.decided,
        "Option retenue": one.chosen,
        "Vote": vote(one),
        "Retraits du vote": " ; ".join(f"{left.name}, {left.reason}" if left.name else left.reason for left in one.recusals),
        "Conditions": one.conditions,
        "Responsable": one.owner,
        "Échéance": french.day(one.deadline) if one.deadline else "",
    }
    return {name: text for name, text in told.items() if text}
