"""The card of a table of a study: what it is, by what its lines are, the unit of each column, where it comes from.

    [help]
    title = "Aides versées"
    by = ["commune", "year"]
    basis = "observé"
    source = "census"
    verified_on = 2026-11-20

    [help.columns]
    homes = { unit = "homes", label = "Logements aidés", heading = "Nb logements" }

It stands in tables/tables.toml, or in a sheet `Source` of a workbook: one line for the table, one for each of its columns. The licence is that of the
source, in sources.csv.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from data.ground import french
from data.ground.faults import Fault
from data.intake import cells
from data.intake.raw import Sheet
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import OLDEST_YEAR, unit_of
from studies.toolkit.reading.results import BASES
from studies.toolkit.reading.sources import past
from studies.toolkit.reading.tables import words
from studies.toolkit.reading.validation import Declared, Identifier, Label, Plain, declare, read_toml, refuse

NAME, SHEET = "tables.toml", "source"  # where cards are written: a file of the folder, the plain name of a sheet
COMMUNE, YEAR = "commune", "year"
TEXT, DAY = "text", "date"  # what a column may hold beside figures
# The headings of a sheet `Source`, as people write them, and what each says.
# fmt: off
SAYS = {
    "table": "table", "colonne": "column", "titre": "title", "libelle": "title", "par": "by", "unite": "unit", "annee": "year", "basis": "basis",
    "origine": "basis", "source": "source", "verifie le": "verified_on", "note": "note", "en tete": "heading", "a ignorer": "ignored",
    "column": "column", "title": "title", "by": "by", "unit": "unit", "year": "year", "verified on": "verified_on", "heading": "heading",
    "ignored": "ignored",
}
# fmt: on
WHICH_BASIS = f'basis = "{BASES[0]}" ; ou bien {french.listed(BASES[1:], "ou")}'
HEADINGS = "table, colonne, titre, par, unité, année, origine, source, vérifié le, note, en-tête, à ignorer"


def _known_unit(code: str) -> str:
    return code if code in (TEXT, DAY) else unit_of(code)


def _day(written: object) -> object:
    """A day in any form that is certain; anything else as it is, to be refused."""
    try:
        return cells.day(written) if isinstance(written, str | datetime) else written
    except cells.Unreadable as wrong:
        raise refuse(wrong.fault, wrong.remedy) from None


def _several(written: object) -> object:
    """One word, or several between commas or spaces, as a list; a French `année` is a year."""
    found = re.split(r"[,;\s]+", written.strip()) if isinstance(written, str) else written
    return [YEAR if name in ("année", "annee") else name for name in found if name] if isinstance(found, list) else found


def _basis(written: str) -> str:
    if written and written not in BASES:
        raise refuse(f"origine « {written} » inconnue", WHICH_BASIS)
    return written


def _headings(written: object) -> object:
    return [name.strip() for name in written.split(";")] if isinstance(written, str) else written


class Column(Declared):
    """A column of a table: its unit, `text` or `date`; its name for the public; its heading in the file when it is neither that name nor its own."""

    unit: Annotated[str, AfterValidator(_known_unit)]
    label: Label = ""
    heading: str = ""


class TableCard(Declared):
    """What is said of a table. `by` names what its lines are by, none for a plain list; `computed` is for what the model wrote itself beforehand,
    which has no source of its own."""

    title: Label
    by: Annotated[list[Identifier], BeforeValidator(_several)] = []
    year: Annotated[int, Field(ge=OLDEST_YEAR, le=units.LAST_YEAR)] | None = None
    basis: Annotated[str, AfterValidator(_basis)] = ""
    source: Identifier | None = None
    verified_on: Annotated[date, BeforeValidator(_day), AfterValidator(past)] | None = None
    computed: bool = False
    note: Plain | None = None
    ignored: Annotated[list[str], BeforeValidator(_headings)] = []
    columns: Annotated[dict[Identifier, Column], Field(min_length=1)]

    @model_validator(mode="after")
    def _sourced(self) -> "TableCard":
        if self.computed:
            return self
        if not self.basis:
            raise refuse("origine absente", WHICH_BASIS)
        if self.source is None:
            raise refuse("source absente", "source : le nom d'une ligne de sources.csv, d'où vient aussi la licence")
        if self.verified_on is None:
            raise refuse("date de vérification absente", "verified_on = 2026-11-20 : le jour où ces chiffres ont été relus sur la source")
        if self.year is None and YEAR not in self.by:
            raise refuse("année absente", "year = 2022 : l'année de ces chiffres ; ou year dans by, quand le fichier les a par année")
        return self

    @property
    def reading(self) -> str:
        """What the figures of a table depend on in its card, as one text; the rest of it is words."""
        return repr((self.by, [(name, column.unit) for name, column in self.columns.items()]))


def read_file(path: Path, place: str) -> tuple[dict[str, TableCard], list[Fault]]:
    """The cards of tables.toml by name; none when there is no such file."""
    content, faults = read_toml(path, place) if path.is_file() else ({}, [])
    return declared({name: (f"{place}, [{name}]", table) for name, table in (content or {}).items()}, faults)


def declared(written: Mapping[str, tuple[str, Any]], faults: list[Fault]) -> tuple[dict[str, TableCard], list[Fault]]:
    """What was written of each table, with where, as cards; the faults so far and those of the cards."""
    found, faults = {}, list(faults)
    for name, (where, content) in written.items():
        if not words.NAME.fullmatch(name):
            faults.append(Fault(where, f"nom de table « {name} » refusé", "une lettre, puis des minuscules sans accent, des chiffres et _"))
        card, wrong = declare(TableCard, content, where)
        faults += wrong
        if card is not None:
            found[name] = card
    return found, faults


def read_sheet(sheet: Sheet, place: str) -> tuple[dict[str, TableCard], list[Fault]]:
    """The cards that a sheet `Source` gives, by the names of their tables."""
    if not sheet.rows:
        return {}, [Fault(f"{place}, {sheet.place(0)}", "feuille vide", f"une ligne de titres : {HEADINGS}")]
    said = [SAYS.get(words.plain(title)) for title in sheet.rows[0]]
    faults = [
        Fault(
            f"{place}, {sheet.place(0, column)}",
            f"titre « {cells.short(title)} » inconnu",
            f"choisir parmi : {HEADINGS} (la licence va dans sources.csv)",
        )
        for column, (title, known) in enumerate(zip(sheet.rows[0], said, strict=True))
        if title is not None and known is None
    ]
    if "table" not in said or "column" not in said:
        faults.append(Fault(f"{place}, {sheet.place(0)}", "titres absents : table, colonne", f"une ligne de titres : {HEADINGS}"))
    if faults:
        return {}, faults
    written: dict[str, tuple[str, dict[str, Any]]] = {}
    for row in range(1, len(sheet.rows)):
        line = {known: value for known, value in zip(said, sheet.rows[row], strict=True) if known and value is not None}
        if "table" in line:
            name, column = words.identifier(line.pop("table")), line.pop("column", None)
            _, content = written.setdefault(name, (f"{place}, {sheet.place(row)}", {"columns": {}}))
            if column is None:
                content.update(line)
            else:
                content["columns"][words.identifier(column)] = {"label" if key == "title" else key: str(value) for key, value in line.items()}
    return declared(written, faults)
