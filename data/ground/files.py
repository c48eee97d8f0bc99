"""How files are read and written: tables in CSV (UTF-8, comma, decimal dot); in var/, whole files or none."""

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

# Columns that hold codes, texts or dates: reading them as numbers would lose the zero of 01001 and mix empty text with NaN.
CODE_NAMES = ("code", "siren", "postcodes", "department", "id", "year", "operator", "premises_class", "pm_state")
VAR = Path(__file__).parents[2] / "var"  # what the machine keeps and git does not
STALE = 3600  # [s] a temporary file of that age was left by an interrupted write
CAUSES = {
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "part de disque épuisée",
    errno.ENOENT: "dossier ou fichier absent",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.EACCES: "accès interdit",
    errno.EPERM: "accès interdit",
    errno.EROFS: "disque en lecture seule",
    errno.ENXIO: "ce n'est pas un fichier",
    errno.EIO: "le disque ne rend pas ce qui y est écrit",
}
REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "libérer de la place"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "rétablir le droit de lire et d'écrire"),
    errno.ENAMETOOLONG: "donner un nom plus court",
    errno.EMFILE: "attendre un instant",
}


def is_text(column: str) -> bool:
    """Whether a column holds codes whatever its cells look like."""
    return column in CODE_NAMES or column.endswith(("_code", "_siren", "_id", "_insee"))


def load(path: Path) -> pd.DataFrame:
    """The rows of a CSV file: codes and texts as str (empty is ""), numbers as numbers (empty is NaN).

    Raises ValueError when the file is not a CSV table in UTF-8.
    """
    columns = pd.read_csv(path, nrows=0).columns
    frame = pd.read_csv(path, dtype={name: str for name in columns if is_text(name)}, keep_default_na=False, na_values=[""])
    texts = [name for name in frame.columns if is_text(name) or not pd.api.types.is_numeric_dtype(frame[name])]
    frame[texts] = frame[texts].fillna("")
    return frame


def cause(error: OSError) -> str:
    """Why the system refused, in words."""
    return CAUSES.get(error.errno, f"erreur {error.errno} du système")


def remedy(error: OSError) -> str:
    """What to do about it before starting again."""
    return REMEDIES.get(error.errno, "libérer de la place ou rétablir le droit de lire et d'écrire")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. OSError on a pipe or a device, whose reading might never end."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.ENXIO, "not a regular file", str(path))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def var_folder() -> Path:
    """Where what is downloaded or written at run time is kept: STUDIO_VAR, else var/ at the root of the repository."""
    return Path(os.environ.get("STUDIO_VAR", "").strip() or VAR)


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a whole file or leaves what was there: a reader, a crash or a full disk never meets half of it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def remove_old(folders: Iterable[Path], age: float) -> int:
    """Removes what a killed process left there `age` [s] ago or more; how many folders are gone."""
    gone = 0
    for left in folders:
        with contextlib.suppress(OSError):  # another server may remove it at the same time, or own it
            if time.time() - left.stat().st_mtime > age:
                shutil.rmtree(left)
                gone += 1
    return gone


def sync_folder(folder: Path) -> None:
    """Makes sure that the names of the files of a folder are on the disk too."""
    with contextlib.suppress(OSError):  # some systems cannot open a folder: the files themselves are safe
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
