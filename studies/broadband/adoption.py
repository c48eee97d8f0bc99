"""Who subscribes: a Bass diffusion under the moving ceiling of the rollout, calibrated on the published subscribers.

Permanent premises (main residences and establishments with employees) and second homes have each their potential; they learn of fibre from
all the subscribers around them, in their commune and in the others of their intercommunality. The share of permanent premises that would
subscribe is not assumed: it is the one that gives the published number of subscribers, so that every draw of the ensemble is a calibrated
(innovation, imitation, share) and the three go together. Mediation raises that share by making people autonomous.

References
.. [1] Bass (1969), A new product growth for model consumer durables, Management Science 15(5), doi 10.1287/mnsc.15.5.215
.. [2] Meade and Islam (2006), Modelling and forecasting the diffusion of innovation, doi 10.1016/j.ijforecast.2006.01.005
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from studies.toolkit.constants import KILO
from studies.toolkit.errors import Refusal

from .rollout import DATES, STEP, YEARS, from_decision, over_groups, since_decision


def left_out(ratio, p, q, step):
    """Share of those who have not adopted that still have not after `step` [year] of a Bass diffusion, in closed form [share].

    ratio: adopters over potential [share]; p (innovation) and q (imitation) [1/year]; shapes that broadcast together. Exact whatever the step,
    also above the ceiling (ratio > 1); 1 where nobody innovates nor imitates. Reference [1]_, its solution from any start.
    """
    fading = np.exp(-(p + q) * step)
    below = p + q * ratio + q * (1 - ratio) * fading
    return np.where(below > 0, (p + q) * fading / np.where(below > 0, below, 1), 1)


def ratio_of(adopters, potential):
    """Adopters over potential [share], 0 where the potential is 0."""
    return np.where(potential > 0, adopters / np.where(potential > 0, potential, 1), 0)


def bass_step(adopters, potential, p, q, step):
    """Adopters after `step` [year] of a Bass diffusion with constant potential, in closed form [unit of adopters].

    adopters, potential [same unit], p and q as in `left_out`. Above the ceiling adopters fall back to it; nothing moves where p and q are 0.
    """
    return potential - (potential - adopters) * left_out(ratio_of(adopters, potential), p, q, step)


@lru_cache(maxsize=16)
def neighbourhood(epci, communes):
    """How many communes of each group the intercommunality of each other holds [group x group], and how many others than one [group]; epci, communes:
    as in `neighbours_ratio`."""
    counted = np.array(communes)[:, None] * np.equal.outer(epci, epci)
    return counted, counted.sum(axis=0) - 1


def neighbours_ratio(ratio, epci, communes):
    """Mean ratio [share, ... x group] of the other communes of the same intercommunality; its own where a commune has no neighbour.

    ratio [share, ... x group], epci [code, group], communes: how many communes a group holds [group].
    """
    counted, others = neighbourhood(tuple(epci), tuple(communes))
    summed = sum(ratio[..., group, None] * weights for group, weights in enumerate(counted))  # in a fixed order, as in `over_groups`
    return np.where(others > 0, (summed - ratio) / np.maximum(others, 1), ratio)


@dataclass(frozen=True)
class Behaviour:
    """How people adopt: innovation and imitation [1/year, date x draw x 1], the part of imitation that comes from neighbour communes [share, same],
    within a quarter those of its beginning: what is decided at a date acts after it."""

    innovation: np.ndarray
    imitation: np.ndarray
    neighbours: np.ndarray


def rates_with_neighbours(ratio, earlier, behaviour, date, places):
    """Innovation and imitation [1/year, draw x group] over the quarter that begins at `date` [index]: what comes from neighbours, at their ratio
    of its middle, does not depend on one's own commune.

    ratio and earlier: adopters over potential at the beginning of the quarter and of the one before [share, draw x group]; the middle prolongs
    the line through both, the second order of Adams and Bashforth.
    """
    q, outside = behaviour.imitation[date], behaviour.neighbours[date]
    middle = np.maximum(ratio + (ratio - earlier) / 2, 0)
    pulled = q * outside * neighbours_ratio(middle, places.epci, places.communes)
    return behaviour.innovation[date] + pulled, q * (1 - outside)


def bass_diffusion(coverage, behaviour, places):
    """Adopters per premise that would adopt [share, date x draw x group], none at the first date, under a ceiling that moves.

    coverage [share, date x draw x group], within a quarter the mean of its two ends. The diffusion from nothing is proportional to its potential:
    these adopters times a share that would adopt are those of that share.
    """
    ceiling = (coverage[:-1] + coverage[1:]) / 2
    adopters = np.zeros((len(coverage), *np.broadcast_shapes(coverage.shape[1:], behaviour.innovation.shape[1:])))
    earlier = ratio_of(adopters[0], ceiling[0])
    for date in range(len(ceiling)):
        ratio = ratio_of(adopters[date], ceiling[date])
        adopters[date + 1] = bass_step(adopters[date], ceiling[date], *rates_with_neighbours(ratio, earlier, behaviour, date, places), STEP)
        earlier = ratio
    return adopters


def adoption(coverage, shares, start, behaviour, places):
    """Adopters per premise [share, class x date x draw x group] of permanent premises and second homes, from the adopters `start` at the first date.

    coverage [share, date x draw x group]; shares that would adopt [share, class x date x draw x 1]; start [share, class x draw x group]. The two
    classes learn from the same subscribers, so that those who have not adopted shrink in the same proportion.
    """
    ceiling = (coverage[:-1] + coverage[1:]) / 2 * shares[:, :-1]
    premises = np.stack([places.permanent, places.second])[:, None, :]
    adopters = np.empty((2, len(coverage), *start.shape[1:]))
    adopters[:, 0] = start
    earlier = None
    for date in range(len(coverage) - 1):
        potential, now = (ceiling[:, date] * premises).sum(axis=0), (adopters[:, date] * premises).sum(axis=0)
        ratio = ratio_of(now, potential)
        left = left_out(ratio, *rates_with_neighbours(ratio, ratio if earlier is None else earlier, behaviour, date, places), STEP)
        adopters[:, date + 1] = ceiling[:, date] - (ceiling[:, date] - adopters[:, date]) * left
        earlier = ratio
    return adopters


def behaviour_before(p):
    """How people adopt before any decision."""
    everywhere = np.ones_like(DATES)
    return Behaviour(*(everywhere * figure[..., None] for figure in (p.base.innovation, p.base.imitation, p.base.neighbour_effect)))


def response(base, effect, now, before):
    """A rate [1/year] that rises by `effect` [share per unit] for each unit of effort, when the effort goes from `before` to `now` [units for
    1 000 inhabitants]; `base` is the rate under the effort of before."""
    return base * (1 + effect * now) / (1 + effect * before)


def behaviour_after(p, population, desks):
    """How people adopt once decided: sessions of mediation make fibre known (innovation), desks of third places make it seen (imitation).

    population [inhabitants]; desks [desks, date x draw].
    """
    for_so_many = KILO / population  # sessions and desks are counted for 1 000 inhabitants
    sessions = (p.sessions[..., None] * for_so_many, p.base.sessions[..., None] * for_so_many)
    innovation = response(p.innovation[..., None], p.session_effect[..., None], *sessions)
    imitation = response(p.imitation[..., None], p.desk_effect[..., None], desks[..., None] * for_so_many, p.base.desks[..., None] * for_so_many)
    before = behaviour_before(p)
    return Behaviour(
        from_decision(p, before.innovation, innovation),
        from_decision(p, before.imitation, imitation),
        from_decision(p, before.neighbours, p.neighbour_effect[..., None]),
    )


def calibrate_potential(subscribers, reached_permanent, reached_second, second_share):
    """Share of permanent premises that would subscribe [share], such that the model gives `subscribers` [subscribers].

    `reached_permanent` and `reached_second` are the subscribers that a share of one would give at that date [subscribers]: a diffusion from
    nothing is proportional to its potential. `second_share` is the share of second homes that would subscribe [share].
    """
    return (subscribers - second_share * reached_second) / reached_permanent


def potential_ceiling(exclusion, excluded_subscribing):
    """Largest share of premises that can subscribe [share]: people excluded from digital uses do so only through somebody else."""
    return 1 - exclusion * (1 - excluded_subscribing)


def within_ceiling(share, ceiling, slack):
    """The calibrated share [share] kept under the ceiling of the excluded [share], as far as the published count is missed by `slack` [share] at
    most: a draw that would need more subscribers than people who can subscribe is not one of today's Lozère."""
    return np.maximum(np.minimum(share, ceiling), share * (1 - slack))


