"""What a study writes and its page never shows, what its page asks for that nobody wrote (texts, notes, tables, drawings of questions, results), and
the parts that it shows twice.

The code of the page is read, not run. A text that it writes as a whole word somewhere is taken for shown.
"""

import difflib
import re
from collections.abc import Iterator

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.checking import starting
from studies.toolkit.places import written
from studies.toolkit.reading import grids, paragraphs, questions
from studies.toolkit.reading.card import RESERVED
from studies.toolkit.reading.code import asked_values, linked_files
from studies.toolkit.reading.code.loading import HOME
from studies.toolkit.reading.code.page_code import SHOW, PageCode
from studies.toolkit.reading.code.page_parts import HOUSE_PARTS
from studies.toolkit.reading.figures import picture_files
from studies.toolkit.reading.material import Material
from studies.toolkit.running import narrative

# The texts that every page shows, or takes its notes and questions from.
HOUSE = ("essential", "story", "since", narrative.METHOD, questions.STEM, narrative.NOTES, written.STEM)

TO_A_PAGE = re.compile(r"\]\(/([^/)?#\s]+)")
ONLY_ON_PAPER = ("origins", "printed-foot")


def faults(study: Material) -> list[Fault]:
    """What nobody shows, what nobody wrote, what is shown twice."""
    page = PageCode(study.folder)
    words = page.words()
    return [
        *_page(study, page),
        *_texts(study, words),
        *_notes(study, page, words),
        *_tables(study, page, words),
        *_pictures(study),
        *_drawings(study, page),
        *_dimensions(study, words),
        *_values(study, page),
        *_links(study),
        *_twice(study, page),
    ]


def _page(study: Material, page: PageCode) -> Iterator[Fault]:
    if not page.shows():
        yield Fault(f"studies/{study.slug}/page.py", "page vide : rien n'y montre l'étude", f"la finir par {SHOW}(__file__)")
    for place in page.after():
        remedy = "une section [[figures]] de study.toml, ou une partie de la page (arranged=…) : studies/README.md, Des figures sans code"
        yield Fault(place, "dessin après la page : il tomberait sous les limites, sans titre ni source", remedy)


def _texts(study: Material, words: set[str]) -> Iterator[Fault]:
    for stem in study.texts:
        if stem not in HOUSE and stem not in words:
            remedy = f"le nommer {', '.join(f'{name}.md' for name in HOUSE)}, ou le retirer"
            yield Fault(f"studies/{study.slug}/text/{stem}.md", "texte que la page ne montre pas", remedy)


def _notes(study: Material, page: PageCode, words: set[str]) -> Iterator[Fault]:
    place, text = f"studies/{study.slug}/text/{narrative.NOTES}.md", study.texts.get(narrative.NOTES, "")
    written = {note.name: note.line for note in paragraphs.of(text)}
    for name, line in written.items():
        if name is None:
            yield Fault(
                f"{place}, ligne {line}", "note sans nom : aucun écran ne peut la montrer", "la commencer par son nom : {#prix} Le prix du bois…"
            )
        elif name not in words:
            remedy = f'la montrer dans un écran : texts.note(view, "{name}"), ou la retirer'
            yield Fault(f"{place}, ligne {line}", f"note « {name} » que personne ne montre", remedy)
    told = paragraphs.named(text)
    for name, where, given in page.notes():
        if name not in written:
            yield Fault(
                where, f"note « {name} » absente de text/{narrative.NOTES}.md", f"l'y écrire : {{#{name}}} Ce qu'elle dit ; ou corriger le nom"
            )
        for missing in narrative.page_names(told.get(name, "")) - given if given is not None else ():
            remedy = f'le donner : texts.note(view, "{name}", {missing}="…") ; ou corriger le nom dans la note'
            yield Fault(where, f"note « {name} » : l'écran ne donne pas {{page.{missing}}}", remedy)


def _tables(study: Material, page: PageCode, words: set[str]) -> Iterator[Fault]:
    """Those that neither a screen nor the model reads, those that a screen asks for and the columns that it asks of them when they are not there."""
    texts = [path for path in grids.text_files(study.folder) if path.stem not in study.tables]
    written = {path.stem: list(grids.written(study.folder, path.stem)[0]) for path in texts}
    for name, where, columns in page.tables():
        if name not in written:
            there = f"il y a {french.listed(sorted(written))}" if written else "il n'y en a aucune"
            yield Fault(where, f"table de textes « {name} » absente du dossier {grids.FOLDER}", f"l'y écrire, ou corriger le nom : {there}")
        for column in columns or ():
            if column not in written.get(name, [column]):
                remedy = f"corriger le nom ; il y a {french.listed(written[name])}"
                yield Fault(where, f"colonne « {column} » absente de {grids.FOLDER}/{name}.csv", remedy)
    for path in texts:
        if path.stem not in words:
            remedy = f'la montrer dans un écran : texts.table(view, "{path.stem}", …), la lire dans le modèle, ou la retirer'
            yield Fault(f"studies/{study.slug}/{grids.FOLDER}/{path.name}", "table que personne ne lit", remedy)
    read = words | linked_files.tables_read(study.folder) | {part.table for part in (*study.card.layers, *study.card.figures)}
    for name, table in study.tables.items():
        if name not in read:
            remedy = f'la lire dans le modèle : from .tables import {name}, la nommer dans une couche ou une figure (table = "{name}"), ou la retirer'
            yield Fault(table.place, f"table « {name} » que personne ne lit", remedy)


