"""Visitors who move levers while others flood the server with demands: whether the health of the service is still answered, and the visitors served.

    python -m benchmarks.floods --people 50 --floods 10 --study pork

The same visitors first come without the floods: read the ratios. `--folder` measures another copy of the Studio, such as the one before; `--together`
gives everybody one address, as a school behind its router has. Floods come from other machines: here they only take the processor that the server
leaves, and the last column says how much they sent all the same. Visitors take their own time from the same machine.
"""

import argparse
import contextlib
import itertools
import multiprocessing
import os
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Barrier

from websockets.exceptions import ConnectionClosed

from benchmarks.crowd import HEAD, machine, memory, row
from benchmarks.lever import LEVERS, START, unheard
from benchmarks.people import OnStreamlit, Person, centile, together
from benchmarks.visitor import Visitor
from data.ground import french
from tests.e2e.conftest import ROOT, running_server

MESSAGES = 10_000  # of each flood: what was seen to stop a server for 97 s
PATIENCE = 60  # [s] for the health of the service
LEAST = 19  # niceness of a flood: ten that share two cores with the server would stop it for seconds by computing, not by what they ask


def flood(base: str, page: str, host: str, ready: Barrier, sent: Synchronized) -> None:
    """One page that sends MESSAGES demands, counted as they leave, once all the floods are there; a server that closes it ends it."""
    visitor = Visitor(base, page, host=host)
    ready.wait()
    os.nice(LEAST)
    with contextlib.suppress(ConnectionClosed, OSError):
        for _ in range(MESSAGES):
            visitor.ask_unheard()
            sent.value += 1


@contextlib.contextmanager
def floods(base: str, page: str, number: int, one_address: bool) -> Iterator[list[Synchronized]]:
    """That many floods, each in a process of its own, from addresses of their own unless all have one; gives what each has sent."""
    apart = multiprocessing.get_context("spawn")
    ready = apart.Barrier(number + 1)
    hosts = ["127.0.0.1" if one_address else f"127.0.1.{turn + 1}" for turn in range(number)]
    sent = [apart.Value("l") for _ in hosts]
    started = [apart.Process(target=flood, args=(base, page, *each), daemon=True) for each in zip(hosts, itertools.repeat(ready), sent, strict=False)]
    for process in started:
        process.start()
    ready.wait()
    try:
        yield sent
    finally:
        for process in started:
            process.kill()
            process.join()


def watch(base: str, ended: Event, told: Connection) -> None:
    """Asks the health twice a second until it has ended, then tells how long each demand took [s]; PATIENCE for one that was not answered."""
    waited = []
    while not ended.wait(0.5):
        began = time.monotonic()
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=PATIENCE) as answer:
                answer.read()
            waited.append(time.monotonic() - began)
        except OSError:
            waited.append(float(PATIENCE))
    told.send(waited)


@contextlib.contextmanager
def watched(base: str) -> Iterator[list[float]]:
    """How long each demand of the health takes meanwhile [s], known on the way out. Asked from a process apart: one of those who play the visitors
    would count what they take of each other."""
    apart, waited = multiprocessing.get_context("spawn"), []
    (here, there), ended = apart.Pipe(duplex=False), apart.Event()
    watcher = apart.Process(target=watch, args=(base, ended, there), daemon=True)
    watcher.start()
    try:
        yield waited
    finally:
        ended.set()
        waited += here.recv()
        watcher.join()


def main() -> None:
    """Prints one table: the visitors alone, then with the floods."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", choices=LEVERS, default="pork")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--floods", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30.0, help="durée des mouvements")
    parser.add_argument("--together", action="store_true", help="une seule adresse pour tous")
    parser.add_argument("--folder", type=Path, default=ROOT, help="la copie du Studio à mesurer")
    asked = parser.parse_args()
    page, lever, _ = LEVERS[asked.study]
    hosts = itertools.repeat("127.0.0.1") if asked.together else (f"127.0.0.{2 + number % 250}" for number in itertools.count())
    lock = threading.Lock()
    print(f"{machine()}. {french.number(MESSAGES)} demandes par inondation ; temps : médiane / 95e centile.\n")
    print(f"| {' | '.join((*HEAD[1:], 'santé : médiane / pire (s)', 'demandes des inondations'))} |\n|{'---|' * (len(HEAD) + 1)}", flush=True)
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log", asked.folder, **START) as base:

        def someone() -> Person:
            with lock:
                host = next(hosts)
            return OnStreamlit(base, page, lever, host)

        together(someone, 2, 6.0, unheard(asked.study))  # the first visitors warm the server
        for number in dict.fromkeys((0, asked.floods)):
            with floods(base, page, number, asked.together) as sent, watched(base) as health:
                waited = together(someone, asked.people, asked.seconds, unheard(asked.study))
            name = f"{number} inondations" if number else "sans inondation"
            told = f"{french.number(centile(health, 0.5), 2)} / {french.number(max(health), 2)}"
            flooded = french.number(sum(each.value for each in sent))
            print(f"| {asked.people} | {' | '.join(row(name, waited, memory()))} | {told} | {flooded} |", flush=True)
            for why in sorted(set(waited.failed)):
                print(f"  {name} : {why}", flush=True)


if __name__ == "__main__":
    main()
