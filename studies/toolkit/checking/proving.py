"""Runs the cases of a study and tells which ones fail."""

from collections.abc import Callable
from typing import Any, get_type_hints

import numpy as np
import xarray as xr

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.errors import BadRequest, in_french
from studies.toolkit.reading.cases import Case
from studies.toolkit.reading.code import linked_files
from studies.toolkit.running import narrative, outcome
from studies.toolkit.running.runs import answer, choices
from studies.toolkit.running.study import Study

OTHERWISE = "corriger le modèle ; ne changer le cas que si sa source a changé"
NO_NUMBER = "le modèle n'y donne pas de nombre : chercher une division par zéro, ou une somme sur des communes sans donnée (skipna=True)"
REMEDIES = {
    "order": "si ces choix sont rangés à l'envers, changer expected (< monte, > descend) ou leur ordre dans inputs ; sinon corriger le modèle",
    "sign": "si c'est le sens attendu qui est faux, changer expected (+ ou -) ; sinon corriger le modèle",
}
Answers = dict[tuple[float, ...], xr.Dataset]  # of run, by the value of every parameter: half the cases of a study ask for its base run


def _answer(study: Study, case: Case, arguments: dict[str, Any], known: Answers) -> Any:
    if case.function == "run":
        chosen = choices(study, arguments.get("scenario", study.card.default_scenario), arguments.get("set", {}))
        values = tuple(chosen.values())
        if values not in known:
            known[values] = answer(study, chosen)
        return known[values]
    function = study.function(case.function)
    return function(**_as_annotated(function, arguments))


def _as_annotated(function: Callable[..., Any], arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the function wants them: a list becomes an array, an object the record that the annotation names."""
    records = get_type_hints(function)
    given = {name: np.asarray(value) if isinstance(value, list) else value for name, value in arguments.items()}
    return {name: records[name](**value) if name in records and isinstance(value, dict) else value for name, value in given.items()}


def _read(answer: Any, output: str) -> float:
    name, *places = output.split("@") if output else ("",)
    try:
        value = (outcome.read(answer, name) if isinstance(answer, xr.Dataset) else answer[name]) if name else answer
        for place in places:
            value = _select(value, place)
        return float(np.asarray(value).item())
    except (KeyError, ValueError, IndexError) as error:
        raise BadRequest("output", f"« {output} » ne désigne pas un nombre", _that_would_pass(answer, name)) from error


def _that_would_pass(answer: Any, name: str) -> str:
    """What to write instead of an output that designates nothing: the years of its result when it has some."""
    known = isinstance(answer, xr.Dataset) and name.partition("[")[0] in answer
    return (narrative.readable(name, answer, "{}") if known else "") + "écrire dans output résultat, résultat@année ou résultat@année@commune"


def _select(value: Any, place: str) -> Any:
    if not isinstance(value, xr.DataArray):
        return value[int(place)]
    for dimension in value.dims:
        if dimension != "year" and place in value[dimension].values:
            return value.sel({dimension: place})
    return value.sel(year=float(place))


def outcome_of(study: Study, case: Case, known: Answers) -> float | list[float]:
    """What the study gives for a case: a number, the change from the base run (sign), or a list (order). `known`: the answers of run that the cases
    before it asked for, to which its own are added."""
    if case.kind == "order":
        return [_read(_answer(study, case, inputs, known), case.output) for inputs in case.arguments]
    value = _read(_answer(study, case, case.arguments, known), case.output)
    return value - _read(_answer(study, case, {}, known), case.output) if case.kind == "sign" else value


def holds(case: Case, got: float | list[float]) -> bool:
    """True when what came out is what the case expects."""
    if case.kind == "order":
        steps = np.diff(got)
        return bool((steps > 0).all() if case.expected == "<" else (steps < 0).all())
    if case.kind == "sign":
        return got > 0 if case.expected == "+" else got < 0
    expected = float(case.expected)
    return bool(abs(got - expected) <= case.tolerance * (abs(expected) if case.kind == "relative" else 1.0))


def _obtained(got: float | list[float]) -> str:
    return ", ".join(f"{number:.10g}" if np.isfinite(number) else "aucun nombre" for number in np.atleast_1d(got))


def _uncomputed(where: str, error: BaseException) -> Fault:
    if isinstance(error, BadRequest):
        return Fault(where, f"le cas ne se calcule pas : {error.fault.fault}", error.fault.remedy)
    said, remedy = in_french(error, "vérifier inputs et output")
    return Fault(where, f"le cas ne se calcule pas : {said}", remedy)


def _naming_fault(where: str, name: str, defined: set[linked_files.At], reached: set[linked_files.At]) -> Fault | None:
    """The fault of a case whose function no file has, that two files have, or that run does not reach."""
    homes = sorted(file for file, function in defined if function == name)
    if len(homes) > 1:
        return Fault(where, f"plusieurs fonctions « {name} » : {french.listed([f'{file}.py' for file in homes])}", "donner à chacune un nom à elle")
    if homes and (homes[0], name) in reached:
        return None
    missing = "run n'appelle pas la" if homes else "model.py n'a pas de"
    return Fault(
        where,
        f"{missing} fonction « {name} »",
        f"prouver une fonction dont les résultats dépendent : {', '.join(sorted(function for _, function in reached))}",
    )


def faults(study: Study, run_answers: bool = True) -> list[Fault]:
    """One fault for each case that fails, cannot be computed, or proves a function that run does not use.

    `run_answers` is False when run itself is at fault, which is told elsewhere: its cases would only repeat it.
    """
    defined, reached = linked_files.functions(study.folder), linked_files.calls(study.folder)
    found: list[Fault] = []
    known: Answers = {}
    for where, case in study.cases:
        if fault := _naming_fault(where, case.function, defined, reached):
            found.append(fault)
            continue
        if case.function == "run" and not run_answers:
            continue
        try:
            got = outcome_of(study, case, known)
        except (Exception, SystemExit) as error:  # a function of an author may raise anything; it is told, and the other studies keep working
            found.append(_uncomputed(where, error))
            continue
        if not holds(case, got):
            remedy = REMEDIES.get(case.kind, OTHERWISE) if np.isfinite(got).all() else NO_NUMBER
            found.append(Fault(where, f"attendu {case.expected}, obtenu {_obtained(got)}", remedy))
    return found
