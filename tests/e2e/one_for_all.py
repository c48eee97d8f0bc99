"""One server for all the workers of pytest-xdist: the first that asks starts it, and stops it once the others have left."""

import contextlib
import fcntl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path


@contextlib.contextmanager
def one_for_all(folder: Path, start: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """The address that `start` gives to the first process that asks in this folder, and to those that ask until it leaves."""
    address, mine = folder / "address", contextlib.ExitStack()
    with (folder / "users").open("w") as users, mine:
        with _alone(folder):
            first = not address.exists()
            if first:
                address.write_text(mine.enter_context(start()), "utf-8")
            base = address.read_text("utf-8")
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield base
        finally:
            if first:
                with _alone(folder):  # whoever asks meanwhile waits, then starts its own
                    fcntl.flock(users, fcntl.LOCK_EX)  # until the others have left
                    address.unlink()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time."""
    with (folder / "asking").open("w") as asking:
        fcntl.flock(asking, fcntl.LOCK_EX)
        yield
