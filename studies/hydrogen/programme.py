"""The cheapest way to run an electrolyser over the 8 760 hours of a year, solved exactly with HiGHS.

Everything is counted per kWh of the mean hourly need of electricity of the hydrogen sold, so that one answer serves any size:

    minimise    sum_h  g[h] z[h] + l[h] k
    such that   x = l + g <= P,   x >= m P or x = 0,   l <= r G,   S[h] = S[h-1] + x[h] - d[h],   s C <= S <= C,   S[end] = S[start]

g and l: electricity of the grid and of the local plants; z: market price in standard deviations around its mean; k: what a local kWh costs more
than a mean kWh of the grid, in the same standard deviations; P: power over the mean need; G, d: shapes of mean 1; S: hydrogen in the tank, in kWh of
the electricity that made it. A market of mean M and of relative deviation V, local price p, and grid costs T give k = (p - T - M)/(V M); the bill is
then M (1 + V answer) + T a kWh: prices leave the programme, which is solved once for all of them.

The minimum load needs a binary variable an hour (`whole`); without it the programme is linear, a little cheaper, and quick enough to be tabulated.

HiGHS: Huangfu, Q., Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical Programming Computation 10, 119-142.
doi 10.1007/s12532-017-0130-5
"""

from dataclasses import dataclass

import numpy as np

from studies.toolkit.constants import HOURS

from .profiles import Year
from .series import HOURS_IN_DAY

GAP, LIMIT = 1e-4, 120.0  # share of the bill, [s] at which the search with binary variables stops


@dataclass(frozen=True)
class Plant:
    """What is dispatched: hours at full load of the electrolyser [h/year], tank [day of mean demand], local electricity over the need, its mix of
    sun, wind and water (shares that add up to 1), price of the local kWh over a mean kWh of the grid [deviations of the market price]."""

    hours: float
    days: float
    ratio: float
    mix: tuple[float, float, float]
    extra: float


@dataclass(frozen=True)
class Tank:
    """What a tank may be: from `least` to `most` [day of mean demand], and what a day more costs a kWh [deviations of the market price]."""

    price: float
    least: float
    most: float


@dataclass(frozen=True)
class Rules:
    """Least load of a running electrolyser over its power, least filling of the tank [share]."""

    least_load: float
    least_filling: float


@dataclass(frozen=True)
class Answer:
    """The bill of a kWh [deviations of the market price around its mean], the share of local electricity in it; hour by hour, over the mean need:
    local and grid electricity, hydrogen in the tank."""

    bill: float
    local: float
    from_plants: np.ndarray
    from_grid: np.ndarray
    tank: np.ndarray


@dataclass(frozen=True)
class Sized:
    """The tank that makes a kWh cheapest [day of mean demand], and the dispatch with it."""

    days: float
    answer: Answer


def local_shape(year: Year, mix: tuple[float, float, float]) -> np.ndarray:
    """Local electricity, hour by hour, of mean 1."""
    return mix[0] * year.sun + mix[1] * year.wind + mix[2] * year.water


def balance(hours: int):
    """The rows S[h] - S[h-1] - l[h] - g[h] = -d[h] of hours that close on themselves; columns l, g, S."""
    from scipy import sparse  # late: only the tabulation and the proof need a solver

    identity = sparse.identity(hours, format="csc")
    before = sparse.csc_matrix((np.ones(hours), (np.arange(hours), (np.arange(hours) - 1) % hours)), shape=(hours, hours))
    return sparse.hstack([-identity, -identity, identity - before], format="csc")


def solve(plant: Plant, rules: Rules, year: Year, whole: bool = False) -> Answer:
    """The cheapest dispatch of a plant over a year; `whole` holds the minimum load. Raises ArithmeticError when no dispatch serves the demand."""
    local = local_shape(year, plant.mix)
    hours = len(year.price)
    power, tank = HOURS / plant.hours, plant.days * HOURS_IN_DAY
    cost = np.concatenate([np.full(hours, plant.extra), year.price, np.zeros(hours)])
    upper = np.concatenate([plant.ratio * local, np.full(hours, power), np.full(hours, tank)])
    lower = np.concatenate([np.zeros(2 * hours), np.full(hours, rules.least_filling * tank)])
    found = (_whole if whole else _linear)(cost, lower, upper, year.demand, power, rules.least_load)
    if found.x is None:
        raise ArithmeticError(f"aucune marche ne sert la demande : {plant}")
    plants, grid, filling = found.x[: 3 * hours].reshape(3, hours)
    return Answer(float(found.fun) / hours, float(plants.mean()), plants, grid, filling)


