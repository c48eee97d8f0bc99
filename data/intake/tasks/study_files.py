"""The files of a study that somebody gives on screen: its folder zipped, a workbook with a sheet for each table, or one table. Never its code.

To be run in the process made for it (data.intake.job). Options: `sheets`, the file that each sheet stands for by its name in plain letters; `only`,
the one file that a table is to replace, "" for a folder or a workbook. In `out`, the files under numbers; the summary names them:
{"files": {path: number}}.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from PIL import Image

from data.ground.faults import Fault
from data.ground.french import listed, number
from data.ground.text_files import INVISIBLE, INVISIBLE_REMEDY, LARGEST, invisible
from data.intake import archives, delimited, reading, sniff
from data.intake.cells import ERROR
from data.intake.limits import Limits
from data.intake.raw import MOST, RawFile, Rejected, Sheet, Value, named, rejected
from data.intake.task import Tell, Told
from data.intake.workbooks import workbook

FOLDER = archives.Words(
    "dossier compressé",
    "compresser de nouveau le dossier de l'étude, sans rien d'autre dedans",
    "n'y laisser que les textes, les tables et le rapport de l'étude",
)
ACCEPTED = re.compile(
    r"study\.toml|scenarios\.toml|[a-z_]+\.csv|text/[a-z0-9_]+\.md|tables/[a-z0-9_]+\.(csv|xlsx)|tables/tables\.toml|report\.pdf"
    r"|pictures/[a-z0-9_]+\.(png|jpg|jpeg|svg)"
)
KEPT = "study.toml, scenarios.toml, les CSV de l'étude, text/*.md, tables/*.csv ou .xlsx, pictures/*.png, .jpg ou .svg, report.pdf"
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
DECLARED = ("<!doctype", "<!entity")  # what makes an XML reader look elsewhere, or swell
CODE = (".py", ".pyc", ".pyo", ".pyw", ".pyd", ".so", ".dll", ".exe", ".sh", ".bat", ".js", ".ipynb")
INSIDE = ("text", "tables", "pictures")  # the folders of a study
FORMULA_STARTS = ("=", "＝")
NO_CODE = "le retirer : le modèle reste celui du dépôt"


def run(paths: list[Path], limits: Limits, options: dict, out: Path, tell: Tell) -> Told:
    """Reads what was given. Rejected whole, with every fault found, for anything that is not the words and the figures of a study."""
    path, only, sheets = paths[0], options["only"], options["sheets"]
    if path.stat().st_size > limits.size:
        raise rejected(f"plus de {number(limits.size / 1e6)} Mo", FOLDER.smaller)
    remarks: list[Fault] = []
    if only:
        found = _one_table(path, only, limits, tell, remarks)
    elif _is_folder(path):
        found = _folder(path, limits, tell, out, remarks)
    else:
        found = _workbook(path, sheets, limits, tell, remarks)
    for place, content in enumerate(found.values()):
        (out / str(place)).write_bytes(content)
    return Told(remarks=remarks, summary={"files": {name: str(place) for place, name in enumerate(found)}})


def _is_folder(path: Path) -> bool:
    """Whether an archive is that of a folder: one of a workbook is read as such."""
    with path.open("rb") as file:
        if not file.read(4).startswith(sniff.ARCHIVE):
            raise rejected("ni un dossier compressé (ZIP), ni un classeur (XLSX ou ODS)", "déposer l'un des deux")
    try:
        return sniff.kind(path) not in sniff.WORKBOOKS
    except Rejected as wrong:
        if wrong.faults[0].fault == sniff.ZIPPED:
            return True
        raise


def _one_table(path: Path, only: str, limits: Limits, tell: Tell, remarks: list[Fault]) -> dict[str, bytes]:
    kind = sniff.kind(path)
    if kind in sniff.WORKBOOKS:
        raw = reading.READERS[kind](path, limits, tell)
        remarks += raw.remarks
        sheets = [sheet for sheet in raw.sheets if sheet.rows]
        if len(sheets) != 1:
            raise rejected(f"{number(len(sheets))} feuilles remplies pour une table", "n'en garder qu'une")
        if only.endswith(".xlsx") and kind != "workbook":
            raise rejected("classeur .ods à la place d'un classeur XLSX", "enregistrer cette table en XLSX")
        if only.endswith(".xlsx"):
            _refuse(_sheet_faults(sheets[0]))
            return {only: path.read_bytes()}
        return {only: _as_csv(sheets[0])}
    if not only.endswith(".csv"):
        raise rejected("CSV à la place d'un classeur", "enregistrer cette table en XLSX")
    return {only: _csv(path.read_bytes(), path, limits, tell, "")}


def _workbook(path: Path, sheets: Mapping[str, str], limits: Limits, tell: Tell, remarks: list[Fault]) -> dict[str, bytes]:
    """The tables of a workbook, each in the file that its sheet stands for."""
    raw: RawFile = reading.READERS[sniff.kind(path)](path, limits, tell)
    remarks += raw.remarks
    found, faults = {}, []
    for sheet in (sheet for sheet in raw.sheets if sheet.rows):
        name = "_".join(re.findall("[a-z0-9]+", unicodedata.normalize("NFKD", sheet.name).encode("ascii", "ignore").decode().casefold()))
        if name not in sheets:
            faults.append(Fault(f"feuille « {sheet.name} »", "elle n'est aucune table de l'étude", f"la nommer {listed(list(sheets), 'ou')}"))
            continue
        try:
            found[sheets[name]] = _as_csv(sheet)
        except Rejected as wrong:
            faults += wrong.faults
    _refuse(faults)
    return found


def _folder(path: Path, limits: Limits, tell: Tell, out: Path, remarks: list[Fault]) -> dict[str, bytes]:
    """The files of a folder, by their paths in it."""
    tell("Ouverture du dossier", 0, 1)
    given = {name: content for name, content in archives.parts(path, limits, FOLDER).items() if not name.endswith("/")}
    files = {name: content for name, content in given.items() if not archives.is_of_a_system(name)}
    if len(files) < len(given):
        remarks.append(Fault("dossier compressé", "fichiers du système laissés de côté", "rien à faire"))
    files = _from_root(files)
    if not files:
        raise rejected("dossier vide", FOLDER.again)
    faults = []
    for name in files:
        if name.casefold().endswith(CODE):
            faults.append(Fault(named(name), "fichier de code", NO_CODE))
        elif not ACCEPTED.fullmatch(name):
            faults.append(Fault(named(name), "il n'est d'aucune étude", f"le retirer ; une étude garde {KEPT}"))
    _refuse(faults)
    found = {}
    for done, (name, content) in enumerate(files.items()):
        tell("Lecture des fichiers", done, len(files))
        try:
            found[name] = _file(name, content, limits, tell, out)
        except Rejected as wrong:
            faults += [Fault(name if fault.place == "fichier" else f"{name}, {fault.place}", fault.fault, fault.remedy) for fault in wrong.faults]
    _refuse(faults)
    return found


def _from_root(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same, without the folder that holds them all when there is one."""
    first = {name.partition("/")[0] for name in files}
    if len(first) == 1 and all("/" in name for name in files) and not first & set(INSIDE):
        return {name.partition("/")[2]: content for name, content in files.items()}
    return dict(files)


