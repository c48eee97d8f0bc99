"""What a file says that can hardly be true: the faults for which nothing is kept, and what is only told."""

from collections.abc import Mapping, Sequence
from datetime import date

from data.ground.faults import Fault
from data.inventory.fields import ZONES
from data.inventory.parsing import Parsed
from data.inventory.plausibility import figures, identifiers, places, postcodes


def faults(found: Mapping[str, Parsed], rows: Mapping[str, Sequence[Mapping[str, str]]]) -> list[Fault]:
    """What would poison the map or the past of a line; `rows` are those of the new inventory."""
    return [
        fault
        for table, parsed in found.items()
        for fault in (
            *identifiers.faults(table, parsed.lines),
            *places.faults(table, parsed.lines, rows[ZONES]),
            *postcodes.faults(table, parsed.lines),
        )
    ]


def remarks(found: Mapping[str, Parsed], today: date) -> list[Fault]:
    """What is kept, and to be read again."""
    return [
        remark
        for table, parsed in found.items()
        for remark in (
            *identifiers.remarks(table, parsed.lines),
            *places.remarks(table, parsed.lines),
            *postcodes.remarks(table, parsed.lines),
            *(one for line in parsed.lines for one in figures.remarks(table, line, today)),
        )
    ]
