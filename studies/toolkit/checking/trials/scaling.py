"""Whether the results of a model have the units that they declare: the same figures are written in other units, and the results must follow.

Euros are first counted by two: every figure in euros is halved, and so must be every result in euros, and no other. Then a thousand is made of two
thousand, in the model too: a result that adds euros to k€, or that is in € under the name of M€, does not follow. What the model holds by itself (a
price written in its lines, a table computed beforehand) does not follow either, and is a figure to move to parameters.csv.

Years are tried apart (yearly).
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit import constants
from studies.toolkit.checking.trials import scaled_units
from studies.toolkit.checking.trials.scaled_units import EMISSIONS, ENERGY, EUROS, THOUSANDS, power
from studies.toolkit.reading.code import loading
from studies.toolkit.reading.tables.values import Table
from studies.toolkit.running import outcome, runs
from studies.toolkit.running.study import Study

COUNTED_BY = 2.0  # exact in the arithmetic of computers
NEAR = 1e-4  # of the ratio that is expected: a model that searches a root stops a little before it
POWERS = range(-3, 4)  # those in which a wrong unit is recognised
CERTAIN = (EUROS, ENERGY, EMISSIONS)  # what no count and no length hides
PARTS = ("value", "low", "high")
Held = Callable[[Table, str, str], int]


@dataclass(frozen=True)
class Followed:
    """How the values of a result moved: the power of the change that was expected, the one that was read, None when they moved in no one way."""

    name: str
    base: str
    expected: int
    read: int | None


def followed(study: Study) -> Iterator[Followed]:
    """The results that do not follow a change of units, under the default scenario."""
    for base in scaled_units.WORDS:
        codes = [declared.unit for declared in (*study.parameters.values(), *study.results.values())]
        # A model divides by a thousand whatever its units: results all in euros may hide M€.
        if base != THOUSANDS and not any(power(code, base) for code in codes):
            continue
        thousand = constants.KILO * COUNTED_BY if base == THOUSANDS else constants.KILO
        yield from followed_in(study, base, _Thousands(thousand).visit)


def in_unit(table: Table, column: str, base: str) -> int:
    """How many times the values of a column hold a base: as its unit says."""
    return power(table.card.columns[column].unit, base)


def followed_in(study: Study, base: str, changed: loading.Change, held: Held = in_unit) -> Iterator[Followed]:
    """The results that do not follow one change of units, that of the code of the model and of its tables (`held`) included."""
    before, after = _answer(study), _answer(_in_other_units(study, base, changed, held))
    for name in before.data_vars if before is not None and after is not None else ():
        expected = -power(study.results[str(name)].unit, base)
        read = _power_read(before[name].values, after[name].values, expected)
        if read != expected:
            yield Followed(str(name), base, expected, read)


def _answer(study: Study | None) -> xr.Dataset | None:
    """The results under the default scenario; None from a model that does not answer in these units."""
    if study is None:
        return None
    scenario = study.card.default_scenario
    changed = dict(study.scenarios[scenario].changes)
    chosen = {name: changed.get(name, parameter.value) for name, parameter in study.parameters.items()}
    try:
        with np.errstate(all="ignore"):
            found = runs.answer(study, chosen)
    except (Exception, SystemExit):  # an author's model may raise anything, and refuse figures that are not those it was written for
        return None
    return None if any(outcome.unfinished(found, study.without_data)) else found


def _power_read(before: np.ndarray, after: np.ndarray, expected: int) -> int | None:
    """The power of COUNTED_BY by which all the values moved; that which is expected when there is nothing to see."""
    for found in (expected, *POWERS):
        if np.allclose(after, before * COUNTED_BY**found, rtol=NEAR, atol=0, equal_nan=True):
            return found
    return None


def _in_other_units(study: Study, base: str, changed: loading.Change, held_by: Held) -> Study | None:
    """The same study whose figures, and the thousands of its model, are written in units that hold `base` twice; None when it does not load."""
    factors = {name: COUNTED_BY ** -power(parameter.unit, base) for name, parameter in study.parameters.items()}
    tables = {name: _table(table, base, held_by) for name, table in study.tables.items()}
    with loading.LOCK:
        modules, faults = loading.load_apart(study.folder, f"studies/{study.slug}", tables, changed)
    if faults:
        return None
    figures = {
        name: parameter.model_copy(update={part: None if (held := getattr(parameter, part)) is None else held * factors[name] for part in PARTS})
        for name, parameter in study.parameters.items()
    }
    plans = {
        name: plan.model_copy(update={"changes": {changed: value * factors[changed] for changed, value in plan.changes.items()}})
        for name, plan in study.scenarios.items()
    }
    return replace(study, parameters=figures, scenarios=plans, tables=tables, modules=modules)


def _table(table: Table, base: str, held: Held) -> Table:
    powers = {column: held(table, column, base) for column in table.card.columns}
    return replace(table, data=table.data.assign({column: table.data[column] * COUNTED_BY**-times for column, times in powers.items() if times}))


class _Thousands(ast.NodeTransformer):
    """A model in which a thousand, by its name or in figures, is worth something else."""

    def __init__(self, thousand: float) -> None:
        self.worth = {float(constants.KILO) ** times: thousand**times for times in (-2, -1, 1, 2, 3)}
        self.thousand = thousand

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A thousand in figures: 1000, 1e6, 0.001."""
        if isinstance(node.value, int | float) and not isinstance(node.value, bool) and float(node.value) in self.worth:
            return ast.copy_location(ast.Constant(self.worth[float(node.value)]), node)
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | list[ast.AST]:
        """A thousand by its name, which is given its other worth after it is imported."""
        if node.module != constants.__name__:
            return node
        named = [alias.asname or alias.name for alias in node.names if alias.name == "KILO"]
        given = [ast.Assign([ast.Name(name, ast.Store())], ast.Constant(self.thousand)) for name in named]
        return [node, *(ast.fix_missing_locations(ast.copy_location(line, node)) for line in given)]


