"""A loop of Python where an axis takes one turn: over the communes, 152 turns at each lever moved; over the years, where nobody can tell whether a
result is of one year or of all (see trials/yearly) unless a case compares one of them to a number."""

import ast
from collections.abc import Callable, Iterator

from data.ground.faults import Fault
from studies.toolkit.checking.trials.yearly import DATES
from studies.toolkit.reading.cases import MARKS
from studies.toolkit.reading.code import linked_files
from studies.toolkit.running.study import Study

AXIS = "commune"
BY_AXIS = "calculer toutes les communes d'un coup, sur leur axe : heat = p.heat * territory.population / territory.population.sum()"
OVER_YEARS = "boucle de Python sur les années : par an ou au total, la vérification ne sait pas y lire l'unité"
BY_YEARS = (
    "sur leur axe : (YEARS - YEARS[0])[:, None] * p.homes_per_year, un cumul par np.cumsum(homes, axis=0) ; si chaque année dépend de la précédente, "
    "la garder, et comparer run à un nombre dans cases.csv, à une année : public_cost@2036"
)
SUMMED = "somme sans le nom de son axe (axis=0) : par an ou au total, la vérification ne sait pas y lire l'unité"
BY_NAME = (
    'des années d\'un résultat, np.cumsum(cost, axis=0), dont la dernière date est le total ; d\'une table, t.help["homes"].sum("year") ; '
    "ou comparer run à un nombre dans cases.csv, à une année : public_cost@2036"
)
THROUGH = ("range", "enumerate", "zip", "list", "len", "reversed", "sorted")
Holds = Callable[[ast.expr], bool]


def remarks(study: Study) -> list[Fault]:
    """Each loop over the communes, or over the years, in what `run` reaches; each sum whose axis has no name."""
    every = study.territory.sizes[AXIS]
    found = [(at, f"boucle de Python sur les {every} communes", BY_AXIS) for at in _loops(study, _of_communes(study, every))]
    if not any(case.function == "run" and case.kind not in MARKS and "@" in case.output for _, case in study.cases):
        found += [(at, OVER_YEARS, BY_YEARS) for at in _loops(study, _of_years)]
        found += [(at, SUMMED, BY_NAME) for at in _summed(study)]
    return [Fault(f"studies/{study.slug}/{stem}.py, ligne {line}", said, remedy) for (stem, line), said, remedy in dict.fromkeys(found)]


def _summed(study: Study) -> Iterator[tuple[str, int]]:
    """Where `run` adds up the first axis of arrays, which has no name: that of the years, but where things of a list are added."""
    for (stem, _), body in linked_files.reached(study.folder).items():
        for node in ast.walk(body):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="np"), attr="sum" | "mean"),
                    args=[summed],
                    keywords=[ast.keyword(arg="axis", value=ast.Constant(value=0)), *_],
                ):
                    pass
                case ast.Call(
                    func=ast.Attribute(value=summed, attr="sum" | "mean"), keywords=[ast.keyword(arg="axis", value=ast.Constant(value=0)), *_]
                ):
                    pass
                case _:
                    continue
            if not _is_list(summed):
                yield stem, node.lineno


def _is_list(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr="stack" | "array" | "concatenate")):
            return True
    return isinstance(node, ast.List | ast.Tuple | ast.ListComp | ast.GeneratorExp)


def _loops(study: Study, holds: Holds) -> Iterator[tuple[str, int]]:
    for (stem, _), body in linked_files.reached(study.folder).items():
        for loop in ast.walk(body):
            match loop:
                case ast.For(iter=turns) | ast.comprehension(iter=turns) if _goes_through(turns, holds):
                    yield stem, turns.lineno
                case ast.While(test=ast.Compare(comparators=[*bounds])) if any(_goes_through(bound, holds) for bound in bounds):
                    yield stem, loop.lineno


def _goes_through(turns: ast.expr, holds: Holds) -> bool:
    """Whether a loop goes through an axis, its ranks, or all but some of it."""
    if holds(turns):
        return True
    match turns:
        case ast.Call(func=ast.Name(id=name), args=given) if name in THROUGH:
            return any(_goes_through(one, holds) for one in given)
        case ast.BinOp(left=left, right=right):
            return _goes_through(left, holds) or _goes_through(right, holds)
        case (
            ast.Subscript(value=inside, slice=ast.Slice())
            | ast.Call(func=ast.Attribute(value=inside, attr="tolist" | "item" | "to_numpy"))
            | ast.Attribute(value=inside, attr="values" | "data" | "size")
        ):
            return _goes_through(inside, holds)
    return False


def _of_years(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == DATES


def _of_communes(study: Study, every: int) -> Holds:
    """What says the communes, their number, or what the territory or a table says of each (the names `along` their axis)."""
    along = {AXIS, *(str(name) for name, held in study.territory.data_vars.items() if held.dims == (AXIS,))}
    along |= {column for table in study.tables.values() for column, held in table.data.data_vars.items() if held.dims == (AXIS,)}

    def holds(node: ast.expr) -> bool:
        match node:
            case ast.Constant(value=value):
                return value == every
            case ast.Attribute(value=ast.Name(id="territory"), attr=name):
                return name in along
            case ast.Subscript(
                value=ast.Name(id="territory") | ast.Attribute(attr="sizes") | ast.Attribute(value=ast.Name(id="t")), slice=ast.Constant(value=name)
            ):
                return name in along
        return False

    return holds
