"""Whether a result per year holds a total, or a total what is of one year: the year is made of two, and the results must follow.

Every figure per year doubles, every length in years halves, the dates of the model are half as far from each other, a year has twice its months; the
sum of what each date gives, and the difference of two dates, are those of a step that is half as long. A loop, a sum along an axis without a name, a
number typed in the model say nothing certain of time: such a model is left alone.

A table by year gives amounts (€, MWh, t) that are of each year, or that stand at its date (a debt, a stock), and its unit does not say which: it is
read both ways, and a result is doubted when it is wrong both ways.
"""

import ast
from collections.abc import Collection, Iterator
from dataclasses import replace

from data.ground.faults import Fault
from studies.toolkit.checking.trials import scaling
from studies.toolkit.checking.trials.scaled_units import EMISSIONS, ENERGY, EUROS, MASS, YEARS, power
from studies.toolkit.checking.trials.scaling import COUNTED_BY, Followed
from studies.toolkit.reading.code import linked_files, parsed
from studies.toolkit.reading.code.parsed import Names
from studies.toolkit.reading.tables.cards import YEAR
from studies.toolkit.reading.tables.values import Table
from studies.toolkit.running.study import Study

RATE, STILL = "share/year", 1e-9
DATES = "YEARS"  # the dates of the axis, in every model
BY_YEAR = ("MONTHS", "WEEKS", "HOURS")  # constants that count in a year
STEPS = {"cumsum": 1 / COUNTED_BY, "diff": COUNTED_BY}  # what adds up the dates of an axis, or tells them apart
UNCERTAIN = ("accumulate", "convolve", "gradient", "trapezoid", "cumprod", "lfilter", "roll", "shift", "npv", "reduce", "arange", "linspace")
AMOUNTS = (EUROS, ENERGY, EMISSIONS, MASS)  # what a year may add up
TOLD = {  # by how many times the unit of a result is more per year than its values, and whether it says /year: what is wrong, what to do
    (-1, False): (
        "le calcul donne un chiffre par an",
        "écrire /year dans l'unité, ou additionner les années ; ou rendre son /year au chiffre qui divise",
    ),
    (-1, True): (
        "le calcul y met « par an » deux fois",
        "deux chiffres par an y sont multipliés : ôter /year de l'unité de l'un d'eux (parameters.csv, tables.toml), s'il ne dépend pas de l'année",
    ),
    (1, True): (
        "elle dit par an, et le calcul donne un total, ou part d'un chiffre qui n'est pas par an",
        "d'un total : ôter /year, ou ne compter que l'année dans run (np.diff, ou sans np.cumsum) ; sinon, rendre son /year à un chiffre de "
        "parameters.csv, ou multiplier par MONTHS celui qui est par mois",
    ),
    (1, False): (
        "le calcul compte une fois de plus chaque année ce qui n'est pas par an",
        "un chiffre de chaque année s'écrit par an : EUR_2024/vehicle/year ; sinon, ne pas le multiplier par les années, ni l'additionner",
    ),
}
TIMELESS = (0, 1, 2, 0.5, 100, 1_000, 1_000_000)  # any other number that is typed may be of weeks, or of years


def remarks(study: Study) -> list[Fault]:
    """The results that say a year for a total, or a total for a year."""
    return [Fault(f"studies/{study.slug}/results.csv ({name})", said, remedy) for name, said, remedy in _doubted(study)]


def _doubted(study: Study) -> Iterator[tuple[str, str, str]]:
    if _uncertain(study):
        return
    for found in _wrong(study):
        if (told := TOLD.get((_more(found), found.expected > 0))) is not None:
            said, remedy = told
            yield found.name, f"unité « {study.results[found.name].unit} » douteuse : {said}", remedy


def _wrong(study: Study) -> Iterator[Followed]:
    """The results that do not follow however the tables by year are read, as the reading says that tells most."""
    yearly = [name for name, table in study.tables.items() if YEAR in table.data.dims]
    two_ways = any(_is_amount(study.tables[name], column) for name in yearly for column in study.tables[name].card.columns)
    readings = [_followed(study, yearly, held) for held in ((scaling.in_unit, _of_each_year) if two_ways else (scaling.in_unit,))]
    for name in readings[0]:
        if all(name in reading for reading in readings):
            yield min((reading[name] for reading in readings), key=lambda found: abs(abs(_more(found)) - 1))


def _followed(study: Study, yearly: Collection[str], held: scaling.Held) -> dict[str, Followed]:
    """The results that do not follow, in one reading of the tables. What a growth compounds moves in no one way, since 2 % twice is not 4 %: such
    a result is read where nothing grows."""
    found = {one.name: one for one in scaling.followed_in(study, YEARS, _Years(yearly).visit, held)}
    if any(one.read is None for one in found.values()):
        still = {one.name: one for one in scaling.followed_in(_without_growth(study), YEARS, _Years(yearly).visit, held)}
        found = {name: one if one.read is not None else still.get(name, one) for name, one in found.items()}
    return found


