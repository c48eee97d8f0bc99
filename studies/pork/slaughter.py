"""Where the pigs are slaughtered: a transport problem each week, from the zones of the farm census to the abattoirs, at the least kilometres.

    min  sum km[o, j] x[o, j] + penalty sum e[o]      x: taken to abattoir j, e: left on the farm [t/week]
    with sum_j x[o, j] + e[o] = offer[o]              the pigs of each zone
         sum_o x[o, j] + free[j] = capacity[j]        what the other species and the pigs of other départements leave

Kilometres never change, only what is offered and what is free: an optimal basis stays optimal as long as it gives no negative quantity. So the
program is solved once by regime (which abattoirs are open, which are full), by HiGHS, and each week and each draw of that regime is read from it.

References
.. [1] Dantzig (1963), Linear Programming and Extensions, ch. 14-15 (transport problem), doi 10.1515/9781400884179
.. [2] Gal and Nedoma (1972), Multiparametric linear programming, doi 10.1287/mnsc.18.7.406 (critical regions of the right-hand side)
.. [3] Huangfu and Hall (2018), Parallelizing the dual revised simplex method (HiGHS), doi 10.1007/s12532-017-0130-5
"""

from functools import lru_cache

import numpy as np
from scipy.optimize import linprog

from studies.toolkit.errors import Refusal

from .farms import YEARS, flat, flowing
from .herd import WEEKS_IN_YEAR

HERE = ("langogne", "antrenas", "saint_chely")  # abattoirs of the département; the others of the territory are outside
LEFT = 1_000.0  # [km] the penalty of a pig left on the farm: farther than any abattoir, so that it happens only when all are full
TINY, FREE = 1e-9, 1e-6  # what counts as nothing [t/week]; a column that costs less than that more is as good [km]
KEPT = 4_096  # bases kept
KG_IN_TONNE, EUR_IN_KEUR = 1_000, 1_000


def free_capacity(capacity, other_species, from_outside, displaced):
    """What is free for the pigs of the département [t/year]: capacity less the other species, less the pigs of other départements that stay when a
    share `displaced` [share] of them gives its place."""
    return np.maximum(capacity - other_species - from_outside * (1 - displaced), 0)


def constraints(zones, abattoirs):
    """The matrix of the program: a column for each zone and abattoir, each zone left on the farm, each free capacity; a row by zone and abattoir."""
    taken = np.vstack([np.kron(np.eye(zones), np.ones((1, abattoirs))), np.kron(np.ones((1, zones)), np.eye(abattoirs))])
    return np.hstack([taken, np.eye(zones + abattoirs)])


def costs_of(kilometres):
    """The cost of each column [km]."""
    zones, abattoirs = kilometres.shape
    return np.concatenate([kilometres.ravel(), np.full(zones, LEFT), np.zeros(abattoirs)])


def independent(columns, order):
    """The first columns of a matrix, in that order, of which none is a combination of those before: as many as it has rows."""
    kept, directions = [], np.zeros((len(columns), 0))
    for one in order:
        rest = columns[:, one] - directions @ (directions.T @ columns[:, one])
        length = np.linalg.norm(rest)
        if length > TINY:
            kept, directions = [*kept, one], np.column_stack([directions, rest / length])
        if len(kept) == len(columns):
            break
    return np.array(kept)


@lru_cache(maxsize=KEPT)
def regime(kilometres, zones, bounds):
    """The columns of an optimal basis of one week, and its inverse: `kilometres` and `bounds` (offers, then capacities [t/week]) as bytes, so that
    a week met again is not solved again. Reference [3]_. The basis holds what is used, then columns that would cost nothing more."""
    away = np.frombuffer(kilometres).reshape(zones, -1)
    matrix, limits, costs = constraints(*away.shape), np.frombuffer(bounds), costs_of(away)
    found = linprog(costs, A_eq=matrix, b_eq=limits, method="highs-ds")
    if not found.success:
        raise Refusal(f"la répartition entre abattoirs ne se résout pas : {found.message}")
    extra = costs - matrix.T @ found.eqlin.marginals  # reduced costs: 0 for the columns of every basis with these prices
    order = np.lexsort((extra, -np.where(found.x > TINY, found.x, 0)))
    basis = independent(matrix, [one for one in order if extra[one] < FREE])
    return basis, np.linalg.inv(matrix[:, basis])


