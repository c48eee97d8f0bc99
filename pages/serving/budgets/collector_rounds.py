"""Python's collector, so that nobody waits half a second for it.

A full round looks at all that lives, and nobody is answered meanwhile: 0.4 to 0.8 s of processor with 150 pages open, several times as they arrive.
Here what a full round has seen is set aside: the next one looks only at what was made since (0.07 s at most for the same pages). What was set aside
and is not used any more (a page that was closed, in the circles that Streamlit's fragments make) waits for a whole round, when nobody computes; and
there is none as long as the pages that are open explain what was set aside: it would free nothing.
"""

import gc
import threading
import time
from collections.abc import Callable
from typing import Any

from pages.parts import lane

PAGE = 4_000  # objects that an open page of a study holds (3 640 on 1 December 2026: those of forty pages, counted)
SOME = 60 * PAGE  # objects that no open page explains: 45 MB; a whole round then waits for a quiet moment
MOST = 480 * PAGE  # it waits no longer
CALM, LOOKS = 2.0, 40  # [s] without anybody computing, and how many looks at it: two hundred people leave moments of less between two levers


class Rounds:
    """What was set aside since the last whole round; `pages` counts those that are open."""

    def __init__(self, pages: Callable[[], int]) -> None:
        self._pages = pages
        self._held = gc.get_freeze_count(), pages()

    def set_aside(self, phase: str, told: dict[str, Any]) -> None:
        """What the collector calls at each of its rounds: what a full one has left is not looked at again."""
        if phase == "stop" and told["generation"] == 2:
            gc.freeze()

    def left(self) -> int:
        """How many objects were set aside that the pages opened since do not explain, and those that were closed do."""
        held, pages = self._held
        return gc.get_freeze_count() - held - PAGE * (self._pages() - pages)

    def whole_if_due(self, calm: bool) -> bool:
        """Looks at everything again when there may be enough to free and nobody computes, or when there is too much; whether it was done."""
        if self.left() < (SOME if calm else MOST):
            return False
        gc.unfreeze()
        gc.collect()
        self._held = gc.get_freeze_count(), self._pages()
        return True


def is_calm() -> bool:
    """Whether nobody computes, for CALM; told at once when somebody does."""
    for _ in range(LOOKS):
        if lane.busy():
            return False
        time.sleep(CALM / LOOKS)
    return True


def watch(pages: Callable[[], int]) -> None:
    """Makes the rounds of this process short, and the whole ones in quiet moments, as long as it lives; `pages` counts those that are open."""
    rounds = Rounds(pages)
    gc.callbacks.append(rounds.set_aside)
    while True:
        time.sleep(CALM)
        rounds.whole_if_due(is_calm())


def watch_apart(pages: Callable[[], int]) -> None:
    """The same in a thread of its own."""
    threading.Thread(target=watch, args=(pages,), name="collector rounds", daemon=True).start()
