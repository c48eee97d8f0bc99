"""A committee on its phones, an assembly: people who arrive together on a study page, then each move a lever every five seconds. Beside our page, in
the same minutes, its twin in plain Streamlit and its twin in Dash with two workers: same model, same draws.

    make crowd ARGS="--study pork --people 30 50"

A lone time says more of the machine than of the code: read the ratios. The visitors take their own time from the same machine.
"""

import argparse
import contextlib
import itertools
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import psutil

from benchmarks.lever import LEVERS, START, unheard
from benchmarks.people import EVERY, OnDash, OnStreamlit, Person, Waited, centile, together
from data.ground import french
from tests.e2e.conftest import ROOT, free_port, running_server

HEAD = ("étude", "personnes", "page", "arrivée (s)", "chiffres de tête (s)", "tout (s)", "mémoire (Mo)", "échecs")


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
def ours_twice(study: str) -> Iterator[Callable[[], Person]]:
    """Somebody on our page, in turn in one process and in another: a proxy that keeps each visitor where they began shares them out so."""
    with ours(study) as here, ours(study) as there:
        turns = itertools.cycle((here, there))

        def someone() -> Person:
            return next(turns)()

        yield someone


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


PAGES = {"le Studio": ours, "le Studio, deux processus": ours_twice, "Streamlit simple": plain, "Dash, deux processus": dash}


def memory() -> float:
    """What the servers that run now keep in memory [MB]: this process's children, and theirs."""
    return sum(process.memory_info().rss for process in psutil.Process().children(recursive=True)) / 1e6


def row(name: str, waited: Waited, kept: float) -> list[str]:
    """What a page made people wait for."""

    def both(times: list[float]) -> str:
        return " / ".join(french.number(centile(times, share), 2) for share in (0.5, 0.95)) if times else "-"

    return [name, both(waited.arrivals), both(waited.headlines), both(waited.wholes), french.number(kept, 0), str(len(waited.failed))]


def machine() -> str:
    """Where and when it is measured: the processor and how many of them, the memory, what else they do now, the system, Python, the day."""
    named = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE) if Path("/proc/cpuinfo").is_file() else None
    cores, load = len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else psutil.cpu_count(), psutil.getloadavg()[0]
    return (
        f"{french.day(date.today())}, {cores} cœurs ({named[1].strip() if named else platform.machine()}), "
        f"{french.number(psutil.virtual_memory().total / 1e9, 0)} Go de mémoire, charge {french.number(load, 1)} avant la mesure, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def main() -> None:
    """Prints one table, a line for each study, number of people and page, as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", nargs="+", choices=LEVERS, default=list(LEVERS))
    parser.add_argument("--people", nargs="+", type=int, default=[30, 50, 100])
    parser.add_argument("--seconds", type=float, default=30.0, help="durée des mouvements")
    parser.add_argument("--page", nargs="+", choices=PAGES, default=list(PAGES))
    asked = parser.parse_args()
    print(f"{machine()}. Chaque personne déplace un levier toutes les {EVERY:g} s ; temps : médiane / 95e centile.\n")
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", flush=True)
    for study, people, name in itertools.product(asked.study, asked.people, asked.page):
        with PAGES[name](study) as someone:
            together(someone, 2, 6.0, unheard(study))  # the first visitors warm the server
            waited = together(someone, people, asked.seconds, unheard(study))
            print(f"| {study} | {people} | {' | '.join(row(name, waited, memory()))} |", flush=True)
            for why in sorted(set(waited.failed)):
                print(f"  {study}, {people}, {name} : {why}", file=sys.stderr)


if __name__ == "__main__":
    main()
