"""What the pigs ask of the land: nitrogen, outdoor runs, water, ICPE class; and how well a commune could host a workshop.

Nothing here says how many pigs a commune has: nobody may publish it. Farming is that of the nine zones of the census; a commune has the value of
its zone, or a criterion that does not depend on pigs.

References
.. [1] Arrêté of 19/12/2011, annex II-E (version of 2013): nitrogen that can be spread
.. [2] Arrêté of 27/12/2013, article 20: pigs and breeders by hectare outdoors
.. [3] Nomenclature ICPE 2102: 3 equivalents by sow, 0.2 by weaned piglet, 1 by finishing pig
"""

import numpy as np

from studies.toolkit.constants import KILO

from .farms import ORDER, OUTDOOR, YEARS

DAYS_IN_YEAR, MOST = 365, 100  # MOST: points of the best commune
ON_SLURRY = ("ne_m", "nuc")  # with the finishers of today; all others live outdoors, on runs or on straw
CRITERIA = {"near": -1, "headroom": 1, "relief": -1, "hosts": 1, "dwellings": -1}  # of a commune: better when higher (1) or lower (-1)


def spreadable_nitrogen(sows, piglets, pigs, live_weight, by_sow, by_piglet, by_pig, above, threshold):
    """Nitrogen that can be spread in a year [kg/year]: present sows, piglets and pigs of the year, live weight at sale [kg], kilograms by animal, and
    by kilogram of live weight `above` the `threshold` [kg]. Reference [1]_, footnote 4."""
    return sows * by_sow + piglets * by_piglet + pigs * (by_pig + above * (live_weight - threshold))


def outdoor_land(sows, pigs, extensive, sows_by_hectare, pigs_by_hectare, extensive_by_hectare):
    """Runs needed [ha]: sows, pigs sold in a year, and those of the extensive charters [pigs]. Reference [2]_."""
    return sows / sows_by_hectare + pigs / pigs_by_hectare + extensive / extensive_by_hectare


def water(sows, finishing, by_sow, by_pig):
    """Water in a year [m3/year] of sows and pigs present, at [l/day] each."""
    return DAYS_IN_YEAR * (by_sow * sows + by_pig * finishing) / KILO


def equivalents(sows, piglets, finishing, by_sow, by_piglet):
    """Animal equivalents of a farm [units], by which its ICPE class is told. Reference [3]_."""
    return by_sow * sows + by_piglet * piglets + finishing


def nitrogen(p, sows, piglets, sold, runs_today):
    """Nitrogen of the pigs [kg/year, year x draw]: sows, piglets weaned and pigs sold in the year by archetype; the finishers of today, who sell
    `runs_today`, and the indoor farms are on slurry, the others on straw or on runs."""
    total = 0
    new = sold | {"eng_lr": sold["eng_lr"] - runs_today}
    usual = [(archetype, "slurry" if archetype in ON_SLURRY else "straw", new.get(archetype, 0)) for archetype in ORDER]
    for name, kind, pigs in [*usual, ("eng_lr", "slurry", runs_today)]:
        sets = [getattr(p, f"n_{animal}_{kind}") for animal in ("sow", "piglet", "pig", "slope")]
        weight = getattr(p, f"carcass_{name}") / p.carcass_yield if name != "nuc" else p.n_threshold
        breeders = (0, 0) if pigs is runs_today else (sows.get(name, 0), piglets.get(name, 0))
        total = total + spreadable_nitrogen(*breeders, pigs, weight, *sets, p.n_threshold)
    return total


def land(p, sows, sold, present, runs_today, nitrogen_now, territory):
    """Nitrogen, runs and water [year x draw].

    sows, sold: by archetype [year x draw]; present: animals; runs_today: pigs sold by the finishers of today, who have none [pigs/year].
    """
    fields, cattle = territory.farmland.values.sum(), territory.livestock_units.values.sum()
    grazing = p.n_unit * cattle
    ceiling = p.n_limit * p.spreading_share * fields
    outdoor_sows = sum(sows[archetype] for archetype in OUTDOOR if archetype in sows)
    outdoor_pigs = sum(sold[archetype] for archetype in OUTDOOR if archetype != "pa_ext") - runs_today
    needed = outdoor_land(outdoor_sows, outdoor_pigs, sold["pa_ext"], p.runs_sows, p.runs_pigs, p.runs_extensive)
    return {
        "nitrogen": nitrogen_now / KILO,
        "nitrogen_pressure": (nitrogen_now + grazing) / fields,
        "nitrogen_room": nitrogen_now / (ceiling - grazing),
        "nitrogen_grazing": np.broadcast_to(grazing / fields, (len(YEARS), grazing.size)),
        "outdoor_share": (outdoor_pigs + sold["pa_ext"]) / sum(sold.values()),
        "runs": needed,
        "runs_missing": needed - p.outdoor_land,
        "water": water(present["sows"], present["finishing"], p.water_sow, p.water_pig),
    }


def zone_farming(territory, index):
    """By zone of the census: farmland [ha], livestock units [units]. index: zone of each commune."""
    return tuple(np.bincount(index, territory[column].values) for column in ("farmland", "livestock_units"))


def criteria(p, territory, index, free):
    """The criteria of each commune [commune x criterion, in the order of CRITERIA]. index: zone of each commune; free: whether one more workshop
    would take its pigs to each abattoir; where to none, the nearest of all counts."""
    free = np.asarray(free) if np.any(free) else np.ones(len(free), bool)
    nearest = territory.abattoir_km.values[:, free].min(axis=1)
    fields, cattle = zone_farming(territory, index)
    room = (p.n_limit * p.spreading_share * fields - p.n_unit * cattle) / fields  # in a single run: one value by zone
    relief = territory.relief.values
    steep = np.where(np.isnan(relief), np.nanmedian(relief), relief)
    area = territory.area.values
    return np.stack([nearest, room[index], steep, territory.farms.values / area, territory.dwellings.values / area], axis=1)


def suitability(values, weights, senses):
    """Points of each commune [points, 0 to 100]: each criterion from its worst to its best commune, then the weighted mean."""
    values, weights, senses = (np.asarray(part, dtype=float) for part in (values, weights, senses))
    turned = values * senses
    low, high = turned.min(axis=0), turned.max(axis=0)
    placed = (turned - low) / np.where(high > low, high - low, 1)
    return MOST * placed @ (weights / weights.sum())
