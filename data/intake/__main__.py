"""The process that reads: python -m data.intake TASK FOLDER, started by data.intake.job only.

FOLDER holds request.json (files, limits, options). The task writes its files in FOLDER/out; answer.json says what it found. Progress goes to
standard output, one JSON list a line.
"""

import errno
import importlib
import json
import signal
import sys
import time
from pathlib import Path

from data.ground.faults import Fault, Refused
from data.ground.files import cause, remedy
from data.ground.french import number, with_unit
from data.imports import KINDS
from data.intake.layers import gdal
from data.intake.limits import GIGABYTE, MEGABYTE, Limits
from data.intake.raw import Rejected
from data.intake.task import Told

ANSWER, REQUEST, OUT = "answer.json", "request.json", "out"
OFTEN = 0.1  # [s] between two reports
SPARE = 5  # [s] beyond the time allowed: the parent stops the process first, if it is still there
MOST_FILES = 256  # open at once
ADDRESSES = GIGABYTE  # [bytes] that libraries take without filling them: 370 MB measured on Linux
OTHERS = ("study_files", "attachment", "table")  # what somebody gives on screen beside what is imported: files of a study, a proof, a sheet filled in
TASKS = KINDS | {name: f"data.intake.tasks.{name}" for name in OTHERS}


def confine(limits: Limits) -> None:
    """Takes away what reading does not need: memory, time, large files, core dumps. A system without these limits keeps the time of the parent."""
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = int(limits.seconds) + SPARE
    for name, most in (
        ("RLIMIT_DATA", limits.memory),
        ("RLIMIT_AS", limits.memory + ADDRESSES),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", limits.unpacked),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", MOST_FILES),
    ):
        if hasattr(resource, name):
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
            try:
                resource.setrlimit(kind, (wanted, wanted))
            except (ValueError, OSError):  # macOS refuses some of them
                continue
    signal.alarm(seconds)


class Report:
    """Progress, not more often than a person can read."""

    def __init__(self) -> None:
        self.last = ("", 0.0)

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self.last[0] or now - self.last[1] > OFTEN:
            self.last = (stage, now)
            print(json.dumps([stage, done, total], allow_nan=False), flush=True)


def module_of(task: str) -> str:
    """The module of a task. The tests have tasks of their own, under tests. ValueError for anything else."""
    if task in TASKS:
        return TASKS[task]
    if task.startswith("tests."):
        return task
    raise ValueError(f"tâche « {task} » inconnue")


def main(task: str, folder: Path) -> int:
    """Runs a task on a request; always answers, unless the system kills the process."""
    request = json.loads((folder / REQUEST).read_text("utf-8"))
    limits = Limits(**request["limits"])
    confine(limits)
    gdal.confine()
    (folder / OUT).mkdir()
    try:
        files = [Path(path) for path in request["files"]]
        told = importlib.import_module(module_of(task)).run(files, limits, request["options"], folder / OUT, Report())
    except Rejected as rejected:
        told = Told(rejected.faults)
    except Refused as refused:
        told = Told([refused.fault])
    except MemoryError:
        told = Told([Fault("fichier", "il demande trop de mémoire", "le couper en plusieurs fichiers")])
    except OSError as error:
        if error.errno == errno.EFBIG:
            most = with_unit(number(limits.unpacked / MEGABYTE), "Mo")
            told = Told(
                [Fault("fichier", f"ce qu'il contient fait plus de {most} une fois lu", "le couper en plusieurs fichiers, ou simplifier les tracés")]
            )
        else:
            told = Told([Fault("fichier", f"lecture ou écriture impossible ({cause(error)})", f"{remedy(error)}, puis recommencer")])
    answer = {"faults": [vars(fault) for fault in told.faults], "remarks": [vars(remark) for remark in told.remarks], "summary": told.summary}
    written = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    (folder / ANSWER).write_text(written, encoding="utf-8", errors="replace")  # half a character of a file is ?
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
