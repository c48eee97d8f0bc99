"""A compressed workbook before anybody reads it: nothing that swells, escapes, hides or runs."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from data.ground.french import number, with_unit
from data.intake.limits import MEGABYTE, Limits
from data.intake.raw import rejected

CHUNK = 1 << 16  # bytes unpacked at a time
SMALL = 100_000  # bytes: under it, a good ratio is no bomb (an empty sheet compresses a thousand times)
AGAIN = "enregistrer de nouveau le classeur depuis un tableur, sans rien d'autre dedans"


def parts(path: Path, limits: Limits) -> dict[str, bytes]:
    """The entries of an archive by name, unpacked and counted on the way: what its own headers pretend is not believed. Rejected otherwise."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_names(entries, limits)
            return _unpacked(archive, entries, limits, path.stat().st_size)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zipfile.zlib.error):
        raise rejected("classeur endommagé", "l'enregistrer de nouveau, puis le déposer entier") from None


def _check_names(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise rejected(f"plus de {number(limits.entries)} fichiers dans le classeur", AGAIN)
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if entry.flag_bits & 0x1:
            raise rejected("classeur chiffré", "l'enregistrer sans mot de passe")
        if "\\" in name or "\x00" in name or ":" in name or name.startswith("/") or ".." in PurePosixPath(name).parts:
            raise rejected("chemin interdit dans le classeur", AGAIN)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise rejected("lien dans le classeur", AGAIN)
        if name.casefold() in seen:
            raise rejected("deux fichiers du même nom dans le classeur", AGAIN)
        seen.add(name.casefold())


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits, size: int) -> dict[str, bytes]:
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
                    raise rejected(f"classeur de plus de {most} une fois décompressé", "le couper en plusieurs classeurs, ou l'enregistrer en CSV")
                swollen = len(content) > SMALL and len(content) > limits.ratio * max(1, entry.compress_size)
                if swollen or total > SMALL and total > limits.ratio * size:
                    raise rejected(f"compression de plus de {limits.ratio} pour 1", AGAIN)
        found[entry.filename] = bytes(content)
    return found