def allocate(kilometres, offers, capacities):
    """Pigs taken from each zone to each abattoir and pigs left [t/week]: (week x zone x abattoir, week x zone), each week at the least kilometres.

    kilometres [km, zone x abattoir]; offers [t/week, week x zone]; capacities [t/week, week x abattoir]. Reference [2]_: one solve by regime.
    """
    kilometres, offers, capacities = (np.asarray(one, dtype=float) for one in (kilometres, offers, capacities))
    zones, abattoirs = kilometres.shape
    limits = np.hstack([offers, capacities])
    whole = np.zeros((len(limits), zones * abattoirs + zones + abattoirs))
    left = np.arange(len(limits))
    while left.size:
        basis, inverse = regime(kilometres.tobytes(), zones, limits[left[0]].tobytes())
        amounts = limits[left] @ inverse.T
        within = amounts.min(axis=1) >= -TINY * (1 + limits[left].max(axis=1))
        within[0] = True  # the week that was solved, whatever the rounding
        whole[left[within][:, None], basis] = np.maximum(amounts[within], 0)
        left = left[~within]
    taken = whole[:, : zones * abattoirs].reshape(-1, zones, abattoirs)
    return taken, whole[:, zones * abattoirs : zones * abattoirs + zones]


def haulage(kilometres, tonnes, carcass, load, per_kilometre):
    """What the journeys cost in a year [EUR/year]: there and back, `tonnes` [t/year] of pigs of `carcass` [kg], `load` pigs by lorry, [EUR/km]."""
    return 2 * kilometres * per_kilometre * tonnes * KG_IN_TONNE / carcass / load


def zones(territory):
    """By zone of the farm census: names, share of the livestock units [share], kilometres to each abattoir, mean of its farmland [km]."""
    names, index = np.unique(territory.farm_zone.values, return_inverse=True)
    land, stock = territory.farmland.values, territory.livestock_units.values
    kilometres = np.stack([np.bincount(index, land * one) for one in territory.abattoir_km.values.T], axis=1) / np.bincount(index, land)[:, None]
    return names, index, np.bincount(index, stock) / stock.sum(), kilometres


def closed(p, name):
    """Whether an abattoir is closed during the year that ends at each date [year x draw]."""
    start, length = flat(p.closure_year), flat(getattr(p, f"closed_years_{name}"))
    return flowing(start) & ~flowing(start + length)


def capacities(p, names, banned):
    """Free capacity of each abattoir [t/week, year x draw x abattoir]; in weeks when no animal crosses the border, none outside and none taken by
    pigs from outside."""
    displaced = np.where(flowing(float(p.decision_year)), flat(p.displaced_share), flat(p.base.displaced_share))
    line = flowing(float(p.decision_year) + float(p.line_delay)) * flat(p.antrenas_line)
    found = []
    for name in names:
        if name not in HERE:
            found.append(flat(getattr(p, f"free_{name}")) * (0.0 if banned else 1.0) * np.ones((len(YEARS), 1)))
            continue
        outside = flat(p.outside_langogne) if name == "langogne" and not banned else 0.0
        total = flat(getattr(p, f"capacity_{name}")) + (line if name == "antrenas" else 0.0)
        found.append(free_capacity(total, flat(getattr(p, f"other_{name}")), outside, displaced) * ~closed(p, name))
    return np.stack(np.broadcast_arrays(*found), axis=-1) / WEEKS_IN_YEAR


def routed(p, territory, tonnes, banned_weeks):
    """Where the pigs of each year go: taken in a usual week [t/week, year x draw x zone x abattoir], in a week without passage, the same; left then.

    tonnes: sold in the year [t/year, year x draw]; banned_weeks [weeks, year x draw]. What a closed border leaves on the farms is slaughtered in the
    other weeks of the year.
    """
    _, _, shares, kilometres = zones(territory)
    names = territory.abattoir.values.tolist()
    usual, closed_border = capacities(p, names, banned=False), capacities(p, names, banned=True)
    tonnes, banned_weeks, _ = np.broadcast_arrays(tonnes, banned_weeks, usual[..., 0] + closed_border[..., 0])
    offer = tonnes / WEEKS_IN_YEAR
    touched = banned_weeks > 0
    shape = (*tonnes.shape, len(shares), len(names))
    shut, left = np.zeros(shape), np.zeros(shape[:-1])
    if touched.any():
        free = np.broadcast_to(closed_border, (*tonnes.shape, len(names)))
        shut[touched], left[touched] = allocate(kilometres, offer[touched][:, None] * shares, free[touched])
    usual_weeks = WEEKS_IN_YEAR - banned_weeks
    held = left.sum(axis=-1) * banned_weeks
    free = np.broadcast_to(usual, (*tonnes.shape, len(names)))
    week = (offer + held / usual_weeks)[..., None] * shares
    taken, remaining = allocate(kilometres, week.reshape(-1, len(shares)), free.reshape(-1, len(names)))
    return taken.reshape(shape), shut, left, remaining.reshape(shape[:-1])


