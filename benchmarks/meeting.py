"""A committee in a meeting: its members on the page of a study, each moving a lever every five seconds and showing it to the others. How long until
each has her headlines, and until the others see where a lever went; beside it, the same members without a meeting.

    python -m benchmarks.meeting [--study broadband] [--people 30] [--seconds 60]

One member, the first, moves a lever that nobody else touches: what the others see of it is timed from her move to the end of the run of their page
that shows it. Read the two lines against each other: the visitors take their own time from the same machine. What one question of a page costs the
server is measured before, by one page alone.
"""

import argparse
import contextlib
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.crowd import machine
from benchmarks.lever import LEVERS, START, unheard
from benchmarks.people import EVERY, centile
from benchmarks.visitor import Run, Visitor
from data.ground import french
from data.store import people, signing
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import meetings
from pages.parts.prose import as_html
from pages.serving.identity.middleware import COOKIE
from studies import catalog
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from tests.e2e.conftest import free_port, server_process

HEAD = ("réunion", "membres", "chiffres de tête (s)", "vu par les autres (s)", "fois vu", "échecs")
TOGGLE = ".shows"  # how the key of the switch of a member ends
POLLS, PLACES = 100, 12  # questions asked to measure one; places of the lever that the others watch
ONCE = 0.05  # [s] that a member sleeps when she has nothing to do


@dataclass
class Seen:
    """What the members waited for [s]: the headlines of their own moves, what the first one moved; what failed."""

    headlines: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass
class Shown:
    """The last place of the lever that the others watch: how their table writes it, when it was moved [s, of the clock of the process]."""

    words: str = ""
    at: float = 0.0


class Member:
    """A member on the page of the study, as her browser behaves there: it asks again by itself as often as the page says."""

    def __init__(self, visitor: Visitor, meets: bool) -> None:
        self.visitor = visitor
        found = visitor.open()
        if meets:
            visitor.press(found, TOGGLE)
        self.due = {fragment: time.monotonic() + every for fragment, every in found.repeated.items()}
        self.every = found.repeated

    def asks(self) -> Iterator[Run]:
        """The runs that are due now."""
        for fragment, at in self.due.items():
            if time.monotonic() >= at:
                self.due[fragment] = time.monotonic() + self.every[fragment]
                yield self.visitor.ask_again(fragment)


def watched(study: str, seen: Sequence[str]) -> Parameter:
    """The lever that the first member moves: one on the page (`seen`: the keys of its sliders), that is not the one of the others."""
    known = catalog.get(study).parameters.values()
    own = LEVERS[study][1].partition(".")[2]
    return next(one for one in known if one.role == "lever" and one.id != own and one.high > one.value and f"{study}.{one.id}" in seen)


def live(member: Member, rank: int, study: str, until: float, value: Callable[[], float], shown: Shown, lever: Parameter, told: Seen) -> None:
    """A member until the end [s, of the clock of the process]."""
    following, moves, known = time.monotonic() + EVERY * (rank % 10) / 10, 0, ""
    while time.monotonic() < until:
        if time.monotonic() >= following:
            following, moves = time.monotonic() + EVERY, moves + 1
            if rank == 0:
                place = lever.value + (lever.high - lever.value) * (1 + moves % PLACES) / PLACES
                shown.words, shown.at = as_html(f" à {units.written(place, lever.unit)}, médiane"), time.monotonic()
                told.headlines.append(member.visitor.move(f"{study}.{lever.id}", place).headlines)
            else:
                told.headlines.append(member.visitor.move(LEVERS[study][1], value()).headlines)
        for run in member.asks():
            words, at = shown.words, shown.at
            if rank and words and words != known and any(words in one.html.body for one, _ in run.elements if one.WhichOneof("type") == "html"):
                known = words
                told.others.append(time.monotonic() - at)
        time.sleep(ONCE)


def together(open_one: Callable[[int], Visitor], count: int, seconds: float, study: str, meets: bool) -> Seen:
    """The members, all at once."""
    told, shown, line, value = Seen(), Shown(), threading.Barrier(count), unheard(study)

    def one(rank: int) -> None:
        visitor = open_one(rank)
        try:
            member = Member(visitor, meets)
            lever = watched(study, [identifier.rpartition("-")[2] for identifier, _ in visitor.sliders])
            line.wait()
            live(member, rank, study, time.monotonic() + seconds, value, shown, lever, told)
        except Exception as error:  # told in the table: the others go on
            told.failed.append(f"{type(error).__name__}: {error}")
            line.abort()
        finally:
            visitor.close()

    threads = [threading.Thread(target=one, args=(rank,), daemon=True) for rank in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def cost(visitor: Visitor, process: psutil.Process) -> float:
    """What one question that a page asks by itself takes of the processor of the server [ms]."""
    (fragment,) = visitor.open().repeated
    time.sleep(2)  # what the page left to do apart
    before = sum(process.cpu_times()[:2])
    for _ in range(POLLS):
        visitor.ask_again(fragment)
    return 1000 * (sum(process.cpu_times()[:2]) - before) / POLLS


@contextlib.contextmanager
def committee(study: str, count: int) -> Iterator[tuple[Callable[[int], Visitor], Store, psutil.Process]]:
    """A server with `count` members: what opens the page of one by her rank, its store, its process."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "var").mkdir()
        store = Store(f"sqlite:///{folder}/var/studio.sqlite")
        links = people.invite(store, CONSOLE, [Newcomer(f"Membre {rank + 1}") for rank in range(count)], [Grant(Role.REVIEWER)])
        cookies = [f"{COOKIE}={signing.enter(store, link.token).secret}" for link in links]
        with server_process(Path(folder) / "log", free_port(), **START, STUDIO_VAR=f"{folder}/var") as (base, process):
            yield lambda rank: Visitor(base, LEVERS[study][0], cookies[rank]), store, psutil.Process(process.pid)
        store.engine.dispose()


def both(times: Sequence[float]) -> str:
    """The median and the 95th centile."""
    return " / ".join(french.number(centile(list(times), share), 2) for share in (0.5, 0.95)) if times else "-"


def main() -> None:
    """Prints what a question costs, then a line without a meeting and one with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", choices=LEVERS, default="broadband")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60.0, help="durée des mouvements")
    asked = parser.parse_args()
    if asked.people < 2:
        parser.error("--people : 2 au moins, l'un bouge et l'autre voit")
    print(f"{machine()}. {asked.study} ; chaque membre déplace un levier toutes les {EVERY:g} s ; temps : médiane / 95e centile.\n")
    with committee(asked.study, asked.people) as (open_one, store, process):
        for meets in (False, True):
            if meets:
                called = meetings.call(store, CONSOLE, asked.study, datetime.now(UTC), "Mende", "Mesure.")
                meetings.open_it(store, CONSOLE, called)
            together(open_one, 2, 8.0, asked.study, meets)  # the first ones warm the server
            visitor = open_one(0)
            named = "d'une réunion ouverte, leviers compris" if meets else "d'une page qui attend une réunion"
            print(f"Une question {named} : {french.number(cost(visitor, process), 1)} ms de processeur.", flush=True)
            visitor.close()
            if not meets:
                print(f"\n| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
            told = together(open_one, asked.people, asked.seconds, asked.study, meets)
            row = (
                "oui" if meets else "non",
                str(asked.people),
                both(told.headlines),
                both(told.others),
                str(len(told.others)),
                str(len(told.failed)),
            )
            print(f"| {' | '.join(row)} |", flush=True)
            for why in sorted(set(told.failed)):
                print(f"  {why}")


if __name__ == "__main__":
    main()
