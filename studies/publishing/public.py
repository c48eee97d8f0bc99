"""What everybody may read of the versions of a study, by the name that an address gives it: a number, the last one published, the draft."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.store.opening import Store
from data.store.writings import agency, versions
from data.store.writings.agency import Drafts
from data.store.writings.versions import Status, Version
from studies import catalog
from studies.publishing import life
from studies.publishing.document import Content
from studies.toolkit.running.study import Study

PUBLISHED, DRAFT = "publie", "brouillon"


@dataclass(frozen=True)
class Readable:
    """A version that everybody may read: how its address names it, its number, itself (None for the draft, which is `draft`)."""

    name: str
    number: int
    version: Version | None = None
    draft: Study | None = None

    @property
    def for_ever(self) -> bool:
        """Whether this name shows the same thing to everybody for ever."""
        return self.version is not None and self.name == str(self.number)

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.version.status if self.version else Status.DRAFT

    @property
    def kept_on(self) -> str:
        """The day when it was kept, 2026-11-30; nothing for a draft."""
        return self.version.at.date().isoformat() if self.version else ""


def named(store: Store, slug: str, name: str) -> Readable | None:
    """A version by name; None when there is none, or when it is not for everybody. Refused when the store cannot be read."""
    return readable(store, slug).get(name)


def readable(store: Store, slug: str) -> Mapping[str, Readable]:
    """All that everybody may read of a study, by name: what was published once; until something is, the draft, when drafts are for everybody. Refused
    as `named`."""
    kept = versions.listed(store, slug)
    found = [Readable(str(one.number), one.number, one) for one in kept if one.public]
    published = [Readable(PUBLISHED, one.number, one) for one in kept if one.status is Status.PUBLISHED][:1]
    found += published
    everybody = not published and agency.drafts(store) is Drafts.EVERYBODY
    draft = next((study for study in catalog.studies() if study.slug == slug), None) if everybody else None
    if draft is not None:
        found.append(Readable(DRAFT, max((one.number for one in kept), default=0) + 1, draft=draft))
    return {one.name: one for one in found}


def content(store: Store, one: Readable) -> Content:
    """Its document. Refused when it is lost or damaged; that of a draft is computed, once for a study that has not changed."""
    return life.content(store, one.version) if one.version else life.document_of(one.draft)