def _file(name: str, content: bytes, limits: Limits, tell: Tell, out: Path) -> bytes:
    """One file, as it is kept. Rejected when it is not what its name says."""
    if name.endswith(".pdf"):
        return content  # the check of the study looks at it
    ending = PurePosixPath(name).suffix
    if ending in PICTURES:
        return _picture(content, PICTURES[ending])
    if ending == ".svg" and any(sign in content.decode("utf-8", "replace").casefold() for sign in DECLARED):
        raise rejected("dessin qui déclare autre chose que des formes", "l'exporter de nouveau en SVG simple")
    written = out / "reading"
    written.write_bytes(content)
    try:
        if name.endswith(".xlsx"):
            if sniff.kind(written) != "workbook":
                raise rejected("ce n'est pas un classeur XLSX", "l'enregistrer en XLSX")
            for sheet in workbook.read(written, limits, tell).sheets:
                _refuse(_sheet_faults(sheet))
            return content
        return _csv(content, written, limits, tell, name) if name.endswith(".csv") else _plain(content)
    finally:
        written.unlink()


def _picture(content: bytes, kind: str) -> bytes:
    """A picture that really is one of that kind."""
    try:
        with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise rejected(f"ce n'est pas une image {kind}, ou elle est abîmée", "l'exporter de nouveau") from None
    return content


def _plain(content: bytes) -> bytes:
    """A text in UTF-8 that anybody can see whole."""
    if len(content) > LARGEST:
        raise rejected(f"{number(len(content) / 1e6, 1)} Mo", f"{number(LARGEST / 1e6)} Mo au plus : le couper")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise rejected("texte qui n'est pas en UTF-8", "l'enregistrer en UTF-8") from None
    return _seen(text).encode()


def _seen(text: str) -> str:
    """The text with one kind of line end. Rejected when somebody hid a character in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse(
        [
            Fault(f"ligne {text[: found.start()].count(chr(10)) + 1}", invisible(found[0]), INVISIBLE_REMEDY)
            for found in list(INVISIBLE.finditer(text))[:MOST]
        ]
    )
    return text


def _csv(content: bytes, path: Path, limits: Limits, tell: Tell, name: str) -> bytes:
    """A CSV in UTF-8, its separator and its numbers as they were: who reads the study knows the forms of French spreadsheets."""
    if len(content) > LARGEST:
        raise rejected(f"{number(len(content) / 1e6, 1)} Mo", f"{number(LARGEST / 1e6)} Mo au plus : le couper")
    if not name and sniff.kind(path) != "csv":
        raise rejected("ce n'est ni un CSV ni un classeur", sniff.READ_HERE)
    text = _seen(delimited.decoded(content)[0])
    _refuse(_sheet_faults(delimited.read(path, limits, tell).sheets[0]))
    return text.encode()


def _sheet_faults(sheet: Sheet) -> list[Fault]:
    """The cells that a spreadsheet computes, or could not."""
    found = [Fault(sheet.place(row, column), "formule", "coller la valeur à la place de la formule") for row, column in sorted(sheet.formulas)]
    for row, line in enumerate(sheet.rows):
        for column, value in enumerate(line):
            if not isinstance(value, str) or (row, column) in sheet.formulas:
                continue
            if value.strip().startswith(FORMULA_STARTS):
                found.append(Fault(sheet.place(row, column), "formule", "coller la valeur à la place de la formule"))
            elif ERROR.fullmatch(value.strip()) or value == workbook.ERROR:
                found.append(Fault(sheet.place(row, column), "erreur de tableur", "corriger la formule, ou vider la cellule"))
            elif sheet.kind == "workbook" and (hidden := INVISIBLE.search(value)):
                found.append(Fault(sheet.place(row, column), invisible(hidden[0]), INVISIBLE_REMEDY))
    return found[:MOST]


def _as_csv(sheet: Sheet) -> bytes:
    """The cells of a sheet as the text of a CSV."""
    _refuse(_sheet_faults(sheet))
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([_as_text(value) for value in row] for row in sheet.rows)
    return made.getvalue().encode()


def _as_text(value: Value) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def _refuse(faults: Iterable[Fault]) -> None:
    if found := list(faults):
        raise Rejected(found)
