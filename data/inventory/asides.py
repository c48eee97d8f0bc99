"""The lines of a sheet that are no site: totals, notes, titles said again. Each is told for what it is, to be taken away."""

from data.intake import cells
from data.intake.raw import Sheet, Value
from data.inventory.fields import plain

TOTALS = ("total", "totaux", "soustotal", "somme", "moyenne", "ensemble")  # how such a line begins, in plain letters
WHATEVER_FOLLOWS = ("total", "totaux", "soustotal")
REMOVE = "la retirer : une ligne par site, sans total ni note"


def told(sheet: Sheet, header: int, row: int, identifier: int | None) -> tuple[str, str] | None:
    """What a line is and the remedy, when it is no site; `identifier` is the column of the identifiers."""
    line = sheet.rows[row]
    filled = [(index, value) for index, value in enumerate(line) if value not in (None, "")]
    known = None if identifier is None else line[identifier]
    first = filled[0][1]
    if known in (None, "", first) and (total := total_line(first)):
        return total
    if len(filled) == 1 and isinstance(first, str) and (known in (None, "") or " " in first.strip()):
        return f"ligne de note (« {cells.short(first)} »)", REMOVE
    titles = [(index, sheet.rows[header][index]) for index, _ in filled]
    if len(filled) > 1 and all(_same(value, title) for (_, value), (_, title) in zip(filled, titles, strict=True)):
        return "ligne de titres répétée", REMOVE
    return None


def total_line(first: Value) -> tuple[str, str] | None:
    """What a line is and the remedy, when its first cell says that it adds the others up."""
    words = plain(first.split(":")[0]) if isinstance(first, str) else ""
    if any(words == start or (words.startswith(start) and start in WHATEVER_FOLLOWS) for start in TOTALS):
        return f"ligne de total (« {cells.short(first)} »)", REMOVE
    return None


def _same(value: Value, title: Value) -> bool:
    return isinstance(value, str) and plain(value) == plain(title)
