"""Which studies somebody reads, and in which version: what the pages ask."""

from data.ground import french
from pages.parts.visitor import Visitor
from studies.publishing import shown
from studies.publishing.shown import Shown
from studies.toolkit.running.study import Study

READ = "read_draft"


def read_by(visiting: Visitor) -> list[Shown]:
    """The studies that a visitor reads."""
    return shown.to(lambda slug: visiting.may(READ, slug))


def reads_draft(visiting: Visitor, slug: str) -> bool:
    """Whether a visitor reads what is not published of a study."""
    return visiting.may(READ, slug) or shown.for_everybody()


def of(study: Study, visiting: Visitor) -> Shown:
    """The version of a study that is on screen: the draft, when it is none of those that the visitor reads."""
    return next((one for one in read_by(visiting) if one.study is study), Shown(study))


def named(one: Shown) -> str:
    """How a version is called in a line: "version 3, publié le 30 novembre 2026", "version 1, brouillon"."""
    if one.version is None:
        return f"version {one.number}, {one.status.value}"
    last = one.version.steps[-1]
    return f"version {one.version.number}, {last.status.value} le {french.day(last.at.date())}"
