"""What an author has to mend without the study being put aside."""

from data.ground.faults import Fault
from studies.toolkit.checking import bounds, directions
from studies.toolkit.running import narrative
from studies.toolkit.running.study import Study


def of(study: Study) -> list[Fault]:
    """The headlines out of the band of their own draws, the levers that do not go the way that is declared, the text of the method when nobody
    wrote it."""
    return [*bounds.remarks(study), *directions.faults(study), *_method(study)]


def _method(study: Study) -> list[Fault]:
    if narrative.METHOD in study.texts:
        return []
    asked = (
        "l'écrire : les équations, leurs signes et leurs unités, ce qui est calé et sur quoi, ce qui a été vérifié, ce qui n'est pas dans le modèle"
    )
    return [Fault(f"studies/{study.slug}/text/{narrative.METHOD}.md", "texte absent", asked)]
