"""Figures typed in the lines of a model, where nobody sees their source nor their range."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from data.ground.faults import Fault
from studies.toolkit.checking.doubts.typed import YEARS
from studies.toolkit.reading.code import linked_files
from studies.toolkit.running.study import Study

CODE_OF_COMMUNE = r"\d{5}|2[AB]\d{3}"
HALVES, WHOLE_UNDER = 2, 367  # wholes and halves under a year of days may count lines, places, days: they are told only where they compute
TINY = 1e-5  # a number below is a tolerance
FEW, MANY = 3, 13  # whole numbers from FEW on are of the world beside a figure of the study; from MANY on, wherever they multiply or divide
OF_TIME = (24, 60, 365, 366, 8_760)  # hours, minutes, days and hours that a year or a day has
MONTHS, WEEKS = 12, 52  # in a year
READ_FROM = ("p", "territory", "t")  # what a model is given
ASIDE = "une ligne de parameters.csv, avec unité et source, que le modèle lit : p.son_nom ; d'une constante, dire laquelle : # […]"
NAMED_WEEKS = "from studies.toolkit.constants import WEEKS, puis * WEEKS ; ou une ligne de parameters.csv, si toutes les semaines ne comptent pas"
TABLED = "un tableau dans tables et sa carte, lu t.son_nom, où une commune absente reste sans donnée : studies/README.md, Vos tables"


def remarks(study: Study) -> Iterator[Fault]:
    """Each table of figures that a model holds, and each bare number that `run` computes with."""
    for path in linked_files.model_files(study.folder):
        yield from _tabled(path, f"studies/{study.slug}/{path.name}")
    reached = linked_files.reached(study.folder)
    functions = {name for _, name in reached}
    for stem in dict.fromkeys(file for file, _ in reached):
        path = study.folder / f"{stem}.py"
        bodies = [body for (file, _), body in reached.items() if file == stem]
        found = {each for body in bodies for line in body.body for each in _in_line(line, functions)} | set(_named(path, bodies))
        told = _commented(path)
        for line, number in sorted(found):
            if line not in told:
                place = f"studies/{study.slug}/{stem}.py, ligne {line}"
                is_weeks = number == WEEKS
                said = "semaines d'une année écrites dans le modèle : 52" if is_weeks else f"nombre écrit dans le modèle : {number:g}"
                yield Fault(place, said, NAMED_WEEKS if is_weeks else ASIDE)


def _in_line(line: ast.stmt, functions: set[str]) -> Iterator[tuple[int, float]]:
    """The numbers of a statement that say something of the world, with their lines."""
    for node in ast.walk(line):
        if _bare(node):
            yield node.lineno, node.value
    for statement in ast.walk(line):
        if isinstance(statement, ast.Assign | ast.Return | ast.AugAssign | ast.AnnAssign | ast.Expr):
            beside = any(
                isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in READ_FROM for node in ast.walk(statement)
            )
            yield from ((node.lineno, node.value) for node in _computing(statement, functions, FEW if beside else MANY) if _of_the_world(node.value))


def _computing(statement: ast.stmt, functions: set[str], least: int) -> Iterator[ast.Constant]:
    """The whole numbers from `least` on that multiply, divide or are added, and those that a function of the model is given."""
    for node in ast.walk(statement):
        match node:
            case ast.BinOp(op=ast.Mult() | ast.Div(), left=left, right=right):
                held = (left, right)
            case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right) if least == FEW:
                held = (left, right)
            case ast.Call(func=ast.Name(id=name), args=given) if name in functions:
                held = tuple(given)
            case _:
                continue
        yield from (each for each in held if isinstance(each, ast.Constant) and _is_number(each.value) and abs(each.value) >= least)


def _named(path: Path, bodies: list[ast.FunctionDef]) -> Iterator[tuple[int, float]]:
    """The constants of a file that its functions read by their name: RATE = 0.85."""
    read = {node.id for body in bodies for node in ast.walk(body) if isinstance(node, ast.Name)}
    for line in ast.parse(path.read_bytes()).body:
        match line:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)) if name in read and _is_number(value):
                if _bare(line.value) or abs(value) >= FEW and _of_the_world(value):
                    yield line.lineno, value


def _of_the_world(value: float) -> bool:
    return not (value in OF_TIME or value == MONTHS or value in YEARS or _power_of_ten(abs(value)))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bare(node: ast.AST) -> bool:
    """Whether a piece of code is a number that says something of the world wherever it stands."""
    if not (isinstance(node, ast.Constant) and _is_number(node.value)):
        return False
    value = abs(float(node.value))
    if value < TINY or (value * HALVES).is_integer() and value < WHOLE_UNDER:
        return False
    return _of_the_world(value)


def _power_of_ten(value: float) -> bool:
    return f"{value:e}".startswith("1.000000e")


def _commented(path: Path) -> set[int]:
    """The lines that end with a comment: it says what their numbers are."""
    tokens = tokenize.tokenize(io.BytesIO(path.read_bytes()).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}


def _tabled(path: Path, place: str) -> Iterator[Fault]:
    """The figures by commune or by year that a model holds in a dictionary: they have no source, and nobody sees which are missing."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if (
            isinstance(node, ast.Dict)
            and len(node.keys) > 1
            and all(_of_a_table(key, value) for key, value in zip(node.keys, node.values, strict=True))
        ):
            yield Fault(f"{place}, ligne {node.lineno}", f"table de {len(node.keys)} chiffres écrite dans le modèle, sans source", TABLED)


def _of_a_table(key: ast.expr | None, value: ast.expr) -> bool:
    """Whether a key is the code of a commune or a year, and its value a number."""
    if not (isinstance(key, ast.Constant) and isinstance(value, ast.Constant) and isinstance(value.value, int | float)):
        return False
    return re.fullmatch(CODE_OF_COMMUNE, key.value) is not None if isinstance(key.value, str) else key.value in YEARS
