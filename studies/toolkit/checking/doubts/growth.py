"""A rate of growth whose period is not that of its exponent, and figures of a year added to figures of a month: told when the lines of the model
say it for certain."""

import ast
from collections.abc import Iterator

from data.ground.faults import Fault
from studies.toolkit.checking.trials.yearly import DATES
from studies.toolkit.reading.code import linked_files, parsed
from studies.toolkit.reading.code.parsed import Names
from studies.toolkit.running.study import Study

YEARLY, MONTHLY = "share/year", "share/month"
MONTHS = 12  # [month/year]
LENGTHS = ("year", "date_year")  # units of what counts years
PERIODS = {"year": "an", "month": "mois", "week": "semaine", "day": "jour", "hour": "heure"}


def remarks(study: Study) -> list[Fault]:
    """Each of them, with its line."""
    return [
        Fault(f"studies/{study.slug}/{stem}.py, ligne {line}", said, remedy)
        for (stem, _), body in linked_files.reached(study.folder).items()
        for line, said, remedy in _of_function(study, body)
    ]


def _of_function(study: Study, body: ast.FunctionDef) -> Iterator[tuple[int, str, str]]:
    names = parsed.said_once(body)
    for node in ast.walk(body):
        match node:
            case ast.BinOp(op=ast.Pow(), left=base, right=exponent):
                yield from ((node.lineno, *told) for told in _growth(study, base, exponent, names))
            case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right):
                yield from ((node.lineno, *told) for told in _added(study, left, right))


def _growth(study: Study, base: ast.expr, exponent: ast.expr, names: Names) -> Iterator[tuple[str, str]]:
    """(1 + rate) ** time, when their periods differ."""
    found = _rate(study, parsed.meant(base, names), names)
    if found is None:
        return
    name, divided = found
    unit, in_months = study.parameters[name].unit, _counts(exponent, names, _is_months)
    if in_months is None:
        return
    in_years = bool(_counts(exponent, names, lambda node: _is_years(study, node)))
    label = f"« {name} » est {'par an' if unit == YEARLY else 'par mois'} ({unit})"
    if unit == YEARLY and in_months and not divided:
        yield f"{label}, et l'exposant compte des mois", f"compter des années : (1 + p.{name}) ** ({DATES} - {DATES}[0]) ; par mois : ** (1 / MONTHS)"
    elif in_years and not in_months and (divided or unit == MONTHLY):
        said = f"{label}, divisé par les mois" if divided else label
        yield f"{said}, et l'exposant compte des années", f"compter des mois : (1 + p.{name}) ** (MONTHS * ({DATES} - {DATES}[0]))"


def _rate(study: Study, base: ast.expr, names: Names) -> tuple[str, bool] | None:
    """The rate of `1 + p.rate` or `1 - p.rate / MONTHS`, and whether it is divided by the months."""
    if not (isinstance(base, ast.BinOp) and isinstance(base.op, ast.Add | ast.Sub)):
        return None
    for one, other in ((base.left, base.right), (base.right, base.left)):
        if isinstance(one, ast.Constant) and one.value == 1:
            rate, divided = parsed.meant(other, names), False
            if isinstance(rate, ast.BinOp) and isinstance(rate.op, ast.Div) and _is_months(rate.right):
                rate, divided = parsed.meant(rate.left, names), True
            name = _parameter(study, rate)
            if name and study.parameters[name].unit in (YEARLY, MONTHLY):
                return name, divided
    return None


def _counts(node: ast.expr, names: Names, counted) -> bool | None:
    """Whether a time is made of something, by sums and products; None when something divides by it, or when nobody can tell."""
    node = parsed.meant(node, names)
    if counted(node):
        return True
    match node:
        case ast.BinOp(op=ast.Div(), left=left, right=right):
            return None if _counts(right, names, counted) is not False else _counts(left, names, counted)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult(), left=left, right=right):
            sides = (_counts(left, names, counted), _counts(right, names, counted))
            return None if None in sides else any(sides)
        case ast.Subscript(value=inside):
            return _counts(inside, names, counted)
        case ast.Call():
            return None
    return False


def _is_months(node: ast.expr) -> bool:
    return parsed.dotted(node).rpartition(".")[2] == "MONTHS" or isinstance(node, ast.Constant) and node.value == MONTHS


def _is_years(study: Study, node: ast.expr) -> bool:
    return parsed.dotted(node) == DATES or bool((name := _parameter(study, node)) and study.parameters[name].unit in LENGTHS)


def _parameter(study: Study, node: ast.expr) -> str:
    """The figure that `p.rate` reads; "" for anything else."""
    owner, _, name = parsed.dotted(node).rpartition(".")
    return name if owner == "p" and name in study.parameters else ""


def _added(study: Study, left: ast.expr, right: ast.expr) -> Iterator[tuple[str, str]]:
    """Two figures added as they are, of one unit but for its period."""
    names = [_parameter(study, side) for side in (left, right)]
    if not all(names):
        return
    units = [study.parameters[name].unit.rpartition("/") for name in names]
    (first, _, one), (second, _, other) = units
    if first and first == second and one != other and {one, other} <= set(PERIODS):
        told = " et ".join(f"« {name} » par {PERIODS[period]}" for name, period in zip(names, (one, other), strict=True))
        yield f"{told} dans une même somme", "les ramener à la même période : p.rent * MONTHS est par an quand p.rent est par mois"
