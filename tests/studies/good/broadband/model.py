"""Who subscribes to fibre in Lozère: rollout, potential and diffusion, quarter by quarter from 2018 to 2040.

The coverage of the département is the published series until its last quarter; after it the gap to the final coverage closes exponentially.
Communes where a count was published in T1 2018 follow their own logistic curve as far as the published total leaves room, one common curve
takes the rest everywhere else, so that they always add up to the département. Subscribers follow a Bass diffusion under a moving ceiling
(the homes that fibre reaches and that would subscribe), solved in closed form within each quarter, apart for permanent premises and for
second homes. The share of permanent premises that would subscribe is not assumed: it is the one that gives the published number of
subscribers. Whatever a scenario changes acts from the year of the decision; the past stays as it was.

Arrays are date x draw x group: communes with the same rollout form a group, because they share the same diffusion per premise.

References
.. [1] Bass (1969), A new product growth for model consumer durables, Management Science 15(5), doi 10.1287/mnsc.15.5.215
.. [2] Meade and Islam (2006), Modelling and forecasting the diffusion of innovation, doi 10.1016/j.ijforecast.2006.01.005
"""

from dataclasses import dataclass

import numpy as np

from studies.toolkit.errors import Refusal

STEP = 0.25  # [year] the quarter of the published series
YEARS = np.arange(2018.0, 2040.0 + STEP / 2, STEP)  # beginning of each quarter; 2018 is the first year of the published series
DATES = YEARS[:, None, None]  # [year, date x 1 x 1]
DEPARTMENTS = {"48": "lozere", "12": "aveyron", "46": "lot"}  # INSEE code: ending of the parameters of its rollout curve


def logistic(time, ceiling, speed, midpoint):
    """Coverage [share] at `time` [year] of a rollout that tends to `ceiling` [share] at `speed` [1/year] around `midpoint` [year]."""
    return ceiling / (1 + np.exp(-speed * (time - midpoint)))


def midpoint_through(time, coverage, ceiling, speed):
    """Midpoint [year] of the logistic that passes through `coverage` [share, between 0 and `ceiling`] at `time` [year]."""
    return time + np.log(ceiling / coverage - 1) / speed


def closing_gap(start, final, rate, elapsed):
    """Coverage [share] `elapsed` [year] after `start` [share], when the gap to `final` [share] closes at `rate` [1/year]; it never falls."""
    return start + np.maximum(final - start, 0) * (1 - np.exp(-rate * np.maximum(elapsed, 0)))


def bass_step(adopters, potential, p, q, step):
    """Adopters after `step` [year] of a Bass diffusion with constant potential, in closed form.

    adopters, potential [same unit], p (innovation) and q (imitation) [1/year], of shapes that broadcast together. Exact whatever the step,
    also above the ceiling, where adopters fall back to it; nothing moves where p and q are 0, nor from 0 under a potential of 0.
    Reference [1]_, its solution from any start.
    """
    spread = p * potential + q * adopters
    left = (potential - adopters) * np.exp(-(p + q) * step)
    below = spread + q * left
    return np.where(below > 0, potential * (spread - p * left) / np.where(below > 0, below, 1), adopters)


def bass_diffusion(coverage, share, p, q):
    """Adopters per premise [share, date x ...], none at the first date, under a ceiling that moves.

    coverage [share, date x ...], within a quarter the mean of its two ends; share of the reached premises that would adopt [share, date x ...],
    p and q [1/year, date x ...], within a quarter those of its beginning: what is decided at a date acts after it.
    """
    ceiling = (coverage[:-1] + coverage[1:]) / 2 * share[:-1]
    adopters = np.zeros((len(coverage), *np.broadcast_shapes(ceiling.shape[1:], p.shape[1:], q.shape[1:])))
    for date in range(len(ceiling)):
        adopters[date + 1] = bass_step(adopters[date], ceiling[date], p[date], q[date], STEP)
    return adopters


def calibrate_potential(subscribers, reached_permanent, reached_second, second_share):
    """Share of permanent premises that would subscribe [share], such that the model gives `subscribers` [subscribers].

    `reached_permanent` and `reached_second` are the subscribers that a share of one would give at that date [subscribers]: a diffusion from
    nothing is proportional to its potential. `second_share` is the share of second homes that would subscribe [share].
    """
    return (subscribers - second_share * reached_second) / reached_permanent


