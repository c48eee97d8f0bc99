"""Which studies somebody reads, and in which versions: what the pages ask."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from data.ground import french
from data.store.opening import store
from data.store.writings import versions
from data.store.writings.versions import Status, Version
from pages.parts import menu
from pages.parts.visiting import author
from pages.parts.visitor import Visitor
from studies import catalog
from studies.publishing import life, shown
from studies.publishing.shown import Shown
from studies.toolkit.running.study import Study

READ = "read_draft"
STUDY, NUMBER, BEFORE, AFTER = "etude", "numero", "avant", "apres"  # in the address of the pages of versions


@dataclass(frozen=True)
class Known:
    """A version in a list, or the draft when it has none; `number` is that of the draft too: the next one."""

    number: int
    version: Version | None = None
    folder: bool = False  # the draft as its folder has it, without what was changed on screen: all that the public reads of it

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.version.status if self.version else Status.DRAFT

    @property
    def named(self) -> int:
        """How `life` calls it."""
        return self.version.number if self.version else life.FOLDER if self.folder else life.DRAFT

    @property
    def title(self) -> str:
        """How a list of choices calls it."""
        return f"version {self.number}, {self.status.agreed}"


def read_by(visiting: Visitor) -> list[Shown]:
    """The studies that a visitor reads; for their author at work, those of the folder as they are now."""
    if author.writing():
        return [Shown(study) for study in catalog.studies()]
    return shown.to(lambda slug: visiting.may(READ, slug))


def hidden_from(visiting: Visitor) -> set[str]:
    """The studies of the folder that a visitor does not read, sound or not: nothing of them is told."""
    return {folder.name for folder in catalog.folders() if not reads_draft(visiting, folder.name)} - {one.study.slug for one in read_by(visiting)}


def reads_draft(visiting: Visitor, slug: str) -> bool:
    """Whether a visitor reads what is not published of a study."""
    return visiting.may(READ, slug) or shown.for_everybody()


def versions_of(slug: str, visiting: Visitor) -> list[Known]:
    """The versions of a study that a visitor reads, the latest first, the draft before them."""
    kept = versions.listed(store(), slug)
    member = visiting.may(READ, slug)
    published = any(version.status is Status.PUBLISHED for version in kept)
    drafts = [Known(kept[0].number + 1 if kept else 1, folder=not member)] if member or (not published and reads_draft(visiting, slug)) else []
    return drafts + [Known(version.number, version) for version in kept if member or version.public]


def as_kept(known: Known) -> Shown:
    """A version as it was kept, nothing computed. Raises FaultyStudy when this Studio cannot read it any more."""
    return Shown(life.frozen(store(), known.version), known.version, locked=True)


def latest(slug: str) -> Version | None:
    """The version that the public reads, if any."""
    return versions.published(store()).get(slug)


def of(study: Study, visiting: Visitor) -> Shown:
    """The version of a study that is on screen: the draft, when it is none of those that the visitor reads."""
    if st.session_state.get(menu.ADDRESS) == menu.PREVIEW.address:  # a draft may hold just what a version does
        return Shown(study, number=life.next_number(store(), study.slug))
    read = (one for one in read_by(visiting) if one.study.folder == study.folder)  # with the scenario of its committee, it is another object
    return next((replace(one, study=study) for one in read), Shown(study))


def named(one: Shown) -> str:
    """How a version is called in a line: "version 3, publiée le 30 novembre 2026", "version 1, brouillon"."""
    if one.version is None:
        return f"version {one.number}, {one.status.agreed}"
    last = one.version.steps[-1]
    return f"version {one.version.number}, {last.status.agreed} le {french.day(last.at.date())}"


def told(one: Shown, latest: Version | None) -> str:
    """The banner of a version: what it is, and whether a newer one stands."""
    said = f"Version {one.version.number}, {one.status.agreed}, telle qu'elle a été gardée le {french.day(one.version.at.date())}."
    if latest is None or latest.number == one.version.number:
        return f"{said} Ses chiffres ne bougent plus."
    if latest.number < one.version.number:
        return f"{said} Le public lit la version {latest.number}."
    newer = link(one.study.slug, latest.number)
    return f"{said} Une version plus récente est publiée : [version {latest.number}]({newer})."


def list_of(slug: str) -> str:
    """The address of the versions of a study."""
    return f"/versions?{urlencode({STUDY: slug})}"


def link(slug: str, number: int) -> str:
    """The address of a version."""
    return f"/version?{urlencode({STUDY: slug, NUMBER: number})}"