def calibrated_share(p, places, adopters):
    """Share of permanent premises that would subscribe [share, draw x 1], from the published subscribers and the behaviour before any decision.

    adopters: those of `bass_diffusion` [share, date x draw x group]. Raises Refusal when `observed_on` is not the beginning of a quarter before
    the decision.
    """
    seen = np.flatnonzero((p.observed_on == YEARS) & (p.decision_year > YEARS))
    if not seen.size:
        raise Refusal("observed_on doit être un début de trimestre avant decision_year")
    permanent, second = (over_groups(adopters[seen[0]], premises)[:, None] for premises in (places.permanent, places.second))
    share = calibrate_potential(p.subscribers_observed[..., None], permanent, second, p.base.second_homes_before[..., None])
    ceiling = potential_ceiling(p.base.digital_exclusion[..., None], p.base.excluded_subscribing[..., None])
    return within_ceiling(share, ceiling, p.calibration_slack[..., None])


def made_autonomous(sessions, participants, success, advisers, helped, lasting):
    """People made autonomous each year [people/year] by sessions [sessions/year] of so many participants, a share of which succeeds, and by
    advisers [jobs] who help so many people each [people/year], a share of which lastingly."""
    return sessions * participants * success + advisers * helped * lasting


def autonomous_each_year(p, figures):
    """People made autonomous each year [people/year, draw] by the sessions and advisers of `figures` (`p`, or `p.base` for today's)."""
    return made_autonomous(figures.sessions, p.participants, p.session_success, figures.advisers, p.helped_by_adviser, p.adviser_success)


