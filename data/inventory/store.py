"""The inventory in force: the last edition that was imported, or the tables that the Studio ships with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data import editions, tables
from data.editions import Edition
from data.ground.french import day
from data.ground.stamped import stamped
from data.inventory.fields import FACTS, NUMBERS, SHEETS, fields

KIND = "inventory"
SHIPPED = {"zones": "zones", "plots": "plots", "buildings": "buildings_example", "facts": "site_facts"}  # tables of data/tables
EXAMPLE = "exemple, à remplacer par l'inventaire de l'agence"  # said wherever an invented line is shown
SHIPPED_TITLE = "inventaire de départ du Studio"


@dataclass(frozen=True)
class Inventory:
    """Its tables (every field of data.inventory.fields; numbers as float, all else as str, "" when empty) and where they come from."""

    frames: Mapping[str, pd.DataFrame]
    edition: Edition | None

    @property
    def number(self) -> int:
        """The number of its edition; 0 for what the Studio ships with."""
        return self.edition.card.number if self.edition else 0

    @property
    def title(self) -> str:
        """How a screen names it."""
        if self.edition is None:
            return SHIPPED_TITLE
        return f"édition {self.number}, importée le {day(self.edition.card.imported_at.date())} ({self.edition.card.source_file})"


@stamped(lambda: editions.stamp(KIND))
def current() -> Inventory:
    """The inventory in force, read once for each edition. Shared: do not change its frames."""
    last = editions.current(KIND)
    return at(last) if last else Inventory({table: typed(table, tables.read(name)) for table, name in SHIPPED.items()}, None)


def at(edition: Edition) -> Inventory:
    """The inventory of one edition."""
    return Inventory({table: read(table, edition.file(f"{table}.csv")) for table in SHEETS}, edition)


def read(table: str, path: Path) -> pd.DataFrame:
    """A table as `typed` gives it, from the file of an edition."""
    return typed(table, pd.read_csv(path, dtype=str, keep_default_na=False))


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Every field of a table, in order: numbers as float (NaN when empty), all else as str ("" when empty)."""
    columns = {}
    for name, field in fields(table).items():
        given = frame[name] if name in frame.columns else pd.Series("", index=frame.index)
        columns[name] = pd.to_numeric(given).astype(float) if field.kind in NUMBERS else given.fillna("").astype(str)
    return pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))


def facts_of(inventory: Inventory, identifier: str) -> dict[str, pd.Series]:
    """The facts of a site that have a date and a source of their own, by field."""
    frame = inventory.frames[FACTS]
    return {row["champ"]: row for _, row in frame[frame["id"] == identifier].iterrows()}
