"""Gives damaged files to everything that reads one: nothing may crash, hang, keep a part of a file, or misread it without a word.

    python -m benchmarks.fuzz 100000
    python -m benchmarks.fuzz 2000 --seed 7 --keep dossier      keeps in a folder the files that made something wrong

Half of the files of a table carry a change whose effect is known, and what is kept is compared with what the file holds by `fuzzing.compared`.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzzing import compared, damage, readers, seeds
from benchmarks.fuzzing.seeds import Seed
from data.ground import french
from data.intake.limits import MEGABYTE, PAGE
from studies import catalog
from studies.toolkit.running.study import Study

MANY, ONE_IN = 100_000, 50  # files by default; one of so many is read as well in the process made for it, when there is one
STUDY = "pork"  # whose review sheets are read
WRONG = ("plantage", "blocage", "garde malgré un défaut", "lecture fausse", "autre réponse à part")
PATIENCE = 60  # times more by the clock than by the processor
REPORTED = 1_000  # files between two lines of progress


class Hang(Exception):
    """A file that takes longer than a page lets it."""


@dataclass
class Tally:
    """What came of the files: how many were refused, accepted, compared with a reading of another, read in a process apart as well; and each thing
    that is wrong, with the file that made it."""

    read: Counter = field(default_factory=Counter)
    refused: int = 0
    accepted: int = 0
    compared: int = 0
    apart: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)  # (what kind, the file, what happened)

    def told(self) -> str:
        """The count, in a line."""
        kinds = Counter(kind for kind, _, _ in self.wrong)
        found = ", ".join(f"{name} : {kinds[name]}" for name in WRONG)
        counted = ", ".join(
            f"{french.number(count)} {what}"
            for count, what in ((self.refused, "refusés"), (self.accepted, "acceptés"), (self.compared, "comparés"), (self.apart, "à part"))
        )
        return f"{french.number(sum(self.read.values()))} fichiers, {counted} ; {found}"


def run(count: int, seed: int, folder: Path, study: Study | None, one_in: int = ONE_IN, keep: Path | None = None) -> Tally:
    """Reads `count` damaged files, the same ones for the same seed; files are put in `folder`."""
    tally, given, confinable = Tally(), seeds.every(study), 0
    for index in range(count):
        rng = random.Random(f"{seed} {index}")
        one = rng.choice(given)
        known = damage.known(one, rng) if one.cells and rng.random() < 0.5 else None
        content = known.content if known else damage.damaged(one, rng)
        path = folder / one.name
        path.write_bytes(content)
        before = len(tally.wrong)
        confined = one.reader in readers.CONFINED
        _read(tally, one, path, folder / "out", study, known, confined and confinable % one_in == 0)
        confinable += confined
        if keep is not None and len(tally.wrong) > before:
            (keep / f"{index}-{tally.wrong[-1][0]}-{one.name}".replace(" ", "_")).write_bytes(content)
        if index and index % REPORTED == 0 and keep is not None:
            print(f"{index} : {tally.told()}", flush=True)
    return tally


def _read(tally: Tally, seed: Seed, path: Path, out: Path, study: Study | None, known: damage.Known | None, also_apart: bool) -> None:
    tally.read[seed.reader] += 1
    named = f"{seed.name}{f' ({known.what})' if known else ''}"
    try:
        with _in_time(PAGE.seconds):
            found = readers.here(seed.reader, path, out, study)
    except Hang:
        tally.wrong.append(("blocage", named, f"plus de {PAGE.seconds} s de processeur"))
        return
    except Exception:
        tally.wrong.append(("plantage", named, traceback.format_exc(limit=-3)))
        return
    tally.refused, tally.accepted = tally.refused + bool(found.faults), tally.accepted + (not found.faults)
    if found.faults and any(not (fault.fault and fault.place) for fault in found.faults):
        tally.wrong.append(("plantage", named, f"défaut sans place ou sans mot : {found.faults}"))
    if found.faults and seed.reader in readers.CONFINED and any(out.glob("*")):
        tally.wrong.append(("garde malgré un défaut", named, str(sorted(path.name for path in out.iterdir()))))
    if known and not found.faults and seed.reader in compared.SAME:
        tally.compared += 1
        said = " ".join(map(str, found.remarks))
        tally.wrong += [("lecture fausse", named, text) for text in compared.differences(seed.reader, known.cells, out, said)[:1]]
    if also_apart:
        tally.apart += 1
        answer = readers.apart(seed.reader, path)
        if [*map(str, answer.faults)] != [*map(str, found.faults)]:
            tally.wrong.append(("autre réponse à part", named, f"ici {[*map(str, found.faults)][:2]}, à part {[*map(str, answer.faults)][:2]}"))


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    """Raises Hang after some seconds of processor, or many more by the clock: a busy machine gives a file little, what waits takes none."""

    def late(*_: object) -> None:
        raise Hang

    clocks = ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, PATIENCE * seconds))
    before = [signal.signal(number, late) for number, _, _ in clocks]
    for _, clock, most in clocks:
        signal.setitimer(clock, most)
    try:
        yield
    finally:
        for (number, clock, _), handler in zip(clocks, before, strict=True):
            signal.setitimer(clock, 0)
            signal.signal(number, handler)


def main(arguments: list[str] | None = None) -> int:
    """Prints what is wrong. Exit status 0 when nothing is."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("count", nargs="?", type=int, default=MANY, help="combien de fichiers")
    asked.add_argument("--seed", type=int, default=1, help="le tirage : le même donne les mêmes fichiers")
    asked.add_argument("--keep", type=Path, help="dossier où garder les fichiers qui révèlent un défaut")
    asked.add_argument("--one-in", type=int, default=ONE_IN, help="un fichier sur combien est aussi lu dans un processus à part")
    chosen = asked.parse_args(arguments)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(STUDIO_VAR=folder, STUDIO_OFFLINE="1")  # nothing of what runs here is the inventory of anybody
        place = Path(folder) / "files"
        place.mkdir()
        if chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
        tally = run(chosen.count, chosen.seed, place, catalog.get(STUDY), chosen.one_in, chosen.keep or place)
        peak = readers.peak()
    print(*(f"{kind} | {name} | {what}" for kind, name, what in tally.wrong), sep="\n")
    print(tally.told())
    print(f"{french.number(time.perf_counter() - start, 0)} s ; mémoire du plus gros lecteur à part : {french.number(peak / MEGABYTE, 0)} Mo")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
