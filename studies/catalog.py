"""Finds, checks and runs the studies: the one door to them.

    catalog.get("broadband").run("proactive", final_coverage=0.99)
    catalog.get("broadband", version="3f0c2a9d81be", source=Folder(Path("/srv/drafts")))

A folder of studies/ that holds a study.toml is a study. A faulty one is left out and told by `faults()`; the others keep working.
"""

import contextlib
import hashlib
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from data import tables
from data.ground.faults import Fault
from data.ground.files import var_folder
from data.ground.stamped import stamped
from geo.territory import lozere
from studies import serving
from studies.toolkit.checking.check import Before, check
from studies.toolkit.checking.proven import check_meanwhile, check_once
from studies.toolkit.checking.trials.meanwhile import Meanwhile
from studies.toolkit.errors import BadRequest, FaultyStudy, StudyError
from studies.toolkit.reading import parameters, sources
from studies.toolkit.reading.code import parsed
from studies.toolkit.reading.material import Shared
from studies.toolkit.running import runs
from studies.toolkit.running.apart import many_draws
from studies.toolkit.running.outcome import Ranges
from studies.toolkit.running.study import Study

ROOT = Path(__file__).parent
LAID = "laid"  # the folder of var/ where drafts and versions are laid down from the store (see publishing/folders)
LOG = logging.getLogger(__name__)


class Source(Protocol):
    """Where studies are read from: the folder of the Studio, another folder, a store of drafts or of versions."""

    def find(self, slug: str, version: str | None) -> Path:
        """The folder, named as the study, that holds its files in that version of its figures, the latest one for None. Raises BadRequest when
        there is none; whether the files are of that version is for `get` to say."""


@dataclass(frozen=True)
class Folder:
    """A source that keeps one version of each study: the one of the files that stand in `root`."""

    root: Path

    def all(self) -> list[Path]:
        """The folders of the studies, in the order of their names."""
        return sorted(path.parent for path in self.root.glob("[!_]*/study.toml"))

    def find(self, slug: str, version: str | None) -> Path:
        """As `Source` says."""
        folder = self.root / slug
        if folder not in self.all():
            known = ", ".join(path.name for path in self.all()) or "aucune"
            raise BadRequest("catalogue", f"étude « {slug} » inconnue", f"choisir parmi : {known}")
        return folder


