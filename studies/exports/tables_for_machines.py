"""What a program takes of a table of data/: its card and its rows. Not of a table of which nobody knows the licence."""

import csv
import io
from typing import Any

from data import tables
from data.ground.installation.base_path import at

UNKNOWN = "à vérifier"  # the licence of a card: nobody knows yet what others may do with the table


def address(name: str) -> str:
    """Where a program reads a table, without its ending."""
    return f"/api/tables/{name}"


def given() -> list[str]:
    """The tables that a program may read, by name."""
    return [name for name, card in tables.cards().items() if card.licence != UNKNOWN]


def listed() -> list[dict[str, str]]:
    """What they are, with their addresses."""
    return [
        {"table": name, "title": tables.card(name).title, **{ending: at(f"{address(name)}.{ending}") for ending in ("json", "csv")}}
        for name in given()
    ]


def whole(name: str) -> dict[str, Any]:
    """The card of a table, then its rows as its file writes them: nothing is rounded nor guessed. KeyError (in French) without a card."""
    return {"metadata": {"table": name, **tables.card(name).model_dump(mode="json")}, "rows": list(csv.DictReader(io.StringIO(text(name))))}


def text(name: str) -> str:
    """The file of a table."""
    return tables.path(name).read_text("utf-8")
