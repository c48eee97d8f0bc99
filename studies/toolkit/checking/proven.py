"""Which studies were proven without fault, kept from one start to the next: what has not changed since is read again, and not run again.

    var/proven/<study>    the fingerprint of all that its proof depends on

One changed byte of the study, of the tables, of the code that computes and checks, or another library, and the whole check is made again.
"""

import hashlib
import logging
import platform
import sysconfig
from collections.abc import Callable
from functools import cache
from pathlib import Path

import xarray as xr

from data.ground import files
from data.ground.faults import Fault
from studies.toolkit.checking.check import Before, check, proved
from studies.toolkit.checking.trials.meanwhile import Meanwhile
from studies.toolkit.reading.material import Shared
from studies.toolkit.running import versions
from studies.toolkit.running.study import Study

ROOT = Path(__file__).parents[3]
CODE = ("data", "geo", "studies/toolkit")  # what a model, its figures and its check are made of, tables included
LOG = logging.getLogger(__name__)


def check_once(folder: Path, territory: xr.Dataset, shared: Shared) -> tuple[Study | None, list[Fault]]:
    """A study ready to be shown, or None with every fault of its folder: as `check`, unless its proof is kept."""
    before = _fingerprint(folder)
    known = before is not None and kept(folder, before)
    study, faults = check(folder, territory, shared, Before.PROVEN if known else Before.NOTHING)
    if study is not None and before is not None and not known and _fingerprint(folder) == before:  # no file changed under the check
        keep(folder, before)
    return study, faults


def check_meanwhile(folder: Path, territory: xr.Dataset, shared: Shared) -> Meanwhile:
    """The same for whoever writes the study: read now, and proved while its page is shown when that takes time."""
    before = _fingerprint(folder)
    known = before is not None and kept(folder, before)
    study, faults = check(folder, territory, shared, Before.PROVEN if known else Before.CHECKED)
    if study is None or known:
        return Meanwhile(folder, (study, tuple(faults)), None)

    def prove(stopped: Callable[[], bool]) -> list[Fault]:
        found = proved(study, stopped)
        for fault in found:
            LOG.error("étude écartée : %s", fault)
        if not found and not stopped() and before is not None and _fingerprint(folder) == before:
            keep(folder, before)
        return found

    return Meanwhile(folder, (study, ()), prove)


def _place(folder: Path) -> Path:
    return files.var_folder() / "proven" / folder.name


def kept(folder: Path, fingerprint: str) -> bool:
    """Whether the study of a folder was proven as it is now."""
    try:
        return _place(folder).read_bytes().decode("ascii", "replace") == fingerprint
    except OSError:  # never proven here: the check is made
        return False


def keep(folder: Path, fingerprint: str) -> None:
    """Notes that it was."""
    try:
        files.write_atomically(_place(folder), fingerprint.encode())
    except OSError as error:
        LOG.warning("étude %s : sa vérification sera refaite au prochain démarrage (%s) ; %s", folder.name, files.cause(error), files.remedy(error))


def _fingerprint(folder: Path) -> str | None:
    """Of a study and of all that its proof depends on; None when a file cannot be read, which the check tells."""
    try:
        return _digest(versions.files(folder), folder, _machinery())
    except OSError:
        return None


@cache  # taken once, as the code is: a file of the Studio that changes under a running server is not what this server runs
def _machinery() -> str:
    """Of the Python, the libraries, the code and the tables under every study."""
    libraries = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    paths = [path for room in CODE for path in sorted((ROOT / room).rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    return _digest(paths, ROOT, repr([platform.platform(), platform.python_version(), libraries]))


def _digest(paths: list[Path], root: Path, start: str) -> str:
    found = hashlib.sha256(start.encode())
    for path in paths:
        content = path.read_bytes()
        found.update(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return found.hexdigest()
