"""Where to open one to a few facilities over many communes: the p-median and the maximal coverage, solved exactly (HiGHS).

[1] Hakimi, S. L. (1964). Optimum locations of switching centers and the absolute centers and medians of a graph. Operations Research 12(3), 450-459.
    doi 10.1287/opre.12.3.450
[2] ReVelle, C. S., Swain, R. W. (1970). Central facilities location. Geographical Analysis 2(1), 30-42. doi 10.1111/j.1538-4632.1970.tb00142.x
[3] Church, R., ReVelle, C. (1974). The maximal covering location problem. Papers of the Regional Science Association 32, 101-118.
    doi 10.1007/BF01942293
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, kron

NOBODY = -1  # the facility of a client that no open one covers


@dataclass(frozen=True)
class Placement:
    """Where to open, proved best. sites: the rows of the candidates that are opened, in order; assigned: for each client, the candidate that serves
    it, NOBODY when it is not covered; objective: weight x cost added over the clients (p-median) or weight covered (maximal coverage)."""

    sites: tuple[int, ...]
    assigned: np.ndarray
    objective: float


def p_median(cost: np.ndarray, weights: np.ndarray, count: int, kept: Collection[int] = ()) -> Placement:
    """The `count` candidates that make the mean cost of the clients least, each going to the nearest [1, 2].

    cost: clients x candidates [min or km]; weights: one for each client [people, tonnes...]; kept: candidates that are open already and stay, counted
    in `count`. ValueError (in French) on another shape, an unknown, infinite or negative number, a count out of 1 to the number of candidates.
    """
    cost, weights, kept = _checked(cost, weights, count, kept)
    sites = _one_more(cost, weights, kept) if count - len(kept) == 1 else _medians(cost, weights, count, kept)
    assigned = np.array(sites)[cost[:, sites].argmin(axis=1)]
    return Placement(sites, assigned, float((weights * cost[np.arange(len(cost)), assigned]).sum()))


def _one_more(cost: np.ndarray, weights: np.ndarray, kept: frozenset[int]) -> tuple[int, ...]:
    """The kept candidates and the best one to add, found by trying each: exact, and ten times faster than the solver when one is left to choose."""
    now = cost[:, sorted(kept)].min(axis=1, initial=np.inf)
    others = [candidate for candidate in range(cost.shape[1]) if candidate not in kept]
    best = others[int((weights @ np.minimum(cost[:, others], now[:, None])).argmin())]
    return tuple(sorted({*kept, best}))


def _medians(cost: np.ndarray, weights: np.ndarray, count: int, kept: frozenset[int]) -> tuple[int, ...]:
    """The model of [2]: one variable to open each candidate, one to serve each client from each candidate."""
    clients, candidates = cost.shape
    shares = kron(eye_array(clients), np.ones((1, candidates)))  # each client is served once: one line of `cost` after the other
    served = hstack([csr_array((clients, candidates)), shares])
    open_first = hstack([kron(np.ones((clients, 1)), -eye_array(candidates)), eye_array(clients * candidates)])
    constraints = [_opened(candidates, clients * candidates, count), LinearConstraint(served, 1, 1), LinearConstraint(open_first, -np.inf, 0)]
    return _solved(np.concatenate([np.zeros(candidates), (weights[:, None] * cost).ravel()]), constraints, candidates, kept)


def maximal_coverage(cost: np.ndarray, weights: np.ndarray, count: int, within: float, kept: Collection[int] = ()) -> Placement:
    """The `count` candidates that have the most weight of clients `within` a cost [3]; arguments and errors as p_median, `within` in the same unit.
    A covered client goes to the nearest open candidate."""
    cost, weights, kept = _checked(cost, weights, count, kept)
    if not within >= 0:
        raise ValueError("la portée est un nombre positif ou nul")
    clients, candidates = cost.shape
    near = csr_array((cost <= within).astype(float))
    constraints = [_opened(candidates, clients, count), LinearConstraint(hstack([near, -eye_array(clients)]), 0, np.inf)]
    sites = _solved(np.concatenate([np.zeros(candidates), -weights]), constraints, candidates, kept)
    nearest = cost[:, sites].min(axis=1)
    assigned = np.where(nearest <= within, np.array(sites)[cost[:, sites].argmin(axis=1)], NOBODY)
    return Placement(sites, assigned, float(weights[nearest <= within].sum()))


def _opened(candidates: int, others: int, count: int) -> LinearConstraint:
    """Exactly `count` candidates are open; the variables are the candidates, then the others."""
    return LinearConstraint(csr_array(np.concatenate([np.ones(candidates), np.zeros(others)])[None, :]), count, count)


def _solved(objective: np.ndarray, constraints: list[LinearConstraint], candidates: int, kept: frozenset[int]) -> tuple[int, ...]:
    """The candidates to open for the least of `objective`: they are open or not, the other variables go from 0 to 1 and follow.
    RuntimeError (in French) when the solver does not prove its answer."""
    least, whole = np.zeros(len(objective)), np.zeros(len(objective))
    least[list(kept)], whole[:candidates] = 1, 1
    found = milp(objective, constraints=constraints, integrality=whole, bounds=Bounds(least, 1), options={"mip_rel_gap": 0})
    if not found.success:
        raise RuntimeError(f"le solveur n'a pas conclu ({found.message})")
    return tuple(int(place) for place in np.flatnonzero(found.x[:candidates] > 0.5))


def _checked(cost: np.ndarray, weights: np.ndarray, count: int, kept: Collection[int]) -> tuple[np.ndarray, np.ndarray, frozenset[int]]:
    costs, loads, places = np.asarray(cost, dtype=float), np.asarray(weights, dtype=float), frozenset(kept)
    if costs.ndim != 2 or not costs.size or loads.shape != costs.shape[:1]:
        raise ValueError("il faut un coût par client et par site, et un poids par client")
    if not (np.isfinite(costs).all() and np.isfinite(loads).all()) or (costs < 0).any() or (loads < 0).any():
        raise ValueError("les coûts et les poids sont des nombres connus, positifs ou nuls")
    if not 1 <= count <= costs.shape[1]:
        raise ValueError(f"le nombre de sites va de 1 à {costs.shape[1]}")
    if not places <= set(range(costs.shape[1])) or len(places) > count:
        raise ValueError("les sites gardés sont des sites de la table, pas plus nombreux que les sites demandés")
    return costs, loads, places
