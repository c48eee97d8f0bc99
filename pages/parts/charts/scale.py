"""A scale that keeps still while a lever moves: it holds every named scenario, and widens by whole graduations for a choice that leaves it."""

import math
from collections.abc import Sequence

from pages.parts.drawings.axes import round_step

GRADUATIONS = 5  # about as many as a chart of 280 px has room for


def held(known: Sequence[float], shown: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis that has zero in it: those of the `known` values, on whole graduations, and whole graduations more when a `shown` value is
    beyond."""
    least, most = min(0.0, *known), max(0.0, *known)
    step = round_step(((most - least) or 1.0) / GRADUATIONS, whole=False)
    return _whole(min(least, *shown), step, math.floor), _whole(max(most, *shown), step, math.ceil)


def _whole(value: float, step: float, rounded) -> float:
    """A value on a graduation; one that is on it but for the last digit of a computer stays there."""
    return float(f"{rounded(round(value / step, 6)) * step:.12g}")
