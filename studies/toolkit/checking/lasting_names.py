"""The names that a study has given, which outlive its versions: those of its parts, charts, options, questions, paragraphs…

A link, a remark of the committee, a comparison of two versions point at a name. ids.csv keeps those of the version that was published; what a later
version lost is told, unless the file says what it became: its new name, or `-` when it was taken away on purpose.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from data.ground.faults import Fault
from studies.toolkit.reading import paragraphs, questions
from studies.toolkit.reading.code.page_code import PageCode
from studies.toolkit.reading.material import Material
from studies.toolkit.reading.validation import Declared, read_rows

NAME = "ids.csv"
COLUMNS = ("kind", "name", "now")
GONE = "-"
KINDS = {
    "indicator": "indicateur",
    "option": "option",
    "breakeven": "valeur de bascule",
    "lever_group": "groupe de leviers",
    "warning": "alerte",
    "layer": "couche",
    "balance": "compte",
    "figure": "figure",
    "scenario": "scénario",
    "parameter": "chiffre",
    "result": "résultat",
    "question": "question",
    "paragraph": "paragraphe",
    "chart": "graphique",
    "part": "partie de la page",
}
LISTS = {
    "indicators": "indicator",
    "options": "option",
    "breakeven": "breakeven",
    "lever_groups": "lever_group",
    "warnings": "warning",
    "layers": "layer",
    "balances": "balance",
    "figures": "figure",
}  # of the card
LIMITS = "limits"  # the paragraphs that stand in the card


class Named(NamedTuple):
    """A name, the kind of thing that has it, and where it is written."""

    kind: str
    name: str
    place: str


class Kept(Declared):
    """A name of the published version; `now` is what it became when it is not there any more."""

    kind: str
    name: str
    now: str = ""


def written(study: Material) -> list[Named]:
    """Every name that a study gives, in the order of KINDS."""
    place = f"studies/{study.slug}"
    found = [Named(kind, part.id, f"{place}/study.toml") for section, kind in LISTS.items() for part in getattr(study.card, section)]
    found += [Named("scenario", name, f"{place}/scenarios.toml") for name in study.scenarios]
    found += [Named("parameter", name, f"{place}/parameters.csv") for name in study.parameters if name not in study.card.shared]
    found += [Named("result", name, f"{place}/results.csv") for name in study.results]
    found += [Named("question", name, f"{place}/text/{questions.STEM}.md") for name in study.questions]
    found += [Named("paragraph", f"{stem}.{name}", where) for where, stem, name in _paragraphs(study) if name]
    return [*found, *_on_page(PageCode(study.folder))]


def _paragraphs(study: Material) -> Iterator[tuple[str, str, str | None]]:
    """Where each paragraph of the texts and each limit stands, its text, its name."""
    for stem, text in study.texts.items():
        if stem != questions.STEM:
            for line, name in paragraphs.of(text):
                yield f"studies/{study.slug}/text/{stem}.md, ligne {line}", stem, name
    for place, limit in enumerate(study.card.limits):
        yield f"studies/{study.slug}/study.toml ({LIMITS}.{place})", LIMITS, next(paragraphs.of(limit)).name


def _on_page(page: PageCode) -> Iterator[Named]:
    """The charts and the parts that the page of a study makes."""
    yield from (Named("chart", *written) for written in page.figures())
    yield from (Named("part", *written) for written in page.parts())


def faults(study: Material) -> list[Fault]:
    """The names that two things of the same kind share, the charts whose name nobody can follow; for a study that was published, the paragraphs
    without name and the names that are lost."""
    names = written(study)
    found = _shared(names) + PageCode(study.folder).faults()
    if (study.folder / NAME).is_file():
        found += unnamed(study) + _lost(study, names)
    return found


def _shared(names: list[Named]) -> list[Fault]:
    count = Counter((named.kind, named.name) for named in names)
    return [
        Fault(named.place, f"{KINDS[named.kind]} « {named.name} » : nom donné deux fois", "donner à chacun un nom à lui")
        for named in dict.fromkeys(names)
        if named.kind in ("paragraph", "chart", "part") and count[named.kind, named.name] > 1  # the others are told where they are read
    ]


def unnamed(study: Material) -> list[Fault]:
    """The paragraphs without name of the texts and of the limits."""
    return [without_name(where) for where, _, name in _paragraphs(study) if name is None]


def remarks(study: Material) -> list[Fault]:
    """The same for a study that was not published yet: they are to be named before it is. Once it was, `faults` says them."""
    return [] if (study.folder / NAME).is_file() else unnamed(study)


def without_name(place: str) -> Fault:
    """A paragraph that nobody can point at."""
    said = "limite sans nom" if f"({LIMITS}." in place else "paragraphe sans nom"
    return Fault(place, said, "commencer par un nom qui ne changera plus, sur quoi un avis puisse porter : {#copper} La fin du cuivre…")


def kept(study: Material) -> tuple[list[tuple[str, Kept]], list[Fault]]:
    """The names of the published version, each with its place; none for a study that was never published."""
    path = study.folder / NAME
    return read_rows(path, Kept, f"studies/{study.slug}/{NAME}") if path.is_file() else ([], [])


def _lost(study: Material, names: list[Named]) -> list[Fault]:
    there = {(named.kind, named.name) for named in names}
    rows, found = kept(study)
    for where, row in rows:
        place = f"{where} ({row.name})"
        what = f"{KINDS.get(row.kind, row.kind)} « {row.name} »"
        if row.kind not in KINDS:
            found.append(Fault(place, f"genre « {row.kind} » inconnu", f"choisir parmi : {', '.join(KINDS)}"))
        elif (row.kind, row.name) in there:
            if row.now:
                found.append(Fault(place, f"{what} : encore là, et dit devenu « {row.now} »", "vider la colonne now, ou retirer l'ancien"))
        elif not row.now:
            remedy = f"le remettre ; s'il a changé de nom, écrire le nouveau dans la colonne now ; s'il est retiré exprès, y écrire {GONE}"
            found.append(Fault(place, f"{what} : nom perdu depuis la version publiée", remedy))
        elif row.now != GONE and (row.kind, row.now) not in there:
            found.append(Fault(place, f"{what} : dit devenu « {row.now} », qui n'existe pas", f"écrire le nouveau nom, ou {GONE} s'il est retiré"))
    return found


def table(study: Material) -> str:
    """The text of ids.csv for the version in force: its names, and what became of those of the versions before."""
    names = dict.fromkeys((named.kind, named.name) for named in written(study))
    rows = [(kind, name, "") for kind in KINDS for found, name in names if found == kind]
    rows += [(row.kind, row.name, row.now) for _, row in kept(study)[0] if (row.kind, row.name) not in names]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    return text.getvalue()