def potential_ceiling(exclusion, excluded_subscribing):
    """Largest share of premises that can subscribe [share]: people excluded from digital uses do so only through somebody else."""
    return 1 - exclusion * (1 - excluded_subscribing)


@dataclass(frozen=True)
class Places:
    """What the model needs of the territory: the group of each commune [commune]; by group [group] the weight in the premises [share], the
    permanent premises (main residences and establishments with employees) and the second homes; the last published coverage of the groups
    that have one [share] with its date [year]; dates [year] and values [share] of the published coverage of the département."""

    groups: np.ndarray
    weights: np.ndarray
    permanent: np.ndarray
    second: np.ndarray
    seen: np.ndarray
    seen_on: float
    observed_on: np.ndarray
    published: np.ndarray


def gather(territory):
    """The places of a territory: each commune with a published count is a group of its own, the last group holds all the others."""
    counted = territory.connectable.values[:, -1]
    premises = territory.premises.values
    known = np.flatnonzero(counted > 0)
    groups = np.full(premises.size, known.size)
    groups[known] = np.arange(known.size)
    series = territory.coverage.sel(department="48").values
    filled = np.isfinite(series)
    return Places(
        groups,
        np.bincount(groups, premises / premises.sum()),
        np.bincount(groups, permanent_premises(territory)),
        np.bincount(groups, territory.second_homes.values),
        (counted / premises)[known],
        float(territory.quarter[-1]),
        territory.observed_on.values[filled],
        series[filled],
    )


def permanent_premises(territory):
    """Main residences and establishments with employees [premises, commune]."""
    return territory.main_residences.values + territory.establishments.values


def published_rollout(p, places):
    """Coverage [share, date x 1 x group] over the published series; later dates hold its last value.

    No other commune had any premise connectable when the counts were made. From then on each rise of the département goes first to the
    counted communes, as their own curves want it, and what they leave goes to the others: the sum is the published one and nobody falls.
    """
    dates = np.minimum(YEARS, places.observed_on[-1])
    ceiling, speed = p.ceiling_lozere, p.speed_lozere
    own = logistic(dates[:, None], ceiling, speed, midpoint_through(places.seen_on, places.seen, ceiling, speed))
    total = np.interp(dates, places.observed_on, places.published)
    coverage = np.column_stack([own, np.zeros(len(dates))])
    for date in np.flatnonzero(places.seen_on < YEARS):
        room = max(total[date] - coverage[date - 1] @ places.weights, 0.0)
        wanted = own[date] - own[date - 1]
        given = wanted * min(1.0, room / max(wanted @ places.weights[:-1], np.finfo(float).tiny))
        left = (room - given @ places.weights[:-1]) / places.weights[-1]
        coverage[date] = np.minimum(coverage[date - 1] + [*given, left], 1.0)
    return coverage[:, None, :]


def rollout(p, places):
    """Coverage [share, date x draw x group]: published, then projected, with what the decision changes after it."""
    published, last = published_rollout(p, places), places.observed_on[-1]
    decision = max(float(p.decision_year), last)
    until = closing_gap(published, p.base.final_coverage[..., None], p.base.catch_up_rate[..., None], np.minimum(DATES, decision) - last)
    return closing_gap(until, p.final_coverage[..., None], p.catch_up_rate[..., None], DATES - decision)


def over_groups(values, weights):
    """Sum over the groups of `values` [any unit, ... x group] times `weights` [group], in a fixed order: a matrix product would give one
    draw alone and the same draw among others a different last bit."""
    return sum(values[..., group] * weight for group, weight in enumerate(weights))


def from_decision(p, before, after):
    """`before` until the decision and `after` from it on [date x draw x 1]."""
    return np.where(float(p.decision_year) <= DATES, after, before)


