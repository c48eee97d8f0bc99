"""Processes that write in a store from several threads, as a server does, and say what they ask and what was confirmed: the tests kill them.

Each line goes to the pipe in one piece, at once: what a killed process had said is read whole.
"""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from data.store.access import PUBLIC
from data.store.opening import Store
from data.store.writings import reports
from data.store.writings.reports import About

ABOUT = About("pork", "v1", "indicator:income", "Revenu des élevages")
THREADS = 4  # of a process
FOR_EVER = 10**9
FORKED = multiprocessing.get_context("forkserver")  # children of a small process: no thread of the tests is copied with them
FORKED.set_forkserver_preload([__name__])


@contextmanager
def writer(url: str, name: str, threads: int = THREADS, each: int = FOR_EVER) -> Iterator[tuple[BaseProcess, Iterator[list[str]]]]:
    """A process that writes, and what it says, word by word; killed on the way out when it is still there."""
    hear, tell = FORKED.Pipe(duplex=False)
    process = FORKED.Process(target=_write, args=(url, name, threads, each, tell))
    process.start()
    tell.close()
    try:
        yield process, _said(hear)
    finally:
        process.kill()
        process.join()
        hear.close()


def _said(hear: Connection) -> Iterator[list[str]]:
    with os.fdopen(os.dup(hear.fileno()), "r", encoding="utf-8") as lines:
        for line in lines:
            yield line.split()


def _write(url: str, name: str, threads: int, each: int, tell: Connection) -> None:
    store = Store(url)
    running = [threading.Thread(target=_reports, args=(store, f"{name}.{thread}", each, tell.fileno())) for thread in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def _reports(store: Store, name: str, each: int, pipe: int) -> None:
    for number in range(each):
        text = f"{name}.{number}"
        os.write(pipe, f"asked {text}\n".encode())
        identifier = reports.report(store, PUBLIC, ABOUT, text)
        os.write(pipe, f"kept {text} {identifier} {time.monotonic()}\n".encode())
