"""The rows of a study in the one form that its files keep: UTF-8, commas, decimal points, days as 2026-11-28.

What a French spreadsheet made of them is read as well, when its reading is certain, cell by cell, and as the same lines; `studies check --fix` writes
it back. A cell that may be read in two ways is a fault.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from data.ground import french
from data.ground.faults import Fault
from data.ground.text_files import INVISIBLE, LARGEST, read_text
from data.intake import delimited
from data.intake.cells import Unreadable, day
from data.intake.raw import Rejected, Sheet, Value
from studies.toolkit.reading.tables import numbers

WHOLE = WINDOWS, SEPARATOR = ("alphabet de Windows", ""), ("autre séparateur que la virgule", "")  # of a whole file: not counted
FIGURE, PERCENT = ("nombre à la française", "nombres à la française"), ("pourcentage", "pourcentages")
DAY = ("date jour/mois/année", "dates jour/mois/année")
Kind = tuple[str, str]  # one, several
OPEN_QUOTE = ("guillemet mal placé ou jamais refermé", "fermer les guillemets ; doubler ceux qui sont dans un texte")


@dataclass
class Written:
    """The text of a file in the form that is kept, what was changed in it by kind, and what cannot be read; None for no text at all."""

    text: str | None
    changed: Counter[Kind] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    @property
    def told(self) -> str:
        """What was changed, in words: 17 dates jour/mois/année et 34 nombres à la française."""
        counted = {kind: count for kind, count in self.changed.items() if kind not in WHOLE}
        return french.listed(
            [*(kind[0] for kind in self.changed if kind in WHOLE), *(french.counted(count, *kind) for kind, count in counted.items())]
        )


def of_file(path: Path, model: type[BaseModel] | None, place: str) -> Written:
    """A CSV in the form that is kept; its cells stay as they are without a `model` of its rows."""
    text, faults = read_text(path, place)
    changed: Counter[Kind] = Counter()
    if text is None and path.is_file() and path.stat().st_size <= LARGEST:
        text, faults = _of_windows(path, faults)
        changed.update([WINDOWS] if text is not None else [])
    if text is None:
        return Written(None, faults=faults)
    separator = _separator(text.partition("\n")[0])
    lines, begins = [], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for line in reader:
            lines.append(line)
            begins = reader.line_num + 1
    except csv.Error:
        if separator == ",":  # told by whoever reads the text
            return Written(text, changed)
        return Written(None, faults=[Fault(f"{place}, ligne {begins} ou après", *OPEN_QUOTE)])
    changed.update([SEPARATOR] if separator != "," else [])
    return _rewritten(lines, separator, model, place, changed, text)


def of_sheet(sheet: Sheet, model: type[BaseModel], place: str) -> Written:
    """The rows of a sheet of a workbook as the text of a CSV."""
    lines = [[_as_text(value) for value in row] for row in sheet.rows]
    return _rewritten(lines, "", model, place, Counter(), None)


def _of_windows(path: Path, faults: list[Fault]) -> tuple[str | None, list[Fault]]:
    """The text of a file that is not in UTF-8 and that nothing but its alphabet keeps from being read."""
    try:
        text, remarks = delimited.decoded(path.read_bytes())
    except Rejected:
        return None, faults
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (None, faults) if not remarks or INVISIBLE.search(text) else (text, [])


def _separator(header: str) -> str:
    return max((",", ";", "\t"), key=header.count)


def _as_text(value: Value) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def _types(annotation: Any) -> set[Any]:
    """The plain types of a field: of float | None, float and None."""
    inside = get_args(annotation)
    if not inside:
        return {annotation}
    return _types(inside[0]) if getattr(annotation, "__metadata__", None) else set().union(*(_types(part) for part in inside))


def _fields(model: type[BaseModel] | None, of: set[type]) -> set[str]:
    """The fields of those types; the others a model names as `FIGURES`, though their cells may hold words."""
    if model is None:
        return set()
    named = set(getattr(model, "FIGURES", ())) if float in of else set()
    return named | {name for name, told in model.model_fields.items() if _types(told.annotation) & of}


def _rewritten(
    lines: list[list[str]], separator: str, model: type[BaseModel] | None, place: str, changed: Counter[Kind], text: str | None
) -> Written:
    titles = [name.strip() for name in lines[0]] if lines else []
    figures, days = ([column for column, name in enumerate(titles) if name in _fields(model, of)] for of in ({float, int}, {date}))
    whole = [line if len(line) == len(titles) else [""] * len(titles) for line in lines]  # the others are told by whoever reads the text
    mark = numbers.decimal_mark(Sheet("", "csv", whole, separator=separator), figures, 1)
    unit, name = (titles.index(title) if title in titles else None for title in ("unit", "id"))
    faults, begins = [], 1
    for number, line in enumerate(lines):
        for column in (*figures, *days) if number and len(line) == len(titles) else ():
            try:
                kept, kind = _cell(line[column], column in days, mark, unit is not None and line[unit].startswith("share"))
            except Unreadable as wrong:
                where = f"{place}, ligne {begins}{f' ({line[name]})' if name is not None else ''} ({titles[column]})"
                faults.append(Fault(where, wrong.fault, wrong.remedy))
                continue
            line[column] = kept
            changed.update([kind] if kind else [])
        begins += 1 + sum(cell.count("\n") for cell in line)
    if text is not None and not set(changed) - {WINDOWS}:
        return Written(text, changed, faults)
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows(lines)
    return Written(made.getvalue(), changed, faults)


def _cell(written: str, is_day: bool, mark: str, is_share: bool) -> tuple[str, Kind | None]:
    """A cell as it is kept, and the kind of what was changed; what cannot be read stays, to be told with what its column expects."""
    if is_day:
        try:
            found = day(written)
        except Unreadable:
            return written, None
        kept = written if found is None else found.isoformat()
        return kept, DAY if kept != written.strip() else None
    try:
        found = numbers.share(written, mark) if is_share else numbers.number(written, mark)
    except Unreadable as wrong:
        if "deux façons" in wrong.fault:
            raise
        return written, None
    if found is None or _is_kept(written):
        return written, None
    return f"{found:.15g}", PERCENT if "%" in written else FIGURE


def _is_kept(written: str) -> bool:
    try:
        float(written)
    except ValueError:
        return False
    return "_" not in written
