"""An XLSX: its XML is looked through before its cells are read, so that nothing but cells ever is."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from data.faults import Fault
from data.french import number
from data.intake import archives
from data.intake.cells import LONGEST
from data.intake.limits import TOO_LONG, Limits
from data.intake.raw import RawFile, Rejected, Sheet, Value
from data.intake.task import Tell

AGAIN = archives.AGAIN
FORBIDDEN = {  # folders and files of an archive -> what they hold
    "xl/externallinks/": "liens vers d'autres classeurs", "xl/embeddings/": "documents incorporés", "xl/activex/": "commandes ActiveX",
    "xl/ctrlprops/": "commandes de formulaire", "xl/macrosheets/": "macros", "xl/connections.xml": "connexions à des données",
    "xl/querytables/": "connexions à des données", "customui/": "commandes ajoutées au tableur",
}
HYPERLINK = "/hyperlink"  # the one relation to the outside that is harmless: nobody follows it here
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
MIDNIGHT = time()


@dataclass
class Census:
    """What the XML of a sheet says of it: its size, the cells that are computed, those that are merged."""

    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The sheets of a workbook, in order. Rejected for anything in it but sheets of cells, or beyond the limits."""
    tell("Ouverture du classeur", 0, 1)
    parts = archives.parts(path, limits)
    _check_parts(parts)
    titles, remarks = _sheets(parts, limits)
    censuses = {name: _census(name, parts[part], limits) for name, part in titles.items()}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        sheets = []
        for done, name in enumerate(titles):
            tell(f"Lecture de la feuille « {name} »", done, len(titles))
            sheets.append(_sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False), censuses[name]))
    except (CalamineError, ValueError, OSError, KeyError):
        raise _rejected("classeur illisible", "l'enregistrer de nouveau depuis un tableur, puis le déposer entier") from None
    return RawFile("workbook", tuple(sheets), tuple(remarks))


def _check_parts(parts: dict[str, bytes]) -> None:
    """No part that does something; no XML that declares entities or calls the outside."""
    for name, content in parts.items():
        low = name.casefold()
        for forbidden, what in FORBIDDEN.items():
            if low.startswith(forbidden):
                raise _rejected(f"classeur avec des {what}", AGAIN)
        if low.endswith((".xml", ".rels", ".vml")):
            _parse(name, content, _outside_relations if low.endswith(".rels") else None)


def _outside_relations(tag: str, attributes: dict[str, str]) -> None:
    if tag == "Relationship" and attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith(HYPERLINK):
        raise _rejected("classeur avec un lien vers l'extérieur", AGAIN)


def _parse(name: str, content: bytes, start=None) -> None:
    """Reads a part as XML, without ever expanding anything."""
    parser = expat.ParserCreate(namespace_separator=None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    if start is not None:
        parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise _rejected(f"partie illisible du classeur ({name[:60]})", "l'enregistrer de nouveau depuis un tableur") from None


def _refuse_doctype(*_: object) -> None:
    raise _rejected("classeur avec une déclaration DTD", AGAIN)


def _sheets(parts: dict[str, bytes], limits: Limits) -> tuple[dict[str, str], list[Fault]]:
    """The part of each sheet of cells by its title, in order, and the remarks on hidden ones."""
    targets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

    listed: list[dict[str, str]] = []
    _parse("workbook.xml.rels", parts.get("xl/_rels/workbook.xml.rels", b"<a/>"), relation)
    _parse("workbook.xml", parts["xl/workbook.xml"], lambda tag, attributes: listed.append(attributes) if tag == "sheet" else None)
    if len(listed) > limits.sheets:
        raise _rejected(f"plus de {number(limits.sheets)} feuilles", "ne garder que les feuilles de l'inventaire")
    found, remarks = {}, []
    for attributes in listed:
        title = attributes.get("name", "")
        part = targets.get(next((value for key, value in attributes.items() if key.endswith(":id")), ""), "")
        if part in parts and "/worksheets/" in part:
            found[title] = part
            if attributes.get("state", "visible") != "visible":
                remarks.append(Fault(f"feuille « {title} »", "feuille masquée, lue quand même", "l'afficher pour la relire"))
    if not found:
        raise _rejected("classeur sans feuille de cellules", "partir du modèle de classeur")
    return found, remarks


def _census(title: str, content: bytes, limits: Limits) -> Census:
    census, here = Census(), [-1, -1]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            here[0] = int(attributes.get("r", here[0] + 2)) - 1
            here[1] = -1
            _within(title, here[0] + 1, 0, limits)
        elif tag == "c":
            found = REFERENCE.fullmatch(attributes.get("r", ""))
            here[1] = _column(found[1]) if found else here[1] + 1
            census.rows, census.columns = max(census.rows, here[0] + 1), max(census.columns, here[1] + 1)
            _within(title, 0, here[1] + 1, limits)
        elif tag == "f":
            census.formulas.add((here[0], here[1]))
        elif tag == "mergeCell" and (ends := REFERENCE.findall(attributes.get("ref", ""))):
            (left, top), (right, bottom) = ends[0], ends[-1]
            census.merged.append((int(top) - 1, _column(left), int(bottom) - 1, _column(right)))

    try:
        _parse(title, content, start)
    except ValueError:
        raise _rejected(f"feuille « {title} » mal formée", "l'enregistrer de nouveau depuis un tableur") from None
    return census


def _within(title: str, rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows + 1:  # the titles do not count
        raise Rejected([Fault(f"feuille « {title} »", f"plus de {number(limits.rows)} lignes", TOO_LONG)])
    if columns > limits.columns:
        raise Rejected([Fault(f"feuille « {title} »", f"plus de {number(limits.columns)} colonnes", "ne garder que les colonnes utiles")])


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def _sheet(title: str, rows: list[list], census: Census) -> Sheet:
    """The cells of a sheet, without the empty ones after the last, all lines of the same length."""
    cells = [[_value(value) for value in row] for row in rows]
    while cells and all(value is None for value in cells[-1]):
        cells.pop()
    width = max((len(row) - next((i for i, value in enumerate(reversed(row)) if value is not None), len(row)) for row in cells), default=0)
    formulas = frozenset((row, column) for row, column in census.formulas if row < len(cells) and column < width)
    merged = tuple(area for area in census.merged if area[0] < len(cells))
    return Sheet(title, "workbook", [row[:width] + [None] * (width - len(row)) for row in cells], formulas, merged)


def _value(value: object) -> Value:
    """A cell as the readers know it: a moment at midnight is a day, 48095.0 is 48095, "" is nothing."""
    if value == "" or value is None:
        return None
    if isinstance(value, datetime):
        return value.date() if value.time() == MIDNIGHT else value
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and len(value) > LONGEST:
        return value[: LONGEST + 1]  # refused by whoever reads it
    return value if isinstance(value, (str, int, float, bool, date)) else str(value)


def _rejected(fault: str, remedy: str) -> Rejected:
    return Rejected([Fault("fichier", fault, remedy)])
