"""A committee on its phones, an assembly: people who arrive together on a study page, then each move a lever every five seconds. Beside our page, in
the same minutes, its twin in plain Streamlit and its twin in Dash with two workers: same model, same draws.

    make crowd ARGS="--study pork --people 30 50"

A lone time says more of the machine than of the code: read the ratios. The visitors take their own time from the same machine.
"""

import argparse
import contextlib
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil

from benchmarks.lever import LEVERS
from benchmarks.people import OnDash, OnStreamlit, Person, Waited, centile, together
from data.ground import french
from studies import catalog
from tests.e2e.conftest import ROOT, free_port, running_server

START = dict(pair.split("=") for pair in re.search(r"^START := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1].split())
HEAD = ("", "arrivée médiane / 95e (s)", "chiffres de tête médiane / 95e (s)", "tout médiane / 95e (s)", "mémoire (Mo)", "échecs")


@contextlib.contextmanager
def started(command: list[str], study: str, port: int) -> Iterator[str]:
    """A twin on a port, until the end; gives its address."""
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "STUDIO_TWIN": study}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(600):
                with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                    break
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextlib.contextmanager
def ours(study: str) -> Iterator[Callable[[], Person]]:
    """Somebody on our page."""
    page, lever, _ = LEVERS[study]
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log", **START) as base:
        yield partial(OnStreamlit, base, page, lever)


@contextlib.contextmanager
def plain(study: str) -> Iterator[Callable[[], Person]]:
    """Somebody on the twin in plain Streamlit."""
    port, lever = free_port(), LEVERS[study][1].partition(".")[2]
    command = [sys.executable, "-m", "streamlit", "run", "benchmarks/twins/plain_page.py", "--server.port", str(port)]
    with started(command, study, port) as base:
        yield partial(OnStreamlit, base, "/", lever)


@contextlib.contextmanager
def dash(study: str) -> Iterator[Callable[[], Person]]:
    """Somebody on the twin in Dash."""
    port, lever = free_port(), LEVERS[study][1].partition(".")[2]
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--bind", f"127.0.0.1:{port}", "benchmarks.twins.dash_page:server"]
    with started(command, study, port) as base:
        yield partial(OnDash, base, lever)


PAGES = {"le Studio": ours, "Streamlit simple": plain, "Dash, deux processus": dash}


def unheard(study: str) -> Callable[[], float]:
    """Values of the lever of a study that nobody asked before, one at a call [its unit]."""
    lever = catalog.get(study).parameters[LEVERS[study][1].partition(".")[2]]
    drawn, lock = random.Random(), threading.Lock()

    def value() -> float:
        with lock:
            return drawn.uniform(lever.low, lever.high)

    return value


def memory() -> float:
    """What the servers that run now keep in memory [MB]: this process's children, and theirs."""
    return sum(process.memory_info().rss for process in psutil.Process().children(recursive=True)) / 1e6


def row(name: str, waited: Waited, kept: float) -> list[str]:
    """A line of the table."""

    def both(times: list[float]) -> str:
        return " / ".join(french.number(centile(times, share), 2) for share in (0.5, 0.95)) if times else "-"

    return [name, both(waited.arrivals), both(waited.headlines), both(waited.wholes), french.number(kept, 0), str(len(waited.failed))]


def main() -> None:
    """Prints a table by study."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", nargs="+", choices=LEVERS, default=list(LEVERS))
    parser.add_argument("--people", nargs="+", type=int, default=[1, 30, 50])
    parser.add_argument("--seconds", type=float, default=30.0, help="durée des mouvements")
    parser.add_argument("--page", nargs="+", choices=PAGES, default=list(PAGES))
    asked = parser.parse_args()
    for study, people in itertools.product(asked.study, asked.people):
        print(f"\n{study}, {people} {french.plural(people, 'personne')}\n\n| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
        for name in asked.page:
            with PAGES[name](study) as someone:
                together(someone, 2, 6.0, unheard(study))  # the first visitors warm the server
                waited = together(someone, people, asked.seconds, unheard(study))
                print(f"| {' | '.join(row(name, waited, memory()))} |", flush=True)
                for why in sorted(set(waited.failed)):
                    print(f"  {why}", file=sys.stderr)


if __name__ == "__main__":
    main()
