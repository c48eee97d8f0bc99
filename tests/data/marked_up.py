"""Texts that would be links, headings, pictures, formulas or icons if a page took them for Markdown, in every field of an inventory."""

import re

from data.inventory import linking, store
from data.inventory.fields import BUILDINGS, FACTS, PLOTS, ZONES, fields
from tests.data.inventories import kept_inventory

TEXT = (
    "# [PIEGE](https://piege.fr) ![PIEGE](https://piege.fr/i.png) $PIEGE$ :red[PIEGE] **PIEGE** `PIEGE` <b>PIEGE</b> |PIEGE| "
    ":smile: :material/skull: https://piege.fr www.piege.fr a@piege.fr"
)
ADDRESS = "https://exemple.fr/a) [PIEGE](/ailleurs"  # ends its own link to begin another
ACTING = re.compile(r"(?<!\\)[$*`<>|\[]\[?PIEGE|# \[?PIEGE|:smile:|:material/skull:|(?<!/)https?://piege|www\.piege|a@piege|<b>")
SITE = "marked_up"


def marked(table: str, row: dict[str, str]) -> dict[str, str]:
    """A row whose free texts and addresses all hold Markdown."""
    free = {
        field.name: ADDRESS if field.kind == "url" else TEXT
        for field in fields(table).values()
        if field.kind in ("text", "url") and not field.choices
    }
    return {**row, **free}


def keep() -> None:
    """Keeps such an inventory: the zones, plots and buildings in force, and a building whose facts have such sources."""
    rows = {table: [marked(table, row) for row in linking.kept(table, store.current())] for table in (ZONES, PLOTS, BUILDINGS)}
    rows[BUILDINGS].append(marked(BUILDINGS, {"offre_id": SITE, "comm_insee": "48095", "surf_tot": "500", "photos_url": ADDRESS}))
    facts = [marked(FACTS, {"id": SITE, "champ": name, "date": "2026-01-01"}) for name in ("titre", "chauffage", "etat")]
    kept_inventory(**rows, **{FACTS: facts})
