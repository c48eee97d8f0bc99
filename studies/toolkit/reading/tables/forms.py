"""What a cell of a table means, in the forms that French spreadsheets write, when their reading is certain. Unreadable otherwise."""

from datetime import date

from data.intake import cells
from data.intake.cells import Unreadable
from data.intake.raw import Value
from studies.toolkit.reading import units
from studies.toolkit.reading.tables import numbers, words
from studies.toolkit.reading.tables.cards import DAY, TEXT

# What people write, in plain letters, where there is no figure; "s" is that of statistical secrecy at INSEE.
MISSING = {"nd", "n d", "na", "n a", "nc", "n c", "s", "secret", "secret statistique", "non disponible", "inconnu"}
Read = float | str | date | None


def is_missing(value: Value) -> bool:
    """Whether a cell says that there is no figure: empty, nd, n.c., s (secret)."""
    if isinstance(value, str) and value[:1].isdigit():
        return False
    return value is None or (isinstance(value, str) and (not value.strip() or words.plain(value) in MISSING))


def read(value: Value, unit: str, mark: str) -> Read:
    """What a cell of a column of that unit holds, None when nothing: a figure [unit], a text, a day. `mark` begins the decimals (see `numbers`)."""
    if unit == TEXT:
        return cells.text(value) or None
    if is_missing(value):
        return None
    if unit == DAY:
        return cells.day(value)
    if unit in units.DATES:
        found = cells.year(value)
        return None if found is None else float(found)
    return within(numbers.share(value, mark) if unit.partition("/")[0] == "share" else numbers.number(value, mark), unit)


def within(figure: float | None, unit: str) -> float | None:
    """The same figure, when its unit may take it."""
    known = units.find(unit)
    if figure is not None and not known.lowest <= figure <= known.highest:
        remedy = f"entre {known.lowest:g} et {known.highest:g}"
        if unit == "share":  # a figure that is no part of a hundred either is of another unit
            remedy = f"une part s'écrit {figure:g} % ou {figure / 100:g}" if 0 <= figure <= 100 else "entre 0 et 1 ; sinon changer unit dans la carte"
        raise Unreadable(f"{figure:g} impossible pour l'unité « {unit} »", remedy)
    return figure