def slaughter(p, territory, tonnes, carcass, banned_weeks):
    """Loads, kilometres and cost of the slaughter of each year, as (values, label, unit, sense) by year and draw; tonnes slaughtered here [t/year];
    kilometres from each zone [km, year x draw x zone].

    tonnes [t/year], carcass: mean weight [kg], banned_weeks [weeks], all year x draw.
    """
    taken, shut, left, remaining = routed(p, territory, tonnes, banned_weeks)
    kilometres = zones(territory)[3]
    usual_weeks = (WEEKS_IN_YEAR - banned_weeks)[..., None]
    local = taken.sum(axis=-2) * usual_weeks + shut.sum(axis=-2) * np.asarray(banned_weeks)[..., None]  # [t/year, year x draw x abattoir]
    carried = (taken * kilometres).sum(axis=(-2, -1)) * usual_weeks[..., 0] + (shut * kilometres).sum(axis=(-2, -1)) * banned_weeks
    total = local.sum(axis=-1)
    mean = np.where(total > 0, carried / np.maximum(total, TINY), 0)
    a_tonne = haulage(mean, 1.0, carcass, flat(p.truck_load), flat(p.truck_cost))
    names = territory.abattoir.values.tolist()
    here = sum(local[..., names.index(one)] for one in HERE)
    results = {
        "slaughter_km": (mean, "Distance moyenne de la ferme à l'abattoir", "km", -1),
        "haulage": (a_tonne * total / EUR_IN_KEUR, "Transport des porcs vers l'abattoir", "kEUR_2024/year", -1),
        "haulage_per_kg": (a_tonne / KG_IN_TONNE, "Transport vers l'abattoir, par kg de carcasse", "EUR_2024/kg", -1),
        "slaughtered_here": (here, "Porcs de Lozère abattus en Lozère", "t/year", 1),
        "slaughtered_outside": (total - here, "Porcs de Lozère abattus hors de Lozère", "t/year", -1),
        "held": (left.sum(axis=-1) * banned_weeks, "Porcs retenus à la ferme pendant l'interdiction", "t/year", -1),
        "unplaced": (remaining.sum(axis=-1) * usual_weeks[..., 0], "Porcs sans place dans un abattoir", "t/year", -1),
    }
    return results | loads(p, territory, names, local), here, by_zone(taken, shut, kilometres, banned_weeks)


def by_zone(taken, shut, kilometres, banned_weeks):
    """Kilometres from the farms of each zone to the abattoir, mean of the year [km, year x draw x zone]; the nearest where nothing is taken."""
    weeks = np.asarray(banned_weeks)[..., None, None]
    year = taken * (WEEKS_IN_YEAR - weeks) + shut * weeks
    total = year.sum(axis=-1)
    return np.where(total > TINY, (year * kilometres).sum(axis=-1) / np.maximum(total, TINY), kilometres.min(axis=-1))


def loads(p, territory, names, local):
    """By abattoir: pigs of the département [t/year]; for those of the département, all that they slaughter a week, and what they can."""
    results = {}
    for name in names:
        label = str(territory.abattoir_name.sel(abattoir=name).item())
        mine = local[..., names.index(name)]
        results[f"pigs_at_{name}"] = (mine, f"Porcs de Lozère : {label}", "t/year", 0)
        if name in HERE:
            open_ = ~closed(p, name)
            displaced = np.where(flowing(float(p.decision_year)), flat(p.displaced_share), flat(p.base.displaced_share))
            outside = flat(p.outside_langogne) * (1 - displaced) if name == "langogne" else 0.0
            line = flowing(float(p.decision_year) + float(p.line_delay)) * flat(p.antrenas_line) if name == "antrenas" else 0.0
            load, most = mine + (flat(getattr(p, f"other_{name}")) + outside) * open_, (flat(getattr(p, f"capacity_{name}")) + line) * open_
            results[f"load_{name}"] = (load / WEEKS_IN_YEAR, f"Charge : {label}", "t/week", 0)
            results[f"capacity_now_{name}"] = (most / WEEKS_IN_YEAR, f"Capacité : {label}", "t/week", 0)
    return results
