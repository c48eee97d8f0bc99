"""What was imported, edition after edition: each in a folder of its own that is written whole and never changed afterwards.

    var/editions/<kind>/<number>/card.json and the files of the edition

A folder appears by one rename: a crash or a full disk leaves the former editions and nothing half-written. Nothing here deletes an edition.
"""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data.edition_folder import CARD, Edition, EditionCard, each_sha256, folder_name, read, together
from data.ground.faults import Fault, Refused
from data.ground.files import cause, remove_old, sync_folder, var_folder
from data.ground.french import day
from data.ground.stamped import stamped
from data.imports import KINDS, verify
from data.intake.raw import CONTROL, LINE_END

UNFINISHED, A_DAY = ".new-", 86_400  # of the folder of an edition being written; [s] no import lasts so long
NUMBERED = re.compile("[0-9]{4,9}")  # the name of the folder of an edition
DEPTH = 2  # folders that a stamp looks into: that of the kind, that of the edition
NO_OTHER = "aucune autre édition n'est lisible : le Studio se sert de ce qu'il avait avant tout import"
READABLE = "rétablir ce dossier et le droit de le lire"
Stamp = tuple[str, tuple]


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


@dataclass(frozen=True)
class _Held:
    """The sound editions of a kind, the oldest first, and the fault of each folder that is no sound edition."""

    sound: tuple[Edition, ...]
    faults: tuple[Fault, ...]


def place(kind: str) -> Path:
    """The folder of all the editions of a kind."""
    return _root() / kind


def listing(kind: str) -> list[Edition]:
    """Every sound edition, the oldest first."""
    return list(_held(kind).sound)


def current(kind: str) -> Edition | None:
    """The last sound edition, or None."""
    found = listing(kind)
    return found[-1] if found else None


def check(kind: str) -> list[Fault]:
    """The fault of each damaged edition of a kind, with what is used instead. Files are read again only when the stamp has changed."""
    return list(_held(kind).faults)


def faults() -> dict[str, list[Fault]]:
    """The faults of all that is kept, by kind (the name of its folder); a kind without fault is not there."""
    found = {kind: check(kind) for kind in KINDS}
    try:
        names = _names(_root())
    except OSError as error:
        return {"editions": [Fault("editions", f"dossier illisible ({cause(error)}) ; {NO_OTHER}", READABLE)]}
    for name in names:
        if name not in KINDS and os.path.isdir(_root() / name):
            found[name] = [
                Fault(
                    f"editions/{name}",
                    "dossier ignoré : son nom n'est celui d'aucune sorte d'édition",
                    f"le sortir de là, ou lui rendre son nom : {', '.join(KINDS)}",
                )
            ]
    return {kind: told for kind, told in found.items() if told}


def stamp(kind: str) -> Stamp:
    """What tells one state of the editions from another, for caches: the name, size and dates of each file. Nothing is read.

    The date of change is there beside that of writing: giving back the right to read a file changes nothing else. Wherever nothing was imported, it
    is the same: what is worked out without any edition is so once.
    """
    folder = str(place(kind))
    seen = _seen(folder, DEPTH)
    return folder if seen else "", seen


def sweep() -> int:
    """Removes what imports that were killed left half-written; how many folders are gone."""
    return remove_old(_root().glob(f"*/{UNFINISHED}*"), A_DAY)


def _root() -> Path:
    return var_folder() / "editions"


