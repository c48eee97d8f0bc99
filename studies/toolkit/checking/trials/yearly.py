"""Whether a result per year holds a total, or a total what is of one year: the year is made of two, and the results must follow.

Every figure per year doubles, every length in years halves, the dates of the model are half as far from each other, a year has twice its months; the
sum of what each date gives, and the difference of two dates, are those of a step that is half as long. A loop, a sum along an axis, a number typed in
the model say nothing certain of time: such a model is left alone.
"""

import ast
from collections.abc import Iterator

from data.ground.faults import Fault
from studies.toolkit.checking.trials import scaling
from studies.toolkit.checking.trials.scaled_units import YEARS
from studies.toolkit.checking.trials.scaling import COUNTED_BY
from studies.toolkit.reading.code import linked_files, parsed
from studies.toolkit.running.study import Study

DATES = "YEARS"  # the dates of the axis, in every model
BY_YEAR = ("MONTHS", "HOURS")  # constants that count in a year
STEPS = {"cumsum": 1 / COUNTED_BY, "diff": COUNTED_BY}  # what adds up the dates of an axis, or tells them apart
UNCERTAIN = ("accumulate", "convolve", "gradient", "trapezoid", "cumprod", "lfilter", "roll", "shift", "npv", "reduce", "arange", "linspace")
TIMELESS = (0, 1, 2, 0.5, 1_000, 1_000_000)  # any other number that is typed may be of weeks, or of years


def remarks(study: Study) -> list[Fault]:
    """The results that say a year for a total, or a total for a year."""
    return [Fault(f"studies/{study.slug}/results.csv ({name})", said, remedy) for name, said, remedy in _doubted(study)]


def _doubted(study: Study) -> Iterator[tuple[str, str, str]]:
    if _uncertain(study):
        return
    for found in scaling.followed_in(study, YEARS, _Years().visit):
        more = found.expected - found.read if found.read is not None else 0  # how many times the year divides the unit, and not the values
        unit = study.results[found.name].unit
        if more == -1:
            yield found.name, f"unité « {unit} » douteuse : le calcul donne un chiffre par an", "écrire /year dans l'unité, ou additionner les années"
        elif more == 1:
            said = f"unité « {unit} » douteuse : elle dit par an, et le calcul donne un total de toutes les années"
            yield found.name, said, "ôter /year de l'unité, ou ne compter que l'année dans run (np.diff, ou sans np.cumsum)"


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
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in UNCERTAIN or (name in ("sum", "mean", "dot") and bool(node.args or node.keywords))
    return False


class _Years(ast.NodeTransformer):
    """A model in which a year is made of two."""

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
        self.generic_visit(node)
        step = STEPS.get(node.func.attr) if isinstance(node.func, ast.Attribute) else None
        return node if step is None else ast.fix_missing_locations(ast.copy_location(ast.BinOp(node, ast.Mult(), ast.Constant(step)), node))


def _times(name: str, factor: float, near: ast.AST) -> ast.AST:
    line = ast.Assign([ast.Name(name, ast.Store())], ast.BinOp(ast.Name(name, ast.Load()), ast.Mult(), ast.Constant(factor)))
    return ast.fix_missing_locations(ast.copy_location(line, near))
