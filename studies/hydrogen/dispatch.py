"""What the electricity of an electrolyser costs, from the exact dispatch tabulated in tables/dispatch.csv.

Between the nodes of the grid the answer is interpolated: in straight lines over the hours at full load and the tank (in logarithms) and the local
electricity, by cubics over the mix, by one over the price too (its slope is the local share, which is known exactly). The tables are never read
outside the hours, the tank and the local electricity over which they were proved; beyond the prices of the grid the answer is exact, since the
cheapest dispatch stops changing there.
"""

from functools import lru_cache

import numpy as np

from studies.toolkit.errors import Refusal

from . import tabulation
from .tables import dispatch, dispatch_rules

AXES = (np.log(tabulation.HOURS), np.log(tabulation.DAYS), np.array(tabulation.RATIOS))  # of the grid, beside mix and price
EXTRAS = np.array(tabulation.EXTRAS)
# The greatest differences found between the interpolated answer and the exact dispatch with its minimum load, on plants drawn in the whole domain.
BILL_ERROR, SHARE_ERROR = 0.06, 0.05  # [deviations of the market price], [share]
TOLERANCE = 1e-9  # a value that close to the end of the domain is on it


@lru_cache(maxsize=1)
def grids():
    """The tables as arrays, hours x tank x ratio x mix x price: bills [deviations of the market price], local shares [share]."""
    sizes = (len(tabulation.HOURS), len(tabulation.DAYS), len(tabulation.RATIOS), len(tabulation.MIXES), len(EXTRAS))
    return tuple(unfolded(dispatch[column].values * tabulation.STEP, sizes) for column in ("bill", "share"))


def unfolded(values, sizes):
    """The written numbers on the whole grid: without local electricity, the one answer stands for every mix and price."""
    hours, days, ratios, mixes, extras = sizes
    rows = values.reshape(hours * days, 1 + (ratios - 1) * mixes * extras)
    alone = np.repeat(rows[:, :1], mixes * extras, axis=1)
    return np.concatenate([alone, rows[:, 1:]], axis=1).reshape(sizes)


def mix_weights(sun, wind, water):
    """The weight of each tabulated mix [share, mix x draw]: cubic over the triangle of the three shares, exact at the ten tabulated mixes."""
    corners = [part * (3 * part - 1) * (3 * part - 2) / 2 for part in (sun, wind, water)]
    sides = [
        4.5 * part * other * (3 * part - 1) for part, other in ((sun, wind), (wind, sun), (wind, water), (water, wind), (water, sun), (sun, water))
    ]
    return np.stack([*corners, *sides, 27 * sun * wind * water])  # 27 makes the middle of the triangle 1: each part is a third there


def within_domain(hours, days, ratio):
    """Nothing, or a Refusal when some plant is outside the hours [h/year], the tank [day] or the local electricity [ratio] of the grid."""
    checks = (
        (hours, tabulation.HOURS, "les heures de marche", "h par an"),
        (days, tabulation.DAYS, "le stockage", "jours"),
        (ratio, tabulation.RATIOS, "l'électricité locale rapportée au besoin", "fois"),
    )
    for values, nodes, words, unit in checks:
        low, high = float(np.min(values)), float(np.max(values))
        if not (nodes[0] - TOLERANCE <= low and high <= nodes[-1] + TOLERANCE):
            raise Refusal(
                f"le calcul horaire n'a été éprouvé que de {nodes[0]:g} à {nodes[-1]:g} {unit} pour {words} : {low:g} à {high:g} "
                "demandé, aucun résultat n'est montré"
            )


def _placed(values, nodes):
    """The interval of each value between nodes, and how far it is in it [0 to 1]."""
    left = np.clip(np.searchsorted(nodes, values, side="right") - 1, 0, len(nodes) - 2)
    return left, np.clip((values - nodes[left]) / (nodes[left + 1] - nodes[left]), 0, 1)


def _at_corners(grid, places, weights):
    """The grid interpolated over hours, tank and ratio, then over the mix [price x draw]."""
    total = 0.0
    for corner in range(8):
        high = [(corner >> axis) & 1 for axis in range(3)]
        weight = np.prod([np.where(up, part, 1 - part) for up, (_, part) in zip(high, places, strict=True)], axis=0)
        rows = [left + up for up, (left, _) in zip(high, places, strict=True)]
        cells = grid[rows[0], rows[1], rows[2]]  # draw x mix x price
        mixed = sum(cells[:, mix, :] * weights[mix][:, None] for mix in range(len(weights)))
        total = total + weight[:, None] * mixed
    return total.T


