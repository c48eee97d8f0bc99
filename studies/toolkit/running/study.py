"""A study as it is read from its folder."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.reading import card as cards
from studies.toolkit.reading import cases, grids, parameters, questions, report, results, scenarios, sources
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.code import linked_files, loading, source_code
from studies.toolkit.reading.figures.named import faults as named_by_figures
from studies.toolkit.reading.material import Material, Shared
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.results import Result
from studies.toolkit.reading.tables import described, words
from studies.toolkit.reading.tables import reading as tables
from studies.toolkit.reading.tables.files import workbooks
from studies.toolkit.reading.validation import identifiers
from studies.toolkit.running import narrative, runs, versions
from studies.toolkit.running.outcome import Outcome

NEEDED = ("study.toml", "parameters.csv", "sources.csv", "scenarios.toml", results.NAME, "model.py", "page.py", "cases.csv")
FILE_NAME = re.compile(r"[a-z][a-z0-9_]*")  # of a file of the model: the others import it by that name
LINKED = "dossier lié (un raccourci) : ce qui y changerait ne serait ni vérifié de nouveau, ni vu dans la version"
OLD_SCREEN = "page_"  # how the name of a screen began when screens stood beside the model


class Study(Material):
    """A study ready to run."""

    def run(self, scenario: str | None = None, **changes: float) -> Outcome:
        """The outcome of a named scenario with changes to single parameters: `study.run("proactive", final_coverage=0.99)`."""
        return runs.run(self, scenario, changes)


def _instead(folder: Path, name: str) -> str:
    """What to do about a file that is not there: another one may hold what it should."""
    if (folder / f"{name}.txt").is_file():
        return f"renommer {name}.txt, qui est là"
    if name.endswith(".csv") and (books := workbooks(folder / name)):
        return f"python -m studies check {folder.name} --fix l'écrit d'après {books[0].name}, qui est là"
    return "le créer, ou copier celui de studies/_template"


def may_be_named(name: str) -> bool:
    """Whether a folder of that name may be a study."""
    return name.isascii() and name.isidentifier() and name == name.lower()


def _folder_faults(folder: Path, place: str) -> list[Fault]:
    name = folder.name
    if not may_be_named(name):
        better = words.identifier(name).lstrip("0123456789_") or "chaleur_bois"
        remedy = f"le nommer {better}, avec son adresse (url) et son titre dans study.toml ; une copie gardée de côté va hors de studies/"
        return [Fault(place, f"nom de dossier « {name} » refusé : des minuscules sans accent, des chiffres et _", remedy)]
    faults = [Fault(f"{place}/{name}", "fichier absent", _instead(folder, name)) for name in NEEDED if not (folder / name).is_file()]
    files = [*linked_files.model_files(folder), *linked_files.page_files(folder)]
    if (folder / f"{grids.FOLDER}.py").is_file() and (folder / grids.FOLDER).is_dir():
        faults.append(Fault(f"{place}/{grids.FOLDER}.py", f"même nom que le dossier {grids.FOLDER}", "donner un autre nom à ce fichier"))
    faults += [
        Fault(
            f"{place}/{path.relative_to(folder).as_posix()}",
            "nom de fichier refusé",
            "une lettre, puis des minuscules sans accent, des chiffres et _",
        )
        for path in files
        if not FILE_NAME.fullmatch(path.stem)
    ]
    faults += [
        Fault(f"{place}/{path.relative_to(folder).as_posix()}", LINKED, "mettre à sa place une copie du dossier qu'il désigne")
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() and path.is_dir()
    ]
    return faults + [
        Fault(f"{place}/{path.name}", "écran à côté du modèle", f"le déplacer : {linked_files.SCREENS}/{path.name.removeprefix(OLD_SCREEN)}")
        for path in sorted(folder.glob(f"{OLD_SCREEN}*.py"))
    ]


def _code_faults(folder: Path, place: str, tables: Collection[str]) -> list[Fault]:
    """What the code of a study does that it may not do, in any file of its model and in any of its screens."""
    model, pages = linked_files.model_files(folder), linked_files.page_files(folder)
    faults = [
        fault
        for path in [*model, *pages]
        for fault in source_code.faults(path, f"{place}/{path.relative_to(folder).as_posix()}", is_model=path in model)
    ]
    return faults + linked_files.faults(folder, place, tables)


def read(folder: Path, territory: xr.Dataset, shared: Shared, code_known: bool = False) -> tuple[Study | None, list[Fault]]:
    """A study from its folder, or None with every fault found. Nothing is run here but the loading of its model. `code_known`: the very bytes of its
    code were gone over, and nothing of them is read again but by Python."""
    place = f"studies/{folder.name}"
    faults = _folder_faults(folder, place)
    here = {name: (folder / name, f"{place}/{name}") for name in NEEDED if (folder / name).is_file()}

    def part(reader, name, *more):
        if name not in here:
            return None
        content, found = reader(here[name][0], *more, here[name][1])
        faults.extend(found)
        return content

    card = part(cards.read, "study.toml")
    own_sources = part(sources.read, "sources.csv") or {}
    named_sources = identifiers(folder / "sources.csv")
    own = part(parameters.read, "parameters.csv", named_sources) or {}
    named, found = _shared_part(card, own, shared, f"{place}/study.toml")
    faults += found
    figures = {**own, **named}
    written = identifiers(folder / "parameters.csv")
    known = None if written is None or card is None else {*written, *named}
    plans = part(scenarios.read, "scenarios.toml", figures, known) or {}
    table = part(cases.read, "cases.csv") or []
    answers = part(results.read, results.NAME, None if card is None else card.dimensions) or {}
    texts, found = narrative.read(folder / "text", f"{place}/text")
    faults += found
    asked, found = questions.read(texts.get(questions.STEM, ""), f"{place}/text/{questions.STEM}.md")
    faults += found
    faults += report.faults(folder / report.NAME, f"{place}/{report.NAME}")
    held, found = tables.read(folder, place, territory, {} if card is None else card.dimensions, named_sources)
    faults += found + grids.faults(folder, place, held.declared)
    faults += [] if code_known else _code_faults(folder, place, held.declared)
    if card is not None:
        faults += cards.name_faults(card, scenarios.names(folder / "scenarios.toml"), known, named_sources, f"{place}/study.toml")
        faults += cards.part_faults(card, f"{place}/study.toml")
        faults += described.faults(card, answers, held, f"{place}/study.toml")
        if not any(fault.place.startswith(f"{place}/{results.NAME}") for fault in faults):  # a name of a refused row is not told again
            known_names = scenarios.names(folder / "scenarios.toml"), named_sources
            faults += named_by_figures(card.figures, answers, card.dimensions, held, known_names, folder, f"{place}/study.toml")
        faults += cards.group_faults(card, figures, known, f"{place}/study.toml")
    if faults:
        return None, faults
    modules, faults = loading.load(folder, place, held.tables)
    if faults:
        return None, faults
    origin = {**own_sources, **{parameter.source: shared.sources[parameter.source] for parameter in named.values()}}
    return Study(
        folder.name,
        folder,
        described.sourced(_with_labels(card, answers), held.tables, origin),
        figures,
        origin,
        plans,
        texts,
        table,
        modules,
        territory,
        *versions.of(folder, shared, held.tables),
        answers,
        asked,
        held.tables,
    ), []


def _shared_part(card: Card | None, own: Mapping[str, Parameter], shared: Shared, place: str) -> tuple[dict[str, Parameter], list[Fault]]:
    """The shared parameters that a card names, and the names that cannot be used."""
    named, faults = {}, []
    for identifier in card.shared if card else []:
        if identifier not in shared.parameters:
            faults.append(
                Fault(f"{place} (shared)", f"paramètre partagé « {identifier} » inconnu", f"choisir parmi : {', '.join(shared.parameters)}")
            )
        elif identifier in own:
            faults.append(Fault(f"{place} (shared)", f"« {identifier} » est aussi dans parameters.csv", "le retirer de l'un des deux"))
        else:
            named[identifier] = shared.parameters[identifier]
    return named, faults


def _with_labels(card: Card, results: Mapping[str, Result]) -> Card:
    """The card whose indicators and layers have all a name: that of their result when they give none of their own."""
    labels = {name: result.label for name, result in results.items()}
    named = {
        "indicators": [part if part.label else part.model_copy(update={"label": labels.get(part.variable, "")}) for part in card.indicators],
        "layers": [part if part.title else part.model_copy(update={"title": labels.get(part.variable, "")}) for part in card.layers],
    }
    return card.model_copy(update=named)
