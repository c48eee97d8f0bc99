"""The results by commune of a single run: what the communes share is spread over them, what age or distance tells apart is estimated.

Every count adds up to that of the département. Arrays are date x commune here.
"""

from dataclasses import dataclass

import numpy as np

from .copper import accessible, closed_share, exclusion_by_age, moving_share, on_copper_when_it_stops, staying_by_exclusion
from .rollout import permanent_premises, since_decision


@dataclass(frozen=True)
class Adoption:
    """Per premise, of the class of the permanent premises then of the second homes, in the commune of each [share, date x commune]: coverage,
    subscribers who came by themselves, those who could."""

    coverage: np.ndarray
    alone: np.ndarray
    second: np.ndarray
    could: np.ndarray
    could_second: np.ndarray


def in_communes(places, coverage, adopters, possible):
    """The adoption of the groups, in each of their communes; coverage [share, date x draw x group], adopters and possible [share, class x same]."""
    return Adoption(*(shares[:, 0, places.groups] for shares in (coverage, *adopters, *possible)))


def spread(total, weights):
    """A total of the département [any unit, date x 1] spread over the communes in proportion of `weights` [date x commune]; 0 where nobody counts."""
    return total * weights / np.maximum(weights.sum(axis=1, keepdims=True), np.finfo(float).tiny)


def exclusion(p, territory):
    """Share of people excluded from digital uses in each commune [share, commune]."""
    return exclusion_by_age(territory.people_75.values, territory.population.values, p.digital_exclusion, p.exclusion_75)


def end_of_copper(p, territory, here):
    """Permanent premises with fibre, still on copper, and at risk once copper has stopped [premises, date x commune]."""
    premises = permanent_premises(territory)
    closed = closed_share(p, territory.copper_2028.values, premises.size)[:, 0]
    left = premises * np.maximum(here.coverage - here.alone, 0)
    staying = left * staying_by_exclusion(closed * left, moving_share(p)[:, 0], exclusion(p, territory))
    without = premises * (1 - here.alone)
    return premises * here.alone + closed * (left - staying), (1 - closed) * without, closed * (without - left + staying)


def lines_that_move(p, territory, here):
    """Permanent premises that still use copper when it stops where they are [premises, commune]."""
    premises = permanent_premises(territory)
    closed = closed_share(p, territory.copper_2028.values, premises.size)[:, 0]
    return on_copper_when_it_stops(here.alone, closed) * premises


def remaining(territory, here):
    """Subscribers who would come by themselves and have not yet [subscribers, date x commune]."""
    permanent, second = here.could - here.alone, here.could_second - here.second
    return permanent_premises(territory) * np.maximum(permanent, 0) + territory.second_homes.values * np.maximum(second, 0)


def mediation_need(p, territory):
    """People excluded from digital uses and far from a known place of help [people, commune]."""
    return exclusion(p, territory) * territory.population.values * (1 - accessible(territory.help_km.values, p.access_range))


def by_commune(p, territory, here, practising, kilometres, connected):
    """The results by commune [commune x year], and those without date [commune].

    here: the Adoption; practising: people who telework, as a share of those with a job [share, date x commune]; kilometres that they avoid [km/year],
    people reached by the videoconference [people]: those of the département [date x 1].
    """
    premises, people = permanent_premises(territory), territory.population.values
    fibre, copper, risk = end_of_copper(p, territory, here)
    arrived = p.arrivals * since_decision(p) * here.coverage * territory.premises.values / territory.premises.values.sum()
    subscribers = fibre + territory.second_homes.values * here.second + arrived
    teleworkers = practising * territory.employed.values
    need = mediation_need(p, territory)
    dated = {
        "coverage_by_commune": here.coverage,
        "subscribers_by_commune": subscribers,
        "take_up_by_commune": subscribers / territory.premises.values,
        "remaining_by_commune": remaining(territory, here),
        "copper_by_commune": copper,
        "copper_rate_by_commune": copper / premises,
        "at_risk_by_commune": risk,
        "risk_rate_by_commune": risk / premises,
        "teleworkers_by_commune": teleworkers,
        "telework_rate_by_commune": teleworkers / people,
        "telework_km_by_commune": spread(kilometres, teleworkers * territory.working_outside.values),
        "connected_by_commune": spread(connected, territory.people_75.values * here.coverage),
    }
    undated = {"lines_to_move_by_commune": lines_that_move(p, territory, here), "mediation_need": need, "mediation_need_rate": need / people}
    return {name: values.T for name, values in dated.items()} | undated
