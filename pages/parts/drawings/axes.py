"""The two axes of a chart drawn without a browser: what they span, where a value falls, their graduations in French."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from data.ground import french
from pages.parts.drawings.plotted import Value

NICE = (1, 2, 5, 10)  # the steps of a graduation, times a power of ten
MARGIN = 0.05  # [share of the span] left beyond the values, unless they begin at zero
YEARS = "d"  # the format of whole numbers without a space for thousands


@dataclass
class Axis:
    """An axis along `length` [px] from `start`; `across` tells the horizontal one."""

    settings: dict
    across: bool
    values: Sequence[Value]
    bars: bool = False  # its places hold bars, which have a width
    pointed: bool = False  # its values are points, which have a size, or the ends of bars
    start: float = 0.0
    length: float = 0.0
    categories: list[str] = field(default_factory=list)
    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        known = [value for value in self.values if value is not None]
        if self.settings.get("type") == "category" or any(isinstance(value, str) for value in known):
            self.categories = list(dict.fromkeys(map(str, known)))
            self.low, self.high = -0.5, len(self.categories) - 0.5
        else:
            self.low, self.high = self._span([float(value) for value in known])
        if self.settings.get("range"):
            self.low, self.high = map(float, self.settings["range"])
        elif self.settings.get("autorange") == "reversed":
            self.low, self.high = self.high, self.low

    def _span(self, known: list[float]) -> tuple[float, float]:
        least, most = min(known, default=0.0), max(known, default=1.0)
        if self.settings.get("rangemode") == "tozero":
            least, most = min(least, 0.0), max(most, 0.0)
        if least == most:
            return least - 0.5, most + 0.5
        if self.bars:
            half = min(_gaps(known), default=1.0) / 2
            return least - half, most + half
        if self.across and not self.pointed and self.settings.get("rangemode") != "tozero":
            return least, most  # lines go from edge to edge
        wider = (most - least) * MARGIN
        return least - (wider if least else 0.0), most + (wider if most else 0.0)

    def number(self, value: Value) -> float:
        """A value as a number: the place of a category in their order."""
        return float(self.categories.index(str(value))) if self.categories else float(value)

    def at(self, value: Value) -> float:
        """Where a value falls [px]."""
        share = (self.number(value) - self.low) / (self.high - self.low)
        return self.start + self.length * (share if self.across else 1 - share)

    @property
    def slot(self) -> float:
        """The room of one bar [px]."""
        gap = 1.0 if self.categories else min(_gaps([float(value) for value in self.values if value is not None]), default=1.0)
        return abs(gap / (self.high - self.low)) * self.length

    def ticks(self, apart: float) -> list[tuple[Value, str]]:
        """The graduations, at least `apart` [px] from one another, each with its words."""
        if self.settings.get("visible") is False:
            return []
        if self.categories:
            return [(name, name) for name in self.categories]
        low, high = sorted((self.low, self.high))
        step = round_step((high - low) * apart / self.length, whole=self.settings.get("tickformat") == YEARS)
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        return [(place * step, self._words(place * step, step)) for place in range(first, last + 1)]

    def _words(self, value: float, step: float) -> str:
        if self.settings.get("tickformat") == YEARS:
            return f"{value:.0f}"
        return french.number(value, max(0, -math.floor(math.log10(step) + 1e-9)))


def _gaps(values: Iterable[float]) -> list[float]:
    ordered = sorted(set(values))
    return [after - before for before, after in zip(ordered, ordered[1:], strict=False)]


def round_step(least: float, whole: bool) -> float:
    """The smallest round step that is not under `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * nice for nice in NICE if power * nice >= least * (1 - 1e-9))
    return max(1.0, step) if whole else step
