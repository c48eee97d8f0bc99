"""A definition that goes in a circle: a figure computed from another that is computed from it, functions that call each other without end.

Python stops on it in words of its own; here the circle is named.
"""

import ast
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from data.ground import french
from studies.toolkit.reading.code import parsed

SOLVED = "l'écrire sans elle-même (cost = fixed / (1 - share)), ou mettre la valeur de départ dans parameters.csv"
UNBOUND = re.compile(r"local variable '(\w+)'")  # what Python says of a name read before it has a value
DEEP = 50  # steps of a traceback that are looked at: a circle of functions has a few


def told(folder: Path, error: BaseException) -> tuple[str, str] | None:
    """What goes in a circle in the model of a folder, and the remedy; None when the error is another one."""
    steps = [step for step in traceback.extract_tb(error.__traceback__) if Path(step.filename).is_relative_to(folder)]
    if not steps:
        return None
    if isinstance(error, RecursionError):
        return _of_functions([step.name for step in steps[-DEEP:]])
    read = UNBOUND.search(str(error)) if isinstance(error, UnboundLocalError) else None
    return _of_names(steps[-1], read[1]) if read else None


def _of_functions(called: list[str]) -> tuple[str, str] | None:
    circle = [*dict.fromkeys(called[called.index(called[-1]) :])]
    if len(circle) < 2 or len(called) < DEEP:
        return None
    named = [f"« {name} »" for name in [*circle, circle[0]]]
    return f"définition en boucle : {' appelle '.join(named[:2])}{''.join(f', qui appelle {name}' for name in named[2:])}", SOLVED


def _of_names(step: traceback.FrameSummary, name: str) -> tuple[str, str] | None:
    """A name read above the only lines that give it a value."""
    body = _function(Path(step.filename), step.lineno)
    lines = sorted(_assigned(body, name)) if body else []
    if not lines or lines[0][0] <= step.lineno or lines[0][1] not in body.body:
        return None
    here = next((statement for statement in body.body if statement.lineno <= step.lineno <= statement.end_lineno), None)
    back = [target for target in _targets(here) if target in _needs(body, name)] if here else []
    if not back:
        return f"« {name} » est lu avant d'être calculé, ligne {lines[0][0]}", f"mettre la ligne {name} = … au-dessus de celle-ci"
    return (
        f"définition en boucle : « {back[0]} » se calcule avec « {name} », et « {name} » avec {french.listed([f'« {one} »' for one in back])}",
        SOLVED,
    )


def _function(path: Path, line: int) -> ast.FunctionDef | None:
    """The innermost function of a file around a line."""
    around = [
        node for node in parsed.nodes(parsed.tree(path.read_bytes())) if isinstance(node, ast.FunctionDef) and node.lineno <= line <= node.end_lineno
    ]
    return max(around, key=lambda node: node.lineno, default=None)


def _targets(statement: ast.AST) -> list[str]:
    return [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _assigned(body: ast.FunctionDef, name: str) -> Iterator[tuple[int, ast.stmt]]:
    """The statements of a function that give a value to a name, wherever they stand, with their lines."""
    for node in ast.walk(body):
        if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.If | ast.For | ast.While | ast.With) and name in _targets(node):
            yield node.lineno, node


def _needs(body: ast.FunctionDef, name: str) -> set[str]:
    """The names that a name is computed from, and those that these are."""
    found: set[str] = set()
    left = [name]
    while left:
        for _, statement in _assigned(body, left.pop()):
            read = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)} - found
            found |= read
            left += read
    return found
