"""What was imported, edition after edition: each in a folder of its own that is written whole and never changed afterwards.

    var/editions/<kind>/<number>/card.json and the files of the edition

A folder appears by one rename: a crash or a full disk leaves the former editions and nothing half-written. Nothing here deletes an edition.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from data.ground.faults import Fault, Refused
from data.ground.files import CAUSES, sync_folder, var_folder

CARD = "card.json"
DIGITS = 4  # of the number of an edition in the name of its folder
Stamp = tuple[str, int]


class EditionCard(BaseModel):
    """Where an edition comes from. The texts are French and shown as they are; `sha256` is that of its files together."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str = Field(min_length=1)
    number: int = Field(ge=1)
    title: str = Field(min_length=1)
    producer: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    data_on: str = Field(min_length=1)
    source_file: str
    source_sha256: str
    imported_at: AwareDatetime
    rows: int = Field(ge=0)
    sha256: str
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """One edition: its card and the folder of its files."""

    folder: Path
    card: EditionCard

    def file(self, name: str) -> Path:
        """One of its files."""
        return self.folder / name


@dataclass(frozen=True)
class Origin:
    """What the card of a new edition says beyond what is computed."""

    title: str
    producer: str
    licence: str
    data_on: str
    source_file: str
    source_sha256: str
    rows: int
    note: str = ""


def place(kind: str) -> Path:
    """The folder of all the editions of a kind."""
    return var_folder() / "editions" / kind


def listing(kind: str) -> list[Edition]:
    """Every sound edition, the oldest first."""
    return list(_listing(stamp(kind)))


def current(kind: str) -> Edition | None:
    """The last edition, or None."""
    found = listing(kind)
    return found[-1] if found else None


def stamp(kind: str) -> Stamp:
    """What tells one state of the editions from another, for caches: editions are only ever added."""
    folder = place(kind)
    with contextlib.suppress(OSError):
        return str(folder), sum(1 for one in folder.iterdir() if one.name.isdigit())
    return str(folder), 0


@lru_cache(maxsize=16)
def _listing(state: Stamp) -> tuple[Edition, ...]:
    if not state[1]:
        return ()
    found = []
    for folder in sorted(path for path in Path(state[0]).iterdir() if path.name.isdigit()):
        with contextlib.suppress(Refused):
            found.append(read(folder))
    return tuple(found)


def read(folder: Path) -> Edition:
    """The edition of a folder, its files verified. Refused when its card or a file is damaged."""
    where = f"editions/{folder.parent.name}/{folder.name}"
    again = "rétablir ce dossier depuis une sauvegarde ; les autres éditions restent lisibles"
    try:
        card = EditionCard.model_validate_json((folder / CARD).read_bytes())
        found = digest({path.name: path.read_bytes() for path in folder.iterdir() if path.name != CARD})
    except (OSError, ValidationError):
        raise Refused(Fault(where, "édition illisible, ignorée", again)) from None
    if found != card.sha256:
        raise Refused(Fault(where, "édition modifiée depuis son import (empreinte SHA-256 différente), ignorée", again))
    return Edition(folder, card)


def check(kind: str) -> list[Fault]:
    """The fault of each damaged edition of a kind."""
    faults = []
    folder = place(kind)
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name.isdigit():
            try:
                read(path)
            except Refused as refused:
                faults.append(refused.fault)
    return faults


def keep(kind: str, files: Mapping[str, bytes], origin: Origin, expected: int | None = None) -> Edition:
    """Adds an edition and gives it. The same files as the last edition are not added twice: the last edition is given.

    `expected` is the number of the edition that the author saw when deciding (0 for none): Refused when another came since.
    Refused also when it cannot be written; what was there stays.
    """
    last = current(kind)
    sha256 = digest(files)
    if last is not None and last.card.sha256 == sha256:
        return last
    if expected is not None and expected != (last.card.number if last else 0):
        raise Refused(Fault(f"editions/{kind}", "une autre édition a été ajoutée pendant votre relecture",
                            "relire les différences avec l'édition d'aujourd'hui, puis confirmer"))
    number = _highest(kind) + 1
    card = EditionCard(kind=kind, number=number, imported_at=datetime.now(UTC).replace(microsecond=0), sha256=sha256, **vars(origin))
    try:
        folder = _written(place(kind), f"{number:0{DIGITS}d}", {**files, CARD: card.model_dump_json(indent=1).encode()})
    except FileExistsError:
        raise Refused(Fault(f"editions/{kind}", "une autre édition s'écrivait au même moment", "recommencer")) from None
    except OSError as error:
        cause = CAUSES.get(error.errno, f"erreur {error.errno} du système")
        raise Refused(Fault(f"editions/{kind}", f"écriture impossible ({cause}), rien n'est ajouté",
                            "libérer de la place ou rétablir le droit d'écrire, puis recommencer")) from None
    return Edition(folder, card)


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 of several files together, whatever their order."""
    listed = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return hashlib.sha256(json.dumps(listed, allow_nan=False).encode()).hexdigest()


def _highest(kind: str) -> int:
    """The highest number taken, by a damaged edition too."""
    folder = place(kind)
    return max((int(path.name) for path in folder.iterdir() if path.name.isdigit()), default=0) if folder.is_dir() else 0


def _written(parent: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """A folder that appears whole. FileExistsError when the name was taken meanwhile, OSError otherwise."""
    parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".new-", dir=parent))
    try:
        for file, content in files.items():
            with (building / file).open("wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
        sync_folder(building)
        try:
            building.rename(parent / name)  # refused by the system when the folder is there: it is never empty
        except OSError as error:
            if error.errno in (errno.EEXIST, errno.ENOTEMPTY):
                raise FileExistsError(name) from None
            raise
        sync_folder(parent)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return parent / name
