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
    return bought, {outlet: amount * kept_clients(p) for outlet, amount in wanted.items()}


def tenant_purchases(p):
    """Pork of Lozère that the tenants of the processing buildings are bound to buy [t/year, year x draw], once these are open."""
    return flowing(float(p.decision_year) + float(p.opening_delay)) * p.processing_buildings * p.building_volume


def kept_clients(p):
    """The share of the local buyers that the test of the scenario leaves [share, year x draw], in the year that ends at each date."""
    return 1 - p.clients_lost * flowing(p.clients_lost_year)


def quality_pork(p, sold, runs_today):
    """Pork that lives on buyers who pay its quality [t/year, year x draw]: labelled carcasses, those of farms that sell themselves and of extensive
    farms. sold: pigs by archetype, runs_today: those of the finishers of today, indoors [pigs/year, same]."""
    kilograms = (sold["eng_lr"] - runs_today) * p.carcass_eng_lr + sold["ne_lr"] * p.carcass_ne_lr
    return (kilograms * p.label_rate + sold["ferm"] * p.carcass_ferm + sold["pa_ext"] * p.carcass_pa_ext) / KILO


def bought_share(wanted, offered):
    """The share of what is `offered` that buyers take when they want `wanted` [same unit]; all of nothing."""
    return np.minimum(wanted / np.where(offered > 0, offered, 1), 1) * (offered > 0) + (offered <= 0)


def unserved(wanted, offered):
    """What is missing when `offered` is less than `wanted` [same unit]."""
    return np.maximum(wanted - offered, 0)


def outlets(p, market, tonnes, from_here, quality):
    """Demand, local demand, what is missing, coverage [year x draw]; what each outlet wants, what it misses [outlet x year x draw].

    market: what each outlet buys, and wants from here; tonnes: pigs finished in the département, from_here: those born, raised and slaughtered there,
    quality: those that live on the price of their quality [t/year, year x draw].
    """
    bought, wanted = market
    total, residents = sum(wanted.values()), sum(bought[outlet] for outlet in bought if outlet != "salting")
    missing = unserved(total, from_here)
    part = missing / np.where(total > 0, total, 1)  # nobody misses what nobody wants
    return {
        "demand": residents,
        "local_demand": total,
        "missing": missing,
        "coverage": tonnes / residents,
        "surplus": tonnes - residents,
        "served": np.minimum(total, from_here),
        "quality_pork": quality,
        "quality_sold": quality * bought_share(total, quality),
        "quality_left": quality * (1 - bought_share(total, quality)),
        "wanted_by_outlet": stacked(wanted[outlet] for outlet in OUTLETS),
        "missing_by_outlet": stacked(wanted[outlet] * part for outlet in OUTLETS),
    }
