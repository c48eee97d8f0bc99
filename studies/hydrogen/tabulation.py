"""The exact dispatch at the nodes of a grid, written as the tables that `dispatch` reads.

`python -m studies tabulate hydrogen` makes them again; it takes about half an hour, needs no network, and gives the same files on the same machine.
"""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import product

from .profiles import SEED, synthetic_year
from .programme import Plant, Rules, solve

HOURS = (1_500, 2_250, 3_250, 4_500, 5_750, 7_000)  # [h/year] at full load
DAYS = (0.5, 1, 2, 4)  # [day] tank over the mean demand
RATIOS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)  # local electricity over the need
ONE, TWO = 1 / 3, 2 / 3
MIXES = (  # sun, wind, water: the corners of their triangle, the thirds of its sides, its centre
    (1, 0, 0),
    (0, 1, 0),
    (0, 0, 1),
    (TWO, ONE, 0),
    (ONE, TWO, 0),
    (0, TWO, ONE),
    (0, ONE, TWO),
    (ONE, 0, TWO),
    (TWO, 0, ONE),
    (ONE, ONE, ONE),
)
EXTRAS = (-2.5, -1.0, 0.0, 1.0, 3.0)  # [deviations of the market price] local price over the grid; the market stays between the first and the last
STEP = 0.001  # what one of the written whole numbers is worth


def plants() -> list[Plant]:
    """The plants of the grid, hours first; without local electricity its mix and its price change nothing, and are solved once."""
    grid = product(HOURS, DAYS, RATIOS, MIXES, EXTRAS)
    return [Plant(hours, days, ratio, mix, extra) for hours, days, ratio, mix, extra in grid if ratio or (mix, extra) == (MIXES[0], EXTRAS[0])]


def solved(plant: Plant, rules: Rules) -> tuple[int, int]:
    """The bill and the local share of a plant, in steps."""
    answer = solve(plant, rules, synthetic_year())
    return round(answer.bill / STEP), round(answer.local / STEP)


def tabulated(rules: Rules, together: Callable[..., Iterable] = map) -> dict[Plant, tuple[int, int]]:
    """The answers at every node; `together` may be the map of an executor."""
    wanted = plants()
    return dict(zip(wanted, together(partial(solved, rules=rules), wanted), strict=True))


def written(found: dict[Plant, tuple[int, int]], rules: Rules) -> dict[str, str]:
    """The two tables by name: what was asked and answered at each node (the mix by its place in MIXES, the bill in thousandths of a deviation of the
    market price, the local share in thousandths), and the rules and the synthetic year that gave the answers."""
    rows = [
        f"{plant.hours},{plant.days},{plant.ratio},{MIXES.index(plant.mix)},{plant.extra},{bill},{share}" for plant, (bill, share) in found.items()
    ]
    return {
        "dispatch.csv": "\n".join(["hours,days,ratio,mix,extra,bill,share", *rows, ""]),
        "dispatch_rules.csv": f"least_load,least_filling,seed\n{rules.least_load},{rules.least_filling},{SEED}\n",
    }


def tables(p) -> dict[str, str]:
    """The tables that the command `tabulate` writes, with the rules of the parameters."""
    rules = Rules(float(p.least_load), float(p.least_filling))
    return written(tabulated(rules), rules)
