"""What a remark may be about on the page of a study: all that has a lasting name there, and each commune."""

from collections.abc import Sequence

from data.ground import french
from data.store.writings.remarks import PARAMETER
from geo.territory import lozere
from pages.parts.reporting import items
from studies.committee import order
from studies.toolkit.running.study import Study

COMMUNE = "commune:"  # how the lasting name of a commune begins


def of_study(study: Study) -> dict[str, str]:
    """How each thing is called, by its lasting name: the assumptions first, those that weigh most before the others, then what stands on the page in
    its order, then the communes. Raises BadRequest as `order.by_weight` does."""
    named = {name: french.spaced(label) for name, label in items.of_study(study)}
    weighed = [f"{PARAMETER}{weight.parameter}" for weight in order.by_weight(study)]
    return {**{name: named[name] for name in weighed}, **named, **communes()}


def communes() -> dict[str, str]:
    """How each commune is called, by its lasting name: commune:48095, « Commune : Mende »."""
    return {commune(code): french.spaced(f"Commune : {name}") for code, name in lozere.communes(lozere.LOZERE)["name"].items()}


def commune(code: str) -> str:
    """The lasting name of a commune."""
    return f"{COMMUNE}{code}"


def sentences(study: Study, stems: Sequence[str]) -> dict[str, str]:
    """The sentences of some texts of the study."""
    starts = tuple(f"paragraph:{stem}." for stem in stems)
    return {name: label for name, label in items.of_study(study) if name.startswith(starts)}
