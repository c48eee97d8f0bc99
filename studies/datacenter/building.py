"""What the building costs, in one go or in two phases, and how long the fibre may leave it alone.

[1] Schneider Electric White Paper 223, Avelar (2015): what micro sites in an existing building spare.
[2] Barlow, R. E., Proschan, F. (1975). Statistical theory of reliability and life testing: unavailability of a line that is repaired, of two that
    fail independently.
"""

import numpy as np

from studies.toolkit.constants import HOURS, HUNDRED, KILO

from .demand import logistic


def building_cost(racks, design, base, per_rack, per_kw, reuse):
    """Cost of building and plant [kEUR] for `racks` and a `design` power [kW]: a base, a part by rack, a part by kW, less what an existing building
    spares (`reuse` [share]) [1]; nothing when there is no rack."""
    return (base * (racks > 0) + per_rack * racks + per_kw * design) * (1 - reuse)


def connection_cost(racks, design, fibre_m, fibre_cost, grid_m, grid_cost, transformer, route_km, route_cost):
    """Cost of bringing fibre and power [kEUR]: metres of fibre and of grid [EUR/m], transformer [EUR/kW], a second route of fibre [km, kEUR/km]."""
    local = (fibre_m * fibre_cost + grid_m * grid_cost + design * transformer) / KILO
    return (local + route_km * route_cost) * (racks > 0)


def opening_years(years, wanted, first, racks, trigger, speed, midpoint):
    """Racks installed in each year [racks]: the `first` part [share] of `racks`, then all of them from the year after the first phase is occupied
    beyond `trigger` [share] by those `wanted` as they come."""
    come = wanted * logistic(years, speed, midpoint)
    full = np.maximum.accumulate(come > trigger * first * racks, axis=0)
    second = np.concatenate([np.zeros_like(full[:1]), full[:-1]]) | (first >= 1)
    return np.where(second, racks, first * racks)


def spent(installed, first, racks, whole, fixed, inflation):
    """Investment by year [kEUR, year 0 first]: the `fixed` part [kEUR] and the first phase at the start, the rest the year before it opens, at that
    year's prices. whole [kEUR]: all in one go."""
    moving = whole - fixed
    opened = np.diff((installed > first * racks).astype(float), axis=0, prepend=0.0)
    start = fixed + moving * first
    years = np.arange(installed.shape[0])[:, None]
    later = opened * moving * (1 - first) * (1 + inflation) ** np.maximum(years - 1, 0)
    return np.concatenate([np.broadcast_to(start, later[:1].shape) + later[:1], later[1:], np.zeros_like(later[:1])])


def isolation_hours(branch, second_route, cuts, repair):
    """Hours per year without any fibre [hour/year]: one branch [km] cut `cuts` times a year per 100 km and repaired in `repair` [hour]; with a second
    independent route of `second_route` [km] (0: none), only when both are cut at once [2]."""
    first, second = (np.minimum(length / HUNDRED * cuts * repair / HOURS, 1) for length in (branch, second_route))
    return HOURS * np.where(second_route > 0, first * second, first)
