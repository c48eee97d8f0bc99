"""A lever moves: how long until every headline has changed, until everything else has, and how many bytes travel.

    python -m benchmarks.lever [--study datacenter] [--moves 40] [--detail]

The ratio compares with a full run of the same page on the same server in the same minutes: a lone time says more of the machine than of the code.
"""

import argparse
import random
import re
import statistics
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.visitor import Run, Visitor
from data.ground import french
from studies import catalog
from tests.e2e.conftest import ROOT, running_server

LEVERS = {
    "broadband": ("/tres-haut-debit", "broadband.sessions", 5.0),
    "datacenter": ("/datacenter-de-proximite", "datacenter.racks", 2.0),
    "hydrogen": ("/hydrogene", "hydrogen.guaranteed_volume", 5.0),
    "pork": ("/porc-de-qualite", "pork.outdoor_land", 5.0),
}
WARM = {"STUDIO_COLD": "0"}  # the servers of the tests load nothing before it is asked
START = WARM | dict(pair.split("=") for pair in re.search(r"^START := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1].split())
BUDGETS = (
    ("chiffres de tête, médiane (ms)", 100),
    ("chiffres de tête, 95e centile (ms)", 250),
    ("tout le reste, médiane (ms)", None),
    ("octets reçus (ko)", 15),
)
POSITIONS, STRIDE, WARMING = 59, 7, 3  # values of the lever: 59 is prime, each comes once before any comes again, so no outcome is remembered


def unheard(study: str) -> Callable[[], float]:
    """Values of the lever of a study that nobody asked before, one at a call [its unit]."""
    lever = catalog.get(study).parameters[LEVERS[study][1].partition(".")[2]]
    drawn, lock = random.Random(), threading.Lock()

    def value() -> float:
        with lock:
            return drawn.uniform(lever.low, lever.high)

    return value


def measure(base: str, study: str, moves: int, first: int = 0) -> tuple[list[Run], list[Run]]:
    """Full runs of the page of a study, then moves of its lever, from the position number `first` on."""
    page, lever, step = LEVERS[study]
    whole = []
    for _ in range(5):
        visitor = Visitor(base, page)
        whole.append(visitor.open())
        visitor.close()
    visitor = Visitor(base, page)
    visitor.open()
    found = [visitor.move(lever, step * (1 + move * STRIDE % POSITIONS)) for move in range(first, first + moves)]
    visitor.close()
    return whole, found


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", choices=LEVERS, default="broadband")
    parser.add_argument("--moves", type=int, default=40)
    parser.add_argument("--detail", action="store_true", help="octets par sorte d'élément")
    asked = parser.parse_args()
    if not 2 <= asked.moves <= POSITIONS - WARMING:
        parser.error(f"--moves : entre 2 et {POSITIONS - WARMING}, au-delà des positions reviendraient et seraient gardées en mémoire")
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log", **START) as base:
        measure(base, asked.study, WARMING)  # the first visitor warms the server, on positions that are not measured
        whole, found = measure(base, asked.study, asked.moves, WARMING)
    times = [run.headlines * 1000 for run in found]
    ends, sizes = (statistics.median(getattr(run, name) for run in found) for name in ("seconds", "received"))
    measured = (statistics.median(times), statistics.quantiles(times, n=20)[-1], ends * 1000, sizes / 1000)
    full = {name: statistics.median(getattr(run, name) for run in whole) * 1000 for name in ("headlines", "seconds", "received")}
    peers = (full["headlines"], full["headlines"], full["seconds"], full["received"] / 1e6)
    print(f"{'':36}{'mesuré':>10}{'budget':>10}{'page entière / levier':>24}")
    for (label, budget), value, peer in zip(BUDGETS, measured, peers, strict=True):
        print(f"{label:36}{french.number(value, 1):>10}{budget or '':>10}{french.number(peer / value, 1):>24}")
    if asked.detail:
        print("\n".join(f"{kind:24}{size}" for kind, size in Counter(found[-1].by_kind).most_common()))


if __name__ == "__main__":
    main()
