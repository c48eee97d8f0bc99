"""A study as it is read from its folder."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.reading import card as cards
from studies.toolkit.reading import cases, grids, parameters, questions, report, results, scenarios, sources
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.code import linked_files, loading, source_code
from studies.toolkit.reading.material import Material, Shared
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.validation import identifiers
from studies.toolkit.running import narrative, runs
from studies.toolkit.running.outcome import Outcome

NEEDED = ("study.toml", "parameters.csv", "sources.csv", "scenarios.toml", results.NAME, "model.py", "page.py", "cases.csv")
TOOLKIT = Path(__file__).parents[1]
FILE_NAME = re.compile(r"[a-z][a-z0-9_]*")  # of a file of the model: the others import it by that name
OLD_SCREEN = "page_"  # how the name of a screen began when screens stood beside the model
COMPUTING = ("parameters.csv", "scenarios.toml", results.NAME, "sources.csv")  # beside the files of the model and its tables
VERSION_LENGTH = 12  # hexadecimal digits: enough that two versions never share them, short enough to read aloud


class Study(Material):
    """A study ready to run."""

    def run(self, scenario: str | None = None, **changes: float) -> Outcome:
        """The outcome of a named scenario with changes to single parameters: `study.run("proactive", final_coverage=0.99)`."""
        return runs.run(self, scenario, changes)


def files(folder: Path) -> list[Path]:
    """The files that make a study, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."))


def _digest(paths: list[Path], root: Path, start: str = "") -> str:
    digest = hashlib.sha256(start.encode())
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def figures_version(folder: Path, shared: Shared) -> str:
    """The version of the figures of a study: fingerprint of all that a figure depends on, its model, its tables, what its card computes with, what
    all studies share and the code that computes. A corrected comma in a text changes nothing of it."""
    machinery = _digest(sorted(TOOLKIT.rglob("*.py")), TOOLKIT, shared.fingerprint)
    card, _ = cards.read(folder / "study.toml", "")
    return _digest([path for path in files(folder) if _computes(path, folder)], folder, machinery + (card.computing if card else ""))[:VERSION_LENGTH]


def words_version(folder: Path) -> str:
    """The version of the words of a study: fingerprint of every other file, its card, its texts, its page and its screens, its cases."""
    return _digest([path for path in files(folder) if not _computes(path, folder)], folder)[:VERSION_LENGTH]


def _computes(path: Path, folder: Path) -> bool:
    """Whether a figure depends on a file of a study."""
    return path.relative_to(folder).as_posix() in COMPUTING or path in (*linked_files.model_files(folder), *grids.files(folder))


def _folder_faults(folder: Path, place: str) -> list[Fault]:
    name = folder.name
    if not (name.isascii() and name.isidentifier() and name == name.lower()):
        return [Fault(place, f"nom de dossier « {name} » refusé", "des minuscules sans accent, des chiffres et _")]
    faults = [
        Fault(f"{place}/{name}", "fichier absent", "le créer, ou copier celui de studies/_template")
        for name in NEEDED
        if not (folder / name).is_file()
    ]
    files = [*linked_files.model_files(folder), *linked_files.page_files(folder), *grids.files(folder)]
    if (folder / f"{grids.FOLDER}.py").is_file() and grids.files(folder):
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
    return faults + [
        Fault(f"{place}/{path.name}", "écran à côté du modèle", f"le déplacer : {linked_files.SCREENS}/{path.name.removeprefix(OLD_SCREEN)}")
        for path in sorted(folder.glob(f"{OLD_SCREEN}*.py"))
    ]


def _code_faults(folder: Path, place: str) -> list[Fault]:
    """What the code of a study does that it may not do, in any file of its model and in any of its screens."""
    model, pages = linked_files.model_files(folder), linked_files.page_files(folder)
    faults = [
        fault
        for path in [*model, *pages]
        for fault in source_code.faults(path, f"{place}/{path.relative_to(folder).as_posix()}", is_model=path in model)
    ]
    return faults + linked_files.faults(folder, place)


def read(folder: Path, territory: xr.Dataset, shared: Shared) -> tuple[Study | None, list[Fault]]:
    """A study from its folder, or None with every fault found. Nothing is run here but the loading of its model."""
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
    tables, found = grids.read(folder, place)
    faults += found
    faults += _code_faults(folder, place)
    if card is not None:
        faults += cards.name_faults(card, scenarios.names(folder / "scenarios.toml"), known, named_sources, f"{place}/study.toml")
        faults += cards.part_faults(card, f"{place}/study.toml")
        faults += cards.group_faults(card, figures, known, f"{place}/study.toml")
    if faults:
        return None, faults
    modules, faults = loading.load(folder, place, tables)
    if faults:
        return None, faults
    origin = {**own_sources, **{parameter.source: shared.sources[parameter.source] for parameter in named.values()}}
    return Study(
        folder.name,
        folder,
        card,
        figures,
        origin,
        plans,
        texts,
        table,
        modules,
        territory,
        figures_version(folder, shared),
        words_version(folder),
        answers,
        asked,
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
