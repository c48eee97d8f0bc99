"""What an import would change: the lines added, changed and removed, field by field."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from data.inventory.fields import FACTS, KEYS, NAMES, NUMBERS, SHEETS, Field, fields
from data.inventory.linking import Rows

HIDDEN = "donnée non publiée"
Kind = Literal["ajouté", "modifié", "retiré"]


class Change(NamedTuple):
    """One line that is not the same: its sheet, identifier and name, what happens to it, and each field with its value before and after."""

    sheet: str
    identifier: str
    name: str
    kind: Kind
    fields: tuple[tuple[str, str, str], ...] = ()


def compare(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> list[Change]:
    """Every change, in the order of the sheets: added, then changed, then removed. What is not public is told without its value."""
    changes = []
    for table in SHEETS:
        old, new = _by_key(table, before[table]), _by_key(table, after[table])
        added = [Change(SHEETS[table], key, _name(table, row), "ajouté") for key, row in new.items() if key not in old]
        changed = [
            Change(SHEETS[table], key, _name(table, row), "modifié", _differences(table, old[key], row))
            for key, row in new.items()
            if key in old and _differences(table, old[key], row)
        ]
        removed = [Change(SHEETS[table], key, _name(table, row), "retiré") for key, row in old.items() if key not in new]
        changes += [*added, *changed, *removed]
    return changes


def counts(changes: list[Change]) -> dict[str, dict[str, int]]:
    """How many lines of each sheet are added, changed, removed: {"Zones": {"ajouté": 1, "modifié": 0, "retiré": 0}, …}."""
    found = {sheet: {"ajouté": 0, "modifié": 0, "retiré": 0} for sheet in SHEETS.values()}
    for change in changes:
        found[change.sheet][change.kind] += 1
    return found


def _by_key(table: str, rows: Rows) -> dict[str, dict[str, str]]:
    if table == FACTS:
        return {f"{row['id']} / {row['champ']}": row for row in rows}
    return {row[KEYS[table]]: row for row in rows}


def _name(table: str, row: dict[str, str]) -> str:
    return row["source"] if table == FACTS else row[NAMES[table]] or row[KEYS[table]]


def _differences(table: str, old: dict[str, str], new: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (field.label, _told(field, old[name]), _told(field, new[name])) if field.public else (field.label, HIDDEN, HIDDEN)
        for name, field in fields(table).items()
        if old[name] != new[name]
    )


def _told(field: Field, value: str) -> str:
    """A value as one reads it: with a decimal comma."""
    return value.replace(".", ",") if field.kind in NUMBERS else value
