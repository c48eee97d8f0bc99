"""From the store to the studies: what is submitted, what a version shows, what a draft says today, what the public reads.

A version is shown in one of two ways. When the code of the Studio still gives the figures that it kept, its levers move; otherwise it is shown from
its document, levers locked. So a link shows the same figures for ever, and a study that nobody touched stays alive.
"""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from data.ground.faults import Fault, Refused
from data.store.access import Actor
from data.store.opening import Store
from data.store.writings import drafts, versions
from data.store.writings.drafts import DraftFile
from data.store.writings.versions import Snapshot, Version
from geo.territory import lozere
from studies import catalog
from studies.publishing import attribution, difference, document, folders
from studies.publishing.attribution import Attribution
from studies.publishing.difference import Change
from studies.publishing.document import Content
from studies.toolkit.checking.trials import page_trial
from studies.toolkit.errors import FaultyStudy, StudyError
from studies.toolkit.running import outcome, runs
from studies.toolkit.running.study import Study

CASES = "cases.csv"
Asked = Callable[[Path], tuple[document.Said, list[Fault]]]  # what the page of a folder answers, or the faults of one that does not
DRAFT, FOLDER = 0, -1  # where versions are named by their numbers: the draft, and the same without what was changed on screen


class FaultyDraft(Refused):
    """A draft that cannot be submitted; `faults` holds all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0])
        self.faults = faults


def draft(store: Store, slug: str) -> Study:
    """The study as its folder and its draft say it today, proved or not. Raises FaultyStudy when it cannot be read, BadRequest when there is none of
    that name."""
    changed = drafts.read(store, slug)
    if changed:
        return of_files(slug, _files_of_draft(slug, changed))
    return _here(slug)


def _here(slug: str) -> Study:
    """The study of the folder, also when a fault keeps it from being shown to the public."""
    try:
        return catalog.get(slug)
    except FaultyStudy:
        return catalog.read_folder(catalog.folder_of(slug))


def under_way(store: Store, slug: str, number: int) -> Study:
    """The draft, with what was changed on screen (DRAFT) or without (FOLDER). Raises as `draft` does."""
    return draft(store, slug) if number == DRAFT else _here(slug)


class Proved(NamedTuple):
    """What `python -m studies check` says of a draft: the faults that keep it from being submitted, the known results that its values have moved."""

    faults: list[Fault]
    moved: list[Fault]


def proved(store: Store, slug: str) -> Proved:
    """The draft of a study, checked whole."""
    changed = drafts.read(store, slug)
    if not changed:
        return Proved(catalog.faults().get(slug, []), [])
    found = catalog.check_folder(folders.laid(slug, _files_of_draft(slug, changed)))[1]
    moved = [] if CASES in changed or slug in catalog.faults() else [fault for fault in found if _is_of_a_case(fault, slug)]
    return Proved([fault for fault in found if fault not in moved], moved)


def faults_of_draft(store: Store, slug: str) -> list[Fault]:
    """All that keeps the draft of a study from being submitted."""
    return proved(store, slug).faults


def _is_of_a_case(fault: Fault, slug: str) -> bool:
    """Whether a case is no more what was expected: cases hold the model to known results on the values of the folder, where they are proved; an
    assumption that is changed on screen moves them, as it should."""
    return fault.place.startswith(f"studies/{slug}/{CASES}") and fault.fault.startswith("attendu ")


def files_of_draft(store: Store, slug: str) -> dict[str, bytes]:
    """The files of the draft of a study by path: those of its folder, with what was changed on screen in their place. Refused when one is lost."""
    return _files_of_draft(slug, drafts.read(store, slug))


def _files_of_draft(slug: str, changed: Mapping[str, DraftFile]) -> dict[str, bytes]:
    return folders.with_draft(catalog.folder_of(slug), {path: file.content for path, file in changed.items()})


def of_files(slug: str, content: Mapping[str, bytes]) -> Study:
    """The study that those files make, with the code of the Studio; not proved. Raises FaultyStudy when it cannot be read."""
    return catalog.laid(folders.laid(slug, content))


def submit(store: Store, actor: Actor, slug: str, message: str, asked: Asked | None = None) -> int:
    """Keeps the draft of a study as a new version; returns its number. `asked` gives what its page answers, a process apart when the caller knows no
    page. Refused as `versions.submit`; raises FaultyDraft when the draft has faults."""
    if faults := faults_of_draft(store, slug):
        raise FaultyDraft(faults)
    return versions.submit(store, actor, slug, snapshot(draft(store, slug), asked), message)


def snapshot(study: Study, asked: Asked | None = None) -> Snapshot:
    """All that a version of a study keeps. Every scenario is computed, and its page answers its committee under each. Raises FaultyDraft when the
    page does not. `asked`: as for `submit`."""
    said, faults = ({}, []) if all(map(document.alone, study.questions.values())) else (asked or page_trial.answers)(study.folder)
    if faults:
        raise FaultyDraft(faults)
    return Snapshot(study.version, study.words_version, document.written(_document(study, said)), folders.content_of(study.folder))


def _document(study: Study, said: document.Said = MappingProxyType({})) -> dict[str, Any]:
    return document.of(study, document.made_with(study, catalog.shared().fingerprint), said)


def known(store: Store, slug: str, number: int) -> Version:
    """A version by its number. Refused when there is none."""
    found = next((version for version in versions.listed(store, slug) if version.number == number), None)
    if found is None:
        raise Refused(Fault(f"étude {slug}", f"pas de version {number}", "choisir une version dans la liste de l'étude"))
    return found


def next_number(store: Store, slug: str) -> int:
    """The number that the draft of a study will have once it is submitted: 1 for a study that never was."""
    return max((version.number for version in versions.listed(store, slug)), default=0) + 1


def content(store: Store, version: Version) -> Content:
    """The document of a version. Refused when it is lost or damaged."""
    return _content(store, version.document)


@lru_cache(maxsize=2)  # up to some tens of megabytes each, once read: both sides of a comparison
def _content(store: Store, name: str) -> Content:
    return json.loads(versions.kept(store, name))


def frozen(store: Store, version: Version) -> Study:
    """The study as a version keeps it: its figures of that day, nothing computed. Raises FaultyStudy when this Studio cannot read it any more."""
    return _frozen(store, version.study, version.document, tuple(sorted(version.files.items())))


@lru_cache(maxsize=6)
def _frozen(store: Store, slug: str, name: str, held: tuple[tuple[str, str], ...]) -> Study:
    wanted = {path: file for path, file in held if not path.endswith(folders.CODE)}
    folder = folders.laid(slug, versions.contents_of(store, wanted))
    return document.study(_content(store, name), folder, lozere.dataset())


def running(store: Store, version: Version) -> Study | None:
    """The study of a version with the code of today, when that code still gives the headlines that it kept; None otherwise."""
    return _running(store, version.study, version.document, tuple(sorted(version.files.items())))


@lru_cache(maxsize=6)
def _running(store: Store, slug: str, name: str, held: tuple[tuple[str, str], ...]) -> Study | None:
    kept = _content(store, name)
    try:
        here = _here(slug)
        same = here.version == kept["figures"] and here.words_version == kept["words"]
        study = here if same else of_files(slug, folders.with_our_code(versions.contents_of(store, dict(held)), here.folder))
        return study if same or all(_same(study, kept, scenario) for scenario in kept["scenarios"]) else None
    except StudyError:
        return None


def _same(study: Study, kept: Content, scenario: str) -> bool:
    """Whether a study gives the headlines that were kept under a scenario, to the last bit; those without object then are the same without one."""
    answer = runs.with_meaning(study, runs.simulate(study, runs.choices(study, scenario, {})))
    now = {name: document.headline(one)["value"] for name, one in outcome.central_headlines(study.card, answer).items()}
    return now == {one["id"]: one["value"] for one in document.headlines(kept, scenario)}


def side(store: Store, slug: str, number: int) -> tuple[Content, Mapping[str, bytes], Study | None]:
    """What a comparison needs of a version, or of the draft: its document, its files, the study when it can be run."""
    if number in (DRAFT, FOLDER):
        study = under_way(store, slug, number)
        return document_of(study), folders.content_of(study.folder), study
    version = known(store, slug, number)
    return content(store, version), versions.contents_of(store, version.files), running(store, version)


@lru_cache(maxsize=2)
def document_of(study: Study) -> Content:
    """What a study says and answers now, as a version would keep it but for what only its page answers. Every scenario is computed, once for a study
    that has not changed."""
    return json.loads(document.written(_document(study)))


def changes(store: Store, slug: str, before: int, after: int) -> list[Change]:
    """What changed between two versions; DRAFT for the draft, of which nothing is computed."""
    return difference.between(*(_said(store, slug, number) for number in (before, after)))


def _said(store: Store, slug: str, number: int) -> Content:
    """What a version, or the draft, says: its document without what it answers."""
    if number not in (DRAFT, FOLDER):
        return content(store, known(store, slug, number))
    study = under_way(store, slug, number)
    return json.loads(document.written(document.said(study, document.made_with(study, catalog.shared().fingerprint))))


def effects(store: Store, slug: str, before: int, after: int, scenario: str) -> Attribution | None:
    """What each change between two versions did to the headlines of a scenario; None when one of them has not that scenario."""
    first, last = side(store, slug, before), side(store, slug, after)
    if last[2] is None and first[2] is not None:
        return attribution.turned(attribution.of(last[0], first[0], scenario, first[2], last[1], lambda files: of_files(slug, files)))
    return attribution.of(first[0], last[0], scenario, last[2], first[1], lambda files: of_files(slug, files))
