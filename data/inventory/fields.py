"""The fields of the inventory of zones, plots and buildings, as table inventory_fields declares them: what each is called, holds and allows.

Zones and plots follow the national standard "Sites économiques" 1.0.1 (https://github.com/cnigfr/schema-sites-economiques), whose buildings do not
exist: the fields of an offer are those that adverts usually show.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from data import tables
from data.ground.text_files import CONTROL

ZONES, PLOTS, BUILDINGS, FACTS = "zones", "plots", "buildings", "facts"
SHEETS = {ZONES: "Zones", PLOTS: "Terrains", BUILDINGS: "Bâtiments", FACTS: "Sources"}  # table -> sheet of a workbook
GUIDE, LISTS = "Mode d'emploi", "Listes"  # the two other sheets of the workbook
KEYS = {ZONES: "site_id", PLOTS: "terr_id", BUILDINGS: "offre_id"}  # table -> its identifier; a fact is known by its site and field
NAMES = {ZONES: "site_nom", PLOTS: "terr_nom", BUILDINGS: "titre"}
UPDATED = {ZONES: "site_actu_date", PLOTS: "terr_actu_date", BUILDINGS: "date_maj"}  # table -> the date of the facts of a line
COMMUNES = {ZONES: "site_comm_insee", BUILDINGS: "comm_insee"}  # a plot is in the commune of its zone
CONTOURS = {ZONES: "site_geomsurf", PLOTS: "terr_geomsurf"}
PHOTOS = {ZONES: "site_media", BUILDINGS: "photos_url"}
NUMBERS = ("number", "percent", "whole", "year")  # kinds that are kept as numbers
# A photograph of the folder of data.inventory.photos; Python takes some signs that nobody sees for letters.
IMAGE_NAME = re.compile(rf"(?:(?!{CONTROL.pattern})[\w\- .]){{1,100}}\.(jpe?g|png|webp)", re.IGNORECASE)
SQUARE_METRES = 10_000  # [m²] in a hectare
YES, NO = "oui", "non"
DOUBTFUL = "faible"  # the confidence that screens show as "à vérifier"


@dataclass(frozen=True)
class Field:
    """One column: `kind` says how its cells are read, `scored` whether it counts in the completeness of a site and how."""

    table: str
    name: str
    label: str
    kind: str
    unit: str
    required: bool
    choices: tuple[str, ...]
    in_template: bool
    public: bool
    scored: str
    help: str
    origin: str

    @property
    def heading(self) -> str:
        """The title of its column: Surface totale (m²)."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    @property
    def bare_unit(self) -> str:
        """The unit without what it is by, or whose tax it leaves out: € for € HT/an."""
        return self.unit.split(" ")[0].split("/")[0]

    @property
    def lists(self) -> tuple[str, ...]:
        """What its drop-down list offers, if it has one."""
        return (YES, NO) if self.kind == "yes_no" else self.choices


@cache
def fields(table: str) -> dict[str, Field]:
    """The fields of a table, by name, in order. Do not change the dictionary."""
    declared = tables.read("inventory_fields")
    return {row.field: _field(row) for row in declared[declared["table"] == table].itertuples(index=False)}


def _field(row) -> Field:
    return Field(
        row.table,
        row.field,
        row.label,
        row.kind,
        row.unit,
        row.required == YES,
        tuple(filter(None, row.choices.split("|"))),
        row.in_template == YES,
        row.public == YES,
        row.scored,
        row.help,
        row.origin,
    )


@cache
def headings(table: str) -> dict[str, Field]:
    """The fields of a table by every title that their column may have: the label with or without its unit (Surface totale en m²), and the name in
    the standard."""
    found: dict[str, Field] = {}
    for field in fields(table).values():
        worded = [f"{field.label} en {unit}" for unit in (field.unit, field.bare_unit) if unit]
        for title in (field.heading, field.label, field.name, *worded):
            found.setdefault(plain(title), field)
    return found


def plain(title: object) -> str:
    """A title without capitals, accents, ligatures, spaces and signs: what two people would call the same."""
    text = unicodedata.normalize("NFKD", str(title or "")).casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(letter for letter in text if letter.isalnum() or letter == "_")


def shown(table: str) -> list[Field]:
    """The fields that may be published: never a name, an address or a telephone number of a person."""
    return [field for field in fields(table).values() if field.public]
