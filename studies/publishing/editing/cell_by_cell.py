"""Two writings of one table, both made from a third: what each changed alone is put together, and each cell that both changed is to be chosen.

Lines are merged in merging.py; here, two people who change two cells of one row have nothing to choose, and nobody reads marks between lines of CSV.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.ground.faults import Refused
from studies.publishing.editing import rows

Cells = Mapping[str, Mapping[str, str]]  # what each cell says, by identifier of its row, then by column


class Both(NamedTuple):
    """A cell that both changed, and not alike: the row, the column, what it said, what each says now."""

    row: str
    column: str
    before: str
    mine: str
    theirs: str


class Joined(NamedTuple):
    """The two writings in one, where the cells that both changed say what the other writing says, and these cells."""

    content: bytes
    both: Sequence[Both]


def joined(base: bytes, mine: bytes, theirs: bytes, place: str) -> Joined | None:
    """The two in one; None when they are not tables, or when either did more than write in cells and add rows: lines say it then (merging.py)."""
    try:
        was, here, there = ({name: row.values() for name, row in rows.read(content, place).items()} for content in (base, mine, theirs))
        if _written(base, was, here, place) != mine or _written(base, was, there, place) != theirs:
            return None  # a row moved, taken away, of a second time the same name: not a matter of cells
        both = [
            Both(name, column, was[name][column], text, there[name][column])
            for name in was
            for column, text in here[name].items()
            if was[name][column] not in (text, there[name][column]) and text != there[name][column]
        ]
        kept = {(cell.row, cell.column) for cell in both}
        alone = {name: {column: text for column, text in row.items() if (name, column) not in kept} for name, row in here.items()}
        return Joined(_written(theirs, was, alone, place), both)
    except (Refused, KeyError):  # not tables of one form, or a row that both added
        return None


def chosen(content: bytes, place: str, cells: Sequence[tuple[Both, str]]) -> bytes:
    """The table where each of these cells says what was chosen. Refused as rows.changed."""
    for cell, text in cells:
        content = rows.changed(content, place, cell.row, {cell.column: text})
    return content


def _written(content: bytes, was: Cells, now: Cells, place: str) -> bytes:
    """The table with what changed from `was` to `now`, cell by cell, and the rows that are new."""
    for name, row in now.items():
        if name not in was:
            content = rows.added(content, place, row)
        elif changed := {column: text for column, text in row.items() if text != was[name][column]}:
            content = rows.changed(content, place, name, changed)
    return content
