"""The transport program of the slaughter, solved once by regime: which pigs go to which abattoir at the least kilometres.

Kilometres never change, only what is offered and what is free: an optimal basis stays optimal as long as it gives no negative quantity. So the
program is solved once by regime (which abattoirs are open, which are full), from a regime near it, and each week and each draw is read from it.

References
.. [1] Dantzig (1963), Linear Programming and Extensions, ch. 14-15 (transport problem), doi 10.1515/9781400884179
.. [2] Gal and Nedoma (1972), Multiparametric linear programming, doi 10.1287/mnsc.18.7.406 (critical regions of the right-hand side)
.. [3] Lemke (1954), The dual method of solving the linear programming problem, doi 10.1002/nav.3800010107 (from memory, à vérifier)
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import numpy as np

LEFT = 1_000.0  # [km] the penalty of a pig left on the farm: farther than any abattoir, so that it happens only when all are full
TINY = 1e-9  # what counts as nothing [t/week]
KEPT, HURRIED = 64, 100  # programs kept; columns changed by the fastest rule, before the one that always ends


def constraints(zones, abattoirs):
    """The matrix of the program: a column for each zone and abattoir, each zone left on the farm, each free capacity; a row by zone and abattoir."""
    taken = np.vstack([np.kron(np.eye(zones), np.ones((1, abattoirs))), np.kron(np.ones((1, zones)), np.eye(abattoirs))])
    return np.hstack([taken, np.eye(zones + abattoirs)])


def costs_of(kilometres):
    """The cost of each column [km]."""
    zones, abattoirs = kilometres.shape
    return np.concatenate([kilometres.ravel(), np.full(zones, LEFT), np.zeros(abattoirs)])


@dataclass(frozen=True)
class Basis:
    """A regime: the columns that may be used, the inverse of their part of the matrix, and how many kilometres more than it a unit of each column
    would cost [km], never less than none: what is optimal for one week is so for all those in which no amount is negative."""

    columns: np.ndarray
    inverse: np.ndarray
    dearer: np.ndarray


@lru_cache(maxsize=KEPT)
def program(kilometres, zones):
    """The matrix of the program of those kilometres, as bytes, and its regime when no abattoir is ever full: each zone goes to the nearest."""
    away = np.frombuffer(kilometres).reshape(zones, -1)
    matrix, costs = constraints(*away.shape), costs_of(away)
    alone, free = np.arange(zones), zones * away.shape[1] + zones + np.arange(away.shape[1])
    choices = np.column_stack([alone[:, None] * away.shape[1] + np.arange(away.shape[1]), free[0] - zones + alone])
    columns = np.concatenate([choices[alone, costs[choices].argmin(axis=1)], free])
    inverse = np.linalg.inv(matrix[:, columns])
    return matrix, Basis(columns, inverse, np.maximum(costs - costs[columns] @ inverse @ matrix, 0))


def regime(matrix, limits, known):
    """The regime of one week, from a `known` one: while an amount is negative, its column leaves, and the one that costs least more by unit of it
    comes in. limits: offers, then capacities [t/week]. Reference [3]_, the dual simplex."""
    columns, inverse, dearer = known.columns.copy(), known.inverse.copy(), known.dearer.copy()
    for pivots in count():
        amounts = inverse @ limits
        negative = np.flatnonzero(amounts < -TINY * (1 + limits.max()))
        if not negative.size:
            return Basis(columns, inverse, dearer)
        row = negative[amounts[negative].argmin() if pivots < HURRIED else columns[negative].argmin()]  # the second rule never comes back
        taken = inverse[row] @ matrix
        free = taken < -TINY
        free[columns] = False
        able = np.flatnonzero(free)
        column = able[(dearer[able] / -taken[able]).argmin()]
        dearer = np.maximum(dearer - dearer[column] / taken[column] * taken, 0)
        step = inverse @ matrix[:, column]
        inverse[row] /= step[row]
        step[row] = 0
        inverse -= np.outer(step, inverse[row])
        columns[row], dearer[column] = column, 0


def allocate(kilometres, offers, capacities, known=None):
    """Pigs taken from each zone to each abattoir and pigs left [t/week]: (week x zone x abattoir, week x zone), each week at the least kilometres.

    kilometres [km, zone x abattoir]; offers [t/week, week x zone]; capacities [t/week, week x abattoir]. Reference [2]_: one solve by regime; the
    bases found are added to `known`, by kilometres, and those that it holds are tried first.
    """
    kilometres, offers, capacities = (np.asarray(part, dtype=float) for part in (kilometres, offers, capacities))
    zones, abattoirs = kilometres.shape
    limits = np.vstack([offers.T, capacities.T])  # a week by column: what is compared week by week lies side by side in memory
    rounding = TINY * (1 + limits.max(axis=0))
    whole = np.zeros((limits.shape[1], zones * abattoirs + zones + abattoirs))
    matrix, nearest = program(kilometres.tobytes(), zones)
    left, bases = np.arange(limits.shape[1]), ({} if known is None else known).setdefault(kilometres.tobytes(), [])
    tried, served = 0, []
    while left.size:
        solved = tried == len(bases)
        if solved:
            bases.append(regime(matrix, limits[:, left[0]], bases[0] if bases else nearest))
        basis = bases[tried]
        tried += 1
        amounts = np.einsum(
            "ij,jw->iw", basis.inverse, limits[:, left]
        )  # matrices this small wait longer for the threads of a product than they compute
        within = amounts.min(axis=0) >= -rounding[left]
        within[0] |= solved  # the week that was solved, whatever the rounding
        whole[left[within][:, None], basis.columns] = np.maximum(amounts[:, within], 0).T
        served.append(int(within.sum()))
        left = left[~within]
    bases[:tried] = [bases[place] for place in np.argsort(served, kind="stable")[::-1]]  # the next call tries first what served most
    taken = whole[:, : zones * abattoirs].reshape(-1, zones, abattoirs)
    return taken, whole[:, zones * abattoirs : zones * abattoirs + zones]
