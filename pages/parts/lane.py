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

Never hold a turn while waiting for somebody else (a pool, a file, the network): wait inside `away`. Never call `breathe` nor `away` under a lock:
who passes may need it.
"""

import heapq
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

HEADLINES, REST = 0, 1  # ranks, the more urgent first


class Lane:
    """A line of threads before one place."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy = False
        self._waiting: list[tuple[int, float, int, threading.Event]] = []
        self._count = itertools.count()
        self._mine = threading.local()  # `since` of the thread that holds the place [s]

    @contextmanager
    def turn(self, rank: int) -> Iterator[None]:
        """Holds the place, once nobody more urgent waits for it; for a thread that holds it already, nothing more."""
        if getattr(self._mine, "since", None) is not None:
            yield
            return
        since = time.monotonic()
        self._enter(rank, since)
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
            if not self._waiting or self._waiting[0][:2] >= (rank, since):
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

    def _enter(self, rank: int, since: float) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            called = threading.Event()
            heapq.heappush(self._waiting, (rank, since, next(self._count), called))
        called.wait()

    def _leave(self) -> None:
        """Hands the place over to the first who waits, or leaves it free."""
        with self._lock:
            if self._waiting:
                heapq.heappop(self._waiting)[-1].set()
            else:
                self._busy = False


LANE = Lane()
turn, breathe, away = LANE.turn, LANE.breathe, LANE.away
