"""What a committee reviews first: the assumptions that weigh most on the headlines of a study, and how far it has come."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from studies.toolkit.running import sensitivity
from studies.toolkit.running.study import Study


@dataclass(frozen=True)
class Weight:
    """An assumption and how much it weighs: the widest part [share] of the range of a headline that it crosses alone, and which headline that is
    ("" when it moves none)."""

    parameter: str
    share: float
    indicator: str


def by_weight(study: Study) -> list[Weight]:
    """The assumptions of a study, the heaviest first; those that move nothing keep the order of their file, after the others.

    A weight is the swing of the assumption on a headline over the widest swing on that headline, in the reference: headlines that have not the same
    unit can be compared. Raises BadRequest as `sensitivity.tornado` does.
    """
    return list(_by_weight(study))


def names(study: Study) -> list[str]:
    """The assumptions in that order; in that of their file when a version is shown without its model, which would have to answer.

    Raises BadRequest as `by_weight` does."""
    return list(study.parameters) if study.answered else [weight.parameter for weight in by_weight(study)]


@lru_cache(maxsize=8)
def _by_weight(study: Study) -> tuple[Weight, ...]:
    found = {name: Weight(name, 0.0, "") for name in study.parameters}
    for indicator in study.card.indicators:
        swings = sensitivity.tornado(study, indicator.id, study.card.reference)
        widest = max((swing.span for swing in swings), default=0.0)
        for swing in swings:
            share = swing.span / widest if widest else 0.0
            if share > found[swing.parameter].share:
                found[swing.parameter] = Weight(swing.parameter, share, indicator.id)
    return tuple(sorted(found.values(), key=lambda one: -one.share))


def reviewed(study: Study, said_of: Collection[str]) -> tuple[int, int]:
    """How many assumptions of a study somebody spoke of, and how many there are."""
    return sum(name in said_of for name in study.parameters), len(study.parameters)
