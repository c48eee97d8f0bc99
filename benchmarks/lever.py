"""A lever moves: how long the server takes to answer with everything that changes, and how many bytes travel.

    python -m benchmarks.lever [--moves 40] [--detail]

The ratio compares with a full run of the same page on the same server in the same minutes: a lone time says more of the machine than of the code.
"""

import argparse
import statistics
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.visitor import Run, Visitor
from data import french
from tests.e2e.conftest import running_server

PAGE, LEVER = "/tres-haut-debit", "broadband.sessions"
BUDGETS = (("levier, médiane (ms)", 100), ("levier, 95e centile (ms)", 250), ("levier, octets reçus (ko)", 15))
POSITIONS = 49  # values of the lever, none of them twice in a row, so that no outcome is simply remembered


def measure(base: str, moves: int) -> tuple[list[Run], list[Run]]:
    """Full runs of the page, then moves of its lever."""
    whole = []
    for _ in range(5):
        visitor = Visitor(base, PAGE)
        whole.append(visitor.open())
        visitor.close()
    visitor = Visitor(base, PAGE)
    visitor.open()
    found = [visitor.move(LEVER, 5.0 * (1 + move * 7 % POSITIONS)) for move in range(moves)]
    visitor.close()
    return whole, found


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=40)
    parser.add_argument("--detail", action="store_true", help="octets par sorte d'élément")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as base:
        measure(base, 3)  # the first visitor warms the server
        whole, found = measure(base, asked.moves)
    times = [run.seconds * 1000 for run in found]
    measured = (statistics.median(times), statistics.quantiles(times, n=20)[-1], statistics.median(run.received for run in found) / 1000)
    full_time, full_size = (statistics.median(getattr(run, name) for run in whole) * 1000 for name in ("seconds", "received"))
    peers = (full_time, full_time, full_size / 1e6)
    print(f"{'':30}{'mesuré':>10}{'budget':>10}{'page entière / levier':>24}")
    for (label, budget), value, peer in zip(BUDGETS, measured, peers, strict=True):
        print(f"{label:30}{french.number(value, 1):>10}{budget:>10}{french.number(peer / value, 1):>24}")
    if asked.detail:
        print("\n".join(f"{kind:24}{size}" for kind, size in Counter(found[-1].by_kind).most_common()))


if __name__ == "__main__":
    main()
