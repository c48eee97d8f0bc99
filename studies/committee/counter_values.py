"""The values that the members of the committee would take for an assumption, and the one that stands for them all: their median."""

import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.ground import french
from data.ground.faults import Fault, Refused
from data.intake import cells
from data.store.writings.discussion import Remark
from data.store.writings.remarks import Position
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study

LEAST = 2  # reviewers, before a value stands for a committee
PLACE = "valeur proposée"
DIGITS = 12  # significant digits of a typed value: more is what a computer adds when it divides by a hundred
CLOSER = "choisir l'avis qui va avec la valeur, ou corriger la valeur"


@dataclass(frozen=True)
class Heard:
    """What was said of an assumption: how many find it too low, right, too high; the values [its unit] that they would take, by who said it. Who
    finds it right takes the value of the study."""

    parameter: str
    positions: Mapping[Position, int]
    values: Mapping[str, float]
    contested: bool

    @property
    def median(self) -> float | None:
        """The value of the committee [its unit]; None while fewer than two members gave one, or when none of them contests that of the study."""
        return statistics.median(self.values.values()) if self.contested and len(self.values) >= LEAST else None


def heard(study: Study, remarks: Iterable[Remark]) -> dict[str, Heard]:
    """What was said of each assumption of a study, in its order. What was answered counts no more: it was refused, or the next
    version carries it; what is hidden does not count."""
    found = {}
    live = [one for one in remarks if one.position is not None and not one.hidden and one.answered_at is None]
    for name, parameter in study.parameters.items():
        said = [one for one in live if one.parameter == name]
        if not said:
            continue
        values = {one.by: parameter.value if one.position is Position.RIGHT else one.value for one in said}
        given = {by: value for by, value in values.items() if value is not None}
        positions = {position: sum(one.position is position for one in said) for position in Position}
        found[name] = Heard(name, positions, given, any(one.value is not None for one in said))
    return found


def medians(heard: Mapping[str, Heard]) -> dict[str, float]:
    """The values of the committee by assumption [unit of each]."""
    return {name: one.median for name, one in heard.items() if one.median is not None}


def checked(study: Study, parameter: Parameter, position: Position, value: float) -> float:
    """A value [its unit] that goes with a position on an assumption. Refused when it is on the other side of the value of the study.

    Raises BadRequest when the assumption cannot take it: out of the bounds of a lever, or of what its unit allows.
    """
    accepted = runs.accepted(study, parameter.id, value)
    low = position is Position.LOW
    if position is Position.RIGHT or (accepted <= parameter.value if low else accepted >= parameter.value):
        side = "au-dessus de" if low else "au-dessous de"
        wanted = f"« {position.value} » demande une valeur {side} {units.written(parameter.value, parameter.unit)}"
        raise Refused(Fault(PLACE, wanted, CLOSER))
    return accepted


def typed(study: Study, parameter: Parameter, position: Position, text: str) -> float | None:
    """What somebody typed for an assumption [its unit], as the screen writes it: 60,5 or 60,5 % for a share. None when nothing is typed. Refused when
    it is no number, out of bounds, or on the other side of the value of the study."""
    unit = units.find(parameter.unit)
    plain = text.strip()
    for word in (unit.label, units.noun(parameter.unit, 2), units.noun(parameter.unit, 1)):
        plain = plain.removesuffix(word).rstrip() if word else plain
    try:
        number = cells.number(plain)
    except cells.Unreadable as wrong:
        raise Refused(Fault(PLACE, wrong.fault, wrong.remedy)) from wrong
    if number is None:
        return None
    value = float(f"{number / unit.scale:.{DIGITS}g}")
    try:
        return checked(study, parameter, position, value)
    except BadRequest as wrong:
        raise Refused(Fault(PLACE, f"{units.written(value, parameter.unit)} n'est pas possible ici", f"choisir {_possible(parameter)}")) from wrong


def _possible(parameter: Parameter) -> str:
    """The bounds of what an assumption can be."""
    unit = units.find(parameter.unit)
    low, high = (parameter.low, parameter.high) if parameter.role == "lever" else (unit.lowest, unit.highest)
    if math.isfinite(low) and math.isfinite(high):
        return french.between(units.written(low, parameter.unit), units.written(high, parameter.unit))
    return f"au moins {units.written(low, parameter.unit)}" if math.isfinite(low) else "un nombre ordinaire"
