"""A process apart for what takes long: while it counts the draws of somebody, the server answers the others.

One process, started by the server and by nobody else: `start`. It is given a function and its arguments, never a model. Until it is ready, once it
has died, while another one replaces it, when nobody starts it, `asked` gives nothing and who asks computes by itself: same lines, same figures.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

KEPT = 64  # answers kept, some tens of kilobytes each: one that a room looks at is computed once
LIVES = 5  # processes that die one after the other without any answer: the next would die too
LOOK, LOOKS = 0.05, 100  # [s] between two looks at whether somebody still waits, and how many before the page computes by itself
LOG = logging.getLogger(__name__)


def _settle() -> None:
    """In the process apart: it stops when the server does, however that one stops, and leaves Ctrl+C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    multiprocessing.parent_process().join()
    os._exit(0)


@dataclass
class Asked:
    """An answer that was asked for, and how many wait for it."""

    future: Future
    waiting: int = 0


class Pool:
    """At most one process, which answers `work(*key)` after `prepare()`, one key at a time, in the order in which they are asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple, Asked] = OrderedDict()
        self._running = False
        self._deaths = 0  # since the last answer

    def start(self, work: Callable[..., Any], prepare: Callable[[], Any]) -> None:
        """Starts the process. Both are functions that a new process can import."""
        with self._lock:
            self._work, self._prepare, self._running, self._deaths = work, prepare, True, 0
            self._launch()

    def stop(self) -> None:
        """Ends the process, if there is one, once it has answered what it has begun."""
        with self._lock:
            if self._running:
                self._end()

    def _end(self) -> None:
        self._running = False
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _launch(self) -> None:
        # never by fork: the server has threads
        self._executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_settle)
        self._prepared = self._executor.submit(self._prepare)

    def ready(self) -> bool:
        """Whether the process can be asked now."""
        with self._lock:
            return self._ready()

    def _ready(self) -> bool:
        """Whether the process can be asked; one that died before it was ready is replaced here, by whoever asks next. Under the lock."""
        if not self._running or not self._prepared.done():
            return False
        died = self._prepared.exception()
        if died is not None:
            self._replace(died)
        return died is None

    def _replace(self, died: BaseException) -> None:
        """Another process in place of one that died. Under the lock."""
        self._end()
        self._deaths += 1
        if self._deaths == LIVES:
            LOG.error("Calcul à part abandonné après %d arrêts de suite : le serveur calcule tout lui-même", LIVES, exc_info=died)
            return
        LOG.warning("Calcul à part interrompu : un autre processus le remplace, le serveur calcule en attendant", exc_info=died)
        self._running = True
        self._launch()

    @contextmanager
    def asked(self, *key: Any) -> Iterator[Future | None]:
        """The answer to a key, to be waited for with `wait`; None when the process cannot be asked. What nobody waits for any more is not begun."""
        asked = self._ask(key)
        if asked is None:
            yield None
            return
        try:
            yield asked.future
        finally:
            self._left(key, asked)

    def _ask(self, key: tuple) -> Asked | None:
        with self._lock:
            asked = self._kept.get(key)
            if asked is None or _lost(asked.future):
                if not self._ready():
                    return None
                try:
                    asked = self._kept[key] = Asked(self._executor.submit(self._work, *key))
                except BrokenProcessPool as died:
                    self._replace(died)
                    return None
            asked.waiting += 1
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return asked

    def _left(self, key: tuple, asked: Asked) -> None:
        with self._lock:
            asked.waiting -= 1
            if not asked.waiting and asked.future.cancel() and self._kept.get(key) is asked:
                del self._kept[key]

    def answer(self, *key: Any) -> Any:
        """The answer to a key, if it is known already; None otherwise."""
        with self._lock:
            asked = self._kept.get(key)
            if asked is None or not asked.future.done() or _lost(asked.future):
                return None
            self._deaths = 0
            return asked.future.result()


def _lost(future: Future) -> bool:
    """Whether there will be no answer: given up, or the process has died."""
    return future.done() and (future.cancelled() or future.exception() is not None)


def wait(future: Future, still: Callable[[], Any]) -> None:
    """Returns once a future has its answer, or cannot have it any more, or is too long; `still` is called meanwhile: it raises when there is no need
    to wait longer."""
    for _ in range(LOOKS):
        wait_for([future], LOOK)
        if future.done():
            return
        still()


POOL = Pool()  # not started but in a server: a command line and a test compute by themselves
start, stop, asked, answer = POOL.start, POOL.stop, POOL.asked, POOL.answer
