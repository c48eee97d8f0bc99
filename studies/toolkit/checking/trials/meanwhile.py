"""The check of a study while its author writes it: the page waits a moment for it, then shows the study as it was read and lets the check end."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from data.ground.faults import Fault
from studies.toolkit.running.study import Study

PATIENCE = 2.0  # [s] that a page waits for a check: those of the studies that ship end before
Answer = tuple[Study | None, tuple[Fault, ...]]

_last: dict[Path, "Meanwhile"] = {}  # of each folder, the check of its last state
_in_turn = threading.Lock()  # one check at a time: a model takes a whole core


class Meanwhile:
    """What is known of a study whose folder was `read`, then what its check finds: `prove` is told to stop between two of its steps by what it is
    given, once the folder has been saved again."""

    def __init__(self, folder: Path, read: Answer, prove: Callable[[Callable[[], bool]], Sequence[Fault]] | None) -> None:
        self._folder, self._answer, self._prove = folder, read, prove
        self._ended, self._until = threading.Event(), time.monotonic() + PATIENCE
        _last[folder] = self
        if prove is None:
            self._ended.set()
        else:
            threading.Thread(target=self._check, name=f"check of {folder.name}", daemon=True).start()

    def now(self) -> Answer:
        """The study and its faults, or the study as it was read when its check lasts longer than a page waits."""
        self._ended.wait(max(0.0, self._until - time.monotonic()))
        return self._answer

    def _check(self) -> None:
        try:
            with _in_turn:
                faults = tuple(self._prove(self._outdated))
            if faults and not self._outdated():
                self._answer = None, faults
        finally:
            self._ended.set()

    def _outdated(self) -> bool:
        return _last[self._folder] is not self

    @property
    def under_way(self) -> bool:
        """Whether the check of the last state of the folder goes on."""
        return not self._ended.is_set() and not self._outdated()


def under_way() -> list[str]:
    """The studies whose check goes on, by the name of their folder."""
    return sorted(folder.name for folder, each in list(_last.items()) if each.under_way)
