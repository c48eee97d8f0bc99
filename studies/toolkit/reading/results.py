"""What a study computes: results.csv, one row a result, with the words that go with its values; what of them must add up, and what makes
them doubtful.

`dims` names the axes of its values, in their order, separated by spaces: `year`, `commune`, and the dimensions that study.toml declares. The draw is
never written: it is always the last axis. `over`, when it is given, names the result by which a rate is divided: without it the rate has no object.
"""

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, FiniteFloat, model_validator

from data.ground.faults import Fault
from studies.toolkit.reading.dimensions import BUILT_IN, Dimension
from studies.toolkit.reading.parameters import Unit
from studies.toolkit.reading.validation import Declared, Identifier, Label, Part, Text, read_rows, refuse

NAME = "results.csv"
BASES = ("observé", "réparti", "estimé")  # how a figure by commune was obtained; the word stays on maps, tables and exports
EVERY_PLACE = "*"  # in the name of a part: each place of a dimension is a part
NAMED_PARTS = re.compile(r"(?P<sign>-)?(?P<result>[a-z_][a-z0-9_]*)(\[(?P<places>(\*|[a-z0-9_]+)(, ?(\*|[a-z0-9_]+))*)\])?")
SAME = 1e-9  # a value closer than that to the bound of a warning is on it
SENSES = (1, -1, 0)  # better when higher, better when lower, neither


def part_name(name: str) -> str:
    """The name of a part of a sum, as it is written; refused when it is none."""
    if not NAMED_PARTS.fullmatch(name):
        raise refuse(
            f"« {name} » n'est pas un nom de résultat", "un nom de results.csv, avec un moins devant ce qui se retire : sales, -costs, spent[*, hgv]"
        )
    return name


def _sense(written: object) -> object:
    """1, -1 or 0; anything else as it is, to be refused."""
    return int(str(written)) if str(written) in map(str, SENSES) else written


def _basis(word: str) -> str:
    if word and word not in BASES:
        raise refuse(f"origine « {word} » inconnue", f"choisir parmi : {', '.join(BASES)}")
    return word


def _once(dims: str) -> str:
    names = dims.split()
    for name in names:
        if names.count(name) > 1:
            raise refuse(f"dimension « {name} » en double", "ne l'écrire qu'une fois")
    return dims


class Result(Declared):
    """One result of a study: its name for the public, its unit, whether higher is better (1), worse (-1) or neither (0), the axes of its values;
    `over`: the result that divides it, as what stations offer divides their use."""

    optional_columns: ClassVar[frozenset[str]] = frozenset({"over"})

    id: Identifier
    label: Label
    unit: Unit
    sense: Annotated[Literal[1, -1, 0], BeforeValidator(_sense)]
    basis: Annotated[str, AfterValidator(_basis)] = ""
    dims: Annotated[str, AfterValidator(_once)] = ""
    over: Identifier | None = None

    @model_validator(mode="after")
    def _told(self) -> "Result":
        if "commune" in self.axes and not self.basis:
            raise refuse("origine des valeurs par commune absente", f"dans basis, écrire comment elles sont obtenues : {', '.join(BASES)}")
        return self

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes of its values, in their order, without the draw."""
        return tuple(self.dims.split())


def _dimension_faults(where: str, result: Result, dimensions: Mapping[str, Dimension]) -> list[Fault]:
    known = [*BUILT_IN, *dimensions]
    return [
        Fault(f"{where} (dims)", f"dimension « {name} » inconnue", f"choisir parmi : {', '.join(known)} ; ou la déclarer dans study.toml")
        for name in result.axes
        if name not in known
    ]


def _over_faults(where: str, result: Result, known: Mapping[str, Result]) -> list[Fault]:
    """What keeps a result from being divided by the one that it names."""
    if result.over is None:
        return []
    place = f"{where} (over)"
    if result.over not in known:
        return [Fault(place, f"résultat « {result.over} » inconnu", f"choisir parmi : {', '.join(known)}")]
    if beyond := [axis for axis in known[result.over].axes if axis not in result.axes]:
        return [Fault(place, f"« {result.over} » a la dimension {', '.join(beyond)}, que ce résultat n'a pas", "nommer un résultat sans elle")]
    return []


def read(path: Path, dimensions: Mapping[str, Dimension] | None, place: str) -> tuple[dict[str, Result], list[Fault]]:
    """The results of a file by identifier, in its order, and every fault found.

    `dimensions` are those that the card declares; None when the card cannot be read.
    """
    rows, faults = read_rows(path, Result, place)
    if not rows and not faults:
        faults = [Fault(place, "aucun résultat", "écrire une ligne par résultat de model.py")]
    if dimensions is not None:
        faults += [fault for where, row in rows for fault in _dimension_faults(where, row, dimensions)]
    known = {row.id: row for _, row in rows}
    return known, faults + [fault for where, row in rows for fault in _over_faults(where, row, known)]


class Balance(Declared):
    """Results whose sum is that of others, at each date: animals, tonnes, euros that leave one account and enter others.

    The results of `whole` add up to those of `parts`; a result that has more dimensions than the first of `whole` is summed over them.
    """

    id: Identifier
    title: Label
    whole: Annotated[list[Identifier], Field(min_length=1)]
    parts: Annotated[list[Identifier], Field(min_length=1)]


class Caution(Part):
    """A warning that the page shows when what `on` names, a parameter or a result at a date, is above or below a bound [its unit].

    `about` names what it speaks of, as what `on` does: nothing is said where each of them is nothing, as of the fibre of no building.
    `without_object` names the results that then mean nothing, as a price of a kilo that nobody buys: they are written « sans objet ».
    """

    on: Text
    above: FiniteFloat | None = None
    below: FiniteFloat | None = None
    what: Text
    why: Text
    change: Text
    about: list[Text] = Field([], exclude_if=lambda names: not names)
    without_object: list[Annotated[str, AfterValidator(part_name)]] = Field([], exclude_if=lambda names: not names)

    @model_validator(mode="after")
    def _bounded(self) -> "Caution":
        if (self.above is None) == (self.below is None):
            raise refuse("ni above ni below" if self.above is None else "above et below à la fois", "donner l'un des deux : above = 3000")
        return self

    @property
    def bound(self) -> float:
        """The value that is not to be passed [unit of what is named]."""
        return self.above if self.below is None else self.below

    def raised_by(self, value: float) -> bool:
        """Whether a value [unit of what is named] is beyond the bound, by more than the rounding of a sum."""
        if math.isclose(value, self.bound, rel_tol=SAME, abs_tol=SAME):
            return False
        return value > self.bound if self.below is None else value < self.bound
