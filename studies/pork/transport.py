"""The transport program of the slaughter, solved once by regime: which pigs go to which abattoir at the least kilometres.

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

LEFT = 1_000.0  # [km] the penalty of a pig left on the farm: farther than any abattoir, so that it happens only when all are full
TINY, FREE = 1e-9, 1e-6  # what counts as nothing [t/week]; a column that costs less than that more is as good [km]
GRAIN = 1e-6  # [t/week] what an origin that offers nothing offers to the solver, without which its basis would leave that origin out
KEPT = 4_096  # bases kept


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
    for column in order:
        rest = columns[:, column] - directions @ (directions.T @ columns[:, column])
        length = np.linalg.norm(rest)
        if length > TINY:
            kept, directions = [*kept, column], np.column_stack([directions, rest / length])
        if len(kept) == len(columns):
            break
    return np.array(kept)


@lru_cache(maxsize=KEPT)
def regime(kilometres, zones, bounds):
    """The columns of an optimal basis of one week, and its inverse: `kilometres` and `bounds` (offers, then capacities [t/week]) as bytes, so that
    a week met again is not solved again. Reference [3]_. The basis holds what is used, then columns that would cost nothing more."""
    away = np.frombuffer(kilometres).reshape(zones, -1)
    matrix, limits, costs = constraints(*away.shape), np.frombuffer(bounds), costs_of(away)
    offered = np.concatenate([np.maximum(limits[:zones], GRAIN), limits[zones:]])
    found = linprog(costs, A_eq=matrix, b_eq=offered, method="highs-ds")
    if not found.success:
        raise Refusal(f"la répartition entre abattoirs ne se résout pas : {found.message}")
    extra = costs - matrix.T @ found.eqlin.marginals  # reduced costs: 0 for the columns of every basis with these prices
    order = np.lexsort((extra, -np.where(found.x > TINY, found.x, 0)))
    basis = independent(matrix, [column for column in order if extra[column] < FREE])
    return basis, np.linalg.inv(matrix[:, basis])


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
    left, bases = np.arange(limits.shape[1]), ({} if known is None else known).setdefault(kilometres.tobytes(), [])
    tried, served = 0, []
    while left.size:
        solved = tried == len(bases)
        if solved:
            bases.append(regime(kilometres.tobytes(), zones, limits[:, left[0]].tobytes()))
        basis, inverse = bases[tried]
        tried += 1
        amounts = np.einsum("ij,jw->iw", inverse, limits[:, left])  # matrices this small wait longer for the threads of a product than they compute
        within = amounts.min(axis=0) >= -rounding[left]
        within[0] |= solved  # the week that was solved, whatever the rounding
        whole[left[within][:, None], basis] = np.maximum(amounts[:, within], 0).T
        served.append(int(within.sum()))
        left = left[~within]
    bases[:tried] = [bases[place] for place in np.argsort(served, kind="stable")[::-1]]  # the next call tries first what served most
    taken = whole[:, : zones * abattoirs].reshape(-1, zones, abattoirs)
    return taken, whole[:, zones * abattoirs : zones * abattoirs + zones]
