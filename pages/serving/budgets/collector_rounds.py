"""Python's collector, so that nobody waits half a second for it.

A full round looks at all that lives, and nobody is answered meanwhile: 0.4 to 0.8 s of processor with 150 pages open, several times as they arrive.
Here what a full round has seen is set aside: the next one looks only at what was made since (0.07 s at most for the same pages). What was set aside
and is not used any more (a page that was closed, in the circles that Streamlit's fragments make) waits for a whole round, when nobody computes.
"""

import gc
import threading
import time
from typing import Any

from pages.parts import lane

SOME = 4  # short rounds: about sixty pages were opened, 45 MB if all are closed again; a whole round then waits for a quiet moment
MOST = 32  # short rounds, five hundred pages: the whole round waits no longer
CALM, LOOKS = 2.0, 40  # [s] without anybody computing, and how many looks at it: two hundred people leave moments of less between two levers


class Rounds:
    """The short rounds since the last whole one."""

    def __init__(self) -> None:
        self.short = 0

    def set_aside(self, phase: str, told: dict[str, Any]) -> None:
        """What the collector calls at each of its rounds: what a full one has left is not looked at again."""
        if phase == "stop" and told["generation"] == 2:
            gc.freeze()
            self.short += 1

    def whole_if_due(self, calm: bool) -> bool:
        """Looks at everything again when there may be enough to free and nobody computes, or when it has waited long enough; whether it was done."""
        if self.short < (SOME if calm else MOST):
            return False
        gc.unfreeze()
        gc.collect()
        self.short = 0
        return True


def is_calm() -> bool:
    """Whether nobody computes, for CALM; told at once when somebody does."""
    for _ in range(LOOKS):
        if lane.busy():
            return False
        time.sleep(CALM / LOOKS)
    return True


def watch() -> None:
    """Makes the rounds of this process short, and the whole ones in quiet moments, as long as it lives."""
    rounds = Rounds()
    gc.callbacks.append(rounds.set_aside)
    while True:
        time.sleep(CALM)
        rounds.whole_if_due(is_calm())


def watch_apart() -> None:
    """The same in a thread of its own."""
    threading.Thread(target=watch, name="collector rounds", daemon=True).start()
