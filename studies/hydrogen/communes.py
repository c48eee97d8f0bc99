"""Demand by commune: each fleet spread over the communes by what is known of them, since nobody publishes fleets by commune."""

import numpy as np

from studies.toolkit.constants import KILO

from .demand import FLEETS, relief_factor, weights


def by_commune(p, territory, demand, rivals):
    """Hydrogen asked for by commune at the target year, all but passing trucks: {name: (values [commune], label, unit, sense, basis)}.

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
        "demand_by_commune": (tonnes, "Hydrogène demandé, hors poids lourds en transit", "t/year", 0, "réparti"),
        "demand_each_by_commune": (total / people, "Hydrogène demandé par habitant, hors poids lourds en transit", "kg/inhabitant", 0, "réparti"),
        "biogas_by_commune": (energy["biogas"] / KILO, "Biométhane demandé", "MWh/year", 0, "réparti"),
        "battery_by_commune": (energy["battery"] / KILO, "Électricité demandée par les véhicules à batterie", "MWh/year", 0, "réparti"),
        "biogas_each_by_commune": (energy["biogas"] / people, "Biométhane demandé par habitant", "kWh/inhabitant", 0, "réparti"),
        "battery_each_by_commune": (energy["battery"] / people, "Électricité des véhicules à batterie par habitant", "kWh/inhabitant", 0, "réparti"),
        "relief_by_commune": (factor, "Consommation due au relief et au froid, en plaine : 1", "index", -1, "estimé"),
    }
