"""Hydrogen tractors: what one costs, what the Region pays of it, what it does not emit. None is on sale: prototypes exist."""

import numpy as np

from studies.toolkit.constants import KILO

from .production import capital_recovery_factor
from .vehicles import purchase_aid


def tractor_aid(p):
    """Aid to buy a hydrogen tractor [EUR, draw]: farm vehicles are within the rule of the Region."""
    diesel = p.tractor_price_diesel
    return purchase_aid(p.tractor_price_ratio * diesel, diesel, p.vehicle_aid, p.aid_cap, p.vehicles_each)


def tractor_extra(p, pump):
    """What a year of a hydrogen tractor costs more than one of diesel, aid deducted [EUR/year, draw]: buying without resale, then the energy of its
    hours; pump [EUR/kg, draw]."""
    buying = (p.tractor_price_ratio - 1) * p.tractor_price_diesel - tractor_aid(p)
    energy = p.tractor_hours * (p.tractor_h2_use * pump - p.tractor_diesel_use * p.farm_diesel_price)
    return buying * capital_recovery_factor(p.cost_of_capital, p.tractor_life) + energy


def tractor_carbon(p, kilo):
    """What a hydrogen tractor does not emit [tCO2e/year, draw]: diesel of its hours less the hydrogen, at `kilo` [kgCO2e/kg, draw]."""
    return p.tractor_hours * (p.tractor_diesel_use * p.diesel_carbon - p.tractor_h2_use * kilo) / KILO


def with_tractors(found, number, each):
    """A result of hydrogen by technology with that of its tractors added: number [vehicles, year x draw], what each adds [unit of `found`]."""
    return found | {"h2": found["h2"] + np.asarray(number) * each}
