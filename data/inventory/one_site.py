"""One site as somebody rewrites it on screen: the sheet of the inventory in force with that line changed, to be read as any deposited file."""

import io
from collections.abc import Mapping
from datetime import date

import pandas as pd
from openpyxl import load_workbook

from data.inventory import template
from data.inventory.fields import KEYS, NUMBERS, SHEETS, Field
from data.inventory.store import Inventory


def fields(table: str, inventory: Inventory) -> list[Field]:
    """What may be rewritten of a site: what its sheet holds and everybody may read, but its identifier."""
    return [field for field in template.columns(table, inventory, confidential=False) if field.name != KEYS[table]]


def values(table: str, inventory: Inventory, identifier: str) -> dict[str, str]:
    """What those fields hold, as one writes it. KeyError when the site is not there."""
    frame = inventory.frames[table]
    found = frame[frame[KEYS[table]] == identifier]
    if found.empty:
        raise KeyError(identifier)
    line = found.iloc[0]
    return {field.name: _written(field, line[field.name]) for field in fields(table, inventory)}


def _written(field: Field, value: object) -> str:
    if field.kind == "day" and value:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    if field.kind not in NUMBERS:
        return str(value)
    if pd.isna(value):
        return ""
    return str(int(value)) if float(value).is_integer() else str(float(value)).replace(".", ",")


def line(table: str, inventory: Inventory, identifier: str) -> int:
    """The line of its sheet that holds a site, the header being the first. KeyError when the site is not there."""
    found = (inventory.frames[table][KEYS[table]] == identifier).to_numpy().nonzero()[0]
    if not found.size:
        raise KeyError(identifier)
    return int(found[0]) + 2


def workbook(table: str, inventory: Inventory, identifier: str, changed: Mapping[str, str]) -> bytes:
    """The sheet of that table, the line of the site rewritten where `changed` says so, by field; the other sheets left out stay as they are."""
    book = load_workbook(io.BytesIO(template.workbook(inventory, confidential=True)))
    for name in book.sheetnames:
        if name != SHEETS[table]:
            del book[name]
    sheet = book[SHEETS[table]]
    columns = {field.name: column for column, field in enumerate(template.columns(table, inventory, confidential=True), start=1)}
    row = next(line for line in range(2, sheet.max_row + 1) if str(sheet.cell(line, columns[KEYS[table]]).value) == identifier)
    for name, text in changed.items():
        cell = sheet.cell(row, columns[name])
        cell.value = text or None
        if text:
            cell.data_type = "s"  # what begins as a formula does is refused when it is read, as in a deposited file
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
