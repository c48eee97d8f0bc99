"""What is wrong with the names in braces of a text of a study, that of its places included."""

import numpy as np

from data.ground.faults import Fault
from studies.toolkit.places import written
from studies.toolkit.places.narrowed import narrowed, with_permanent_premises
from studies.toolkit.reading.material import Material
from studies.toolkit.running import narrative
from studies.toolkit.running.outcome import Outcome


def name_faults(study: Material, stem: str, text: str, place: str, outcome: Outcome) -> list[Fault]:
    """The names of a text that stand for nothing; in text/places.md a result by commune stands for its value in one place, and what the Studio itself
    knows of a place has a name too."""
    if stem != written.STEM:
        return narrative.name_faults(text, place, outcome, study.parameters)
    by_commune = {name for name, result in study.results.items() if result.axes == ("commune",)}
    wrong = narrative.name_faults(text, place, everywhere(study, outcome), study.parameters, of_page=True)
    return [*written.faults(text, place, by_commune), *wrong]


def everywhere(study: Material, outcome: Outcome) -> Outcome:
    """An outcome whose results by commune are those of all the communes together."""
    communes = with_permanent_premises(study.territory)
    return narrowed(outcome, study.card, communes, np.ones(communes.sizes["commune"], dtype=bool))
