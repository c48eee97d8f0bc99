"""The cells of a table that somebody filled in, as they are written: who asked for them knows what they mean.

To be run in the process made for it (data.intake.job). In `out`, one JSON, a list of {"name", "kind", "rows", "lines", "formulas"}; a day is its ISO
form.
"""

import json
from datetime import date
from pathlib import Path

from data.intake import reading
from data.intake.limits import Limits
from data.intake.raw import Sheet
from data.intake.task import Tell, Told

NAME = "sheets"


def run(paths: list[Path], limits: Limits, _options: dict, out: Path, tell: Tell) -> Told:
    """Reads what was given. Rejected as `reading.read`."""
    raw = reading.read(paths[0], limits, tell)
    found = [
        {"name": sheet.name, "kind": sheet.kind, "rows": sheet.rows, "lines": list(sheet.lines), "formulas": sorted(sheet.formulas)}
        for sheet in raw.sheets
    ]
    (out / NAME).write_text(json.dumps(found, ensure_ascii=False, allow_nan=False, default=_day), encoding="utf-8", errors="replace")
    return Told(remarks=list(raw.remarks), summary={"files": {NAME: NAME}})


def sheets(written: bytes) -> list[Sheet]:
    """The sheets that the task wrote."""
    return [
        Sheet(one["name"], one["kind"], one["rows"], frozenset(map(tuple, one["formulas"])), lines=tuple(one["lines"])) for one in json.loads(written)
    ]


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no cell is a {type(value)}")
