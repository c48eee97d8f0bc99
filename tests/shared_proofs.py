"""The proofs of the studies, made once for all the workers of pytest-xdist: each begins with another study, and reads what the others have proven.

Tests copy the same small studies, each into a folder and a var/ of its own: what one has proven, byte for byte, is not proven by the next.
"""

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PLACE = "STUDIO_TESTS_PROVEN"  # the folder of the proofs, which the workers receive from the process that starts them


def folder() -> str:
    """A new folder, removed when this process ends."""
    made = tempfile.mkdtemp(prefix="studio-tests-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def share(var: str) -> None:
    """Puts the proofs of this process where those of the others are."""
    if PLACE not in os.environ:
        os.environ[PLACE] = folder()
    Path(var, "proven").symlink_to(os.environ[PLACE])


def shares(var: str) -> bool:
    """Whether this is the folder of all the tests that ask for none of their own."""
    return Path(var, "proven").is_symlink()


def rank() -> int:
    """Which worker of pytest-xdist this is, from 0."""
    return int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))


def prove() -> None:
    """Has every study proven before the tests are collected: they would be by each worker, all at the same time."""
    from studies import catalog
    from studies.toolkit.errors import StudyError

    folders = catalog.folders()
    for place in range(len(folders)):
        slug = folders[(rank() + place) % len(folders)].name
        with Path(os.environ[PLACE], f".{slug}.lock").open("w") as lock, contextlib.suppress(StudyError):  # the tests tell what is wrong with it
            fcntl.flock(lock, fcntl.LOCK_EX)
            catalog.get(slug)


@contextlib.contextmanager
def shared() -> Iterator[None]:
    """Within it, a study that was proven in another test is known, by its name and its fingerprint; proofs are still kept in var/ as well."""
    from studies.toolkit.checking import proven

    kept, keep = proven.kept, proven.keep

    def place(folder: Path, fingerprint: str) -> Path:
        return Path(os.environ[PLACE], "copies", f"{folder.name}-{fingerprint}")

    def known(folder: Path, fingerprint: str) -> bool:
        return place(folder, fingerprint).exists() or kept(folder, fingerprint)

    def note(folder: Path, fingerprint: str) -> None:
        keep(folder, fingerprint)
        place(folder, fingerprint).parent.mkdir(exist_ok=True)
        place(folder, fingerprint).touch()

    proven.kept, proven.keep = known, note
    try:
        yield
    finally:
        proven.kept, proven.keep = kept, keep
