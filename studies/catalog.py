"""Finds, checks and runs the studies: the one door to them.

    catalog.get("broadband").run("proactive", final_coverage=0.99)

A folder of studies/ that holds a study.toml is a study. A faulty one is left out and told by `faults()`; the others keep working.
"""

import hashlib
import logging
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from data import tables
from data.ground.faults import Fault
from data.ground.stamped import stamped
from geo.territory import lozere
from studies.toolkit.checking.check import check
from studies.toolkit.checking.proven import check_once
from studies.toolkit.errors import BadRequest, FaultyStudy, StudyError
from studies.toolkit.reading import parameters, sources
from studies.toolkit.reading.material import Shared
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import Ranges
from studies.toolkit.running.study import Study, files

ROOT = Path(__file__).parent
LOG = logging.getLogger(__name__)


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
    for path in [*(tables.path(name) for name in lozere.TABLES), tables.path("shared_parameters"), *lozere.CODE]:
        digest.update(path.read_bytes())
    return Shared(figures, origins, digest.hexdigest())


def check_folder(folder: Path) -> tuple[Study | None, list[Fault]]:
    """A study ready to be shown, or None with every fault of its folder."""
    return check(folder, lozere.dataset(), shared())


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    return tuple((path.as_posix(), path.stat().st_mtime_ns, path.stat().st_size) for path in files(folder))


@stamped(_stamp, keep=32)
def _checked(folder: Path) -> tuple[Study | None, tuple[Fault, ...]]:
    """Checked again only when a file of the folder has changed, so that an author sees the new state without a restart."""
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
    return sorted(path.parent for path in ROOT.glob("[!_]*/study.toml"))


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


def get(slug: str) -> Study:
    """The study of that name. Its folder alone is checked: who asks for one study does not wait for the others. Raises FaultyStudy when it is faulty,
    BadRequest when there is none."""
    folder = ROOT / slug
    if folder not in folders():
        known = ", ".join(study.slug for study in studies()) or "aucune"
        raise BadRequest("catalogue", f"étude « {slug} » inconnue", f"choisir parmi : {known}")
    study, wrong = _checked(folder)
    if study is None:
        raise FaultyStudy(slug, list(wrong))
    return study


def warm() -> None:
    """Computes the named scenarios of every study, so that no visitor pays for the first one."""
    for study in studies():
        for scenario in study.scenarios:
            runs.run(study, scenario)


def ranges(slug: str, version: str, scenario: str, changes: runs.Changes) -> Ranges | None:
    """What a process apart answers: the ranges of a choice of the study of that version, read from its folder; None when it has another one, or when
    the choice has none: who asks then computes by itself, and tells why."""
    try:
        study = get(slug)
        return runs.ranges(study, scenario, changes) if study.version == version else None
    except StudyError as error:
        LOG.info("étude %s : rien à répondre (%s)", slug, error)
        return None


def prepare() -> None:
    """In a process apart: loads all that an answer needs."""
    for study in studies():
        runs.ranges(study, study.card.default_scenario, ())
