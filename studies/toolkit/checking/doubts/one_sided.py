"""Assumptions whose value stands at an end of its own range: nearly all their draws are then on one side of it, and so are those of the headlines."""

from collections.abc import Iterator

from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running.study import Study

NEAR = 0.05  # [share of the range] a value closer than that to an end is at it
SAID = ("au moins", "au plus", "la plus basse", "la plus haute")  # a note with one of them says why nothing is possible, or was read, beyond


def remarks(study: Study) -> list[Fault]:
    """Each of them, but for those that nothing can be below, as their unit or their note says."""
    return [
        Fault(_place(study, parameter), said, f"{remedy} ; ou dire dans la note pourquoi c'est impossible (« au moins », « au plus »)")
        for parameter in study.parameters.values()
        if parameter.uncertain and not any(words in parameter.note.lower() for words in SAID)
        for said, remedy in _at_an_end(parameter)
    ]


def _place(study: Study, parameter: Parameter) -> str:
    shared = parameter.id in study.card.shared
    return f"{'data/tables/shared_parameters.csv' if shared else f'studies/{study.slug}/parameters.csv'} ({parameter.id})"


def _at_an_end(parameter: Parameter) -> Iterator[tuple[str, str]]:
    near = NEAR * (parameter.high - parameter.low)
    if parameter.value <= parameter.low + near and parameter.low > units.find(parameter.unit).lowest:
        yield "valeur tout en bas de sa fourchette : presque tous les tirages sont au-dessus", "donner une borne plus basse, d'après une source"
    if parameter.value >= parameter.high - near and parameter.high < units.find(parameter.unit).highest:
        yield "valeur tout en haut de sa fourchette : presque tous les tirages sont au-dessous", "donner une borne plus haute, d'après une source"