def sized(plant: Plant, tank: Tank, rules: Rules, year: Year) -> Sized:
    """The cheapest tank of a plant and its dispatch, found together: the programme above with C as one variable more; `plant.days` and the minimum
    load are not read. Raises ArithmeticError when no tank serves the demand."""
    from scipy import optimize, sparse  # late: as above

    hours = len(year.price)
    power, identity, none = HOURS / plant.hours, sparse.identity(hours, format="csc"), sparse.csc_matrix((hours, hours))
    day = sparse.csc_matrix(np.full((hours, 1), float(HOURS_IN_DAY)))  # the tank of a day, in the kWh of the filling
    empty = sparse.csc_matrix((hours, 1))
    below = sparse.vstack(
        [
            sparse.hstack([identity, identity, none, empty]),
            sparse.hstack([none, none, identity, -day]),
            sparse.hstack([none, none, -identity, rules.least_filling * day]),
        ]
    )
    upper = np.concatenate([plant.ratio * local_shape(year, plant.mix), np.full(hours, power), np.full(hours, np.inf), [tank.most]])
    lower = np.concatenate([np.zeros(3 * hours), [tank.least]])
    found = optimize.linprog(
        np.concatenate([np.full(hours, plant.extra), year.price, np.zeros(hours), [hours * tank.price]]),
        A_eq=sparse.hstack([balance(hours), empty], format="csc"),
        b_eq=-year.demand,
        A_ub=below.tocsc(),
        b_ub=np.concatenate([np.full(hours, power), np.zeros(2 * hours)]),
        bounds=np.column_stack([lower, upper]),
        method="highs-ds",
    )
    if found.x is None:
        raise ArithmeticError(f"aucune marche ne sert la demande : {plant}")
    plants, grid, filling = found.x[: 3 * hours].reshape(3, hours)
    days = float(found.x[-1])
    return Sized(days, Answer(float(found.fun) / hours - tank.price * days, float(plants.mean()), plants, grid, filling))


def _linear(cost, lower, upper, demand, power, _least_load):
    from scipy import optimize, sparse  # late: as above

    hours = len(demand)
    identity, none = sparse.identity(hours, format="csc"), sparse.csc_matrix((hours, hours))
    return optimize.linprog(
        cost,
        A_eq=balance(hours),
        b_eq=-demand,
        A_ub=sparse.hstack([identity, identity, none], format="csc"),
        b_ub=np.full(hours, power),
        bounds=np.column_stack([lower, upper]),
        method="highs-ds",
    )


def _whole(cost, lower, upper, demand, power, least_load):
    from scipy import optimize, sparse  # late: as above

    hours = len(demand)
    identity, none = sparse.identity(hours, format="csc"), sparse.csc_matrix((hours, hours))
    rows = [
        optimize.LinearConstraint(sparse.hstack([balance(hours), none], format="csc"), -demand, -demand),
        optimize.LinearConstraint(sparse.hstack([identity, identity, none, -power * identity], format="csc"), -np.inf, 0),
        optimize.LinearConstraint(sparse.hstack([identity, identity, none, -least_load * power * identity], format="csc"), 0, np.inf),
    ]
    running = (np.concatenate([lower, np.zeros(hours)]), np.concatenate([upper, np.ones(hours)]))
    return optimize.milp(
        np.concatenate([cost, np.zeros(hours)]),
        constraints=rows,
        bounds=optimize.Bounds(*running),
        integrality=np.concatenate([np.zeros(3 * hours), np.ones(hours)]),
        options={"mip_rel_gap": GAP, "time_limit": LIMIT},
    )
