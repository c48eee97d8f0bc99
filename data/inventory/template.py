"""The spreadsheet that the agency fills in: a sheet for each table, drop-down lists, a guide; empty, or holding the inventory in force."""

import io
import math
from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.inventory.fields import GUIDE, LISTS, NUMBERS, SHEETS, Field, fields
from data.inventory.store import EXAMPLE, Inventory

LAST_ROW = 20_001  # the drop-down lists reach as far as a page of the Studio reads: 20 000 lines under the titles
LONGEST_PROMPT = 255  # characters that a spreadsheet shows beside a cell
NARROWEST, WIDEST = 12, 34  # [characters] of a column
FIRST_DAY = date(1900, 3, 1)  # a spreadsheet counts days from 1900, with a 29 February that was not: before, a day is written as a text
TEXT_FORMAT, DAY_FORMAT = "@", "DD/MM/YYYY"
NEEDED = PatternFill("solid", fgColor="DCE6E0")  # behind the title of a required column
INTRODUCTION = (
    "Inventaire des zones d'activités, des terrains et des bâtiments de Lozère",
    "Une ligne par zone, par terrain ou par bâtiment. Les titres sur fond vert sont obligatoires ; le reste se laisse vide quand on ne sait pas : "
    "une case vide se lit « inconnu », jamais zéro.",
    "Les codes des communes s'écrivent en texte, avec cinq chiffres. Un identifiant ne change jamais : c'est lui qui relie une ligne à son passé.",
    "Une feuille absente du classeur déposé laisse ses lignes comme elles sont. Ce qu'une feuille présente n'a plus est gardé, ou retiré, selon le "
    "choix fait au dépôt. Les différences se relisent avant tout enregistrement.",
    "Feuille Sources : la date et la source d'un fait, quand elles ne sont pas celles de sa ligne.",
    "Noms, adresses et téléphones des contacts, noms des acquéreurs : gardés pour l'agence, jamais publiés.",
)


def workbook(inventory: Inventory | None = None, confidential: bool = False) -> bytes:
    """The XLSX template; with an inventory, its lines. `confidential` writes what is never published too (the agency's own copy)."""
    book = Workbook()
    _guide(book.active)
    lists = book.create_sheet(LISTS)
    places: dict[tuple[str, ...], str] = {}
    for table, title in SHEETS.items():
        _table(book.create_sheet(title, len(book.sheetnames) - 1), table, lists, places, inventory, confidential)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def columns(table: str, inventory: Inventory | None, confidential: bool) -> list[Field]:
    """The columns of a sheet: those that are usually filled, and every other one that holds something.

    What is not public has no column in a copy for everybody: a column that a file does not have keeps its values when it is imported.
    """
    frame = inventory.frames[table] if inventory else None
    return [
        field
        for name, field in fields(table).items()
        if (field.public or confidential or inventory is None) and (field.in_template or (frame is not None and any(map(_filled, frame[name]))))
    ]


def _filled(value: object) -> bool:
    return not math.isnan(value) if isinstance(value, float) else bool(value)


def _table(sheet: Worksheet, table: str, lists: Worksheet, places: dict, inventory: Inventory | None, confidential: bool) -> None:
    chosen = columns(table, inventory, confidential)
    sheet.append([field.heading for field in chosen])
    for index, field in enumerate(chosen, start=1):
        letter = get_column_letter(index)
        title = sheet.cell(1, index)
        title.font, title.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        if field.required:
            title.fill = NEEDED
        sheet.column_dimensions[letter].width = min(max(len(field.heading) * 0.8, NARROWEST), WIDEST)
        if (shown := _format(field)) is not None:
            sheet.column_dimensions[letter].number_format = shown
        rule = _rule(field, lists, places)
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)
    sheet.freeze_panes = "B2"
    if inventory is not None:
        _lines(sheet, chosen, zip(*(inventory.frames[table][field.name] for field in chosen), strict=True))


def _lines(sheet: Worksheet, chosen: list[Field], lines: Iterable[tuple]) -> None:
    for row, line in enumerate(lines, start=2):
        for column, (field, value) in enumerate(zip(chosen, line, strict=True), start=1):
            if not _filled(value):
                continue
            cell = sheet.cell(row, column)
            if field.kind in NUMBERS:
                cell.value = int(value) if float(value).is_integer() else float(value)
            elif field.kind == "day" and date.fromisoformat(value) >= FIRST_DAY:
                cell.value, cell.number_format = date.fromisoformat(value), DAY_FORMAT
            else:
                cell.value, cell.data_type = value, "s"  # a text is never a formula, whatever it begins with
                cell.number_format, cell.quotePrefix = TEXT_FORMAT, True


def _format(field: Field) -> str | None:
    if field.kind in NUMBERS:
        return None
    return DAY_FORMAT if field.kind == "day" else TEXT_FORMAT


def _rule(field: Field, lists: Worksheet, places: dict[tuple[str, ...], str]) -> DataValidation:
    """The drop-down list of a column, or only the sentence that a spreadsheet shows beside its cells."""
    prompt = (f"{field.help} " if field.help else "") + ("Obligatoire." if field.required else "Facultatif.")
    shown = {"promptTitle": field.label[:32], "prompt": prompt[:LONGEST_PROMPT], "showInputMessage": True}
    if not field.lists:
        return DataValidation(type=None, **shown)
    if field.lists not in places:
        column = get_column_letter(len(places) + 1)
        for row, value in enumerate((field.label, *field.lists), start=1):
            lists[f"{column}{row}"] = value
        lists[f"{column}1"].font = Font(bold=True)
        lists.column_dimensions[column].width = WIDEST
        places[field.lists] = f"{LISTS}!${column}$2:${column}${len(field.lists) + 1}"
    return DataValidation(
        type="list",
        formula1=places[field.lists],
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Valeur hors de la liste",
        error="Choisir une valeur de la liste.",
        **shown,
    )


def _guide(sheet: Worksheet) -> None:
    sheet.title = GUIDE
    for text in (*INTRODUCTION, f"Une ligne marquée « Exemple inventé : oui » s'affiche « {EXAMPLE} »."):
        sheet.append([text])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(["Feuille", "Colonne", "Nom dans le standard", "Obligatoire", "Publié", "À savoir", "Origine"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for table, title in SHEETS.items():
        for field in fields(table).values():
            sheet.append(
                [title, field.heading, field.name, "oui" if field.required else "", "oui" if field.public else "non", field.help, field.origin]
            )
    for letter, width in zip("ABCDEFG", (14, 44, 28, 12, 10, 90, 34), strict=True):
        sheet.column_dimensions[letter].width = width
