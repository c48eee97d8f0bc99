"""Where the pigs are slaughtered: a transport problem each week, from the zones of the farm census to the abattoirs, at the least kilometres.

    min  sum km[o, j] x[o, j] + penalty sum e[o]      x: taken to abattoir j, e: left on the farm [t/week]
    with sum_j x[o, j] + e[o] = offer[o]              the pigs of each zone, and the other users of each abattoir that is closed
         sum_o x[o, j] + free[j] = capacity[j]        what the other users of the open abattoirs leave

The other users of an abattoir are the other species and the pigs of other départements. They keep their place as long as it is open; when it closes
they look for one elsewhere, from where it stood, and take the room that is left to the pigs of Lozère there.
transport.py solves it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from studies.toolkit.constants import KILO

from .farms import YEARS, decided, flowing, stacked
from .transport import LEFT, TINY, allocate
from .weeks import WEEKS_IN_YEAR

HERE = ("langogne", "antrenas", "saint_chely")  # abattoirs of the département; the others of the territory are outside
PIGS, OTHERS = slice(None, -len(HERE)), slice(-len(HERE), None)  # origins, in the order of Ground: zones of the farm census, abattoirs closed


def free_capacity(capacity, other_species, from_outside, displaced):
    """What is free for the pigs of the département [t/year]: capacity less the other species, less the pigs of other départements that stay when a
    share `displaced` [share] of them gives its place."""
    return np.maximum(capacity - other_species - from_outside * (1 - displaced), 0)


def haulage(kilometres, tonnes, carcass, load, per_kilometre):
    """What the journeys cost in a year [EUR/year]: there and back, `tonnes` [t/year] of pigs of `carcass` [kg], `load` pigs by lorry, [EUR/km]."""
    return 2 * kilometres * per_kilometre * tonnes * KILO / carcass / load


@dataclass(frozen=True)
class Ground:
    """What the slaughter needs of the territory: abattoirs by name, the zone of each commune, the share of each zone in the livestock units [share];
    kilometres from each zone, then from each abattoir of the département, to each abattoir [km, origin x abattoir]; the same in weeks when no pig
    crosses the border: to take one outside costs more than to keep it, the other species still cross."""

    names: list
    index: np.ndarray
    shares: np.ndarray
    kilometres: np.ndarray
    kilometres_shut: np.ndarray


def gather(territory):
    """The ground of a territory: the kilometres of a zone are the mean of its farmland."""
    names, away = territory.abattoir.values.tolist(), territory.abattoir_km.values
    index = np.unique(territory.farm_zone.values, return_inverse=True)[1]
    land, stock = territory.farmland.values, territory.livestock_units.values
    pigs = np.stack([np.bincount(index, land * distance) for distance in away.T], axis=1) / np.bincount(index, land)[:, None]
    sites = away[[away[:, names.index(abattoir)].argmin() for abattoir in HERE]]
    shut = np.where([abattoir in HERE for abattoir in names], pigs, 2 * LEFT)
    return Ground(names, index, np.bincount(index, stock) / stock.sum(), np.vstack([pigs, sites]), np.vstack([shut, sites]))


def closed(p, name, tried=True):
    """Whether an abattoir is closed during the year that ends at each date [year x draw], when the closures of the scenario are `tried`."""
    start, length = p.closure_year, getattr(p, f"closed_years_{name}")
    return flowing(start) & ~flowing(start + length) & tried


def size_now(p, name):
    """What an abattoir of the département can slaughter in a year when it is open [t/year, year x draw], the pig line of Antrenas included."""
    opened = flowing(float(p.decision_year) + float(p.line_delay)) & (name == "antrenas")
    return getattr(p, f"capacity_{name}") + opened * p.antrenas_line


def displaced(p):
    """The share of the pigs of other départements that give their place, from the decision on [share, year x draw]."""
    return decided(p, "displaced_share", flowing(float(p.decision_year)))


def from_outside(p, name):
    """Pigs of other départements slaughtered at an abattoir of the département, before any gives its place [t/year, draw]."""
    return p.outside_langogne * (name == "langogne")


def users(p, name, banned=False):
    """What the other users of an abattoir of the département slaughter there, or would if it were open [t/year, year x draw]: other species, and the
    pigs of other départements that keep their place; those do not come in weeks when no pig crosses the border. Never more than it can slaughter."""
    all_of_them = getattr(p, f"other_{name}") + from_outside(p, name) * (1 - displaced(p)) * (not banned)
    return np.minimum(all_of_them, size_now(p, name))


def capacities(p, names, banned, tried=True):
    """What is free in each abattoir [t/week, year x draw x abattoir], what its other users take being taken off."""
    found = []
    for name in names:
        if name in HERE:
            coming = 0.0 if banned else from_outside(p, name)
            found.append(free_capacity(size_now(p, name), getattr(p, f"other_{name}"), coming, displaced(p)) * ~closed(p, name, tried))
        else:
            found.append(getattr(p, f"free_{name}") * np.ones((len(YEARS), 1)))
    return by_last(found) / WEEKS_IN_YEAR


def by_last(figures):
    """Figures of several abattoirs, the abattoir last [year x draw x abattoir]."""
    return np.moveaxis(stacked(figures), 0, -1)


def expelled(p, banned, tried=True):
    """What the other users of each abattoir of the département must take elsewhere because it is closed [t/week, year x draw x abattoir here]."""
    return by_last(users(p, name, banned) * closed(p, name, tried) for name in HERE) / WEEKS_IN_YEAR


@dataclass(frozen=True)
class Routes:
    """Where all go in the weeks of each year: taken in a usual week, then in a week when no pig crosses the border [t/week, year x draw x origin x
    abattoir], what has no place then [t/week, year x draw x origin], and how many weeks that lasts [weeks, year x draw]."""

    usual: np.ndarray
    shut: np.ndarray
    unplaced: np.ndarray
    unplaced_shut: np.ndarray
    banned: np.ndarray

    def of_year(self, origins):
        """Tonnes of a year [t/year, year x draw x origin x abattoir] from some of the origins."""
        return self.year[..., origins, :]

    @cached_property
    def year(self):
        """The same from all of them."""
        if not self.banned.any():
            return self.usual * WEEKS_IN_YEAR
        weeks = self.banned[..., None, None]
        return self.usual * (WEEKS_IN_YEAR - weeks) + self.shut * weeks


def routed(p, ground, tonnes, banned_weeks, known=None, tried=True, years=slice(None)):
    """Where the pigs of some of the years and the other users of the abattoirs closed go, when the closures of the scenario are `tried`.

    tonnes: sold in the year [t/year, year x draw]; banned_weeks [weeks, year x draw]; known: as in `allocate`. What a closed border leaves on the
    farms is slaughtered in the other weeks of the year.
    """
    shares, names = ground.shares, ground.names
    weeks = {banned: (capacities(p, names, banned, tried)[years], expelled(p, banned, tried)[years]) for banned in (False, True)}
    tonnes, banned_weeks, _ = np.broadcast_arrays(tonnes, banned_weeks, sum(free[..., 0] + gone[..., 0] for free, gone in weeks.values()))
    offer, pigs = tonnes / WEEKS_IN_YEAR, slice(len(shares))
    touched = banned_weeks > 0
    shape = (*tonnes.shape, len(shares) + len(HERE), len(names))
    shut, left = np.zeros(shape), np.zeros(shape[:-1])
    if touched.any():
        free, gone = (np.broadcast_to(part, (*tonnes.shape, part.shape[-1]))[touched] for part in weeks[True])
        shut[touched], left[touched] = allocate(ground.kilometres_shut, np.hstack([offer[touched][:, None] * shares, gone]), free, known)
    held = left[..., pigs].sum(axis=-1) * banned_weeks
    free, gone = (np.broadcast_to(part, (*tonnes.shape, part.shape[-1])).reshape(-1, part.shape[-1]) for part in weeks[False])
    week = ((offer + held / (WEEKS_IN_YEAR - banned_weeks))[..., None] * shares).reshape(-1, len(shares))
    taken, remaining = allocate(ground.kilometres, np.hstack([week, gone]), free, known)
    return Routes(taken.reshape(shape), shut, remaining.reshape(shape[:-1]), left, banned_weeks)


def journey(p, ground, routes, carcass):
    """The journey of the pigs of a year, there and back [EUR/kg, year x draw]; carcass: mean weight [kg, same]."""
    mean = mean_distance(routes.of_year(PIGS), ground.kilometres[PIGS])
    return haulage(mean, 1.0, carcass, p.truck_load, p.truck_cost) / KILO


def placed_share(tonnes, routes):
    """The share of the pigs of a year that an abattoir takes [share, year x draw]; tonnes [t/year, same]."""
    return 1 - without_place(routes, PIGS) / np.maximum(tonnes, TINY)


def waiting(tonnes, routes):
    """How long a pig waits on its farm for the border to open, mean of those sold in the year [weeks, year x draw]: those held wait half of the
    closed weeks, as if all left on the day it opens; tonnes [t/year, same]."""
    return kept_home(routes, PIGS) / np.maximum(tonnes, TINY) * routes.banned / 2


def without_place(routes, origins):
    """What some of the origins have no abattoir for, once the border is open again [t/year, year x draw]."""
    return routes.unplaced[..., origins].sum(axis=-1) * (WEEKS_IN_YEAR - routes.banned)


def kept_home(routes, origins):
    """What some of the origins keep while the border is closed [t/year, year x draw]."""
    return routes.unplaced_shut[..., origins].sum(axis=-1) * routes.banned


def slaughter(p, ground, tonnes, carcass, routes):
    """Kilometres and cost of the slaughter of each year [year x draw], tonnes and loads of each abattoir; kilometres from each zone
    [km, year x draw x zone].

    tonnes [t/year], carcass: mean weight [kg], year x draw; routes: where they go.
    """
    kilometres, names = ground.kilometres, ground.names
    year, moved = routes.of_year(PIGS), routes.of_year(OTHERS)
    local = year.sum(axis=-2)  # [t/year, year x draw x abattoir]
    total, mean = local.sum(axis=-1), mean_distance(year, kilometres[PIGS])
    here, a_kilogram = sum(local[..., names.index(abattoir)] for abattoir in HERE), journey(p, ground, routes, carcass)
    results = {
        "slaughter_km": mean,
        "haulage": a_kilogram * total,
        "haulage_per_kg": a_kilogram,
        "slaughtered_here": here,
        "slaughtered_outside": total - here,
        "held": kept_home(routes, PIGS),
        "unplaced": without_place(routes, PIGS),
        "placed_share": placed_share(tonnes, routes),
    }
    homeless = kept_home(routes, OTHERS) + without_place(routes, OTHERS)
    results |= rerouted(moved, homeless, kilometres[OTHERS], [abattoir in HERE for abattoir in names])
    return results | loads(p, names, local, moved.sum(axis=-2), routes.banned), by_zone(year, kilometres[PIGS])


def longer_journey(p, ground, tonnes, carcass, banned_weeks, a_kilogram, known=None):
    """What the closures and the ban of the scenario add to the journey, which costs `a_kilogram` with them [EUR/kg, year x draw]; banned_weeks
    [weeks, same], known: as in `allocate`. Years without any of them are not asked: nothing is added there."""
    tested = banned_weeks > 0
    for name in HERE:
        tested = tested | closed(p, name)
    farther, years = np.zeros_like(a_kilogram), np.broadcast_to(tested, a_kilogram.shape).any(axis=-1)
    if years.any():
        weeks = np.zeros_like(np.broadcast_to(banned_weeks, a_kilogram.shape)[years])
        usual = routed(p, ground, tonnes[years], weeks, known, tried=False, years=years)
        farther[years] = a_kilogram[years] - journey(p, ground, usual, carcass[years])
    return farther


def mean_distance(tonnes, kilometres):
    """Kilometres of a mean tonne [km, ...] from tonnes [t/year, ... x origin x abattoir]; 0 where nothing goes."""
    total = tonnes.sum(axis=(-2, -1))
    return np.where(total > TINY, (tonnes * kilometres).sum(axis=(-2, -1)) / np.maximum(total, TINY), 0)


def rerouted(moved, homeless, kilometres, here):
    """What becomes of the other users of the closed abattoirs [year x draw].

    moved [t/year, year x draw x abattoir closed x abattoir]; homeless: without place [t/year]; here: whether each abattoir is in the département.
    """
    total = moved.sum(axis=(-2, -1))
    return {
        "rerouted": total + homeless,
        "rerouted_here": moved[..., here].sum(axis=(-2, -1)),
        "rerouted_km": mean_distance(moved, kilometres),
        "rerouted_unplaced": homeless,
    }


def by_zone(year, kilometres):
    """Kilometres from the farms of each zone to the abattoir, mean of the year [km, year x draw x zone]; the nearest where nothing is taken."""
    total = year.sum(axis=-1)
    return np.where(total > TINY, (year * kilometres).sum(axis=-1) / np.maximum(total, TINY), kilometres.min(axis=-1))


def loads(p, names, local, moved, banned_weeks):
    """Pigs of the département by abattoir [t/year, abattoir x year x draw]; by abattoir of the département, all that it slaughters in a week, and
    what it can [t/week, site x year x draw].

    local: pigs of the département, moved: what comes from the closed abattoirs [t/year, year x draw x abattoir]; banned_weeks [weeks, year x draw]:
    those in which no pig of other départements comes.
    """
    shut = banned_weeks / WEEKS_IN_YEAR
    kept = {name: users(p, name) * (1 - shut) + users(p, name, banned=True) * shut for name in HERE}
    taken, open_ = np.moveaxis(local + moved, -1, 0), {name: ~closed(p, name) for name in HERE}
    return {
        "pigs_by_abattoir": np.moveaxis(local, -1, 0),
        "load_by_site": stacked(taken[names.index(name)] + kept[name] * open_[name] for name in HERE) / WEEKS_IN_YEAR,
        "capacity_by_site": stacked(size_now(p, name) * open_[name] for name in HERE) / WEEKS_IN_YEAR,
    }
