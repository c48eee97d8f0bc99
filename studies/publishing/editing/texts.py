"""A text of a study while it is written: what is wrong with it by line, and how it reads once its names in braces are replaced by today's figures."""

from data.ground import french
from data.ground.faults import Fault
from data.ground.text_files import INVISIBLE, INVISIBLE_REMEDY, invisible
from studies.toolkit.checking import lasting_names
from studies.toolkit.places import checked as places
from studies.toolkit.reading import paragraphs, questions
from studies.toolkit.running import narrative
from studies.toolkit.running.study import Study

FOLDER = "text/"
TITLES = {  # the texts that every study may have, as their readers call them
    "essential": "L'essentiel, la réponse en trois phrases",
    "story": "Le récit, pour les élus",
    "since": "Ce qui s'est passé depuis",
    "questions": "Les questions du comité et leurs réponses",
    "method": "La méthode",
    "notes": "Les notes sous les figures",
    "places": "Ce que l'étude dit d'une commune, sur la page « Ma commune »",
}
OF_THE_PAGE = "⟨chiffre de la page⟩"  # stands for what only the page of the study computes


def title(path: str) -> str:
    """How a text is called in a list: its own name when it is none of those of every study."""
    stem = path.removeprefix(FOLDER).removesuffix(".md")
    return TITLES.get(stem, stem)


def faults(path: str, text: str, study: Study) -> list[Fault]:
    """All that is wrong with a text, by line; its names are those of the study, whose figures are counted once."""
    place = f"studies/{study.slug}/{path}"
    if found := INVISIBLE.search(text):
        return [Fault(f"{place}, ligne {text[: found.start()].count(chr(10)) + 1}", invisible(found[0]), INVISIBLE_REMEDY)]
    if not text.strip():
        return [Fault(place, "texte vide", "l'écrire, ou abandonner ce fichier")]
    if len(text) > narrative.LONGEST:
        return [Fault(place, f"texte de {french.number(len(text))} signes", f"{french.number(narrative.LONGEST)} au plus")]
    wrong = narrative.form_faults(text, place)
    if (study.folder / lasting_names.NAME).is_file() and not path.endswith(f"/{questions.STEM}.md"):
        wrong += [lasting_names.without_name(f"{place}, ligne {line}") for line, name in paragraphs.of(text) if name is None]
    if path.endswith(f"/{questions.STEM}.md"):
        wrong += questions.read(text, place)[1]
    return wrong + places.name_faults(study, path.removeprefix(FOLDER).removesuffix(".md"), text, place, study.run())


def preview(text: str, study: Study) -> str:
    """The text with the figures of the scenario that is shown first, those by commune as they are in the whole of Lozère. To be asked of a text
    without fault."""
    outcome, reference = (places.everywhere(study, study.run(name)) for name in (None, study.card.reference))
    page = dict.fromkeys(narrative.page_names(text), OF_THE_PAGE)
    return narrative.fill(french.spaced(text), outcome, reference, study.parameters, lambda: page)
