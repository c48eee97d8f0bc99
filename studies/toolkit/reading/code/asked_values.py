"""The results, the figures and the dimensions that a screen asks for by a name written there.

    view.number("boilers@2037")   view.unit("boilers")   results("boilers", "heat[wood]")   view.names("fuel")   view.outcome.values["wood_price"]

A name that the code works out is not followed.
"""

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from studies.toolkit.reading.code import parsed
from studies.toolkit.reading.code.page_files import File

RESULTS = "results"  # the function of the pages that makes a table of some results
VALUES = "view.outcome.values"  # the figures of the choice on screen
OF_A_RESULT = ("view.number", "view.written", RESULTS)
UNIT, NAMES = "view.unit", "view.names"  # of a result or of a figure; of the values of a dimension


class AskedValue(NamedTuple):
    """What is asked, `view.number`, the name that it is asked of, and where."""

    asked: str
    name: str
    place: str


def asked(files: Iterable[File]) -> Iterator[AskedValue]:
    """All that the files of a page ask for, in the order of the files."""
    for file in files:
        for node in file.nodes:
            for what, given in _asked(node):
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield AskedValue(what, given.value, file.at(given))


def _asked(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Call(args=[_, *_] as given) if (what := parsed.dotted(node.func)) in (*OF_A_RESULT, UNIT, NAMES):
            yield from ((what, name) for name in given)
        case ast.Subscript(value=held, slice=name) if parsed.dotted(held) == VALUES:
            yield VALUES, name