def _pictures(study: Material) -> Iterator[Fault]:
    """Those that no figure shows."""
    shown = {figure.picture for figure in study.card.figures}
    for path in sorted((study.folder / picture_files.FOLDER).glob("[!.]*")):
        if path.name not in shown:
            remedy = f'la montrer dans study.toml, par une figure : kind = "picture", picture = "{path.name}" ; ou la retirer'
            yield Fault(f"studies/{study.slug}/{picture_files.FOLDER}/{path.name}", "image que personne ne montre", remedy)


def _dimensions(study: Material, words: set[str]) -> Iterator[Fault]:
    """Those that no result has, no screen names, and whose words no other dimension takes."""
    declared = study.card.dimensions
    taken = {axis for result in study.results.values() for axis in result.axes}
    for name, dimension in declared.items():
        within = any(other.values.items() <= dimension.values.items() for axis, other in declared.items() if axis != name)
        if name not in taken | words and not within:
            place = f"studies/{study.slug}/study.toml, [dimensions.{name}]"
            yield Fault(place, f"dimension « {name} » que rien n'utilise", "la nommer dans la colonne dims de results.csv, ou la retirer")


def _values(study: Material, page: PageCode) -> Iterator[Fault]:
    """The results, the figures and the dimensions that a screen asks for by their name and that the study does not have."""
    results, figures, dimensions = set(study.results), set(study.parameters), set(study.card.dimensions)
    known = dict.fromkeys(asked_values.OF_A_RESULT, results)
    known |= {asked_values.UNIT: results | figures, asked_values.VALUES: figures, asked_values.NAMES: dimensions}
    for asked, name, where in asked_values.asked(page.files):
        stem = re.split(r"[\[@]", name)[0]
        if stem not in known[asked]:
            near = difflib.get_close_matches(stem, known[asked], n=1)
            better = f" : peut-être {near[0]}" if near else ""
            files = {asked_values.VALUES: "parameters.csv", asked_values.NAMES: "study.toml"}
            yield Fault(where, f"{asked} : « {name} » n'existe pas", f"l'écrire dans {files.get(asked, 'results.csv')}, ou corriger le nom{better}")


def _links(study: Material) -> Iterator[Fault]:
    """The links of the texts to a page that the Studio does not have."""
    studies = sorted({*starting.addresses(study.folder.parent), *starting.addresses(HOME)})
    for stem, text in study.texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            for address in TO_A_PAGE.findall(line):
                if address not in {*studies, *RESERVED}:
                    place = f"studies/{study.slug}/text/{stem}.md, ligne {number}"
                    remedy = f"corriger l'adresse ; celles des études : {french.listed([f'/{known}' for known in studies])}"
                    yield Fault(place, f"lien vers « /{address} », qui n'est pas une page du Studio", remedy)


def _twice(study: Material, page: PageCode) -> Iterator[Fault]:
    """The parts that the page puts twice: by hand, or beside those of every page."""
    absent = {name for name, there in {**dict.fromkeys(ONLY_ON_PAPER, False), **_only_for_some(study)}.items() if not there}
    for where, arranged in page.arranged([name for name in HOUSE_PARTS if name not in absent]):
        repeated = arranged.repeated()
        whole = [name for name in repeated if name not in HOUSE_PARTS]
        if "tabs" in repeated:  # all of them are
            yield Fault(where, "toutes les parties mises deux fois", "ne garder qu'une fois celles que la page reçoit : [*parts, Opinion()]")
        else:
            whole = repeated
        for name in whole:
            remedy = "n'en garder qu'une, ou donner un autre nom à l'autre"
            if name in HOUSE_PARTS:
                remedy = f"elle est déjà dans parts : ne pas l'ajouter, ou l'ôter d'abord : [part for part in parts if part.id != \"{name}\"]"
            yield Fault(where, f"partie « {name} » mise deux fois", remedy)


def _only_for_some(study: Material) -> dict[str, bool]:
    """The parts that every page may have, and whether that of the study has them for certain: a map may also come of layers that the page gives."""
    mapped = bool(study.card.layers)
    return {
        "map": mapped,
        "sight": mapped,
        "answer": False,
        "figures": bool(study.card.figures),
        "questions": bool(study.questions),
        "story": "story" in study.texts,
        "since": "since" in study.texts,
    }


def _drawings(study: Material, page: PageCode) -> Iterator[Fault]:
    """The questions that announce a drawing that the page does not give, and the reverse."""
    given = page.given_to_questions()
    if given is None:
        return
    text = f"studies/{study.slug}/text/{questions.STEM}.md"
    drawn = {each.name for each in given if each.drawn}
    for each in given:
        if each.name not in study.questions:
            yield Fault(each.place, f"question « {each.name} » absente de text/{questions.STEM}.md", "l'y écrire, ou corriger le nom")
    named = {each.name for each in given if each.named}
    for name, question in study.questions.items():
        for missing in sorted(narrative.page_names_of(question)) if name not in named else ():
            remedy = f"dans page.py, sous le nom « {name} », donner une fonction qui le calcule : Shown(named=…) ; ou corriger le nom"
            yield Fault(f"{text} ({name})", f"question « {name} » : la page ne donne pas {{page.{missing}}}", remedy)
        if question.shows and name not in drawn:
            yield Fault(
                f"{text} ({name})",
                f"question « {name} » sans dessin",
                f"le donner dans page.py, sous le nom « {name} » ; ou ôter sa ligne « Voir : »",
            )
        if name in drawn and not question.shows:
            yield Fault(
                f"{text} ({name})",
                f"question « {name} » sans ligne « Voir : »",
                "dire ce que montre son dessin : Voir : le prix selon le nombre de camions",
            )