def mediation_gain(p, places):
    """Share of permanent premises that mediation and helpers add to those that would subscribe [share, date x draw x 1], one person a household.

    Only what is done beyond today's effort counts: today's is in the calibrated share. The gain stops when nobody is left to help.
    """
    more = ((autonomous_each_year(p, p) - autonomous_each_year(p, p.base)) * since_decision(p))[..., None]
    exclusion, main = p.digital_exclusion[..., None], places.main.sum()
    fewer = np.minimum(more / main, exclusion)
    helped = exclusion * (p.excluded_subscribing[..., None] - p.base.excluded_subscribing[..., None]) * (p.decision_year < DATES)
    return (fewer * (1 - p.excluded_subscribing[..., None]) + helped) * main / places.permanent.sum()


def subscribing_shares(p, places, share):
    """Shares of permanent premises and of second homes that would subscribe [share, class x date x draw x 1], before and after the decision."""
    after = np.clip(share + mediation_gain(p, places) - from_decision(p, 0.0, p.giving_up[..., None]), 0, 1)
    second = p.base.second_homes_before[..., None]
    campaign = np.minimum(p.second_homes_before[..., None] + p.second_homes_gain[..., None], 1)
    shares = np.broadcast_arrays(from_decision(p, share, after), from_decision(p, second, campaign))
    return np.stack(shares)


def subscribers(p, places, coverage, population, desks):
    """Subscribers per premise [share, class x date x draw x group] of permanent premises and second homes, their potential [same], and the
    calibrated share of permanent premises [share, draw x 1]. population [inhabitants]; desks [desks, date x draw]."""
    past = bass_diffusion(coverage, behaviour_before(p), places)
    share = calibrated_share(p, places, past)
    shares = subscribing_shares(p, places, share)
    decided = int(np.searchsorted(YEARS, p.decision_year))
    before = np.stack([share, np.broadcast_to(p.base.second_homes_before[..., None], share.shape)])[:, None]
    adopters = np.broadcast_to(before * past, (2, len(YEARS), p.draws or 1, places.groups.max() + 1)).copy()
    later = Behaviour(*(rates[decided:] for rates in vars(behaviour_after(p, population, desks)).values()))
    adopters[:, decided:] = adoption(coverage[decided:], shares[:, decided:], adopters[:, decided], later, places)
    return adopters, coverage * shares, share
