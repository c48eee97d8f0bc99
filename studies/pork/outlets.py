"""What residents, visitors and salting houses want of the pork of Lozère, outlet by outlet, and what local production leaves unserved.

References
.. [1] FranceAgriMer 2024, 30.5 kg of carcass by inhabitant in 2023
.. [2] IFIP 2021, 18 % of what is eaten is eaten out of home
"""

import numpy as np

from studies.toolkit.constants import KILO

from .farms import YEARS, flat, flowing

OUTLETS = {
    "supermarkets": "grandes surfaces",
    "butchers": "bouchers et charcutiers",
    "canteens": "cantines et restaurants",
    "direct": "vente directe",
    "salting": "salaisonniers et grossistes",
}


def demand(population, per_head, growth, year, reference, tourism):
    """Pork eaten in a year [t/year]: `per_head` [kg/inhabitant] in the `reference` year, a yearly `growth` [share, negative when it falls], visitors
    as a share of residents."""
    return population * (1 + tourism) * per_head * (1 + growth) ** (year - reference) / KILO


def s_curve(part, steepness):
    """From 0 to 1 [share] as `part` of the way goes from 0 to 1: a logistic of that `steepness` [index], brought to exactly 0 and 1 at its ends."""
    low = 1 / (1 + np.exp(steepness / 2))
    logistic = 1 / (1 + np.exp(-steepness * (np.clip(part, 0, 1) - 0.5)))
    return (logistic - low) / (1 - 2 * low)


def local_share(start, target, decision, horizon, steepness):
    """The share of an outlet that wants local pork [share, year x draw], from `start` at the decision to `target` at the horizon [year]."""
    return start + (target - start) * s_curve((YEARS[:, None] - 1 - decision) / (horizon - decision), steepness)


def by_outlet(p, territory):
    """All that each outlet buys, and what it wants of it from Lozère [t/year, year x draw]."""
    people, years = territory.population.values.sum(), YEARS[:, None] - 1
    eaten = demand(people, flat(p.consumption), -flat(p.consumption_drop), years, float(p.consumption_year), flat(p.tourism))
    rest = flat(p.share_butchers), flat(p.share_canteens), flat(p.share_direct)
    shares = dict(zip(("butchers", "canteens", "direct"), rest, strict=True)) | {"supermarkets": 1 - sum(rest)}
    tenants = tenant_purchases(p)
    bought = {outlet: eaten * part for outlet, part in shares.items()} | {"salting": flat(p.salting_volume) * np.ones_like(eaten) + tenants}
    ends = {"direct": (np.ones(1), np.ones(1)), "canteens": (flat(p.local_today), flat(p.canteen_target))}
    wanted = {}
    for outlet in OUTLETS:
        start, target = ends.get(outlet, (flat(p.local_today), flat(p.local_target)))
        free = bought[outlet] - tenants * (outlet == "salting")
        wanted[outlet] = free * local_share(start, target, float(p.decision_year), float(p.horizon), float(p.curve_steepness))
    wanted["salting"] = wanted["salting"] + tenants
    return bought, wanted


def tenant_purchases(p):
    """Pork of Lozère that the tenants of the processing buildings are bound to buy [t/year, year x draw], once these are open."""
    return flowing(float(p.decision_year) + float(p.opening_delay)) * flat(p.processing_buildings) * flat(p.building_volume)


def unserved(wanted, offered):
    """What is missing when `offered` is less than `wanted` [same unit]."""
    return np.maximum(wanted - offered, 0)


def outlets(p, territory, tonnes, from_here):
    """Demand, local demand, what is missing by outlet; coverage, as (values, label, unit, sense) by year and draw.

    tonnes: pigs finished in the département, from_here: those born, raised and slaughtered there [t/year, year x draw].
    """
    bought, wanted = by_outlet(p, territory)
    total, residents = sum(wanted.values()), sum(bought[outlet] for outlet in bought if outlet != "salting")
    missing = unserved(total, from_here)
    part = missing / total
    results = {
        "demand": (residents, "Porc mangé en Lozère", "t/year", 0),
        "local_demand": (total, "Demande de porc de Lozère", "t/year", 1),
        "missing": (missing, "Porc né, élevé et abattu en Lozère qui manque", "t/year", -1),
        "coverage": (tonnes / residents, "Production rapportée à ce qui est mangé", "share", 1),
        "surplus": (tonnes - residents, "Porc produit de plus que ce qui est mangé en Lozère", "t/year", 0),
        "served": (np.minimum(total, from_here), "Porc de Lozère vendu comme tel", "t/year", 1),
    }
    for outlet, words in OUTLETS.items():
        results[f"wanted_{outlet}"] = (wanted[outlet], f"Porc de Lozère voulu : {words}", "t/year", 0)
        results[f"missing_{outlet}"] = (wanted[outlet] * part, f"Porc de Lozère qui manque : {words}", "t/year", -1)
    return results
