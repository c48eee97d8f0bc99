"""What a workbook holds beside the cells that one sees: hidden lines and columns, read; links, comments, drawings and properties, not read."""

import re
from collections.abc import Iterable, Mapping

from data.ground.faults import Fault
from data.ground.french import counted, listed, plural
from data.intake.limits import Limits
from data.intake.raw import Rejected, Sheet, letters, rejected

SHOW = "afficher ce qui est masqué pour le relire, ou le retirer"
MOST = 5  # runs of lines that one remark names
LEFT_ASIDE = {  # what the names of the parts of a workbook begin with -> what they hold
    "xl/comments": "commentaires",
    "xl/threadedcomments": "commentaires",
    "xl/media/": "images",
    "pictures/": "images",
    "xl/charts/": "graphiques",
    "xl/chartsheets/": "graphiques",
    "object ": "graphiques",
    "xl/pivottables/": "tableaux croisés",
}
AUTHORS = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)(?: [^<>]*)?>(?!openpyxl<)[^<]+<")
SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)  # what a spreadsheet puts before an address that was typed without it
LINK_FORMULA = re.compile(r'\bHYPERLINK\(\s*"((?:[^"]|"")+)"', re.IGNORECASE)  # an address written in a formula; one of another cell is read there
Link = tuple[int, int, str]  # row and column, from 0, of the cell that one presses; where it leads
PROPERTIES, OURS = ("docprops/core.xml", "meta.xml"), "propriétés (auteurs, dates)"


def remarks_of_sheet(sheet: Sheet, rows: Iterable[int], columns: Iterable[int], links: Iterable[Link]) -> list[Fault]:
    """The lines and the columns of a sheet that hold something and that nobody sees in a spreadsheet; the links whose address no cell says."""
    lines = [str(row + 1) for row in sorted(set(rows)) if row < len(sheet.rows) and any(value is not None for value in sheet.rows[row])]
    names = [letters(at) for at in sorted(set(columns)) if sheet.rows and at < len(sheet.rows[0]) and any(row[at] is not None for row in sheet.rows)]
    told = ((lines, "ligne masquée et lue", "lignes masquées et lues"), (names, "colonne masquée et lue", "colonnes masquées et lues"))
    remarks = [Fault(sheet.title, f"{plural(len(held), one, many)} : {_some(held)}", SHOW) for held, one, many in told if held]
    if unsaid := [f"{letters(column)}{row + 1}" for row, column, target in sorted(links) if not _says(sheet, row, column, target)]:
        what = f"{counted(len(unsaid), 'lien')}, dont l'adresse n'est pas lue : {_some(unsaid)}"
        remarks.append(Fault(sheet.title, what, "écrire l'adresse dans une cellule si elle compte"))
    return remarks


def address_in(formula: str) -> str:
    """The address that a formula makes a link of, or how it begins; nothing when it has none of its own."""
    found = LINK_FORMULA.search(formula)
    return found[1].replace('""', '"') if found else ""


def _says(sheet: Sheet, row: int, column: int, target: str) -> bool:
    """Whether a cell writes the address to which it leads, as a spreadsheet makes a link of what one types."""
    text = str(sheet.rows[row][column]) if row < len(sheet.rows) and column < len(sheet.rows[row]) else ""
    return SCHEME.sub("", target.strip(), count=1).rstrip("/").casefold() in text.casefold()


def remarks_of_parts(parts: Mapping[str, bytes], also: Iterable[str] = ()) -> list[Fault]:
    """What no reader of cells looks at, in one remark; none when there is nothing."""
    names = [name.casefold() for name in parts]
    found = {what for start, what in LEFT_ASIDE.items() if any(name.startswith(start) for name in names)} | set(also)
    if any(AUTHORS.search(content) for name, content in parts.items() if name.casefold() in PROPERTIES):
        found.add(OURS)
    return [Fault("classeur", f"laissés de côté : {listed(sorted(found))}", "rien à faire si tout est dans les cellules")] if found else []


def check_area(title: str, height: int, width: int, limits: Limits, before: int = 0) -> None:
    """Rejected for a table whose cells are so far apart that the empty ones between them would fill the memory, with those `before` it."""
    if before + height * width > limits.cells:
        after = f", après {counted(before, 'cellule')} dans les autres feuilles" if before else ""
        what = f"feuille « {title} » étendue jusqu'à la cellule {letters(width - 1)}{height}{after}"
        raise rejected(what, "effacer les cellules loin du tableau, ne garder que les feuilles, les lignes et les colonnes utiles")


def check_letters(title: str, written: int, limits: Limits) -> None:
    """Rejected for a sheet whose texts would fill the memory, those that many cells share counted for each."""
    if written > limits.characters:
        most = counted(limits.characters / 1e6, "million")
        raise Rejected([Fault(f"feuille « {title} »", f"plus de {most} de lettres", "la couper, ou raccourcir les textes répétés")])


def _some(names: list[str]) -> str:
    return f"{listed(names[:MOST])}{'…' if len(names) > MOST else ''}"
