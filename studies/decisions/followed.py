"""What became of decisions: kept, late, dropped, or nobody has said; those that the Studio settled from their actions, the former ones from what a
source or the agency says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.ground import french
from data.instances.rules import Result
from data.store.writings.assembly import outcomes
from data.store.writings.assembly.actions import Action, Status
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.outcomes import Outcome
from studies.committee.papers.letters import HERE
from studies.decisions import words
from studies.decisions.former import Former


class Became(StrEnum):
    """What became of a decision, in the order in which it is told; the value is shown as it is."""

    LATE = "en retard"
    UNTOLD = "à renseigner par l'agence"
    DROPPED = "abandonnée"
    UNDER_WAY = "en cours"
    KEPT = "tenue"
    NOTHING = "rien à suivre"


SEVERAL = {Became.DROPPED: "abandonnées", Became.KEPT: "tenues"}
TOLD = {
    outcomes.Status.KEPT: Became.KEPT,
    outcomes.Status.LATE: Became.LATE,
    outcomes.Status.DROPPED: Became.DROPPED,
    outcomes.Status.UNTOLD: Became.UNTOLD,
}


@dataclass(frozen=True)
class Followed:
    """A decision and what became of it: when and where it was taken, what it says, why it stands there; `source` and its address for what is not
    from the Studio. `doubtful`: nobody read the decision itself in a source."""

    id: str
    on: date
    instance: str
    decided: str
    became: Became
    reason: str
    former: Former | None = None
    source: str = ""
    url: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether what was decided is to be verified."""
        return self.former is not None and self.former.doubtful


def of_decision(one: Decision, actions: Sequence[Action], today: date) -> Followed:
    """A settled decision, from its actions; without any, from what was voted and its deadline."""
    became, reason = _of_actions(actions, today) if actions else _without_action(one, today)
    return Followed(one.id, one.sitting.at.astimezone(HERE).date(), one.sitting.card.name, one.decided, became, reason)


def _of_actions(actions: Sequence[Action], today: date) -> tuple[Became, str]:
    late = max(actions, key=lambda action: action.days_late(today))
    if told := words.lateness(late, today):
        return Became.LATE, _because(f"« {late.what} » : {told}", late.steps[-1].reason)
    if waiting := [action for action in actions if action.waits]:
        done = len(actions) - len(waiting)
        return Became.UNDER_WAY, f"{french.counted(done, 'action close', 'actions closes')} sur {len(actions)}"
    if dropped := [action for action in actions if action.status is Status.DROPPED]:
        return Became.DROPPED, _because(f"« {dropped[-1].what} »", dropped[-1].steps[-1].reason)
    return Became.KEPT, f"« {actions[-1].what} » : {actions[-1].steps[-1].evidence}"


def _because(what: str, reason: str) -> str:
    return f"{what} ; {reason}" if reason else what


def _without_action(one: Decision, today: date) -> tuple[Became, str]:
    if one.result in (Result.REJECTED, Result.NO_QUORUM):
        return Became.NOTHING, one.result.value
    if one.deadline and one.deadline >= today:
        return Became.UNDER_WAY, f"échéance le {french.day(one.deadline)}"
    return Became.UNTOLD, f"échéance passée le {french.day(one.deadline)}, aucune action suivie" if one.deadline else "aucune action suivie"


def of_former(one: Former, told: Mapping[str, Outcome]) -> Followed:
    """A decision from before the Studio: what the agency says counts, else what a source said."""
    if said := told.get(one.id):
        return Followed(one.id, one.on, one.instance, one.decided, TOLD[said.status], said.text, one, said.source, said.source)
    became = TOLD[outcomes.Status(one.status)]
    return Followed(one.id, one.on, one.instance, one.decided, became, one.outcome or one.note, one, one.outcome_source, one.outcome_url)


def last_year(found: Sequence[Followed], today: date) -> tuple[int, list[Followed]]:
    """The decisions of the last year before this one in which there are any, in the order in which they are told; that year, 0 when there is none."""
    year = max((one.on.year for one in found if one.on.year < today.year), default=0)
    order = list(Became)
    return year, sorted((one for one in found if one.on.year == year), key=lambda one: order.index(one.became))


def counted(found: Sequence[Followed]) -> str:
    """How many became what, in words: « 5 à renseigner par l'agence et 1 tenue »."""
    counts = [(sum(one.became is became for one in found), became) for became in Became]
    return french.listed([f"{count} {french.plural(count, became.value, SEVERAL.get(became, became.value))}" for count, became in counts if count])
