"""A study as it is read from its folder."""

import hashlib
import importlib.util
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import xarray as xr

from data.faults import Fault
from studies.toolkit import card as cards
from studies.toolkit import cases, narrative, parameters, scenarios, source_code, sources
from studies.toolkit.card import Card
from studies.toolkit.cases import Case
from studies.toolkit.errors import hint, in_one_line
from studies.toolkit.parameters import Parameter
from studies.toolkit.scenarios import Scenario
from studies.toolkit.sources import Source
from studies.toolkit.validation import identifiers

if TYPE_CHECKING:
    from studies.toolkit.outcome import Outcome

NEEDED = ("study.toml", "parameters.csv", "sources.csv", "scenarios.toml", "model.py", "page.py", "cases.csv")
TOOLKIT = Path(__file__).parent
VERSION_LENGTH = 12  # hexadecimal digits: enough that two versions never share them, short enough to read aloud


@dataclass(frozen=True)
class Shared:
    """What all studies may name: parameters and sources of data/tables, and the fingerprint of the tables and code behind `territory`."""

    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    fingerprint: str = ""


@dataclass(frozen=True, eq=False)
class Study:
    """A study ready to run; compared by identity, never changed after reading."""

    slug: str
    folder: Path
    card: Card
    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Source]
    scenarios: Mapping[str, Scenario]
    texts: Mapping[str, str]
    cases: list[tuple[str, Case]]
    model: ModuleType
    territory: xr.Dataset
    version: str

    def run(self, scenario: str | None = None, **changes: float) -> "Outcome":
        """The outcome of a named scenario with changes to single parameters: `study.run("proactive", final_coverage=0.99)`."""
        from studies.toolkit import running  # late: running is made of studies

        return running.run(self, scenario, changes)


def files(folder: Path) -> list[Path]:
    """The files that make a study, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."))


def _digest(paths: list[Path], root: Path, start: str = "") -> str:
    digest = hashlib.sha256(start.encode())
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def version_of(folder: Path, shared: Shared) -> str:
    """The version of a study: fingerprint of its folder, of the tables it reads and of the code that computes."""
    machinery = _digest(sorted(TOOLKIT.glob("*.py")), TOOLKIT, shared.fingerprint)
    return _digest(files(folder), folder, machinery)[:VERSION_LENGTH]


def line_in(path: Path, error: BaseException, place: str) -> str:
    """The place of an error with the last line of `path` that it went through, when it went through it."""
    while error.__cause__ is not None:
        error = error.__cause__
    lines = [step.lineno for step in traceback.extract_tb(error.__traceback__) if step.filename == str(path)]
    return f"{place}, ligne {lines[-1]}" if lines else place


def _load_model(path: Path, slug: str, place: str) -> tuple[ModuleType | None, list[Fault]]:
    spec = importlib.util.spec_from_file_location(f"study_model_{slug}", path)
    module = importlib.util.module_from_spec(spec)
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # a checked folder stays as its author left it
    sys.modules[spec.name] = module  # dataclasses look their module up while it loads
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # whatever an author's module raises must not take the other studies down
        said = in_one_line(error)
        return None, [Fault(line_in(path, error, place), f"le module ne se charge pas : {said}", hint(said, "corriger cette ligne"))]
    finally:
        sys.dont_write_bytecode = written
        del sys.modules[spec.name]
    if not callable(getattr(module, "run", None)):
        return None, [Fault(place, "fonction run absente", "écrire def run(p, territory) qui renvoie un xarray.Dataset")]
    return module, []


def _folder_faults(folder: Path, place: str) -> list[Fault]:
    name = folder.name
    if not (name.isascii() and name.isidentifier() and name == name.lower()):
        return [Fault(place, f"nom de dossier « {name} » refusé", "des minuscules sans accent, des chiffres et _")]
    return [Fault(f"{place}/{name}", "fichier absent", "le créer, ou copier celui de studies/_template")
            for name in NEEDED if not (folder / name).is_file()]


def read(folder: Path, territory: xr.Dataset, shared: Shared) -> tuple[Study | None, list[Fault]]:
    """A study from its folder, or None with every fault found. Nothing is run here but the loading of model.py."""
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
    own = part(parameters.read, "parameters.csv", identifiers(folder / "sources.csv")) or {}
    named, found = _shared_part(card, own, shared, f"{place}/study.toml")
    faults += found
    figures = {**own, **named}
    written = identifiers(folder / "parameters.csv")
    known = None if written is None or card is None else {*written, *named}
    plans = part(scenarios.read, "scenarios.toml", figures, known) or {}
    table = part(cases.read, "cases.csv") or []
    texts, found = narrative.read(folder / "text", f"{place}/text")
    faults += found
    for name in ("model.py", "page.py"):
        if name in here:
            faults += source_code.faults(here[name][0], here[name][1], is_model=name == "model.py")
    if card is not None:
        faults += cards.name_faults(card, scenarios.names(folder / "scenarios.toml"), known, f"{place}/study.toml")
    if faults:
        return None, faults
    path, of_model = here["model.py"]
    model, faults = _load_model(path, folder.name, of_model)
    if model is None:
        return None, faults
    origin = {**own_sources, **{one.source: shared.sources[one.source] for one in named.values()}}
    return Study(folder.name, folder, card, figures, origin, plans, texts, table, model, territory, version_of(folder, shared)), []


def _shared_part(card: Card | None, own: Mapping[str, Parameter], shared: Shared, place: str) -> tuple[dict[str, Parameter], list[Fault]]:
    """The shared parameters that a card names, and the names that cannot be used."""
    named, faults = {}, []
    for identifier in card.shared if card else []:
        if identifier not in shared.parameters:
            faults.append(Fault(f"{place} (shared)", f"paramètre partagé « {identifier} » inconnu",
                                f"choisir parmi : {', '.join(shared.parameters)}"))
        elif identifier in own:
            faults.append(Fault(f"{place} (shared)", f"« {identifier} » est aussi dans parameters.csv", "le retirer de l'un des deux"))
        else:
            named[identifier] = shared.parameters[identifier]
    return named, faults
