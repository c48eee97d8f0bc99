"""Which version of each study somebody reads: the last one published; until there is one, the draft, when the agency shows drafts to everybody or the
reader has a role there."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from data.ground.faults import Refused
from data.store import journal
from data.store.opening import Store, address, store
from data.store.writings import agency, versions
from data.store.writings.agency import Drafts
from data.store.writings.versions import Status, Version
from studies import catalog
from studies.publishing import life
from studies.toolkit.errors import StudyError
from studies.toolkit.running.study import Study

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shown:
    """A study as somebody reads it: its version, None for the draft; `locked` when it is shown as it was kept, levers that do not move; `number`:
    that of its version, the one that its draft will have once it is submitted."""

    study: Study
    version: Version | None = None
    locked: bool = False
    number: int = 1

    @property
    def status(self) -> Status:
        """Where what is shown stands."""
        return self.version.status if self.version else Status.DRAFT


def nobody(slug: str) -> bool:
    """What the public may read of drafts: none."""
    return False


def to(may_read: Callable[[str], bool]) -> list[Shown]:
    """The studies that somebody reads, in the order of their editions; `may_read` tells of which studies one may read the draft.

    When the store cannot be read, the studies of the folder, as before there was any version, but for drafts that it kept for members when it could
    last be read: what is wrong is told elsewhere.
    """
    try:
        found = _of(store(), may_read)
    except Refused as refused:
        LOG.error("versions des études : %s", refused)
        found = [Shown(study) for study in catalog.studies()] if for_everybody() else []
    return sorted(found, key=lambda one: (one.study.card.edition, one.study.card.title))


def public() -> list[Shown]:
    """The studies that everybody reads."""
    return to(nobody)


def for_everybody() -> bool:
    """Whether everybody reads drafts; when the store cannot say, what it said last, and so it is when it never did."""
    try:
        return _state(store())[2] is Drafts.EVERYBODY
    except Refused:
        return _said_last.get(address(), Drafts.EVERYBODY) is Drafts.EVERYBODY


def studies() -> list[Study]:
    """The same, the studies alone."""
    return [one.study for one in public()]


def _of(opened: Store, may_read: Callable[[str], bool]) -> list[Shown]:
    published, latest, readers = _state(opened)
    unpublished = [study for study in catalog.studies() if study.slug not in published and (readers is Drafts.EVERYBODY or may_read(study.slug))]
    found = [_unpublished(study, latest.get(study.slug)) for study in unpublished]
    return found + [one for version in published.values() if (one := of_version(opened, version)) is not None]


def _unpublished(study: Study, last: Version | None) -> Shown:
    """A study of which nothing is published: its last version while nothing was changed since, else the draft."""
    if last is None:
        return Shown(study)
    same = (last.figures, last.words) == (study.version, study.words_version) and last.status is not Status.ARCHIVED
    return Shown(study, last, number=last.number) if same else Shown(study, number=last.number + 1)


_said_last: dict[str, Drafts] = {}  # who reads drafts, by the address of the store that said so
State = tuple[Mapping[str, Version], Mapping[str, Version], Drafts]  # the published versions, the last ones, who reads drafts


def _state(opened: Store) -> State:
    """What the store says of versions, read again when anybody has written something since."""
    with opened.reading() as connection:
        head = journal.head(connection)
    found = _state_at(opened, head)
    _said_last[address()] = found[2]
    return found


@lru_cache(maxsize=2)
def _state_at(opened: Store, _head: tuple[int, str]) -> State:
    return versions.published(opened), versions.latest(opened), agency.drafts(opened)


def of_version(opened: Store, version: Version) -> Shown | None:
    """A version as it is shown; None, and a line in the log, when this Studio cannot read it any more."""
    try:
        alive = life.running(opened, version)
        study = alive or life.frozen(opened, version)
        return Shown(study, version, locked=alive is None, number=version.number)
    except (StudyError, Refused) as error:
        LOG.error("étude %s, version %d : %s", version.study, version.number, error)
        return None
