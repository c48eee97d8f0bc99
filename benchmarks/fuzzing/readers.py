"""Who reads each kind of file, called in this process as a page or the command line calls it in the process made for it; and in that process."""

import multiprocessing
import resource
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from data import imports
from data.ground.faults import Fault, Refused
from data.imports import arcep, inventory, premises, roads
from data.instances import pasted
from data.intake import job
from data.intake.limits import PAGE
from data.intake.raw import Rejected
from data.intake.task import Told, silent
from data.intake.tasks import attachment, study_files, table
from data.inventory import photos
from studies.committee.papers import filled
from studies.toolkit.reading import card, cases, parameters, results, scenarios, sources
from studies.toolkit.reading.figures import picture_files
from studies.toolkit.reading.tables import files
from studies.toolkit.running.study import Study

TASKS = {"inventory": inventory, "premises": premises, "roads": roads, "arcep": arcep, "study_files": study_files, "attachment": attachment}
SHEETS = {"prices": "tables/prices.csv", "parameters": "parameters.csv"}  # what the sheets of a workbook given to a study stand for
CARD = '[prices]\ntitle = "Prix"\ncomputed = true\n\n[prices.columns]\nprice = { unit = "index", label = "Prix" }\n'  # of the table that it is given
NO_REMEDY = Fault("fichier", "refusé", "")


@dataclass(frozen=True)
class Read:
    """What came of a file: what it was refused for, what was said of it, where what is kept of it stands."""

    faults: Sequence[Fault] = ()
    remarks: Sequence[Fault] = ()
    out: Path | None = None
    summary: Mapping = field(default_factory=dict)


def here(reader: str, path: Path, out: Path, study: Study | None) -> Read:
    """Reads a file in this process. Anything raised is a crash."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    try:
        return _told(TASKS[reader], path, out, reader) if reader in TASKS else OTHERS[reader](path, out, study)
    except Rejected as rejected:
        return Read(rejected.faults)
    except Refused as refused:
        return Read([refused.fault])


def apart(reader: str, path: Path) -> Read:
    """Reads a file of a task in the process made for it."""
    return _starter().submit(_apart, reader, path).result()


def peak() -> float:
    """The most that one of these processes has taken [bytes], or the one that starts them when that is more."""
    return _starter().submit(_peak).result()


@cache
def _starter() -> ProcessPoolExecutor:
    """A process that reads nothing itself: Linux counts to a process what the one that started it had taken until then."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def _apart(reader: str, path: Path) -> Read:
    answer = job.Reading(reader, [path], PAGE, _options(reader)).answer()
    return Read(answer.faults, answer.remarks, None, answer.summary)


def _options(reader: str) -> dict:
    return {"sheets": SHEETS, "only": ""} if reader == "study_files" else {}


def _told(task, path: Path, out: Path, reader: str) -> Read:
    told: Told = task.run([path], PAGE, _options(reader), out, silent)
    if not told.faults and reader in imports.KINDS:
        imports.verify(reader, out)  # as every page does before it uses an edition
    return Read(told.faults, told.remarks, out, told.summary)


def _review(path: Path, out: Path, study: Study | None) -> Read:
    told = table.run([path], filled.LIMITS, {}, out, silent)
    found = filled.said(study, table.sheets((out / table.NAME).read_bytes()), told.remarks)
    return Read(found.faults, found.remarks, summary={"opinions": len(found.opinions)})


def _attendance(path: Path, _out: Path, _study: Study | None) -> Read:
    found, faults = pasted.read(path.read_text("utf-8", "replace"))
    back, again = pasted.read(pasted.written(found))
    if not faults and (back != found or again):
        raise AssertionError(f"{found} se relit {back}")
    return Read(faults)


def _photo(path: Path, out: Path, _study: Study | None) -> Read:
    try:
        (out / "photo.jpg").write_bytes(photos.redrawn(path.read_bytes()))
    except photos.UNREADABLE:
        return Read([NO_REMEDY])
    return Read()


def _picture(path: Path, out: Path, _study: Study | None) -> Read:
    folder = out / picture_files.FOLDER
    folder.mkdir()
    shutil.copyfile(path, folder / path.name)
    return Read(picture_files.faults(out, path.name, "essai"))


def _tables(path: Path, out: Path, _study: Study | None) -> Read:
    (out / "tables").mkdir()
    shutil.copyfile(path, out / "tables" / path.name)
    (out / "tables/tables.toml").write_text(CARD, encoding="utf-8")
    return Read(files.found(out, "essai").faults)


def _study(path: Path, _out: Path, _study: Study | None) -> Read:
    """One of the files of a study, by who reads it."""
    by_name: Mapping[str, Callable] = {
        "parameters.csv": lambda: parameters.read(path, None, path.name),
        "sources.csv": lambda: sources.read(path, path.name),
        "cases.csv": lambda: cases.read(path, path.name),
        "results.csv": lambda: results.read(path, None, path.name),
        "study.toml": lambda: card.read(path, path.name),
        "scenarios.toml": lambda: scenarios.read(path, {}, None, path.name),
    }
    return Read(by_name[path.name]()[1])


OTHERS: Mapping[str, Callable[[Path, Path, Study | None], Read]] = {
    "review": _review, "attendance": _attendance, "photo": _photo, "picture": _picture, "tables": _tables, "study": _study,
}  # fmt: skip
CONFINED = tuple(TASKS)
