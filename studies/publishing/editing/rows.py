"""One row of a CSV rewritten, or one more: every other byte of the file stays what it was.

The files of a study are in UTF-8, with commas, decimal points and days as 2026-11-28. One that a French spreadsheet wrote is not rewritten here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data.ground.faults import Fault, Refused
from data.ground.text_files import uneven

SEPARATORS = (",", ";", "\t")
ENDS = ("\r\n", "\n", "\r")
MARK = "\ufeff"  # how some editors begin a file in UTF-8
IN_OUR_FORM = "python -m studies check --fix le récrit sous la forme du Studio ; ou le déposer de nouveau, avec des virgules"


@dataclass(frozen=True)
class Cell:
    """A cell of a file: what it says, and where it stands in the text, its quotes included."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A row: its cells by the names of the columns, and the line of the file where it begins."""

    cells: Mapping[str, Cell]
    line: int

    def values(self) -> dict[str, str]:
        """What each cell says."""
        return {name: cell.text for name, cell in self.cells.items()}


def read(content: bytes, place: str) -> dict[str, Row]:
    """The rows of a file by their identifiers. Refused when it is not a table in the form of the Studio."""
    return _rows(_text(content, place), place)[1]


def changed(content: bytes, place: str, identifier: str, values: Mapping[str, str]) -> bytes:
    """The file where the row of that identifier says `values`. Refused as `read`, and when there is no such row or column."""
    text = _text(content, place)
    rows = _rows(text, place)[1]
    if identifier not in rows:
        raise Refused(Fault(place, f"ligne « {identifier} » absente", "recharger la page : quelqu'un l'a peut-être retirée"))
    cells = rows[identifier].cells
    for name, value in sorted(values.items(), key=lambda one: -_cell(cells, one[0], place).start):
        if cells[name].text != value:
            text = text[: cells[name].start] + quoted(value) + text[cells[name].end :]
    return text.encode()


def added(content: bytes, place: str, values: Mapping[str, str]) -> bytes:
    """The file with one more row at its end; the columns that `values` does not name are empty. Refused as `changed`."""
    text = _text(content, place)
    names, rows = _rows(text, place)
    for name in values:
        if name not in names:
            raise Refused(_no_column(name, place))
    if values.get("id", "") in rows:
        raise Refused(Fault(place, f"identifiant « {values['id']} » déjà pris", "en choisir un autre"))
    end = next((mark for mark in ENDS if mark in text), "\n")
    whole = text if text.endswith(("\n", "\r")) else text + end
    return (whole + ",".join(quoted(values.get(name, "")) for name in names) + end).encode()


def quoted(value: str) -> str:
    """A cell as a CSV holds it."""
    return '"' + value.replace('"', '""') + '"' if any(sign in value for sign in ',"\r\n') else value


def _text(content: bytes, place: str) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise Refused(Fault(place, "fichier qui n'est pas en UTF-8", IN_OUR_FORM)) from None
    header = text.partition("\n")[0]
    if max(SEPARATORS, key=header.count) != ",":
        raise Refused(Fault(place, "fichier dont le séparateur n'est pas la virgule", IN_OUR_FORM))
    return text


def _cell(cells: Mapping[str, Cell], name: str, place: str) -> Cell:
    if name not in cells:
        raise Refused(_no_column(name, place))
    return cells[name]


def _no_column(name: str, place: str) -> Fault:
    return Fault(place, f"colonne « {name} » absente", "l'ajouter au fichier")


def _rows(text: str, place: str) -> tuple[list[str], dict[str, Row]]:
    """The names of the columns, and the rows by identifier; the first one counts when two have the same."""
    lines = _lines(text, place)
    names = [cell.text.removeprefix(MARK).strip() for cell in lines[0][1]] if lines else []
    if "id" not in names:
        raise Refused(Fault(f"{place}, ligne 1", "colonne « id » absente", "l'ajouter au fichier"))
    rows: dict[str, Row] = {}
    for line, cells in lines[1:]:
        if len(cells) != len(names):
            what = uneven(len(cells), len(names))
            raise Refused(Fault(f"{place}, ligne {line}", what, "mettre entre guillemets les textes qui ont une virgule"))
        rows.setdefault(cells[names.index("id")].text.strip(), Row(dict(zip(names, cells, strict=True)), line))
    return names, rows


def _lines(text: str, place: str) -> list[tuple[int, list[Cell]]]:
    """The lines that are not empty, each with its number."""
    found, at, line = [], 0, 1
    while at < len(text):
        begins, cells = line, []
        while True:
            cell = _read_cell(text, at, place, line)
            cells.append(cell)
            line += _ends_in(text[cell.start : cell.end])
            at = cell.end
            if at == len(text) or text[at] != ",":
                break
            at += 1
        if at < len(text):
            at += 2 if text.startswith("\r\n", at) else 1
            line += 1
        if any(cell.text.strip() for cell in cells):
            found.append((begins, cells))
    return found


def _ends_in(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _read_cell(text: str, at: int, place: str, line: int) -> Cell:
    """The cell that begins there."""
    if not text.startswith('"', at):
        end = min((found for sign in ",\r\n" if (found := text.find(sign, at)) >= 0), default=len(text))
        return Cell(text[at:end], at, end)
    close = at + 1
    while True:
        close = text.find('"', close)
        if close < 0 or not text.startswith('""', close):
            break
        close += 2
    if close < 0 or (close + 1 < len(text) and text[close + 1] not in ",\r\n"):
        raise Refused(Fault(f"{place}, ligne {line} ou après", "guillemet mal placé ou jamais refermé", "doubler les guillemets d'un texte"))
    return Cell(text[at + 1 : close].replace('""', '"'), at, close + 1)