def hermite(values, slopes, extra):
    """The bill [deviations] at a price [deviations], cubic between the nodes from values and slopes there [price x draw], straight beyond them;
    and its slope, the local share."""
    left, part = _placed(extra, EXTRAS)
    draws = np.arange(values.shape[1])
    start, end, rise, fall = values[left, draws], values[left + 1, draws], slopes[left, draws], slopes[left + 1, draws]
    step = EXTRAS[left + 1] - EXTRAS[left]
    bill = (1 + 2 * part) * (1 - part) ** 2 * start + part**2 * (3 - 2 * part) * end + step * part * (1 - part) * ((1 - part) * rise - part * fall)
    share = 6 * part * (1 - part) * (end - start) / step + (1 - part) * (1 - 3 * part) * rise + part * (3 * part - 2) * fall
    beyond = np.minimum(extra - EXTRAS[0], 0) * slopes[0, draws] + np.maximum(extra - EXTRAS[-1], 0) * slopes[-1, draws]
    return bill + beyond, np.clip(share, 0, 1)


def dispatched(hours, days, ratio, wind, water, extra):
    """The bill of a kWh [deviations of the market price] and its local share [share] of the cheapest dispatch, interpolated.

    hours at full load [h/year], tank [day of mean demand], local electricity over the need [ratio], its wind and water [share; the sun is the rest],
    price of the local kWh over a mean kWh of the grid [deviations]. Raises Refusal outside the tested domain.
    """
    given = np.broadcast_arrays(*(np.atleast_1d(np.asarray(values, dtype=float)) for values in (hours, days, ratio, wind, water, extra)))
    hours, days, ratio, wind, water, extra = given
    within_domain(hours, days, ratio)
    places = [_placed(values, nodes) for values, nodes in zip((np.log(hours), np.log(days), ratio), AXES, strict=True)]
    weights = mix_weights(1 - wind - water, wind, water)
    bills, shares = (_at_corners(grid, places, weights) for grid in grids())
    return hermite(bills, shares, extra)


def all_in_price(wholesale, spread, beside, bill):
    """What a MWh costs all in [EUR/MWh]: wholesale mean, its relative deviation [ratio], what is beside it on the grid (premium, tariff, tax), and
    the bill of the dispatch [deviations]. The market price alone is never what is paid."""
    return wholesale * (1 + spread * bill) + beside


def local_mix(p):
    """What the local electricity is made of: sun, wind and water [share, draw]; the wind is a part of what is not water, the sun is the rest."""
    water = p.water_share
    wind = (1 - water) * p.wind_share
    return 1 - wind - water, wind, water


def beside_market(p):
    """What a kWh of the grid costs beside the market [EUR/MWh, draw]: buying ahead, tariff, excise."""
    return p.supply_premium + p.grid_tariff + p.excise


def conventions(p):
    """Nothing, or a Refusal when the tables were made with other rules than those of the parameters."""
    load, filling = (float(dispatch_rules[name][0]) for name in ("least_load", "least_filling"))
    if (float(p.least_load), float(p.least_filling)) != (load, filling):
        raise Refusal(
            f"le calcul horaire a été fait avec une charge minimale de {load:.0%} et un remplissage minimal de {filling:.0%} : "
            "le refaire avant de les changer (python -m studies tabulate hydrogen)"
        )


def power(p, rhythm, wholesale, spread):
    """Price all in [EUR/MWh], local share [share] and possible error of the price [EUR/MWh] of an electrolyser on a market of that mean [EUR/MWh] and
    relative deviation [ratio]; rhythm: hours at full power [h/year, draw] and tank [day of mean demand, draw]."""
    conventions(p)
    beside = beside_market(p)
    if float(np.min(wholesale)) <= 0 or float(np.min(spread)) <= 0:
        raise Refusal("le prix de gros et son écart type doivent être positifs")
    _, wind, water = local_mix(p)
    extra = (p.ppa_price - beside - wholesale) / (spread * wholesale)
    bill, share = dispatched(*rhythm, p.local_ratio, wind, water, extra)
    return all_in_price(wholesale, spread, beside, bill), share, wholesale * spread * BILL_ERROR


def in_past_years(p, rhythm):
    """Price all in [EUR/MWh] of the same electrolyser on the markets of 2022 and of 2023, by year."""
    return {year: power(p, rhythm, getattr(p, f"price_{year}"), getattr(p, f"spread_{year}"))[0] for year in (2022, 2023)}