def calibrated_share(p, places, coverage):
    """Share of permanent premises that would subscribe [share, draw x 1], from the published subscribers and the behaviour before any decision.

    Raises Refusal when `observed_on` is not the beginning of a quarter before the decision.
    """
    seen = np.flatnonzero((float(p.observed_on) == YEARS) & (float(p.decision_year) > YEARS))
    if not seen.size:
        raise Refusal("observed_on doit être un début de trimestre avant decision_year")
    everywhere = np.ones_like(DATES)
    reached = bass_diffusion(coverage, everywhere, everywhere * p.base.innovation[..., None], everywhere * p.base.imitation[..., None])[seen[0]]
    permanent, second = (over_groups(reached, group)[:, None] for group in (places.permanent, places.second))
    return calibrate_potential(p.subscribers_observed[..., None], permanent, second, p.second_homes_before[..., None])


def share_after_decision(p, share):
    """The calibrated share with what the decision adds [share, draw x 1], never above what digital exclusion allows."""
    highest = potential_ceiling(p.digital_exclusion[..., None], p.excluded_subscribing[..., None])
    return np.maximum(share, np.minimum(share + p.potential_gain[..., None], highest))


def subscriptions(p, coverage, share, share_after):
    """Potential and subscribers per premise [share, date x draw x group], for permanent premises then for second homes."""
    innovation = from_decision(p, p.base.innovation[..., None], p.innovation[..., None])
    imitation = from_decision(p, p.base.imitation[..., None], p.imitation[..., None])
    second = p.second_homes_before[..., None]
    for before, after in ((share, share_after), (second, second + p.second_homes_gain[..., None])):
        subscribing = from_decision(p, before, after)
        yield coverage * subscribing, bass_diffusion(coverage, subscribing, innovation, imitation)


def totals(p, territory, coverage, permanent, second):
    """The results of the département, date x draw; `permanent` and `second` are (potential, subscribers) by date and draw [subscribers]."""
    homes, main = p.homes, territory.main_residences.values.sum()
    subscribers = permanent[1] + second[1]
    return {
        "coverage": coverage,
        "connectable": coverage * homes,
        "potential": permanent[0] + second[0],
        "subscribers": subscribers,
        "take_up_homes": subscribers / homes,
        "take_up_connectable": subscribers / (coverage * homes),
        "take_up_main": permanent[1] / main,
        "without_fibre": permanent_premises(territory).sum() - permanent[1],
    }


def by_commune(territory, places, coverage, permanent, second):
    """The results by commune of a single run [commune x year]: coverage is read on a fitted curve, subscribers are spread."""
    here, permanent, second = (group[:, 0, places.groups].T for group in (coverage, permanent, second))
    subscribers = permanent * permanent_premises(territory)[:, None] + second * territory.second_homes.values[:, None]
    return {
        "coverage_by_commune": here,
        "subscribers_by_commune": subscribers,
        "take_up_by_commune": subscribers / territory.dwellings.values[:, None],
    }


def rollout_curves(p):
    """The fitted rollout curve of each département [share, department x year]."""
    fits = [tuple(getattr(p, f"{name}_{ending}") for name in ("ceiling", "speed", "midpoint")) for ending in DEPARTMENTS.values()]
    return np.stack([logistic(YEARS, *fit) for fit in fits])


def run(p, territory):
    """Coverage, potential, subscribers and take-up of fibre in Lozère, 2018-2040.

    Parameters: see parameters.csv. `territory` gives by commune main residences, second homes, dwellings, establishments with employees,
    premises of 2018 and connectable premises of 2017-2018, and the published coverage by département.

    Results: see results.csv. By commune in a single run only. References [1]_ [2]_.
    """
    places = gather(territory)
    coverage = rollout(p, places)
    share = calibrated_share(p, places, coverage)
    share_after = share_after_decision(p, share)
    permanent, second = subscriptions(p, coverage, share, share_after)
    results = totals(
        p,
        territory,
        over_groups(coverage, places.weights),
        [over_groups(group, places.permanent) for group in permanent],
        [over_groups(group, places.second) for group in second],
    )
    results |= {
        "potential_share": share[:, 0],
        "potential_share_after": share_after[:, 0],
        "second_home_share": territory.second_homes.values.sum() / territory.dwellings.values.sum(),
        "rollout_curve": rollout_curves(p),
    }
    if p.draws is None:
        results |= by_commune(territory, places, coverage, permanent[1], second[1])
    return results
