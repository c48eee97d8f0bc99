"""A loop of Python over the communes: 152 turns at each lever moved, where an axis takes one."""

import ast
from collections.abc import Collection, Iterator

from data.ground.faults import Fault
from studies.toolkit.reading.code import linked_files
from studies.toolkit.running.study import Study

AXIS = "commune"
REMEDY = "calculer toutes les communes d'un coup, sur leur axe : heat = p.heat * territory.population / territory.population.sum()"


def remarks(study: Study) -> list[Fault]:
    """Each loop over the communes in what `run` reaches."""
    every = study.territory.sizes[AXIS]
    return [
        Fault(f"studies/{study.slug}/{stem}.py, ligne {line}", f"boucle de Python sur les {every} communes", REMEDY)
        for stem, line in dict.fromkeys(_loops(study, every))
    ]


def _loops(study: Study, every: int) -> Iterator[tuple[str, int]]:
    along = {AXIS, *(str(name) for name, held in study.territory.data_vars.items() if held.dims == (AXIS,))}
    along |= {column for table in study.tables.values() for column, held in table.data.data_vars.items() if held.dims == (AXIS,)}
    for (stem, _), body in linked_files.reached(study.folder).items():
        loops = (loop for loop in ast.walk(body) if isinstance(loop, ast.For | ast.comprehension))
        yield from ((stem, loop.iter.lineno) for loop in loops if _is_of(loop.iter, every, along))


def _is_of(turns: ast.expr, every: int, along: Collection[str]) -> bool:
    """Whether what a loop goes through is the communes, their ranks, or what the territory or a table says of each (the names `along` their axis)."""
    match turns:
        case ast.Call(func=ast.Name(id="range" | "enumerate" | "zip" | "list" | "len" | "reversed" | "sorted"), args=given):
            return any(_is_of(one, every, along) for one in given)
        case ast.Constant(value=value):
            return value == every
        case (
            ast.Call(func=ast.Attribute(value=inside, attr="tolist" | "item" | "to_numpy"))
            | ast.Attribute(value=inside, attr="values" | "data" | "size")
        ):
            return _is_of(inside, every, along)
        case ast.Attribute(value=ast.Name(id="territory"), attr=name):
            return name in along
        case ast.Subscript(
            value=ast.Name(id="territory") | ast.Attribute(attr="sizes") | ast.Attribute(value=ast.Name(id="t")), slice=ast.Constant(value=name)
        ):
            return name in along
    return False
