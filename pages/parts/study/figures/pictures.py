"""The pictures that the figures of a study show, by immutable address: a picture that changes has another one."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.ground import escaping
from geo.maps.layers import DIGEST_LENGTH
from studies import catalog
from studies.toolkit.reading.figures import picture_files
from studies.toolkit.reading.figures.declared import PICTURE, Figure
from studies.toolkit.running.study import Study

KINDS = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
KEPT = 256  # pictures on the pages of this process


@dataclass(frozen=True)
class Picture:
    """A picture of a study: its file, what names its content, what kind of file it is."""

    file: Path
    digest: str
    media: str

    @property
    def address(self) -> str:
        """Where a page asks it from."""
        return f"/pictures/study/{self.digest}{self.file.suffix.lower()}"


def of_figure(study: Study, figure: Figure) -> Picture:
    """The picture of a figure as it stands in the folder of its study."""
    found = _of_file(study.folder / picture_files.FOLDER / figure.picture)
    if study.folder.parent != catalog.ROOT:
        _from_elsewhere[found.digest] = found.file
        while len(_from_elsewhere) > KEPT:
            del _from_elsewhere[next(iter(_from_elsewhere))]
    return found


_from_elsewhere: dict[
    str, Path
] = {}  # the pictures that pages of drafts and of kept versions have shown, by digest: no catalogue knows their folders


def _of_file(file: Path) -> Picture:
    state = file.stat()
    return _read(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=KEPT)
def _read(file: Path, _changed: int, _size: int) -> Picture:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:DIGEST_LENGTH]
    return Picture(file, digest, KINDS[file.suffix.lower().removeprefix(".")])


def in_markdown(study: Study, figure: Figure) -> str:
    """The picture on a page, with the words that replace it."""
    return f"![{escaping.markdown(figure.alt)}]({of_figure(study, figure).address})"


def find(digest: str) -> Picture | None:
    """The picture of that digest among those of the studies in force, then of the drafts that a page has shown; None when it is there no more."""
    shown = (of_figure(study, figure) for study in catalog.studies() for figure in study.card.figures if figure.kind == PICTURE)
    return next((picture for picture in shown if picture.digest == digest), None) or _drafted(digest)


def _drafted(digest: str) -> Picture | None:
    """The picture of a draft, as long as its file holds what the page showed."""
    file = _from_elsewhere.get(digest)
    picture = _of_file(file) if file is not None and file.is_file() else None
    return picture if picture is not None and picture.digest == digest else None