def _without_growth(study: Study) -> Study:
    """The same study, whose rates by year are all as good as 0: an annuity divides by its rate."""
    rates = {name for name, parameter in study.parameters.items() if parameter.unit == RATE}
    figures = {name: parameter.model_copy(update={"value": STILL}) if name in rates else parameter for name, parameter in study.parameters.items()}
    plans = {
        name: plan.model_copy(update={"changes": {changed: value for changed, value in plan.changes.items() if changed not in rates}})
        for name, plan in study.scenarios.items()
    }
    return replace(study, parameters=figures, scenarios=plans)


def _more(found: Followed) -> int:
    """How many times the year divides the unit of a result, and not its values; 0 when nobody can tell."""
    return found.expected - found.read if found.read is not None else 0


def _is_amount(table: Table, column: str) -> bool:
    """Whether a column of a table by year gives amounts, which its unit does not say to be of each year."""
    unit = table.card.columns[column].unit
    return YEAR in table.data.dims and "/" not in unit and any(power(unit, each) for each in AMOUNTS)


def _of_each_year(table: Table, column: str, base: str) -> int:
    """As its unit says; an amount of a table by year is that of each year."""
    return -1 if _is_amount(table, column) else scaling.in_unit(table, column, base)


def _uncertain(study: Study) -> bool:
    """Whether the model counts time in a way that nothing tells from another."""
    trees = [parsed.tree(path.read_text("utf-8")) for path in linked_files.model_files(study.folder)]
    lines = [line for tree in trees for line in tree.body if not (isinstance(line, ast.Assign) and parsed.dotted(line.targets[0]) == DATES)]
    return any(_hides_time(node) for line in lines for node in ast.walk(line))


def _hides_time(node: ast.AST) -> bool:
    match node:
        case ast.For() | ast.While() | ast.comprehension():
            return True
        case ast.Constant(value=int() | float() as value):
            return value not in TIMELESS
        case ast.BinOp(op=ast.Sub(), left=ast.Subscript(slice=ast.Slice()), right=ast.Subscript(slice=ast.Slice())):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr="sum"), args=[_], keywords=[]):
            return False
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in UNCERTAIN or (name in ("sum", "mean", "dot") and _axes(node) is None)
    return False


def _axes(node: ast.Call) -> list[str] | None:
    """The names of the axes along which a sum goes; none when it says none, None when they have no name."""
    named = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg != "skipna"}
    given = [*node.args, *([named.pop("dim")] if "dim" in named else [])]
    if named or len(given) > 1:
        return None
    try:
        axes = ast.literal_eval(given[0]) if given else []
    except ValueError:
        return None
    axes = [axes] if isinstance(axes, str) else axes
    return list(axes) if isinstance(axes, list | tuple) and all(isinstance(axis, str) for axis in axes) else None


class _Years(ast.NodeTransformer):
    """A model in which a year is made of two; `yearly` are the tables by year that it reads."""

    def __init__(self, yearly: Collection[str]) -> None:
        self.yearly = yearly
        self.names: Names = {}

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """What the names of the function stand for."""
        self.names = parsed.said_once(node)
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.AST]:
        """The dates of the axis, half as far from each other."""
        self.generic_visit(node)
        named = [target.id for target in node.targets if isinstance(target, ast.Name)]
        return [node, _times(DATES, 1 / COUNTED_BY, node)] if named == [DATES] else node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | list[ast.AST]:
        """The months and the hours of a year."""
        return [node, *(_times(alias.asname or alias.name, COUNTED_BY, node) for alias in node.names if alias.name in BY_YEAR)]

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """What each date adds, or changes."""
        over_years = self._adds_years(node)
        self.generic_visit(node)
        step = STEPS["cumsum"] if over_years else STEPS.get(node.func.attr) if isinstance(node.func, ast.Attribute) else None
        return node if step is None else ast.fix_missing_locations(ast.copy_location(ast.BinOp(node, ast.Mult(), ast.Constant(step)), node))

    def _adds_years(self, node: ast.Call) -> bool:
        """Whether it sums the years: along the axis of that name, or all that a table by year holds."""
        if not (isinstance(node.func, ast.Attribute) and node.func.attr == "sum"):
            return False
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="np")), args=[summed], keywords=[]):
                return self._is_yearly(summed)
        axes = _axes(node)
        return axes is not None and (YEAR in axes or not axes and self._is_yearly(node.func.value))

    def _is_yearly(self, node: ast.expr) -> bool:
        """Whether it is a column of a table by year: t.help["homes"], its .values, or a name of either."""
        match parsed.meant(node, self.names):
            case ast.Attribute(value=inside, attr="values"):
                return self._is_yearly(inside)
            case ast.Subscript(value=ast.Attribute(attr=table), slice=ast.Constant(value=str())):
                return table in self.yearly
        return False


def _times(name: str, factor: float, near: ast.AST) -> ast.AST:
    line = ast.Assign([ast.Name(name, ast.Store())], ast.BinOp(ast.Name(name, ast.Load()), ast.Mult(), ast.Constant(factor)))
    return ast.fix_missing_locations(ast.copy_location(line, near))
