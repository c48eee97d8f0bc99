"""Where fibre reaches, quarter by quarter from 2018 to 2040: the published series, then the last homes.

The coverage of the département is the published series until its last quarter; after it the gap to the final coverage closes exponentially.
Communes where a count was published in T1 2018 follow their own logistic curve as far as the published total leaves room, one common curve
takes the rest everywhere else, so that they always add up to the département. What a scenario changes acts from the year of the decision.

Arrays are date x draw x group: communes with the same rollout and the same neighbours form a group, because they share the same diffusion.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

STEP = 0.25  # [year] the quarter of the published series
YEARS = np.arange(2018.0, 2040.0 + STEP / 2, STEP)  # beginning of each quarter; 2018 is the first year of the published series
DATES = YEARS[:, None, None]  # [year, date x 1 x 1]
DEPARTMENTS = {"48": "lozere", "12": "aveyron", "46": "lot"}  # INSEE code: ending of the parameters of its rollout curve


@dataclass(frozen=True)
class Places:
    """What the model needs of the territory. By commune [commune]: its group. By group [group]: its curve (a published commune, or the common
    curve, the last one), its intercommunality, how many communes it holds, its weight in the premises [share], its permanent premises, second
    homes, main residences, people with a job, people of 75 and more [count], the share of its permanent premises in communes named among those
    that lose copper first [share]. Then the last published coverage of the communes that have one [share] with its date [year]; dates [year]
    and values [share] of the published coverage of the département."""

    groups: np.ndarray
    curves: np.ndarray
    epci: np.ndarray
    communes: np.ndarray
    weights: np.ndarray
    permanent: np.ndarray
    second: np.ndarray
    main: np.ndarray
    employed: np.ndarray
    people_75: np.ndarray
    closing_first: np.ndarray
    seen: np.ndarray
    seen_on: float
    observed_on: np.ndarray
    published: np.ndarray


def gather(territory):
    """The places of a territory. A commune with a published count is a group of its own; the others of its intercommunality form one, because it
    is their neighbour; all the intercommunalities without any count form the last one, because nothing tells them apart: its communes are
    neighbours of each other. In each of these groups, the communes named for the first end of copper are a group apart."""
    counted, premises = territory.connectable.values[:, -1], territory.premises.values
    known = np.flatnonzero(counted > 0)
    names, epci = np.unique(territory.epci.values, return_inverse=True)
    with_count = np.isin(epci, epci[known])
    neighbours = np.where(with_count, epci, len(names))
    keys = np.where(counted > 0, np.arange(premises.size), premises.size + neighbours)
    keys = 2 * keys + (territory.copper_2028.values > 0)
    firsts, groups = np.unique(keys, return_index=True, return_inverse=True)[1:]
    curves = np.searchsorted(known, firsts)
    curves = np.where(np.isin(firsts, known), curves, known.size)
    series = territory.coverage.sel(department="48").values
    filled = np.isfinite(series)

    def added(values):
        return np.bincount(groups, values)

    permanent = permanent_premises(territory)
    return Places(
        groups,
        curves,
        neighbours[firsts],
        added(np.ones(premises.size)),
        added(premises / premises.sum()),
        added(permanent),
        added(territory.second_homes.values),
        added(territory.main_residences.values),
        added(territory.employed.values),
        added(territory.people_75.values),
        added(permanent * territory.copper_2028.values) / added(permanent),
        (counted / premises)[known],
        float(territory.quarter[-1]),
        territory.observed_on.values[filled],
        series[filled],
    )


def permanent_premises(territory):
    """Main residences and establishments with employees [premises, commune]."""
    return territory.main_residences.values + territory.establishments.values


def logistic(time, ceiling, speed, midpoint):
    """Coverage [share] at `time` [year] of a rollout that tends to `ceiling` [share] at `speed` [1/year] around `midpoint` [year]."""
    return ceiling * expit(speed * (time - midpoint))


def midpoint_through(time, coverage, ceiling, speed):
    """Midpoint [year] of the logistic that passes through `coverage` [share, between 0 and `ceiling`] at `time` [year]."""
    return time + np.log(ceiling / coverage - 1) / speed


def closing_gap(start, final, rate, elapsed):
    """Coverage [share] `elapsed` [year] after `start` [share], when the gap to `final` [share] closes at `rate` [1/year]; it never falls."""
    return start + np.maximum(final - start, 0) * (1 - np.exp(-rate * np.maximum(elapsed, 0)))


def published_rollout(p, places):
    """Coverage [share, date x 1 x group] over the published series; later dates hold its last value.

    No other commune had any premise connectable when the counts were made. From then on each rise of the département goes first to the
    counted communes, as their own curves want it, and what they leave goes to the others: the sum is the published one and nobody falls.
    """
    dates, weights = np.minimum(YEARS, places.observed_on[-1]), np.bincount(places.curves, places.weights)
    ceiling, speed = p.ceiling_lozere, p.speed_lozere
    own = logistic(dates[:, None], ceiling, speed, midpoint_through(places.seen_on, places.seen, ceiling, speed))
    total = np.interp(dates, places.observed_on, places.published)
    coverage = np.column_stack([own, np.zeros(len(dates))])
    for date in np.flatnonzero(places.seen_on < YEARS):
        room = max(total[date] - coverage[date - 1] @ weights, 0.0)
        wanted = own[date] - own[date - 1]
        given = wanted * min(1.0, room / max(wanted @ weights[:-1], np.finfo(float).tiny))
        left = (room - given @ weights[:-1]) / weights[-1]
        coverage[date] = np.minimum(coverage[date - 1] + [*given, left], 1.0)
    return coverage[:, None, places.curves]


def rollout(p, places):
    """Coverage [share, date x draw x group]: published, then projected, first as decided (`p`), second as it would go without a decision."""
    published, last = published_rollout(p, places), places.observed_on[-1]
    decision = max(float(p.decision_year), last)
    before = (p.base.final_coverage[..., None], p.base.catch_up_rate[..., None])
    until = closing_gap(published, *before, np.minimum(DATES, decision) - last)
    decided = closing_gap(until, p.final_coverage[..., None], p.catch_up_rate[..., None], DATES - decision)
    return decided, closing_gap(until, *before, DATES - decision)


def rollout_curves(p):
    """The fitted rollout curve of each département [share, department x year]."""
    fits = [tuple(getattr(p, f"{name}_{ending}") for name in ("ceiling", "speed", "midpoint")) for ending in DEPARTMENTS.values()]
    return np.stack([logistic(YEARS, *fit) for fit in fits])


def over_groups(values, weights):
    """Sum over the groups of `values` [any unit, ... x group] times `weights` [group], in a fixed order: a matrix product would give one
    draw alone and the same draw among others a different last bit."""
    return sum(values[..., group] * weight for group, weight in enumerate(weights))


def from_decision(p, before, after):
    """`before` until the decision and `after` from it on [date x draw x 1]."""
    return np.where(p.decision_year <= DATES, after, before)


def since_decision(p):
    """Time since the decision [year, date x 1], 0 before it."""
    return np.maximum(YEARS - p.decision_year, 0)[:, None]


def ramp(p):
    """How much of what is decided is in place [share, date x 1]: none until the decision, all from the horizon on, evenly in between."""
    return np.clip(since_decision(p) / (p.horizon - p.decision_year), 0, 1)


def gradually(p, name):
    """A figure that goes from its value before the decision to what is decided, along the ramp [unit of the figure, date x draw]."""
    before, after = getattr(p.base, name), getattr(p, name)
    return before + (after - before) * ramp(p)


def at_every_date(values):
    """What is the same at every date, one value or one by draw [draw], as date x draw."""
    return np.broadcast_to(values, (len(YEARS), np.size(values)))