def _names(folder: Path) -> list[str]:
    """The names in a folder but the hidden ones, in order; none when it is not there or is no folder."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _seen(folder: str, depth: int) -> tuple:
    """The trace of each entry of a folder but the hidden ones, in order; or the error of the system that forbids to see them."""
    try:
        with os.scandir(folder) as entries:
            return tuple(
                sorted(((entry.name, _trace(entry, depth)) for entry in entries if not entry.name.startswith(".")), key=lambda pair: pair[0])
            )
    except FileNotFoundError:
        return ()
    except OSError as error:
        return (error.errno,)


def _trace(entry: os.DirEntry, depth: int) -> tuple:
    try:
        if depth > 1 and entry.is_dir():
            return _seen(entry.path, depth - 1)
        seen = entry.stat()
    except OSError as error:
        return (error.errno,)
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


@stamped(stamp, keep=16)
def _held(kind: str) -> _Held:
    sound, damaged, foreign = [], [], []
    folder = place(kind)
    try:
        names = sorted(os.listdir(folder), key=lambda name: (len(name), name))
    except FileNotFoundError:
        names = []  # nothing was imported yet
    except OSError as error:
        return _Held((), (Fault(f"editions/{folder.name}", f"dossier illisible ({cause(error)}) ; {NO_OTHER}", READABLE),))
    for path in (folder / name for name in names if not name.startswith(".")):
        if NUMBERED.fullmatch(path.name):
            try:
                sound.append(read(path))
            except Refused as refused:
                damaged.append(refused.fault)
        elif os.path.isdir(path):  # Path.is_dir raises when the folder cannot be entered
            foreign.append(
                Fault(
                    f"editions/{folder.name}/{path.name}",
                    "dossier ignoré : son nom n'est pas un numéro d'édition",
                    f"le sortir de là, ou lui rendre son numéro ({folder_name(1)}, {folder_name(2)}…)",
                )
            )
    instead = _in_force(sound[-1]) if sound else NO_OTHER
    return _Held(tuple(sound), (*(replace(fault, fault=f"{fault.fault} ; {instead}") for fault in damaged), *foreign))


def _in_force(edition: Edition) -> str:
    card = edition.card
    return f"en place : l'édition {card.number}, importée le {day(card.imported_at.date())} (données : {card.data_on})"


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
        raise Refused(
            Fault(
                f"editions/{kind}",
                "une autre édition a été ajoutée pendant votre relecture",
                "relire les différences avec l'édition d'aujourd'hui, puis confirmer",
            )
        )
    told = {name: _one_line(value) if isinstance(value, str) else value for name, value in vars(origin).items()}
    try:
        card = EditionCard(
            kind=kind,
            number=_highest(kind) + 1,
            imported_at=datetime.now(UTC).replace(microsecond=0),
            sha256=sha256,
            files=each_sha256(files),
            **told,
        )
        folder = _written(place(kind), folder_name(card.number), {**files, CARD: card.model_dump_json(indent=1).encode()})
    except FileExistsError:
        raise Refused(Fault(f"editions/{kind}", "une autre édition s'écrivait au même moment", "recommencer")) from None
    except ValueError as wrong:
        raise Refused(Fault(f"editions/{kind}", f"{wrong} ; rien n'est ajouté", "signaler ce fichier à l'équipe du Studio")) from None
    except OSError as error:
        raise Refused(
            Fault(
                f"editions/{kind}",
                f"écriture impossible ({cause(error)}), rien n'est ajouté",
                "libérer de la place ou rétablir le droit d'écrire, puis recommencer",
            )
        ) from None
    return Edition(folder, card)


def _one_line(text: str) -> str:
    """A text of a card, which may hold the name of a file: a system lets a file be named with half a character or a line end."""
    return CONTROL.sub("", LINE_END.sub(" ", text)).replace("\n", " ")


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 of several files together, whatever their order."""
    return together(each_sha256(files))


def _highest(kind: str) -> int:
    """The highest number taken, by a damaged edition too."""
    return max((int(name) for name in _names(place(kind)) if NUMBERED.fullmatch(name)), default=0)


def _written(parent: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """A folder that appears whole, its files read back. FileExistsError when the name was taken meanwhile, OSError otherwise."""
    parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
    try:
        for file, content in files.items():
            with (building / file).open("wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            if (building / file).read_bytes() != content:
                raise OSError(errno.EIO, file)
        verify(parent.name, building)
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
