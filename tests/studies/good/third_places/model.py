"""Shared desks in the third places of Lozère: how many, for how many teleworkers, at what public cost each year."""

import numpy as np

from studies.toolkit.constants import KILO, MONTHS

from . import tables as t

YEARS = np.arange(2027.0, 2038.0)  # the dates of the axis `year`; each is a 1 January: 2037 is the end of 2036


def public_money(desks, cost, price, occupancy):
    """What the public adds each year [kEUR/year] to run `desks`, of a yearly `cost` [EUR/desk], rented at `price` [EUR/month] when taken [share]."""
    return desks * (cost - MONTHS * price * occupancy) / KILO


def run(p, territory):
    """Desks [desks], share of the teleworkers who would have one [share], public money [kEUR/year], by 1 January; teleworkers by commune [people]."""
    places = p.places_now + p.places_per_year * (YEARS - YEARS[0])[:, None]  # [places, year x draw]
    desks = places * p.desks_per_place
    employed = t.workers["employed"].values  # [people, commune]
    results = {
        "desks": desks,
        "seats": np.minimum(desks / (employed.sum() * p.practice), 1),
        "balance": public_money(desks, p.desk_cost, p.month_price, p.occupancy),
    }
    if p.draws is None:
        results["remote_by_commune"] = employed * p.practice
    return results
