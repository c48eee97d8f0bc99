"""What a cell of a table means, in the forms that French spreadsheets write, when their reading is certain. Unreadable otherwise.

A number may have a decimal comma or a decimal point, spaces between its thousands, `%` when its unit is a share. `1,234` may be a little more than
one, or more than a thousand: it is read only when the other figures of the same file, or what parts its cells, say what a comma stands for.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from data.intake import cells
from data.intake.cells import Unreadable
from data.intake.raw import Sheet, Value
from studies.toolkit.reading import units
from studies.toolkit.reading.tables import words
from studies.toolkit.reading.tables.cards import DAY, TEXT

DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
DECIMAL = re.compile(r"[+-]?[\d ]*([.,])\d+ ?%?", re.ASCII)
MARKS = {";": ",", ",": "."}  # what begins the decimals in a file whose cells that sign parts, when no figure of it says otherwise
# What people write, in plain letters, where there is no figure; "s" is that of statistical secrecy at INSEE.
MISSING = {"nd", "n d", "na", "n a", "nc", "n c", "s", "secret", "secret statistique", "non disponible", "inconnu"}
Read = float | str | date | None


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


def is_missing(value: Value) -> bool:
    """Whether a cell says that there is no figure: empty, nd, n.c., s (secret)."""
    return value is None or (isinstance(value, str) and (not value.strip() or words.plain(value) in MISSING))


def read(value: Value, unit: str, mark: str) -> Read:
    """What a cell of a column of that unit holds, None when nothing: a figure [unit], a text, a day. `mark` is that of `decimal_mark`."""
    if unit == TEXT:
        return cells.text(value) or None
    if is_missing(value):
        return None
    if unit == DAY:
        return cells.day(value)
    if unit in units.DATES:
        found = cells.year(value)
        return None if found is None else float(found)
    return within(share(value, mark) if unit.partition("/")[0] == "share" else number(value, mark), unit)


def number(value: Value, mark: str) -> float | None:
    """A figure, None when empty."""
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


def within(figure: float | None, unit: str) -> float | None:
    """The same figure, when its unit may take it."""
    known = units.find(unit)
    if figure is not None and not known.lowest <= figure <= known.highest:
        remedy = f"une part s'écrit {figure:g} % ou {figure / 100:g}" if unit == "share" else f"entre {known.lowest:g} et {known.highest:g}"
        raise Unreadable(f"{figure:g} impossible pour l'unité « {unit} »", remedy)
    return figure
