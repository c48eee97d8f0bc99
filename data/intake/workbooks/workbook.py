"""An XLSX: its XML is looked through before its cells are read, so that nothing but cells ever is."""

import io
import posixpath
import zipfile
from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from data.ground import french
from data.ground.faults import Fault
from data.intake import archives
from data.intake.limits import Limits
from data.intake.raw import RawFile, Sheet, Value, cell, rejected
from data.intake.task import Tell
from data.intake.workbooks import aside
from data.intake.workbooks.census import SAVE_AGAIN, Census, census, parse, percent_styles, shared_lengths
from data.intake.workbooks.opendocument_census import SheetCensus

ONLY_CELLS = "copier les cellules seules dans un classeur neuf, puis l'enregistrer en XLSX"
FORBIDDEN = {  # folders and files of an archive -> what they hold, and the remedy
    "xl/externallinks/": ("liens vers d'autres classeurs", "rompre les liaisons (menu Données), puis enregistrer"),
    "xl/embeddings/": ("documents incorporés", "les supprimer, puis enregistrer"),
    "xl/activex/": ("commandes ActiveX", ONLY_CELLS),
    "xl/ctrlprops/": ("commandes de formulaire", ONLY_CELLS),
    "xl/macrosheets/": ("macros", ONLY_CELLS),
    "xl/connections.xml": ("connexions à des données", "les supprimer (menu Données), puis enregistrer"),
    "xl/querytables/": ("connexions à des données", "les supprimer (menu Données), puis enregistrer"),
    "customui/": ("commandes ajoutées au tableur", ONLY_CELLS),
}
HYPERLINK = "/hyperlink"  # the one relation to the outside that is harmless: nobody follows it here
OF_CELLS = "/worksheet"  # the relations of the sheets that have cells; the others are charts
ERROR, FORMULA = "#ERREUR!", "="  # what a cell in error, or a formula whose value was not saved, is read as: no reader of cells takes them


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The sheets of a workbook, in order. Rejected for anything in it but sheets of cells, or beyond the limits."""
    tell("Ouverture du classeur", 0, 1)
    parts = archives.parts(path, limits)
    titles, remarks = _sheets(parts, limits)
    _check_parts(parts, set(titles.values()))
    percents = percent_styles(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else frozenset()
    shared = shared_lengths(parts["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in parts else []
    found = {}
    for done, (title, part) in enumerate(titles.items()):
        tell(f"Vérification de la feuille « {title} »", done, len(titles))
        found[title] = census(title, parts[part], limits, percents, shared)
        aside.check_area(title, found[title].height, found[title].width, limits)
    try:
        book = CalamineWorkbook.from_filelike(_again(parts))
        sheets = []
        for done, title in enumerate(titles):
            tell(f"Lecture de la feuille « {title} »", done, len(titles))
            read = book.get_sheet_by_name(title)
            if found[title].filled and read.start is None:  # cells were seen, and none came
                raise ValueError(title)
            sheets.append(sheet(title, read, found[title]))
    except (CalamineError, ValueError, OSError, KeyError):
        raise rejected("classeur illisible", SAVE_AGAIN) from None
    for one in sheets:
        told = found[one.name]
        remarks += aside.remarks_of_sheet(one, told.hidden_rows, told.hidden_columns, _links(parts, titles[one.name], told))
    return RawFile("workbook", tuple(sheets), (*remarks, *aside.remarks_of_parts(parts)))


def _links(parts: dict[str, bytes], part: str, told: Census) -> list[aside.Link]:
    """The links of a sheet, their addresses from its relations."""
    targets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    if told.links:
        folder, name = posixpath.split(part)
        parse(f"{name}.rels", parts.get(f"{folder}/_rels/{name}.rels", b"<a/>"), relation)
    by_cell = [(row, column, targets.get(identifier, "") + (f"#{within}" if within else "")) for row, column, identifier, within in told.links]
    return by_cell + told.by_formula


def _again(parts: dict[str, bytes]) -> io.BytesIO:
    """The XML that was looked through, in an archive of our own: another reader of archives might find something else in the one that was given."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            if name.casefold().endswith((".xml", ".rels")):
                archive.writestr(zipfile.ZipInfo(name), content)
    made.seek(0)
    return made


