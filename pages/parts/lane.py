"""One computation at a time in a process, the most urgent first.

Why: thirty scripts of 0.3 s that arrive together share one interpreter and all end last, after 9 s. In line, the headlines of each first, all have
their figures at once, and each whole page ends as soon as it can. A script works while it holds the turn, and gives it back by itself:

    with lane.turn(lane.HEADLINES):        # waits while somebody is more urgent, or as urgent and longer here
        ...write the headlines...
        lane.breathe(lane.REST)            # from here on it is less urgent: whoever is more urgent passes now
        ...draw the map...
        lane.breathe(lane.REST)
        ...draw the chart...

Two ranks: the headlines of whoever moves a lever, then all the rest. Inside a rank, who began first ends first: the beginning is that of the
outermost `turn`, so that a page whose parts take turns is not overtaken by those that came after it. A `turn` inside another one of the same thread
holds the same turn. A third rank for whole pages would starve those who arrive while levers move.

Who asks for another page, or for the same again, leaves the line where the first one waited: each new one of an open page (`whose`) wakes those that
wait before it, and Streamlit stops them at `is_wanted`. A line that is full refuses whoever comes last.

Never hold a turn while waiting for somebody else (a pool, a file, the network): wait inside `away`. Never call `breathe` nor `away` under a lock:
who passes may need it.
"""

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.ground import budgets
from data.ground.faults import Fault, Refused

HEADLINES, REST = 0, 1  # ranks, the more urgent first
MOST = budgets.most("pages_waiting")  # threads in the line
FULL = Fault("le Studio", "trop de pages sont demandées en ce moment", "attendre une minute, puis recharger la page")


class Full(Refused):
    """The line is as long as it may be."""


def nobody_stops() -> None:
    """What a thread of no page is asked while it waits."""


@dataclass(order=True)
class Waiting:
    """A thread in the line: when it passes, whose page it draws, what wakes it; whether the place is its own."""

    rank: int
    since: float  # [s]
    number: int
    whose: str = field(default="", compare=False)
    woken: threading.Event = field(default_factory=threading.Event, compare=False)
    called: bool = field(default=False, compare=False)


class Lane:
    """A line of threads before one place."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy = False
        self._waiting: list[Waiting] = []
        self._count = itertools.count()
        self._mine = threading.local()  # `since` of the thread that holds the place [s]

    def busy(self) -> bool:
        """Whether a thread holds the place."""
        return self._busy

    def waiting(self) -> int:
        """How many threads wait for the place."""
        return len(self._waiting)

    @contextmanager
    def turn(self, rank: int, whose: str = "", is_wanted: Callable[[], None] = nobody_stops) -> Iterator[None]:
        """Holds the place, once nobody more urgent waits for it; for a thread that holds it already, nothing more.

        `is_wanted` raises when the page is not wanted any more; it is asked when a later thread of the same page (`whose`) comes into the line.
        """
        if getattr(self._mine, "since", None) is not None:
            yield
            return
        since = time.monotonic()
        self._enter(rank, since, whose, is_wanted)
        self._mine.since = since
        try:
            yield  # Streamlit stops a script by an exception
        finally:
            self._mine.since = None
            self._leave()

    def breathe(self, rank: int) -> None:
        """Lets who is more urgent than `rank` pass, then goes on; for a thread that holds no place, nothing."""
        since = getattr(self._mine, "since", None)
        if since is None:
            return
        with self._lock:
            if not self._waiting or (self._waiting[0].rank, self._waiting[0].since) >= (rank, since):
                return
        self._leave()
        self._enter(rank, since)

    @contextmanager
    def away(self, rank: int) -> Iterator[None]:
        """Gives the place back while the thread waits for somebody else, then waits for it again at `rank`; for one that holds no place, nothing."""
        since = getattr(self._mine, "since", None)
        if since is None:
            yield
            return
        self._mine.since = None
        self._leave()
        try:
            yield
        finally:
            self._enter(rank, since)
            self._mine.since = since

    def _enter(self, rank: int, since: float, whose: str = "", is_wanted: Callable[[], None] = nobody_stops) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            for former in self._waiting:
                if whose and former.whose == whose:
                    former.woken.set()
            mine = Waiting(rank, since, next(self._count), whose)
            heapq.heappush(self._waiting, mine)
        while True:
            mine.woken.wait()
            with self._lock:
                if mine.called:
                    return
                mine.woken.clear()
            try:
                is_wanted()
            except BaseException:
                self._give_up(mine)
                raise

    def _give_up(self, mine: Waiting) -> None:
        """Leaves the line; the place goes to the next one when it has just been given."""
        with self._lock:
            if not mine.called:
                self._waiting.remove(mine)
                heapq.heapify(self._waiting)
                return
        self._leave()

    def _leave(self) -> None:
        """Hands the place over to the first who waits, or leaves it free."""
        with self._lock:
            if self._waiting:
                following = heapq.heappop(self._waiting)
                following.called = True
                following.woken.set()
            else:
                self._busy = False


LANE = Lane()
turn, breathe, away, busy, waiting = LANE.turn, LANE.breathe, LANE.away, LANE.busy, LANE.waiting


@contextmanager
def turn_of_page(rank: int) -> Iterator[None]:
    """The turn of the page that this thread draws: it leaves the line when its visitor asks for something else. Full when too many wait."""
    if waiting() >= MOST:
        raise Full(FULL)
    context = get_script_run_ctx(suppress_warning=True)
    with turn(rank, context.session_id if context else "", _still_wanted):
        yield


def _still_wanted() -> None:
    """Lets Streamlit stop a page that is not wanted any more, as it does at each element that a page draws: here, at a look in its session."""
    _ = "lane" in st.session_state