def remarks(study: Study) -> list[Fault]:
    """The results whose unit is not that of the figures they are made of, with how the two differ."""
    return [
        Fault(f"studies/{study.slug}/results.csv ({found.name})", f"unité « {study.results[found.name].unit} » douteuse : {said}", remedy)
        for found in followed(study)
        for said, remedy in told(found)
    ]


def told(found: Followed) -> Iterator[tuple[str, str]]:
    """What a result that does not follow means, and what to do; nothing when it may be right: a scale of thousands, or of masses, is often
    in a figure that says it in words only (so many jobs for 100 tonnes)."""
    words = scaled_units.WORDS[found.base]
    if found.read is None:
        if found.base in CERTAIN:
            yield (
                f"le calcul ajoute {words} à autre chose, ou à un nombre écrit dans le modèle",
                "n'additionner que ce qui a la même unité ; mettre ce nombre dans parameters.csv, avec son unité",
            )
    elif found.base == THOUSANDS:
        times = found.read - found.expected
        by = french.number(constants.KILO ** abs(times))
        times_said = "" if abs(times) == 1 else f" {abs(times)} fois"
        yield (
            f"les valeurs sont {by} fois trop {'grandes' if times > 0 else 'petites'} pour elle",
            f"{'diviser' if times > 0 else 'multiplier'} par KILO{times_said} dans run, ou corriger l'unité dans results.csv",
        )
    else:
        yield (
            f"{words} y sont comptés {_times(-found.expected)}, et dans le calcul {_times(-found.read)}",
            "corriger l'unité dans results.csv, ou la formule dans run (un prix oublié, ou compté deux fois, une division à l'envers)",
        )


def _times(power_of: int) -> str:
    """How a unit holds a base, in words."""
    if not power_of:
        return "zéro fois"
    return f"{abs(power_of)} fois" + (" en diviseur" if power_of < 0 else "")
