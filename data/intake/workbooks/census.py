"""What the XML of a workbook says of its cells, before they are read: how far they go, which are computed, in error, merged or in percent."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from xml.parsers import expat

from data.ground.faults import Fault
from data.ground.french import number
from data.intake.limits import TOO_LONG, Limits
from data.intake.raw import Rejected, rejected
from data.intake.workbooks import aside

SAVE_AGAIN = "l'enregistrer de nouveau depuis un tableur, puis le déposer entier"
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
TRUE = ("1", "true")
UTF8 = (None, "utf-8", "us-ascii")  # the encodings of XML that the reader of cells knows; a spreadsheet writes the first two
PERCENT_FORMATS = ("9", "10")  # 0% and 0.00%, built in (ECMA-376, part 1, 18.8.30)
NOT_SHOWN = re.compile(r'"[^"]*"|\\.')  # what a format writes as it is
Start = Callable[[str, dict[str, str]], None]


class Census:
    """What is found in a sheet as its elements come. Rejected beyond the limits; ValueError for cells without place or out of order."""

    def __init__(self, title: str, limits: Limits, percents: frozenset[str], shared: Sequence[int] = ()) -> None:
        self.formulas: set[tuple[int, int]] = set()  # (row, column)
        self.uncomputed: set[tuple[int, int]] = set()  # formulas whose value was not saved
        self.errors: set[tuple[int, int]] = set()
        self.percents: set[tuple[int, int]] = set()
        self.merged: list[tuple[int, int, int, int]] = []  # (first row, first column, last row, last column)
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.links: list[tuple[int, int, str, str]] = []  # row, column, the relation that says where it leads ("" within the workbook), where there
        self.by_formula: list[aside.Link] = []
        self.filled = self.height = self.width = 0  # cells that hold something; how far they go
        self._title, self._limits, self._styles, self._shared = title, limits, percents, shared
        self._written, self._counts = 0, False
        self._row, self._here, self._extended = -1, (-1, -1), False
        self._formula = ""  # the formula here, as it comes
        self._in_formula, self._number = False, ""  # whether it is coming; the number by which other cells repeat it
        self._repeated: dict[str, str] = {}  # the addresses in such formulas
        self._numeric, self._awaited = True, False  # whether the cell here holds a number; whether its value is still to be read

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """One element of the sheet."""
        self._counts, self._awaited = tag == "v" and self._counts, False
        self.end_formula()
        if tag == "c":
            self._cell(attributes)
            self._counts = attributes.get("t") == "s"
        elif tag in ("v", "is", "f"):
            if not self._extended:
                self._content(tag)
                self._in_formula, self._number = tag == "f", attributes.get("si", "")
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._here = max(self._here, (self._row, -1))
            if attributes.get("hidden") in TRUE:
                self.hidden_rows.add(self._row)
        elif tag == "col" and attributes.get("hidden") in TRUE:
            last = min(int(attributes.get("max", "0")), self._limits.columns)
            self.hidden_columns |= set(range(max(int(attributes.get("min", "1")), 1) - 1, last))
        elif tag == "mergeCell":
            ends = [_place(end) for end in attributes.get("ref", "").split(":")]
            self.merged.append((*ends[0], *ends[-1]))
        elif tag == "hyperlink" and REFERENCE.match(attributes.get("ref", "")):  # of a cell, or of an area by its first one
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.links.append((*_place(attributes.get("ref", "").split(":")[0]), relation, attributes.get("location", "")))
        elif tag == "extLst":  # formulas of charts and rules, which belong to no cell
            self._extended = True

    def text(self, written: str) -> None:
        """What an element holds: the value of a formula; the number of a text that many cells may share, and that each of them is given once read."""
        if self._in_formula:
            self._formula += written
        if self._awaited and not written.isspace():
            self.uncomputed.discard(self._here)
        if self._counts and written.isascii() and written.isdigit() and int(written) < len(self._shared):
            self._written += self._shared[int(written)]
            aside.check_letters(self._title, self._written, self._limits)

    def end_formula(self) -> None:
        """Keeps the address to which the formula that has come leads, written in it or in the one that it repeats."""
        if self._in_formula and (address := aside.address_in(self._formula) or self._repeated.get(self._number, "")):
            self.by_formula.append((*self._here, address))
            if self._number:
                self._repeated[self._number] = address
        self._in_formula, self._formula = False, ""

    def _cell(self, attributes: dict[str, str]) -> None:
        self._extended = False
        here = _place(attributes["r"]) if "r" in attributes else (self._row, self._here[1] + 1)
        if here <= self._here:
            raise ValueError("the same cell twice, or cells out of order: readers would not agree")
        self._here = here
        self._numeric = attributes.get("t", "n") == "n"
        if attributes.get("t") == "e":
            self.errors.add(here)
        elif attributes.get("s") in self._styles and attributes.get("t", "n") == "n":
            self.percents.add(here)

    def _content(self, tag: str) -> None:
        """A cell that holds something: an empty one, only coloured, may be as far as the last line of the spreadsheet."""
        row, column = self._here
        if row > self._limits.rows:  # the titles do not count
            raise _rejected(self._title, f"plus de {number(self._limits.rows)} lignes", TOO_LONG)
        if column >= self._limits.columns:
            raise _rejected(self._title, f"plus de {number(self._limits.columns)} colonnes", "ne garder que les colonnes utiles")
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)
        if tag == "f":
            self.formulas.add(self._here)
            self.uncomputed.add(self._here)
            return
        self.filled += 1
        self._awaited = self._numeric and tag == "v"  # an empty text may be what a formula gives, an empty number is none
        if not self._awaited:
            self.uncomputed.discard(self._here)


def census(title: str, content: bytes, limits: Limits, percents: frozenset[str], shared: Sequence[int] = ()) -> Census:
    """What a sheet holds; `percents` are the styles of the workbook that show a percentage, `shared` how many letters each of its shared texts has.

    Rejected when it is malformed or beyond the limits.
    """
    found = Census(title, limits, percents, shared)
    try:
        parse(title, content, found.start, found.text)
        found.end_formula()
    except ValueError:
        raise _rejected(title, "feuille mal formée", SAVE_AGAIN) from None
    return found


def shared_lengths(content: bytes) -> list[int]:
    """How many letters each shared text of a workbook has, from xl/sharedStrings.xml."""
    lengths: list[int] = []

    def start(tag: str, _attributes: dict[str, str]) -> None:
        if tag == "si":
            lengths.append(0)

    def text(written: str) -> None:
        if lengths:
            lengths[-1] += len(written)

    parse("sharedStrings.xml", content, start, text)
    return lengths


def percent_styles(content: bytes) -> frozenset[str]:
    """The numbers of the styles that show a percentage, from xl/styles.xml: 0.5 reads 50 % in such a cell, and nobody should take it for 0.5."""
    formats, styles, here = set(PERCENT_FORMATS), [], ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal here
        if tag == "numFmt" and "%" in NOT_SHOWN.sub("", attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            here = tag
        elif tag == "xf" and here == "cellXfs":
            styles.append(attributes.get("numFmtId", ""))

    parse("styles.xml", content, start)
    return frozenset(str(index) for index, style in enumerate(styles) if style in formats)


def parse(name: str, content: bytes, start: Start | None, text: Callable[[str], None] | None = None) -> None:
    """Goes through a part, `start` called with the local name of each element, `text` with what is written in them.

    Rejected for a DTD, an entity, another encoding or bad XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = lambda _version, encoding, _standalone: _check_encoding(name, encoding)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse_doctype
    if start is not None:
        parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    if text is not None:
        parser.CharacterDataHandler = text
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _check_encoding(name, "utf-16")
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise rejected(f"partie illisible du classeur ({name[:60]})", SAVE_AGAIN) from None


def _check_encoding(name: str, encoding: str | None) -> None:
    if (encoding.casefold() if encoding else None) not in UTF8:
        raise rejected(f"partie du classeur qui n'est pas en UTF-8 ({name[:60]})", SAVE_AGAIN)


def _refuse_doctype(*_: object) -> None:
    raise rejected("classeur avec une déclaration DTD", SAVE_AGAIN)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as C7, from 0. ValueError when it is none."""
    found = REFERENCE.fullmatch(reference.upper())
    if found is None:
        raise ValueError(reference)
    return int(found[2]) - 1, _column(found[1])


@lru_cache(maxsize=1_024)
def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def _rejected(title: str, fault: str, remedy: str) -> Rejected:
    return Rejected([Fault(f"feuille « {title} »", fault, remedy)])
