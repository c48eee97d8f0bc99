"""What residents, visitors and salting houses want of the pork of Lozère, outlet by outlet, and what local production leaves unserved.

References
.. [1] FranceAgriMer 2024, 30.5 kg of carcass by inhabitant in 2023
.. [2] IFIP 2021, 18 % of what is eaten is eaten out of home
"""

import numpy as np

from studies.toolkit.constants import KILO

from .farms import YEARS, flowing, stacked

OUTLETS = ("supermarkets", "butchers", "canteens", "direct", "salting")  # dimension `outlet` of study.toml


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
    eaten = demand(people, p.consumption, -p.consumption_drop, years, float(p.consumption_year), p.tourism)
    rest = p.share_butchers, p.share_canteens, p.share_direct
    shares = dict(zip(("butchers", "canteens", "direct"), rest, strict=True)) | {"supermarkets": 1 - sum(rest)}
    tenants = tenant_purchases(p)
    bought = {outlet: eaten * part for outlet, part in shares.items()} | {"salting": p.salting_volume * np.ones_like(eaten) + tenants}
    ends = {"direct": (1.0, 1.0), "canteens": (p.local_today, p.canteen_target)}
    wanted = {}
    for outlet in OUTLETS:
        start, target = ends.get(outlet, (p.local_today, p.local_target))
        free = bought[outlet] - tenants * (outlet == "salting")
        wanted[outlet] = free * local_share(start, target, float(p.decision_year), float(p.horizon), float(p.curve_steepness))
    wanted["salting"] = wanted["salting"] + tenants
    return bought, wanted


def tenant_purchases(p):
    """Pork of Lozère that the tenants of the processing buildings are bound to buy [t/year, year x draw], once these are open."""
    return flowing(float(p.decision_year) + float(p.opening_delay)) * p.processing_buildings * p.building_volume


def unserved(wanted, offered):
    """What is missing when `offered` is less than `wanted` [same unit]."""
    return np.maximum(wanted - offered, 0)


def outlets(p, territory, tonnes, from_here):
    """Demand, local demand, what is missing, coverage [year x draw]; what each outlet wants, what it misses [outlet x year x draw].

    tonnes: pigs finished in the département, from_here: those born, raised and slaughtered there [t/year, year x draw].
    """
    bought, wanted = by_outlet(p, territory)
    total, residents = sum(wanted.values()), sum(bought[outlet] for outlet in bought if outlet != "salting")
    missing = unserved(total, from_here)
    part = missing / total
    return {
        "demand": residents,
        "local_demand": total,
        "missing": missing,
        "coverage": tonnes / residents,
        "surplus": tonnes - residents,
        "served": np.minimum(total, from_here),
        "wanted_by_outlet": stacked(wanted[outlet] for outlet in OUTLETS),
        "missing_by_outlet": stacked(wanted[outlet] * part for outlet in OUTLETS),
    }
