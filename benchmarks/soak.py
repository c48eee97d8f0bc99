"""Levers moved without pause: what the server and its process apart keep in memory before, on the way and after; then with fifty people there.

    python -m benchmarks.soak --study pork --moves 2000 --people 50

Each move is a choice that nobody asked before, so that nothing is found in memory. What grows at first is what is kept for whoever asks again, and
it is bounded; what must not grow is the second half. Exit status 1 when a process has grown there by more than GROWTH.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.lever import LEVERS, START, unheard
from benchmarks.visitor import Visitor
from data.ground import french
from tests.e2e.conftest import running_server

GROWTH = 20.0  # [MB] over the second half of the moves: the noise of an allocator is a few
STEPS = 10  # lines of the table
WARMING = 50  # moves before the first look
APART = 60  # [s] that the process apart may take to be ready
SERVER, WORKER = "serveur", "processus à part"


def memory() -> dict[str, float]:
    """What the server and its process apart hold [MB]: the child of this process, the greatest of its own children."""
    (server,) = _children(os.getpid())
    found = {SERVER: _held(server)}
    if apart := [_held(each) for each in _children(server)]:
        found[WORKER] = max(apart)  # the other one follows the semaphores of Python, and holds little
    return found


def _children(process: int) -> list[int]:
    children = []
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that has just ended
            children += map(int, (task / "children").read_text("ascii").split())
    return children


def _held(process: int) -> float:
    return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def moved(visitor: Visitor, study: str, moves: int) -> Iterator[tuple[int, dict[str, float]]]:
    """Moves the lever of a study; the memory before, then after each tenth of the moves."""
    lever, value = LEVERS[study][1], unheard(study)
    yield 0, memory()
    for count in range(1, moves + 1):
        if not visitor.move(lever, value()).headlines:
            raise RuntimeError(f"move {count}: no headline came")
        if count * STEPS % moves < STEPS:
            yield count, memory()


def crowded(base: str, study: str, people: int) -> dict[str, float]:
    """The memory once some people are there, each with a choice of its own."""
    page, lever, _ = LEVERS[study]
    value = unheard(study)
    with ExitStack() as leaving:
        for _ in range(people):
            visitor = Visitor(base, page)
            leaving.callback(visitor.close)
            visitor.open()
            visitor.move(lever, value())
        return memory()


def warm(base: str, study: str) -> None:
    """Returns once the process apart is there and both have done a little of what they do."""
    visitor = Visitor(base, LEVERS[study][0])
    visitor.open()
    end = time.monotonic() + APART
    while WORKER not in memory() and time.monotonic() < end:
        time.sleep(1)
    for _ in moved(visitor, study, WARMING):
        pass
    visitor.close()


def line(what: str, held: dict[str, float]) -> str:
    """A line of the table."""
    return f"| {what} | {' | '.join(french.number(held[name], 0) if name in held else '-' for name in (SERVER, WORKER))} |"


def main() -> int:
    """Prints the table; 1 when a process grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", choices=LEVERS, default="pork")
    parser.add_argument("--moves", type=int, default=2000)
    parser.add_argument("--people", type=int, default=50)
    asked = parser.parse_args()
    if asked.moves < STEPS:
        parser.error(f"--moves : {STEPS} au moins")
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log", **START) as base:
        warm(base, asked.study)
        print(f"| mémoire (Mo), étude {asked.study} | {SERVER} | {WORKER} |\n|---|---|---|")
        visitor, found = Visitor(base, LEVERS[asked.study][0]), {}
        visitor.open()
        for count, held in moved(visitor, asked.study, asked.moves):
            found[count] = held
            print(line(f"{count} mouvements", held), flush=True)
        visitor.close()
        print(line(f"puis {asked.people} personnes", crowded(base, asked.study, asked.people)))
    half = min(count for count in found if count * 2 >= asked.moves)
    grown = {name: held - found[half].get(name, held) for name, held in found[asked.moves].items()}
    for name, more in grown.items():
        print(f"{name} : {french.number(more, 1)} Mo de plus sur la seconde moitié ({french.number(GROWTH, 0)} au plus)")
    return int(any(more > GROWTH for more in grown.values()))


if __name__ == "__main__":
    sys.exit(main())
