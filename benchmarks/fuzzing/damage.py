"""What happens to files: bytes lost, doubled or changed, also inside an archive; and changes to a table whose effect is known."""

import csv
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.fuzzing.seeds import Lines, Seed, csv_of, workbook_of

# What people and programs leave in a cell: doubtful numbers, errors, formulas, dates, invisible and half characters, what another program runs.
LEFT = (
    "", "0", "-1", "1e308", "1e400", "NaN", "inf", "12,5 m²", "1.234.567", "1,234.5", "=1+1", "+33466000000", "#REF!", "#N/A", "3-12", "12/05/2099",
    "4,8E+13", "48095.0", "4 8095", "٤٨٠٩٥", "½", "\u2212 5", "a\rb", "\u202eabc", "\x00", "{{7*7}}", "<b>x</b>", "💥", "x" * 40_000, '"', ";", "oui",
    '="48095"',
)  # fmt: skip
PIECES = (
    b"\xff",
    b"\x00",
    b"\r",
    b'"',
    b";",
    b",",
    b"{",
    b"[" * 50,
    b"\xef\xbb\xbf",
    b"\xc3",
    b"e999",
    b"-",
    b"9" * 30,
    b"\n\n",
    b"<!DOCTYPE a>",
    b"&a;",
)
FORMS = (
    (";", "utf-8", "\n", False),
    (",", "utf-8-sig", "\r\n", False),
    ("\t", "utf-16", "\r\n", False),
    (";", "cp1252", "\r\n", True),
    ("|", "utf-8", "\n", True),
)


@dataclass(frozen=True)
class Known:
    """A file made of a table by a change whose effect is known: what it does, and the lines that it now holds, the titles first."""

    what: str
    content: bytes
    cells: Lines


def damaged(seed: Seed, rng: random.Random) -> bytes:
    """The bytes of a file after one to four accidents; half of the time inside one of the entries of an archive."""
    if seed.content[:2] == b"PK" and rng.random() < 0.6:
        return _inside(seed.content, rng)
    return _bytes(seed.content, rng)


def _bytes(content: bytes, rng: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(made) + 1), rng.choice((1, 1, 2, 8, 64, 512))
        match rng.randrange(8):
            case 0:
                made[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = rng.choice(PIECES)
            case 3:
                made[at:at] = made[at : at + length]
            case 4:
                del made[at:]
            case 5:
                made[at : at + length] = bytes(rng.randrange(256) for _ in range(length))
            case 6:
                made[at:at] = rng.choice(LEFT).encode("utf-8", "surrogatepass")
            case _:
                other = rng.randrange(len(made) + 1)
                made[at:at] = made[other : other + length]
    return bytes(made)


def _inside(content: bytes, rng: random.Random) -> bytes:
    """One entry of an archive damaged, lost, doubled, emptied or renamed; the archive itself stays sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    chosen = rng.randrange(len(entries))
    name, held = entries[chosen]
    match rng.randrange(8):
        case 0:
            del entries[chosen]
        case 1:
            entries[chosen] = (name, b"")
        case 2:
            entries[chosen] = (rng.choice(("../" + name, name.upper(), name + "x", "xl/vbaProject.bin", "a" * 300)), held)
        case 3:
            entries.append((f"copie/{name}", held))
        case _:
            entries[chosen] = (name, _bytes(held, rng))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, other in entries:
            archive.writestr(one, other)
    return made.getvalue()


def known(seed: Seed, rng: random.Random) -> Known:
    """A table with one change whose effect is known, in the form of the seed, or of another program when it is a CSV."""
    what, lines = rng.choice(CHANGES)([list(line) for line in seed.cells], rng)
    if seed.name.endswith(".csv"):
        form = rng.choice(FORMS)
        try:
            return Known(f"{what}, {form[1]}", csv_of(lines, *form), lines)
        except (UnicodeEncodeError, csv.Error):
            return Known(what, csv_of(lines), lines)
    return Known(what, workbook_of(lines, {"bâtiments.xlsx": "Bâtiments"}.get(seed.name, "base_imb")), lines)


def _cell_changed(lines: list[list[str]], rng: random.Random) -> tuple[str, list[list[str]]]:
    row, column = rng.randrange(1, len(lines)), rng.randrange(len(lines[0]))
    lines[row][column] = _plain(rng.choice(LEFT))
    return "une case changée", lines


def _number_changed(lines: list[list[str]], rng: random.Random) -> tuple[str, list[list[str]]]:
    """One number, written as a French or an English program does."""
    row, column = rng.randrange(1, len(lines)), rng.randrange(len(lines[0]))
    number = rng.choice((f"{rng.uniform(0, 900):.4f}", str(rng.randrange(900)), f"{rng.randrange(1000, 99999)}"))
    lines[row][column] = rng.choice((number, number.replace(".", ",")))
    return "un nombre changé", lines


def _emptied(lines: list[list[str]], rng: random.Random) -> tuple[str, list[list[str]]]:
    lines[rng.randrange(1, len(lines))][rng.randrange(len(lines[0]))] = ""
    return "une case vidée", lines


def _row_removed(lines: list[list[str]], rng: random.Random) -> tuple[str, list[list[str]]]:
    del lines[rng.randrange(1, len(lines))]
    return "une ligne retirée", lines


def _row_doubled(lines: list[list[str]], rng: random.Random) -> tuple[str, list[list[str]]]:
    row = rng.randrange(1, len(lines))
    return "une ligne en double", [*lines[:row], lines[row], *lines[row:]]


def _shuffled(lines: list[list[str]], rng: random.Random) -> tuple[str, list[list[str]]]:
    below = lines[1:]
    rng.shuffle(below)
    return "des lignes en désordre", [lines[0], *below]


def _columns_moved(lines: list[list[str]], rng: random.Random) -> tuple[str, list[list[str]]]:
    order = list(range(len(lines[0])))
    rng.shuffle(order)
    return "des colonnes en désordre", [[line[column] for column in order] for line in lines]


def _plain(text: str) -> str:
    """What a spreadsheet lets somebody write: openpyxl refuses the other signs."""
    return "".join(letter for letter in text if letter >= " " or letter in "\r\n\t")[:32_767]


CHANGES: tuple[Callable[[list[list[str]], random.Random], tuple[str, list[list[str]]]], ...] = (
    _cell_changed, _number_changed, _emptied, _row_removed, _row_doubled, _shuffled, _columns_moved,
)  # fmt: skip
