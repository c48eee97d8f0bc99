"""A compressed workbook, or another archive, before anybody reads it: nothing that swells, escapes, hides or runs."""

import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from data.ground.french import number, with_unit
from data.intake.limits import MEGABYTE, Limits
from data.intake.raw import rejected

CHUNK = 1 << 16  # bytes unpacked at a time
OF_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")  # what computers put in a folder by themselves
SMALL = 100_000  # bytes: under it, a good ratio is no bomb (an empty sheet compresses a thousand times)


@dataclass(frozen=True)
class Words:
    """How an archive is called in what is said of it: a workbook, a folder; how to make it again; how to make it smaller."""

    what: str
    again: str
    smaller: str


WORKBOOK = Words(
    "classeur",
    "enregistrer de nouveau le classeur depuis un tableur, sans rien d'autre dedans, ou en CSV",
    "le couper en plusieurs classeurs, ou l'enregistrer en CSV",
)


def parts(path: Path, limits: Limits, words: Words = WORKBOOK) -> dict[str, bytes]:
    """The entries of an archive by name, unpacked and counted on the way: what its own headers pretend is not believed. Rejected otherwise."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_names(entries, limits, words)
            return _unpacked(archive, entries, limits, path.stat().st_size, words)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zipfile.zlib.error):
        raise rejected(f"{words.what} endommagé", "l'enregistrer de nouveau, puis le déposer entier") from None


def is_of_a_system(name: str) -> bool:
    """Whether an entry is one that a computer put there by itself."""
    return name.startswith(OF_SYSTEMS) or PurePosixPath(name).name in OF_SYSTEMS


def _check_names(entries: list[zipfile.ZipInfo], limits: Limits, words: Words) -> None:
    if len(entries) > limits.entries:
        raise rejected(f"plus de {number(limits.entries)} fichiers dans le {words.what}", words.again)
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if entry.flag_bits & 0x1:
            raise rejected(f"{words.what} chiffré", "l'enregistrer sans mot de passe")
        if "\\" in name or "\x00" in name or ":" in name or name.startswith("/") or ".." in PurePosixPath(name).parts:
            raise rejected(f"chemin interdit dans le {words.what}", words.again, name)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise rejected(f"lien dans le {words.what}", words.again, name)
        if name.casefold() in seen:
            raise rejected(f"deux fichiers du même nom dans le {words.what}", words.again, name)
        seen.add(name.casefold())


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits, size: int, words: Words) -> dict[str, bytes]:
    """The entries, stopped as soon as one of them, or all of them, swell beyond the limits; `size` is that of the archive [bytes]."""
    found: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        content = bytearray()
        with archive.open(entry) as opened:
            while chunk := opened.read(CHUNK):
                content += chunk
                total += len(chunk)
                if total > limits.unpacked:
                    most = with_unit(number(limits.unpacked / MEGABYTE), "Mo")
                    raise rejected(f"{words.what} de plus de {most} une fois décompressé", words.smaller)
                swollen = len(content) > SMALL and len(content) > limits.ratio * max(1, entry.compress_size)
                if swollen or total > SMALL and total > limits.ratio * size:
                    raise rejected(f"compression de plus de {limits.ratio} pour 1", words.again, entry.filename)
        found[entry.filename] = bytes(content)
    return found
