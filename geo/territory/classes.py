"""Classes of a choropleth map: round limits that can be printed, and the class of each value."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import jenkspy
import numpy as np

MOST = 5  # classes: as many as an eye tells apart by their shade
WORTH = 0.05  # [share of the largest of the values SEEN] a class is at least that wide: 3,6 and 3,7 % are one colour
SEEN = 0.05, 0.95  # [quantiles] between which values are spread; a few communes apart do not make a class more
SAMPLE = 152  # quantiles that stand for a longer series (152 communes at 30 dates): breaks found in a tenth of a second
MOVED = 0.3  # [share of the narrower class beside it] how far rounding may move a limit
ALIKE = 0.2  # [share of the largest of the values SEEN] values of one date that spread less are of one size, whatever the other dates hold
CROWDED = 0.65  # [share of the communes] more in one class says too little of them
END_DIGITS = 2  # of the first and the last limit: 13 000 above 12 464, not 20 000
STEPS = (1, 2, 2.5, 5, 10)  # the steps of a round scale, times a power of ten
GRAINS = ((1, 1), (2, 5), (2, 1), (3, 1))  # significant digits, and of how many units of the last one: 3; 35; 36; 364…


def round_limits(values: Sequence[float | None], classes: int = MOST) -> list[float]:
    """Round limits of at most `classes` classes, at the natural breaks of the values (Fisher-Jenks), or with about as many
    values in each (quantiles) when a few large ones would leave nearly all the others in one class.

    `values` may hold None or NaN. Returns n + 1 rising limits for n classes, the first at or below the least value and the last at or above the
    greatest. Values that hardly differ get fewer classes, down to one; no class is empty.
    ValueError (in French) without any value.
    """
    known = np.array([value for value in values if not _missing(value)], dtype=float)
    if not len(known):
        raise ValueError("aucune valeur connue : pas de classes")
    for count in range(_worth(known, classes), 1, -1):
        for limits in (_at_breaks(known, count, _natural), _at_breaks(known, count, _quantiles), _equal_steps(known, count)):
            if limits and _told_apart(known, limits):
                return limits
    return _one_class(known)


def of_dates(values: np.ndarray, classes: int = MOST) -> list[float]:
    """The same for several dates [date x place], whose classes and colours do not change with the date: a limit that would part the places of a date
    that are all of one size is left out, since a dark colour beside a light one would say that they differ."""
    first, *inner, last = round_limits(values.ravel().tolist(), classes)
    spreads = [np.quantile(known, SEEN) for known in (row[np.isfinite(row)] for row in values) if len(known)]
    alike = [(low, high) for low, high in spreads if high - low < ALIKE * max(abs(low), abs(high))]
    return [first, *(limit for limit in inner if not any(low < limit <= high for low, high in alike)), last]


def _worth(known: np.ndarray, classes: int) -> int:
    """How many classes the differences are worth."""
    low, high = np.quantile(known, SEEN)
    if low == high:  # most values are equal: those that are not count
        low, high = known.min(), known.max()
    largest = float(max(abs(low), abs(high)))
    return min(classes, int((high - low) / (WORTH * largest))) if largest else 1


def _natural(values: np.ndarray, count: int) -> list[float]:
    """The last value of each of the `count` classes that differ least inside (Fisher 1958, doi 10.1080/01621459.1958.10501479)."""
    return jenkspy.jenks_breaks(values, count)[1:]


def _quantiles(values: np.ndarray, count: int) -> list[float]:
    """The upper end of each of `count` classes of about as many values."""
    return np.quantile(values, np.arange(1, count + 1) / count).tolist()


def _at_breaks(known: np.ndarray, count: int, scheme: Callable[[np.ndarray, int], list[float]]) -> list[float] | None:
    """Limits at the ends of the classes that a scheme gives, as round as they stay near them; nothing when ends fall together."""
    few = known if len(known) <= SAMPLE else np.quantile(known, np.linspace(0, 1, SAMPLE))
    if len(np.unique(few)) <= count:
        return None
    last_of_each = scheme(few, count)
    if not all(low < high for low, high in pairwise([few.min() - 1, *last_of_each])):
        return None
    ordered = np.unique(few)
    breaks = [(top + ordered[np.searchsorted(ordered, top, side="right")]) / 2 for top in last_of_each[:-1]]  # halfway to the next value
    inner = next(_near(breaks, known.min(), known.max()), None)
    return None if inner is None else [_rounded(known.min(), END_DIGITS, 1, math.floor), *inner, _rounded(known.max(), END_DIGITS, 1, math.ceil)]


def _near(breaks: list[float], least: float, greatest: float) -> Iterator[list[float]]:
    """The breaks rounded in turn from coarse to fine, when they have not moved by much."""
    gaps = [high - low for low, high in pairwise([least, *breaks, greatest])]
    reach = [MOVED * min(pair) for pair in pairwise(gaps)]
    for digits, units in GRAINS:
        inner = [_rounded(value, digits, units, round) for value in breaks]
        near = all(abs(new - old) <= far for new, old, far in zip(inner, breaks, reach, strict=True))
        if near and all(low < high for low, high in pairwise([least, *inner, greatest])):
            yield inner


def _equal_steps(known: np.ndarray, count: int) -> list[float] | None:
    """Limits at the multiples of the smallest round step that makes at most `count` classes."""
    least, greatest = float(known.min()), float(known.max())
    if least == greatest:
        return None
    power = 10.0 ** math.floor(math.log10((greatest - least) / count))
    for step in (factor * power for factor in (*STEPS, 10 * STEPS[1])):
        first, last = math.floor(least / step), math.ceil(greatest / step)
        if last - first <= count:
            break
    return [round(k * step, 12) for k in range(first, last + 1)]


def _one_class(known: np.ndarray) -> list[float]:
    """A class that holds every value."""
    least, greatest = float(known.min()), float(known.max())
    if least == greatest:
        return [least, least + 1]
    for digits, units in GRAINS:
        limits = [_rounded(least, digits, units, math.floor), _rounded(greatest, digits, units, math.ceil)]
        if limits[1] - limits[0] <= 2 * (greatest - least):
            return limits
    return [least, greatest]


def _told_apart(known: np.ndarray, limits: list[float]) -> bool:
    """Whether no class is empty, nor holds nearly all unless nearly all are equal."""
    counts = np.bincount(classify(known.tolist(), limits), minlength=len(limits) - 1)
    most_equal = np.unique(known, return_counts=True)[1].max()
    return bool(counts.min() > 0 and counts.max() <= max(CROWDED * len(known), most_equal * 1.1))


def classify(values: Sequence[float | None], limits: Sequence[float]) -> list[int | None]:
    """The class of each value: k when limits[k] <= value < limits[k + 1]; the last class takes its upper limit.

    A value below the first limit is in the first class, above the last one in the last class; None or NaN gives None.
    """
    inner = list(limits[1:-1])
    return [None if _missing(value) else int(np.searchsorted(inner, value, side="right")) for value in values]


def _missing(value: float | None) -> bool:
    return value is None or not math.isfinite(value)


def _rounded(value: float, digits: int, units: int, towards: Callable[[float], float]) -> float:
    """`value` rounded by `towards` (floor, round or ceil) to a multiple of `units` of its last significant digit."""
    if value == 0:
        return 0.0
    last = math.floor(math.log10(abs(value))) - digits + 1  # power of ten of the last digit
    up, down = 10 ** max(last, 0) * units, 10 ** max(-last, 0)  # whole numbers: 10.0 ** -5 is not exact
    return round(towards(round(float(value) * down / up, 9)) * up / down, 12)
