"""Demand by commune: each fleet spread over the communes by what is known of them, since nobody publishes fleets by commune."""

import numpy as np

from .demand import FLEETS, relief_factor, weights

TONNE = 1_000  # [kg]


def by_commune(p, territory, demand):
    """Hydrogen asked for by commune at the target year, all but passing trucks: {name: (values [commune], label, unit, sense, basis)}.

    demand: that of the département by segment [kg/year] at the target year, one value each. Relief moves the fleets' part of each commune.
    """
    factor = relief_factor(territory.altitude.values, float(p.relief_low), float(p.relief_high))
    total = np.zeros(territory.sizes["commune"])
    for name, share in weights(territory).items():
        hard = share * factor if name in FLEETS else share
        total = total + demand[name] * hard / hard.sum()
    people = territory.population.values
    tonnes = total / TONNE
    return {
        "demand_by_commune": (tonnes, "Hydrogène demandé, hors poids lourds en transit", "t/year", 0, "réparti"),
        "demand_each_by_commune": (total / people, "Hydrogène demandé par habitant, hors poids lourds en transit", "kg/inhabitant", 0, "réparti"),
        "relief_by_commune": (factor, "Consommation due au relief et au froid, en plaine : 1", "index", -1, "estimé"),
    }
