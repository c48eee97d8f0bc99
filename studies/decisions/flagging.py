"""Whether a later version moves the figures that a decision was taken on: a headline out of the range shown that day, two options that change places.

    found = flagging.found(was, now, effects)   # was, now: see `as_shown`; effects: what led from one to the other under a scenario

What is found is JSON: the figures that moved and the orders that changed, each with its main cause, the largest line of what led from one version to
the other.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studies.publishing.attribution import Attribution
from studies.toolkit.reading import units

Shown = Mapping[str, Any]  # what a decision was shown, what a later version shows
Effects = Callable[[str], Attribution | None]  # under a scenario, None when one of the two versions has it not
GONE = "cette version ne donne plus ce chiffre sous ce scénario"
OTHER_UNIT = "ce chiffre n'est plus dans la même unité"
NOT_OFFERED = "une option n'est plus proposée"
UNKNOWN = "cause non séparée"


@dataclass(frozen=True)
class Found:
    """What a later version moved of a decision: its headlines, the orders of its options."""

    moved: list[dict[str, Any]]
    ranking: dict[str, dict[str, Any]]  # by the headline on which it changed

    def __bool__(self) -> bool:
        return bool(self.moved or self.ranking)

    def told_already(self, moved: Sequence[Shown], ranking: Mapping[str, Shown]) -> bool:
        """Whether a former flag said the same figures and the same orders, as they are written."""
        figures = [[(one["id"], one["now_written"]) for one in held] for held in (self.moved, moved)]
        orders = [{name: one["after"] for name, one in held.items()} for held in (self.ranking, ranking)]
        return figures[0] == figures[1] and orders[0] == orders[1]


def found(was: Shown, now: Shown | None, effects: Effects) -> Found:
    """What moved between what a decision was shown and a later version of the study; `now` is None when that one has not the scenario any more."""
    return Found(_moved(was, now, effects), _reordered(was, now, effects) if now else {})


def out_of_range(one: Mapping[str, Any], value: float) -> bool:
    """Whether a value [unit of the headline] is out of the range that was shown, and is not written as the value or the end that it passes.

    A value that stood out of its range that day widens it: the decision was taken on it.
    """
    low, high = min(one["low"], one["value"]), max(one["high"], one["value"])
    if low <= value <= high:
        return False
    return units.headline(value, one["unit"]) != units.headline(low if value < low else high, one["unit"])


def _moved(was: Shown, now: Shown | None, effects: Effects) -> list[dict[str, Any]]:
    later = {one["id"]: one for one in now["headlines"]} if now else {}
    moved = []
    for one in was["headlines"]:
        new = later.get(one["id"])
        if new is None or new["unit"] != one["unit"]:
            moved.append({**one, "now": None, "now_written": new["written"] if new else "", "cause": OTHER_UNIT if new else GONE})
        elif out_of_range(one, new["value"]):
            moved.append({**one, "now": new["value"], "now_written": new["written"], "cause": main_cause(effects(was["scenario"]), one["id"])})
    return moved


def main_cause(effects: Attribution | None, headline: str) -> str:
    """The line that moved a headline most, by its name."""
    terms = [term for term in effects.terms if term.added.get(headline)] if effects else []
    return max(terms, key=lambda term: abs(term.added[headline])).label if terms else UNKNOWN


def _reordered(was: Shown, now: Shown, effects: Effects) -> dict[str, dict[str, Any]]:
    """The headlines on which an option has passed another, or is not offered any more. Options written alike have no order to lose."""
    titles = {one["id"]: one["label"] for one in [*now["options"], *was["options"]]}
    changed = {}
    for headline, before in was["ranking"].items():
        after = now["ranking"].get(headline)
        if after is None:
            continue  # a headline that is not there any more is told among those that moved
        ranks = [ranked(before), ranked(after)]
        passed = _passed(*ranks)
        if passed or set(ranks[0]) - set(ranks[1]):
            label = next(one["label"] for one in was["headlines"] if one["id"] == headline)
            orders = {name: [[titles[each] for each in group] for group in order] for name, order in (("before", before), ("after", after))}
            cause = main_cause(effects(_scenario_of(was, now, headline, passed)), headline) if passed else NOT_OFFERED
            changed[headline] = {"label": label, **orders, "cause": cause}
    return changed


def ranked(order: Sequence[Sequence[str]]) -> dict[str, int]:
    """The rank of each option of an order, 0 for the best; those that are written alike have the same."""
    return {name: rank for rank, group in enumerate(order) for name in group}


def _passed(before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """The options that are now on the other side of one that they stood before or behind."""
    shared = [name for name in before if name in after]
    pairs = [pair for pair in itertools.combinations(shared, 2) if (before[pair[0]] - before[pair[1]]) * (after[pair[0]] - after[pair[1]]) < 0]
    return list(dict.fromkeys(itertools.chain.from_iterable(pairs)))


def _scenario_of(was: Shown, now: Shown, headline: str, passed: list[str]) -> str:
    """The scenario of the option that moved most on a headline, of those that passed another."""
    values = [
        {option["id"]: next(one["value"] for one in option["figures"] if one["id"] == headline) for option in side["options"]} for side in (was, now)
    ]
    most = max(passed, key=lambda name: abs(values[1][name] - values[0][name]))
    return next(option["scenario"] for option in was["options"] if option["id"] == most)
