"""Weeks read from stocks by date: a stock goes in a straight line from a 1 January to the next, and is steady before the start.

So nothing that adds up weeks of a stock needs the weeks: it is a fixed sum of the stocks by date, a linear operator counted once. `Years`, `Weeks`
and `Ages` read the same three things, each in its way: a line; a step, 1 from a week on, nothing before; pulses, amounts of some weeks.

Weeks begin on 1 January 2024: one year at the pace of the start, then the years of the study.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .farms import YEARS

WEEKS_IN_YEAR, DAYS = 52, 7
PAST = WEEKS_IN_YEAR  # the year before the start, when the herd is steady
WEEKS = PAST + WEEKS_IN_YEAR * (len(YEARS) - 1)
ENDS = PAST + WEEKS_IN_YEAR * np.arange(len(YEARS))  # the week that begins at each date
KEPT = 1_024  # operators kept, a few kilobytes each


def week_of(date):
    """The week that begins at a date [year]."""
    return np.rint((date - YEARS[0]) * WEEKS_IN_YEAR) + PAST


def on_line(stocks, weeks):
    """A stock by date [date x draw] at some weeks [week x draw]."""
    passed = np.maximum(weeks - PAST, 0)
    date, part = passed // WEEKS_IN_YEAR, passed % WEEKS_IN_YEAR / WEEKS_IN_YEAR
    found = np.diff(stocks, axis=0).take(date, axis=0)
    found *= part[:, None]  # in place: nothing here costs but the memory that is gone through
    found += stocks.take(date, axis=0)
    return found


def by_year(values):
    """What is summed over the weeks of the year that ends at each date [unit/year, year x draw], from all weeks [week x draw]."""
    return values.reshape(len(YEARS), WEEKS_IN_YEAR, -1).sum(axis=1)


def delayed(inflow, weeks, before=None):
    """What comes out of a stage `weeks` [weeks] after it came in [same unit, week ...]; `before` stands for all that came earlier, the first value
    when it is not given."""
    if weeks == 0:
        return inflow
    start = inflow[:1] if before is None else np.broadcast_to(before, inflow[:1].shape)
    return np.concatenate([np.repeat(start, weeks, axis=0), inflow[:-weeks]])[: len(inflow)]


@lru_cache(maxsize=KEPT)
def sums(delay, wait, since):
    """The weight of each stock by date in what its line adds up to in each year [year x date], read `delay` and `wait` weeks before each week; only
    what comes, `delay` weeks later, of the week `since` and after."""
    weeks = np.maximum(np.arange(WEEKS) - delay, 0)
    return by_year(on_line(np.eye(len(YEARS)), weeks - wait) * (weeks >= since)[:, None])


@lru_cache(maxsize=KEPT)
def shares(delay, wait, since, ages):
    """The weight of the stock at each date, and 1, 2... dates before [dates before x date x age], in its line `delay`, `wait` and one more week, then
    each age below `ages` [week], before that date; 0 for what comes before the week `since`."""
    away = 1 + delay + wait + np.arange(ages)
    back, part = away // WEEKS_IN_YEAR, away % WEEKS_IN_YEAR / WEEKS_IN_YEAR
    places = np.arange(back.max() + 2)[:, None]
    counted = np.maximum(ENDS[:, None] - 1 - delay - np.arange(ages), 0) >= since
    return ((places == back) * (1 - part) + (places == back + 1) * part)[:, None] * counted


@dataclass(frozen=True)
class Years:
    """The sum of each year [unit/year, year x draw], of what happened `delay` weeks before."""

    delay: int

    def line(self, stocks, wait=0, since=0):
        """A stock by date [date x draw] on its line, `wait` weeks before; nothing before the week `since`."""
        return sums(self.delay, wait, since) @ stocks

    def step(self, start):
        """1 from the week `start` on."""
        return np.clip(ENDS[:, None] - self.delay - start, 0, WEEKS_IN_YEAR)

    def pulses(self, weeks, amounts):
        """`amounts` [week x draw] in the weeks `weeks`."""
        ending = (weeks + self.delay) // WEEKS_IN_YEAR
        return (ending == np.arange(len(YEARS))[:, None]).astype(float) @ amounts


@dataclass(frozen=True)
class Weeks:
    """Each of some weeks [unit/week, week x draw], of what happened `delay` weeks before."""

    chosen: np.ndarray
    delay: int = 0

    @property
    def read(self):
        """The weeks in which what is read happened."""
        return np.maximum(self.chosen - self.delay, 0)

    def line(self, stocks, wait=0, since=0):
        """As in `Years`."""
        found = on_line(stocks, self.read - wait)
        return found * (self.read >= since)[:, None] if since else found

    def step(self, start):
        """As in `Years`."""
        return self.read[:, None] >= start

    def pulses(self, weeks, amounts):
        """As in `Years`."""
        return (self.read[:, None] == weeks).astype(float) @ amounts


@dataclass(frozen=True)
class Ages:
    """At each date, the animals of a stage that they entered `delay` weeks after [unit, date x draw]: of those of each age, the share `counted`
    [share, age in weeks x draw]."""

    delay: int
    counted: np.ndarray

    def line(self, stocks, wait=0, since=0):
        """As in `Years`."""
        dates = np.arange(len(YEARS))
        each = shares(self.delay, wait, since, len(self.counted))
        return sum((part @ self.counted) * stocks[np.maximum(dates - back, 0)] for back, part in enumerate(each))

    def step(self, start):
        """As in `Years`."""
        younger = np.concatenate([np.zeros_like(self.counted[:1]), np.cumsum(self.counted, axis=0)])
        entered = np.clip(ENDS[:, None] - self.delay - start, 0, len(self.counted)).astype(int)
        return younger[entered, np.arange(younger.shape[1])]

    def pulses(self, weeks, amounts):
        """As in `Years`."""
        ages = ENDS[:, None] - 1 - self.delay - weeks
        there = ((ages >= 0) & (ages < len(self.counted)))[..., None]
        return (self.counted[np.clip(ages, 0, len(self.counted) - 1)] * there * amounts).sum(axis=1)
