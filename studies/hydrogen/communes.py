"""Demand by commune: each fleet spread over the communes by what is known of them, since nobody publishes fleets by commune."""

import numpy as np

from studies.toolkit.constants import KILO

from .demand import FLEETS, relief_factor, weights


def by_commune(p, territory, demand, rivals):
    """Hydrogen asked for by commune at the target year, all but passing trucks: {name: values [commune]}.

    demand: that of the département by segment [kg/year] at the target year, one value each; rivals: energy of the vehicles on biomethane and on
    batteries, by fleet [kWh/year] at the same year. Relief moves the fleets' part of each commune.
    """
    factor = relief_factor(territory.altitude.values, float(p.relief_low), float(p.relief_high))
    spread = weights(territory)
    total = np.zeros(territory.sizes["commune"])
    for name, share in spread.items():
        hard = share * factor if name in FLEETS else share
        total = total + demand[name] * hard / hard.sum()
    energy = {
        name: sum(amount * spread[fleet] * factor / (spread[fleet] * factor).sum() for fleet, amount in fleets.items())
        for name, fleets in rivals.items()
    }
    people = territory.population.values
    tonnes = total / KILO
    return {
        "demand_by_commune": tonnes,
        "demand_each_by_commune": total / people,
        "biogas_by_commune": energy["biogas"] / KILO,
        "battery_by_commune": energy["battery"] / KILO,
        "biogas_each_by_commune": energy["biogas"] / people,
        "battery_each_by_commune": energy["battery"] / people,
        "relief_by_commune": factor,
    }