@dataclass(frozen=True)
class Catalogue:
    """The studies of a folder: those that can be shown, in the order of their editions, and the faults of the others."""

    studies: tuple[Study, ...] = ()
    faults: dict[str, list[Fault]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def shared() -> Shared:
    """What all studies may name. Raises FaultyStudy when the shared tables cannot be read."""
    origins, faults = sources.read(tables.path("shared_sources"), "data/tables/shared_sources.csv")
    figures, found = parameters.read(tables.path("shared_parameters"), origins, "data/tables/shared_parameters.csv")
    if faults + found:
        raise FaultyStudy("data", faults + found)
    digest = hashlib.sha256()
    for path in [*(tables.path(name) for name in lozere.TABLES), *lozere.CODE]:
        digest.update(path.read_bytes())
    return Shared(figures, origins, digest.hexdigest())


def check_folder(folder: Path) -> tuple[Study | None, list[Fault]]:
    """A study ready to be shown, or None with every fault of its folder."""
    return check(folder, lozere.dataset(), shared())


def read_folder(folder: Path) -> Study:
    """The study of a folder that was checked before, or that is under way: read, and not proved again. Raises FaultyStudy when it cannot be read."""
    study, wrong = check(folder, lozere.dataset(), shared(), Before.CHECKED)
    if study is None:
        raise FaultyStudy(folder.name, wrong)
    return study


@lru_cache(maxsize=8)  # such a folder does not change
def laid(folder: Path) -> Study:
    """The study of a folder that was laid down from the store, checked before it was kept: read once. Raises FaultyStudy when it cannot be read."""
    study = read_folder(folder)
    (folder.parent / study.version).touch()  # the process apart finds it by the version of its figures
    return study


def _in_version(slug: str, version: str) -> Study | None:
    """The study whose figures are of that version: that of its folder, or one that was laid down."""
    with contextlib.suppress(StudyError):
        study = get(slug)
        if study.version == version:
            return study
    marks = sorted((var_folder() / LAID).glob(f"*/{version}"))
    return laid(marks[0].parent / slug) if marks else None


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """The path, the time [ns] and the size [bytes] of each file of a study: asked several times by each page, so read as the system lists them."""
    return tuple(sorted(_traces(folder.as_posix())))


def _traces(folder: str) -> Iterator[tuple[str, int, int]]:
    """Those of the files that make a study (versions.files)."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _traces(entry.path)
            elif not entry.name.startswith(".") and entry.is_file():
                seen = entry.stat()
                yield entry.path, seen.st_mtime_ns, seen.st_size


def _checked(folder: Path) -> tuple[Study | None, tuple[Fault, ...]]:
    """Checked again only when a file of the folder has changed, so that an author sees the new state without a restart; who writes the study does not
    wait for a slow model."""
    return _meanwhile(folder).now() if os.environ.get(serving.AUTHOR) == "1" else _whole(folder)


@stamped(_stamp, keep=32)
def _meanwhile(folder: Path) -> Meanwhile:
    return check_meanwhile(folder, lozere.dataset(), shared())


@stamped(_stamp, keep=32)
def _whole(folder: Path) -> tuple[Study | None, tuple[Fault, ...]]:
    study, faults = check_once(folder, lozere.dataset(), shared())
    for fault in faults:
        LOG.error("étude écartée : %s", fault)
    return study, tuple(faults)


def _address_faults(studies: list[Study]) -> dict[str, list[Fault]]:
    taken: dict[str, str] = {}
    faults = {}
    for study in studies:
        if study.card.url in taken:
            faults[study.slug] = [
                Fault(
                    f"studies/{study.slug}/study.toml (url)",
                    f"adresse « {study.card.url} » déjà prise par {taken[study.card.url]}",
                    "en choisir une autre",
                )
            ]
        taken.setdefault(study.card.url, study.slug)
    return faults


def folders() -> list[Path]:
    """The folders of the studies, in the order of their names."""
    return Folder(ROOT).all()


def folder_of(slug: str) -> Path:
    """The folder of a study of the Studio, sound or not. Raises BadRequest when there is none of that name."""
    return Folder(ROOT).find(slug, None)


def catalogue() -> Catalogue:
    """All that the folder of studies holds now; nothing but the faults of data/ when what all studies share cannot be read."""
    try:
        shared()
    except FaultyStudy as error:
        return Catalogue(faults={error.slug: error.faults})
    found, faults = [], {}
    for folder in folders():
        study, wrong = _checked(folder)
        if study is None:
            faults[folder.name] = list(wrong)
        else:
            found.append(study)
    faults |= _address_faults(found)
    kept = [study for study in found if study.slug not in faults]
    return Catalogue(tuple(sorted(kept, key=lambda study: (study.card.edition, study.card.title))), faults)


def studies() -> tuple[Study, ...]:
    """The studies that can be shown."""
    return catalogue().studies


def faults() -> dict[str, list[Fault]]:
    """The faults of the studies that are left out, by slug."""
    return catalogue().faults


def get(slug: str, version: str | None = None, source: Source | None = None) -> Study:
    """The study of that name, in that version of its figures, from a source; the version in force, and the studies of the Studio, when nothing is
    said. Its folder alone is checked: who asks for one study does not wait for the others.

    Raises FaultyStudy when it is faulty, BadRequest when there is none or when its figures are of another version.
    """
    study, wrong = _checked((source or Folder(ROOT)).find(slug, version))
    if study is None:
        raise FaultyStudy(slug, list(wrong))
    if version not in (None, study.version):
        raise BadRequest("catalogue", f"version « {version} » de l'étude « {slug} » absente", f"demander celle qui est là : {study.version}")
    return study


def of_page(page_file: str) -> Study:
    """The study whose folder holds `page_file`, wherever that folder stands: a page shows the figures and the texts that are beside it.

    Raises as `get` does.
    """
    folder = Path(page_file).parent
    if folder.resolve().parents[1] == (var_folder() / LAID).resolve():
        return laid(folder)
    return get(folder.name, source=Folder(folder.parent))


def warm(found: Iterable[Study]) -> None:
    """Computes the named scenarios of studies, so that no visitor pays for the first one."""
    for study in found:
        for scenario in study.scenarios:
            runs.run(study, scenario)


def ranges(slug: str, version: str, scenario: str, changes: runs.Changes, *piece: int) -> Ranges | many_draws.Piece | None:
    """What a process apart answers: the ranges of a choice of the study of that version, read from its folder or from one that was laid down, or a
    `piece` of its many draws (from, to); None when there is none of that version, or when the choice has none: who asks then computes by itself, and
    tells why."""
    try:
        study = _in_version(slug, version)
        if study is None:
            return None
        return many_draws.piece(study, scenario, changes, *piece) if piece else runs.ranges(study, scenario, changes)
    except StudyError as error:
        LOG.info("étude %s : rien à répondre (%s)", slug, error)
        return None


def prepare() -> None:
    """In a process apart: loads all that an answer needs."""
    for study in studies():
        runs.ranges(study, study.card.default_scenario, ())
    parsed.forget()
