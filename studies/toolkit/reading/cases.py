"""The published or hand-made cases that a study must reproduce: cases.csv, one row a case.

`function` is `run` or a function of model.py that run calls. `inputs` is JSON: the arguments of that function, or for run
{"scenario": …, "set": {…}}; an argument annotated with a record (`site: Site`) is an object of its fields.

`output` reads the answer: `subscribers@2031` is the variable subscribers at the year 2031,
`coverage@2018.25@48095` at that year and for that commune or segment; it stays empty for a function that returns one number.

kind: relative and absolute compare with `expected` within `tolerance`; sign compares the change of the output from the base run (`+` or `-`);
order takes a list of inputs whose outputs must rise (`<`) or fall (`>`).
"""

import json
import math
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, FiniteFloat

from data.ground.faults import Fault
from studies.toolkit.reading.validation import Declared, Identifier, read_rows, refuse

MARKS = {"sign": ("+", "-"), "order": ("<", ">")}


def _json(text: str) -> str:
    try:
        json.loads(text)
    except (RecursionError, ValueError):
        raise refuse("inputs n'est pas du JSON", 'par exemple {"scenario": "trend", "set": {"final_coverage": 0.99}}') from None
    return text


class Case(Declared):
    """One case: what is called with what, and what must come out."""

    FIGURES: ClassVar[tuple[str, ...]] = ("expected",)  # a figure, or a mark of MARKS

    id: Identifier
    function: Identifier
    inputs: Annotated[str, AfterValidator(_json)]
    output: str = ""
    expected: Annotated[str, Field(min_length=1)]
    tolerance: FiniteFloat = 0.0
    kind: Literal["relative", "absolute", "sign", "order"]
    reference: Annotated[str, Field(min_length=1)]

    @property
    def arguments(self) -> Any:
        """The inputs as Python values."""
        return json.loads(self.inputs)


def _input_faults(where: str, case: Case) -> list[Fault]:
    given = case.arguments
    if case.kind != "order":
        return [] if isinstance(given, dict) else [Fault(where, "inputs doit être un objet JSON", 'des noms et des valeurs : {"potential": 1000}')]
    if isinstance(given, list) and len(given) > 1 and all(isinstance(choice, dict) for choice in given):
        return []
    return [Fault(where, "inputs doit être une liste d'objets JSON", 'au moins deux : [{"scenario": "trend"}, {"scenario": "proactive"}]')]


def _expected_faults(where: str, case: Case) -> list[Fault]:
    if case.kind in MARKS:
        marks = MARKS[case.kind]
        return [] if case.expected in marks else [Fault(where, f"expected « {case.expected} » refusé", f"pour {case.kind} : {' ou '.join(marks)}")]
    try:
        finite = math.isfinite(float(case.expected))
    except (RecursionError, ValueError):
        finite = False
    if not finite:
        return [Fault(where, f"expected « {case.expected} » n'est pas un nombre", "le nombre publié, avec un point décimal")]
    return [] if case.tolerance > 0 else [Fault(where, "tolérance absente", "donner l'écart admis, plus grand que zéro")]


def read(path: Path, place: str) -> tuple[list[tuple[str, Case]], list[Fault]]:
    """The cases of a file with the place of each, and every fault found."""
    rows, faults = read_rows(path, Case, place)
    faults += [fault for where, case in rows for fault in _input_faults(where, case) + _expected_faults(where, case)]
    if not rows and not faults:
        faults.append(Fault(place, "aucun cas", "au moins un résultat publié ou calculé à la main que le modèle retrouve"))
    return rows, faults
