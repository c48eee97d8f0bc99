"""Classes of a choropleth map: round limits that can be printed, the class of each value, and the words of the legend."""

import math
from collections.abc import Sequence

import numpy as np

DIGITS = (1, 2, 3)  # significant digits tried in turn: the roundest limits that still differ are kept
END_DIGITS = 2  # at least that many for the first and the last limit: 13 000 above 12 464, not 20 000
FEWEST = 3  # classes; when most values are equal (0 nearly everywhere) equal steps say more than equal numbers
STEPS = (1, 2, 2.5, 5, 10)  # the steps of a round scale, times a power of ten


def round_limits(values: Sequence[float | None], classes: int = 5) -> list[float]:
    """Round limits of at most `classes` classes that hold about as many communes each (or of equal width when most values are the same).

    `values` may hold None or NaN. Returns n + 1 rising limits for n classes, the first at or below the least value and the last at or above
    the greatest; fewer classes when values repeat. ValueError (in French) without any value.
    """
    known = _known(values)
    if not len(known):
        raise ValueError("aucune valeur connue : pas de classes")
    inner = np.quantile(known, np.arange(1, classes) / classes)
    for digits in DIGITS:
        ends = max(digits, END_DIGITS)
        limits = [_rounded(known.min(), ends, math.floor), *(_rounded(q, digits, round) for q in inner), _rounded(known.max(), ends, math.ceil)]
        if all(low < high for low, high in zip(limits, limits[1:], strict=False)):
            return limits
    rising = sorted(set(limits))
    return rising if len(rising) > FEWEST else _equal_steps(known.min(), known.max(), classes)


def _equal_steps(least: float, greatest: float, classes: int) -> list[float]:
    """Limits at the multiples of the smallest round step that makes at most `classes` classes; a single value has a class of its own."""
    if least == greatest:
        return [float(least), float(least) + 1]
    power = 10.0 ** math.floor(math.log10((greatest - least) / classes))
    for step in (factor * power for factor in (*STEPS, 10 * STEPS[1])):
        first, last = math.floor(least / step), math.ceil(greatest / step)
        if last - first <= classes:
            break
    return [round(k * step, 12) for k in range(first, last + 1)]


def classify(values: Sequence[float | None], limits: Sequence[float]) -> list[int | None]:
    """The class of each value: k when limits[k] <= value < limits[k + 1]; the last class takes its upper limit.

    A value below the first limit is in the first class, above the last one in the last class; None or NaN gives None.
    """
    inner = list(limits[1:-1])
    return [None if _missing(value) else int(np.searchsorted(inner, value, side="right")) for value in values]


def _known(values: Sequence[float | None]) -> np.ndarray:
    return np.array([value for value in values if not _missing(value)], dtype=float)


def _missing(value: float | None) -> bool:
    return value is None or not math.isfinite(value)


def _rounded(value: float, digits: int, towards) -> float:
    """`value` rounded by `towards` (floor, round or ceil) to that many significant digits."""
    if value == 0:
        return 0.0
    step = digits - 1 - math.floor(math.log10(abs(value)))
    return round(towards(round(float(value) * 10.0**step, 9)) / 10.0**step, 12)
