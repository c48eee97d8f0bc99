"""Files of a study that somebody gives on screen: read in a process of their own, then as the study that they make. Nothing is kept of what cannot be
read."""

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.ground.faults import Fault, Refused
from data.intake.job import apart
from data.intake.limits import MEGABYTE, Limits
from studies import catalog
from studies.publishing import folders
from studies.publishing.editing import texts
from studies.toolkit.errors import FaultyStudy
from studies.toolkit.reading import grids
from studies.toolkit.reading.tables import cards

LIMITS = Limits(size=25 * MEGABYTE, unpacked=50 * MEGABYTE, rows=20_000, seconds=20, entries=200)
TASK = "study_files"
TABLES = f"{grids.FOLDER}/"


@dataclass(frozen=True)
class Given:
    """What was given: its files by path, and what was mended or left aside while reading; or all that keeps it from being taken."""

    files: Mapping[str, bytes]
    remarks: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


def tables(present: Mapping[str, bytes]) -> list[str]:
    """The tables of a study: the files of its folder tables/ but their cards."""
    return sorted(path for path in present if path.startswith(TABLES) and path != f"{TABLES}{cards.NAME}")


def sheets(present: Mapping[str, bytes]) -> dict[str, str]:
    """The file that each sheet of a workbook stands for, by the name of the sheet."""
    files = [path for path in present if path.endswith(".csv") and (path.startswith(TABLES) or "/" not in path)]
    return {Path(path).stem: path for path in sorted(files)}


def read(slug: str, content: bytes, present: Mapping[str, bytes], only: str = "") -> Given:
    """What a file brings to a study whose files are `present`: a zipped folder, a workbook, or the table `only`. Refused when nothing can be read
    now, or when it brings nothing new."""
    found = apart(TASK, content, LIMITS, {"sheets": sheets(present), "only": only})
    if found.faults:
        return Given({}, faults=found.faults)
    return _as_a_study(slug, Given(found.files, found.remarks), present)


def _as_a_study(slug: str, given: Given, present: Mapping[str, bytes]) -> Given:
    """The files that are not those present, unless the study that they make has a fault that it had not, or one of their texts has any."""
    files = {path: content for path, content in given.files.items() if present.get(path) != content}
    if not files:
        raise Refused(Fault("fichier", "il dit la même chose que le brouillon", "le modifier, puis le déposer de nouveau"))
    if after := unreadable(slug, {**present, **files}):
        before = unreadable(slug, present)
        if new := tuple(fault for fault in after if fault not in before):
            return Given({}, given.remarks, new)
    elif wrong := _wrong_texts(slug, {**present, **files}, files):
        return Given({}, given.remarks, tuple(wrong))
    return Given(files, given.remarks)


def unreadable(slug: str, files: Mapping[str, bytes]) -> list[Fault]:
    """What keeps the files of a study from being read as a study; its figures are not computed."""
    try:
        catalog.read_folder(folders.laid(slug, files))
    except FaultyStudy as wrong:
        return wrong.faults
    return []


def _wrong_texts(slug: str, files: Mapping[str, bytes], given: Mapping[str, bytes]) -> list[Fault]:
    """What is wrong with the texts among `given`, as where one writes them: a figure that the study of those files does not have, for one."""
    written = [path for path in sorted(given) if path.startswith(texts.FOLDER) and path.endswith(".md")]
    if not written:
        return []
    study = catalog.laid(folders.laid(slug, files))
    return [fault for path in written for fault in texts.faults(path, given[path].decode("utf-8-sig"), study)]


def zipped(slug: str, files: Mapping[str, bytes]) -> bytes:
    """The folder of a study without its code, to be changed and given back."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            if not path.endswith(folders.CODE):
                archive.writestr(f"{slug}/{path}", content)
    return made.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    """How many rows, names aside, and columns a table in CSV has."""
    text = content.decode("utf-8-sig", "replace")
    separator = max((",", ";", "\t"), key=text.partition("\n")[0].count)
    lines = [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(line)]
    return max(0, len(lines) - 1), len(lines[0]) if lines else 0
