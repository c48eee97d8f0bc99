"""What nobody counted, given as a figure: a commune without data is without data, never 0."""

import ast
from collections.abc import Iterator

from data.ground.faults import Fault
from studies.toolkit.reading.code import linked_files
from studies.toolkit.running.study import Study

REMEDY = "laisser sans donnée ce qui l'est ; dans une somme, l'écarter exprès : .sum(\"commune\", skipna=True), et le dire dans les limites"


def remarks(study: Study) -> list[Fault]:
    """Each line that `run` reaches and that puts a number where a table has none."""
    lines = {
        (stem, node.lineno): name
        for (stem, _), body in linked_files.reached(study.folder).items()
        for node in ast.walk(body)
        for name in _filling(node)
    }
    return [
        Fault(f"studies/{study.slug}/{stem}.py, ligne {line}", f"nombre mis à la place de ce qui est sans donnée ({name})", REMEDY)
        for (stem, line), name in sorted(lines.items())
    ]


def _filling(node: ast.AST) -> Iterator[str]:
    """The function that fills what is missing by a number."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr="nan_to_num")):
            yield "np.nan_to_num"
        case (
            ast.Call(func=ast.Attribute(attr="fillna"), args=[ast.Constant()])
            | ast.Call(func=ast.Attribute(attr="fillna"), keywords=[ast.keyword(arg="value", value=ast.Constant())])
        ):
            yield "fillna"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr="where"), args=[asked, ast.Constant(), _]) if _is_missing(asked):
            yield "np.where"


def _is_missing(asked: ast.expr) -> bool:
    """Whether a condition asks what is missing."""
    return isinstance(asked, ast.Call) and isinstance(asked.func, ast.Attribute) and asked.func.attr in ("isnan", "isnull")