def _check_parts(parts: dict[str, bytes], sheets: set[str]) -> None:
    """No part that does something; no XML that declares entities or calls the outside. The sheets are looked through by their census."""
    for name, content in parts.items():
        low = name.casefold()
        for forbidden, (what, remedy) in FORBIDDEN.items():
            if low.startswith(forbidden):
                raise rejected(f"classeur avec des {what}", remedy)
        if low == "[content_types].xml" and b"macroenabled" in content.lower():
            raise rejected("classeur prévu pour des macros", "l'enregistrer en classeur XLSX, sans macro")
        if low.endswith((".xml", ".rels", ".vml")) and name not in sheets:
            parse(name, content, _outside_relation if low.endswith(".rels") else None)


def _outside_relation(tag: str, attributes: dict[str, str]) -> None:
    if tag == "Relationship" and attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith(HYPERLINK):
        raise rejected("classeur avec un lien vers l'extérieur", "rompre les liaisons (menu Données), puis enregistrer")


def _sheets(parts: dict[str, bytes], limits: Limits) -> tuple[dict[str, str], list[Fault]]:
    """The part of each sheet of cells by its title, in order, and the remarks on hidden ones."""
    relations: dict[str, tuple[str, str]] = {}
    listed: list[dict[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            relations[attributes.get("Id", "")] = attributes.get("Type", ""), target

    if "xl/workbook.xml" not in parts:  # its name has other capitals, or \\ for /
        raise rejected("classeur sans la liste de ses feuilles", SAVE_AGAIN)
    parse("workbook.xml.rels", parts.get("xl/_rels/workbook.xml.rels", b"<a/>"), relation)
    parse("workbook.xml", parts["xl/workbook.xml"], lambda tag, attributes: listed.append(attributes) if tag == "sheet" else None)
    if len(listed) > limits.sheets:
        raise rejected(f"plus de {french.number(limits.sheets)} feuilles", "ne garder que les feuilles utiles")
    found, remarks = {}, []
    for attributes in listed:
        title = attributes.get("name", "")
        kind, part = relations.get(next((value for key, value in attributes.items() if key.endswith(":id")), ""), ("", ""))
        if kind and not kind.endswith(OF_CELLS):
            continue
        if part not in parts or title in found:
            raise rejected(f"feuille « {title} » absente du classeur, ou en double", SAVE_AGAIN)
        found[title] = part
        if attributes.get("state", "visible") != "visible":
            remarks.append(Fault(f"feuille « {title} »", "feuille masquée, lue quand même", "l'afficher pour la relire"))
    if not found:
        raise rejected("classeur sans feuille de cellules", "partir du modèle de classeur")
    return found, remarks


def sheet(title: str, read: CalamineSheet, told: Census | SheetCensus) -> Sheet:
    """The cells of a sheet, without the empty ones after the last, all lines of the same length; `told` is what the XML says of them.

    Percentages are written as such, 0,125 shown « 12,5 % » being no 0,125 %; a cell in error, or not computed, is a mark.
    """
    cells = _cells(read, [*told.errors, *told.uncomputed])
    height, width = len(cells), max(map(len, cells), default=0)
    for row, column in told.percents:
        if row < height and column < width and isinstance(cells[row][column], (int, float)):
            cells[row][column] = french.with_unit(french.number(100 * cells[row][column]), "%")
    for places, mark in ((told.errors, ERROR), (told.uncomputed, FORMULA)):
        for row, column in places:
            cells[row][column] = mark
    formulas = frozenset((row, column) for row, column in told.formulas if row < height and column < width)
    return Sheet(title, "workbook", cells, formulas, tuple(area for area in told.merged if area[0] < height))


def _cells(read: CalamineSheet, also: Sequence[tuple[int, int]]) -> list[list[Value]]:
    """The cells as the readers know them, without the empty ones after the last, all lines of the same length; those of `also` (row, column) stay.

    They are taken line by line, a text that many cells share once: all at once would fill the memory twice."""
    left, texts = [None] * (read.start[1] if read.start else 0), {}
    cells = [[*left, *(texts.setdefault(value, value) if isinstance(value, str) else value for value in map(cell, row))] for row in read.iter_rows()]
    ends = [
        (row, max(column for column, value in enumerate(line) if value is not None))
        for row, line in enumerate(cells)
        if any(value is not None for value in line)
    ]
    ends += also
    height = max((row for row, _ in ends), default=-1) + 1
    width = max((column for _, column in ends), default=-1) + 1
    return [line if len(line) == width else (line + [None] * width)[:width] for line in cells[:height]] + [
        [None] * width for _ in range(height - len(cells))
    ]
