"""A number as French spreadsheets write it: a decimal comma or a decimal point, spaces between its thousands, `%` when it is a share.

`1,234` may be a little more than one, or more than a thousand: it is read only when the other figures of the same file, or what parts its cells, say
what a comma stands for. Unreadable otherwise.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from data.intake import cells
from data.intake.cells import Unreadable
from data.intake.raw import Sheet, Value

DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
DECIMAL = re.compile(r"[+-]?[\d ]*([.,])\d+ ?%?", re.ASCII)
EXACT = 15  # digits that a float holds
MARKS = {";": ",", ",": "."}  # what begins the decimals in a file whose cells that sign parts, when no figure of it says otherwise


def decimal_mark(sheet: Sheet, columns: Iterable[int], first: int) -> str:
    """What begins the decimals in the columns of a sheet, from a row on: "," or "."; nothing when they do not say it, or say both."""
    said = set()
    for row in sheet.rows[first:]:
        texts = (_spaced(row[column]) for column in columns if isinstance(row[column], str))
        said |= {found[1] for text in texts if not DOUBTFUL.fullmatch(text) and (found := DECIMAL.fullmatch(text))}
    return next(iter(said)) if len(said) == 1 else "" if said else MARKS.get(sheet.separator, "")


def _spaced(text: str) -> str:
    """A text without the spaces around it, those inside made plain, the minus of typography made that of machines."""
    for space in cells.SPACES:
        text = text.replace(space, " ")
    return text.strip().replace("\u2212", "-")


def number(value: Value, mark: str) -> float | None:
    """A figure, None when empty."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= EXACT:  # most cells: a table may have fifty thousand
        return float(value)
    text = _spaced(value) if isinstance(value, str) else ""
    if DOUBTFUL.fullmatch(text) and not (mark and mark in text):
        whole = re.sub("[.,]", "", text)
        raise Unreadable(f"« {text} » se lit de deux façons", f"écrire {whole} ; ou {text}0, si ce sont des décimales")
    return cells.number(value)


def share(value: Value, mark: str) -> float | None:
    """A share, None when empty: 2 % is 0.02."""
    if isinstance(value, str) and (text := _spaced(value)).endswith("%"):
        found = number(text.removesuffix("%").rstrip(), mark)
        return None if found is None else float(Decimal(repr(found)) / 100)
    return number(value, mark)
