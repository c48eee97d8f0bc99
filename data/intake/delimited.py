"""A CSV: its encoding, its separator and its lines, whole or refused."""

import csv
import io
import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from data.ground.faults import Fault
from data.ground.french import number
from data.ground.text_files import CONFLICT, OF_GIT, uneven
from data.intake.cells import short
from data.intake.limits import TOO_LONG, Limits
from data.intake.raw import LONGEST, RawFile, Rejected, Sheet, Value, rejected
from data.intake.task import Tell

SEPARATORS = {";": "le point-virgule", ",": "la virgule", "\t": "la tabulation", "|": "la barre verticale"}
LOOKED_AT = 30  # lines on which the separator is found
NO_CHARACTER = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # the bytes that Windows-1252 leaves empty
# The signs that Windows-1252 gives to the accents of a Macintosh or of DOS, where no text has them: Mend‡, p‰re, d'‚t‚, H™tel, lÕeau.
OF_ANOTHER_MACHINE = re.compile(
    "[a-z][\u2021\u2030\u02c6\u0160\u2039\u017e\u201a\u0192\u201e\u2020\u0152\u201c\u201d\u2022\u00d5]+[a-z]|[A-Za-z]\u2122[a-z]"
    "|[a-z][\u201a\u02c6\u2021\u0192\u017d]|[\u201a\u02c6\u2021\u0192\u2030][a-z]"
)
OF_DOS = re.compile(
    r"\b(?:ao\u2013t|co\u2013t|br\u2013l|go\u2013t|s\u2013r|m\u2013r|f\u2013t|d\u2013ment|o\u2014\b(?![a-z]))", re.IGNORECASE
)  # août, coût, où
DOUBTFUL = re.compile("[a-z\u00e9] \u2026 [a-z]|[a-z][\u2013\u2014\u2026][a-z]")  # « Moulin … vent »: à in DOS, or a sign that somebody typed
IN_UTF8 = "l'enregistrer en « CSV UTF-8 »"
NAMED = re.compile(r"\Asep=([;,\t|])(?=\r?\n)")  # how Excel is told the separator
EVERY = 5_000  # lines between two reports of progress
AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')  # the formula of a text alone, which keeps the zeros before 01000 when Excel opens the file
MOST_FAULTS = 20
TITLES = 10  # lines of words, of one cell each, that may stand above a table


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The lines of a CSV, all of the same length. Rejected when it is not text, beyond the limits, or when a line is cut."""
    tell("Lecture du fichier", 0, 1)
    content = path.read_bytes()
    name, remarks = encoding(content)
    written = content.decode(name)
    ended = _lines_ended(written)
    if not written.endswith(("\n", "\r")):
        last = f"ligne {number(ended + 1)}"
        remarks.append(Fault(last, "dernière ligne sans retour à la ligne", "vérifier que le fichier n'a pas été coupé"))
    separator = _separator(written)
    del written  # up to four times as large as the file: its lines are decoded again, one by one
    text = io.TextIOWrapper(io.BytesIO(content), name, newline="")
    rows, lines = _rows(chain([NAMED.sub("", text.readline())], text), ended, separator, limits, tell)
    return RawFile("csv", (Sheet("", "csv", rows, _texts_alone(rows), lines=lines, separator=separator),), tuple(remarks))


def decoded(content: bytes) -> tuple[str, list[Fault]]:
    """The text of a file, and what is to be said of its encoding. Rejected as `encoding`."""
    name, remarks = encoding(content)
    return content.decode(name), remarks


def encoding(content: bytes) -> tuple[str, list[Fault]]:
    """How a text is written: UTF-8, UTF-16 with its mark, or Windows-1252 (told in a remark). Rejected when it is none of them."""
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise rejected("fichier UTF-32", IN_UTF8)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content.decode("utf-16")
            return "utf-16", []
        except UnicodeDecodeError:
            raise rejected("fichier UTF-16 tronqué", IN_UTF8) from None
    if b"\x00" in content:
        raise rejected(f"fichier binaire : octet nul, ligne {_line(content, content.index(0))}", IN_UTF8)
    try:
        content.decode("utf-8-sig")
        return "utf-8-sig", []
    except UnicodeDecodeError as wrong:
        if wrong.reason == "unexpected end of data" and wrong.end == len(content):
            raise rejected(f"fichier coupé au milieu d'un caractère, ligne {_line(content, wrong.start)}", "le déposer entier") from None
    for code in NO_CHARACTER:
        if code in content:
            raise rejected(f"caractère illisible, ligne {_line(content, content.index(code))}", IN_UTF8)
    _check_one_encoding(content)
    remarks = [Fault("fichier", "lu en Windows-1252, faute d'être en UTF-8", f"relire les accents ; sinon {IN_UTF8}")]
    written = content.decode("cp1252")
    if found := DOUBTFUL.search(written):
        what = f"« {short(found[0])} » : un tiret ou des points, ou l'accent d'un fichier de DOS (à, û, ù)"
        remarks.append(Fault(f"ligne {_lines_ended(written[: found.start()]) + 1}", what, f"si c'est un accent, {IN_UTF8}"))
    return "cp1252", remarks


def _check_one_encoding(content: bytes) -> None:
    """Rejected when some lines are in UTF-8 and others in Windows-1252, or when letters hold the signs that Windows-1252 gives to the accents of
    another machine: an old Macintosh, or DOS."""
    by_encoding: dict[bool, int] = {}
    for index, line in enumerate(content.splitlines(), start=1):
        if not line.isascii():
            by_encoding.setdefault(_is_utf8(line), index)
    if len(by_encoding) == 2:
        what = f"deux encodages : la ligne {by_encoding[True]} est en UTF-8, la ligne {by_encoding[False]} en Windows-1252"
        raise rejected(what, f"recopier l'une dans l'autre depuis un tableur, puis {IN_UTF8}")
    written = content.decode("cp1252")
    if found := OF_ANOTHER_MACHINE.search(written) or OF_DOS.search(written):
        what = f"accents d'un autre encodage (« {short(found[0])} »), ligne {_lines_ended(written[: found.start()]) + 1}"
        raise rejected(what, IN_UTF8)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def _line(content: bytes, place: int) -> int:
    return _lines_ended(content[:place].decode("latin-1")) + 1


def _lines_ended(written: str) -> int:
    """How many lines an editor sees end in a text, whatever machine wrote it."""
    return written.count("\n") + written.count("\r") - written.count("\r\n")


def _separator(written: str) -> str:
    """The separator that the file names (sep=;), or that cuts most of the first lines into the same number of columns. Rejected when two do."""
    if named := NAMED.match(written):
        return named[1]
    outside_quotes = re.sub(r'"[^"]*"', "", written[:200_000])
    lines = [line for line in outside_quotes.splitlines()[:LOOKED_AT] if line.strip()]
    counts = {separator: [line.count(separator) for line in lines] for separator in SEPARATORS}
    regular = {separator: max(found.count(n) for n in found if n) for separator, found in counts.items() if any(found)}
    if not regular:
        return ";"
    best = max(regular.values())
    if list(regular.values()).count(best) > 1:
        words = [SEPARATORS[separator] for separator, value in regular.items() if value == best]
        raise rejected(f"séparateur douteux : {' ou '.join(words)}", "n'en garder qu'un, et mettre entre guillemets les textes qui ont l'autre")
    return max(regular, key=regular.get)


def _rows(text: Iterable[str], ended: int, separator: str, limits: Limits, tell: Tell) -> tuple[list[list[Value]], tuple[int, ...]]:
    """The rows, and the line where each begins; `ended` is how many lines there are, for the progress."""
    rows: list[list[Value]] = []
    begins = [1]  # of each row, then of the one after the last
    faults: list[Fault] = []
    width = 0
    reader = csv.reader(text, delimiter=separator, strict=True)
    before = csv.field_size_limit(LONGEST + 1)
    try:
        for row in reader:
            if len(rows) % EVERY == 0:
                tell("Lecture du fichier", reader.line_num, max(1, ended))
            if len(rows) > limits.rows:
                raise rejected(f"plus de {number(limits.rows)} lignes", TOO_LONG)
            if len(rows) * len(row) > limits.cells:
                raise rejected(f"plus de {number(limits.cells)} cellules", "ne garder que les colonnes et les lignes utiles")
            if len(row) > limits.columns:
                raise rejected(f"plus de {number(limits.columns)} colonnes, ligne {reader.line_num}", "ne garder que les colonnes utiles")
            if width == 1 < len(row) and len(rows) <= TITLES:
                width = len(row)  # the lines above had one cell each: words above the table
            if width and row and len(row) != width and len(faults) < MOST_FAULTS:
                faults.append(_uneven(begins[-1], row, width))
            width = width or len(row)
            rows.append([value if value != "" else None for value in row])
            begins.append(reader.line_num + 1)
    except csv.Error as error:
        what = "texte de plus de 32 767 caractères" if "field larger" in str(error) else "guillemet qui ne se ferme pas, ou fichier coupé"
        raise rejected(f"{what}, ligne {reader.line_num}", "fermer le guillemet (doubler ceux du texte), ou déposer le fichier entier") from None
    finally:
        csv.field_size_limit(before)  # Python keeps one for all the readers of the process
    if faults:
        raise Rejected(faults)
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return [row if len(row) == width else row + [None] * (width - len(row)) for row in rows], tuple(begins[: len(rows)])


def _texts_alone(rows: list[list[Value]]) -> frozenset[tuple[int, int]]:
    """Puts the text in place of each formula that gives a text and nothing else (="01000"), and where these cells are."""
    found = set()
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if value is not None and value.startswith('="') and (read := AS_TEXT.fullmatch(value)):
                line[column] = read[1].replace('""', '"') or None
                found.add((row, column))
    return frozenset(found)


def _uneven(line: int, row: list[str], width: int) -> Fault:
    if CONFLICT.match(row[0]):
        return Fault(f"ligne {line}", *OF_GIT)
    what = f"{uneven(len(row), width)} (« {short(row[0])} »)"
    return Fault(f"ligne {line}", what, "mettre entre guillemets un texte qui contient le séparateur, ou déposer le fichier entier")
