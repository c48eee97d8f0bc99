"""Tasks that behave badly, for the process that reads."""

import os
import re
import signal
import time
from pathlib import Path

from data.ground.faults import Fault
from data.intake.raw import Rejected
from data.intake.task import Told


def run(paths, limits, options, out, tell):
    """Does what `options["do"]` says."""
    return globals()[options["do"]](paths, out, tell)


def answer(paths, out, tell):
    tell("Étape", 1, 2)
    (out / "lu.txt").write_bytes(paths[0].read_bytes())
    return Told([], [Fault("a", "b", "c")], {"environment": sorted(os.environ), "lignes": 3})


def refuse(paths, out, tell):
    raise Rejected([Fault("cellule B2", "faux", "corriger")])


def forbidden(paths, out, tell):
    raise PermissionError(13, "Permission denied")


def half_a_character(paths, out, tell):
    return Told([Fault("objet 1, propriété « \ud800 »", "faux", "corriger")])


def formats(paths, out, tell):
    import pyogrio

    return Told([], [], {"formats": sorted(pyogrio.list_drivers())})


def alarm(paths, out, tell):
    return Told([], [], {"left": signal.alarm(0)})


def fail(paths, out, tell):
    raise RuntimeError("cause")


def last_for_ever(paths, out, tell):
    while True:
        tell("Attente", 1, 100)
        time.sleep(0.01)


def spawn(paths, out, tell):
    child = os.fork()
    if child == 0:
        time.sleep(600)
    (out / "child").write_text(str(child))
    tell("Attente", child, 0)
    time.sleep(600)


def allocate(paths, out, tell):
    return Told([], [], {"length": len(bytearray(3_000_000_000))})


def fill(paths, out, tell):
    """Fills the memory as files do, after the libraries of every reader are there, and says the most that it held [kilobytes]."""
    import data.imports.inventory
    import data.imports.roads  # noqa: F401
    from data.intake.layers import gdal

    gdal._pyogrio()
    held = []
    try:
        while True:
            held.append(b"x" * 1_000_000)
    except MemoryError:
        held.clear()
    status = Path("/proc/self/status").read_text("utf-8")  # getrusage would count what the process that started this one weighed
    return Told([], [], {"peak": int(re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)[1])})


def write(paths, out, tell):
    with (out / "gros").open("wb") as file:
        for _ in range(2_000):
            file.write(b"x" * 1_000_000)
    return Told()


def die(paths, out, tell):
    os.kill(os.getpid(), signal.SIGKILL)


def chatter(paths, out, tell):
    print("n'importe quoi")
    print("[1, 2")
    print("x" * 100_000)
    print('["Étape", 1e999, 1]')
    return Told()
