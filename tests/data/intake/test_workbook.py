"""What the cells of a workbook are read as: their kind, their place, and what a spreadsheet hides behind them."""

import io
import random
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data.intake import cells, reading
from data.intake.cells import Unreadable
from data.intake.limits import PAGE, Limits
from data.intake.raw import RawFile, Rejected, Sheet
from data.intake.task import silent
from tests.data import hostile

MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEET_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.fixture
def read(tmp_path):
    """A function that reads the bytes of a workbook."""

    def of(content: bytes, limits: Limits = PAGE) -> RawFile:
        (tmp_path / "a.xlsx").write_bytes(content)
        return reading.read(tmp_path / "a.xlsx", limits, silent)

    return of


@pytest.fixture
def first(read):
    """A function that reads the sheet whose lines are given in XML."""

    def of(written: str, after: str = "") -> Sheet:
        return read(hostile.sheet(written, after)).sheets[0]

    return of


def saved(fill, **options) -> bytes:
    """A workbook whose first sheet `fill` writes in."""
    book = Workbook()
    for name, value in options.items():
        setattr(book, name, value)
    fill(book.active)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_cells_keep_their_kind(read):
    def fill(sheet):
        sheet.append(["texte", 48095, 1.5, True, date(2027, 3, 1), datetime(2027, 3, 1, 8, 30), None, "01001"])

    assert read(saved(fill)).sheets[0].rows == [["texte", 48095, 1.5, True, date(2027, 3, 1), datetime(2027, 3, 1, 8, 30), None, "01001"]]


def test_the_dates_of_1904_are_the_right_days(read):
    content = saved(lambda sheet: sheet.append([date(2027, 3, 1)]), epoch=CALENDAR_MAC_1904)
    assert b'date1904="1"' in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")
    assert read(content).sheets[0].rows == [[date(2027, 3, 1)]]


def test_formulas_and_merged_cells_are_known_by_their_place(read):
    def fill(sheet):
        sheet.append(["a", "b", "c"])
        sheet.append([1, 2, "=A2+B2"])
        sheet.merge_cells("A3:B4")
        sheet["A3"] = "deux"

    sheet = read(saved(fill)).sheets[0]
    assert sheet.formulas == {(1, 2)}
    assert sheet.merged == ((2, 0, 3, 1),)
    assert sheet.place(1, 2) == "feuille « Sheet », cellule C2"


def test_empty_lines_and_columns_at_the_end_are_left_out_and_those_at_the_start_keep_their_place(read):
    def fill(sheet):
        sheet["B3"] = "ici"
        sheet["E9"].number_format = "0.00"  # formatted, and empty

    assert read(saved(fill)).sheets[0].rows == [[None, None], [None, None], [None, "ici"]]


def test_a_hidden_sheet_is_read_and_told(read):
    book = Workbook()
    book.active.append(["a"])
    book.create_sheet("cachée").append(["b"])
    book["cachée"].sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    found = read(content.getvalue())
    assert [sheet.name for sheet in found.sheets] == ["Sheet", "cachée"]
    assert "masquée" in str(found.remarks[0])


def test_a_cell_in_error_is_never_taken_for_an_empty_one(first):
    sheet = first(
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    assert (sheet.rows[0][1], sheet.rows[1][:2]) == (1, [None, None])
    for value in (sheet.rows[0][0], sheet.rows[1][2]):
        with pytest.raises(Unreadable, match=r"erreur de tableur \| corriger la formule"):
            cells.text(value)
        with pytest.raises(Unreadable, match="erreur de tableur"):
            cells.number(value)


@pytest.mark.parametrize("value", ["", "<v/>", "<v />", "<v></v>"], ids=["no value", "lxml", "ElementTree", "empty"])
def test_a_formula_whose_value_was_not_saved_is_never_taken_for_an_empty_cell(first, value):
    sheet = first(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><f>SUM(A1:A2)</f>{value}</c></row>')
    assert sheet.formulas == {(2, 1)}
    with pytest.raises(Unreadable, match="formule sans valeur"):
        cells.number(sheet.rows[2][1])


def test_formulas_that_show_nothing_at_the_end_of_a_sheet_add_no_line(first):
    empty = "".join(f'<row r="{r}"><c r="A{r}" t="str"><f>IF(B{r}="","",B{r})</f><v></v></c></row>' for r in range(2, 40))
    sheet = first(f'<row r="1"><c r="A1" t="inlineStr"><is><t>nom</t></is></c></row>{empty}')
    assert (sheet.rows, sheet.formulas) == ([["nom"]], frozenset())


def test_the_formulas_of_rules_and_small_charts_belong_to_no_cell(first):
    after = '<extLst><ext xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><xm:f>A1</xm:f></ext></extLst>'
    assert first('<row r="1"><c r="A1"><v>1</v></c></row>', after).formulas == frozenset()


def test_a_percentage_is_never_taken_for_a_number_a_hundred_times_smaller(read):
    def fill(sheet):
        sheet.append([0.125, 0.5, 0.5, 12])
        for name, shown in (("A1", "0.00%"), ("B1", '0"%"'), ("C1", "[Red]0 %")):
            sheet[name].number_format = shown

    rate, quoted, custom, plain = read(saved(fill)).sheets[0].rows[0]
    assert (quoted, plain) == (0.5, 12)
    assert [cells.percentage(value) for value in (rate, custom, "12,5 %", 12.5)] == [12.5, 50, 12.5, 12.5]
    with pytest.raises(Unreadable, match="pourcentage"):
        cells.number(rate)


def test_texts_are_whole_whatever_their_dress(first):
    sheet = first(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>été</t></r><r><rPr><b/></rPr><t xml:space="preserve"> long</t></r></is></c>'
        '<c r="B1" t="d"><v>2027-03-01</v></c><c r="C1" t="b"><v>0</v></c></row>'
    )
    assert sheet.rows == [["été long", date(2027, 3, 1), False]]


def test_hours_and_durations_are_texts(read):
    def fill(sheet):
        sheet.append([time(8, 30), timedelta(hours=30)])

    assert read(saved(fill)).sheets[0].rows == [["08:30:00", "30:00:00"]]


def test_a_number_too_long_for_a_spreadsheet_is_refused_as_a_code(read):
    value = read(saved(lambda sheet: sheet.append([12_345_678_901_234_567_890]))).sheets[0].rows[0][0]
    with pytest.raises(Unreadable, match="15 chiffres"):
        cells.text(value)


def test_a_long_text_is_refused_by_who_reads_it(first):
    value = first(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>').rows[0][0]
    with pytest.raises(Unreadable, match="32767"):
        cells.text(value)


def test_cells_without_reference_follow_each_other(first):
    assert first('<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c r="B3"><v>5</v></c></row>').rows == [[1, 2], [None, None], [None, 5]]


def test_an_empty_cell_that_is_only_coloured_may_be_on_the_last_line_of_the_spreadsheet(first):
    assert first('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576"/></row>').rows == [[1]]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('<row r="1"><c r="A1048576"><v>3</v></c></row>', "plus de 20\u202f000 lignes"),  # the cell says otherwise than its line
        ('<row r="1"><c r="XFD1"><v>3</v></c></row>', "plus de 300 colonnes"),
        ('<row r="1"><c r="A1"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>', "mal formée"),  # the same cell twice
        ('<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>', "mal formée"),
        ('<row r="1"><c r="B1"><v>3</v></c><c r="A1"><v>1</v></c></row>', "mal formée"),
        ('<row r="x"><c r="A1"><v>3</v></c></row>', "mal formée"),
        ('<row r="1"><c r="ABCD1"><v>3</v></c></row>', "mal formée"),
        ('<row r="1"><c r="A1" t="s"><v>9999</v></c></row>', "illisible"),  # a shared text that does not exist
    ],
)
def test_a_sheet_that_readers_would_not_agree_on_is_refused(first, written, words):
    with pytest.raises(Rejected, match=words):
        first(written)


def renamed(part: str, old: bytes, new: bytes) -> bytes:
    """A good workbook of which some bytes of a part are replaced."""
    content = hostile.with_parts({part: lambda content: content.replace(old, new)})
    assert content != hostile.workbook()
    return content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (renamed("[Content_Types].xml", SHEET_TYPE, MACRO_TYPE), "macros"),
        (renamed("xl/worksheets/sheet1.xml", b"<worksheet", b'<?xml version="1.0" encoding="UTF-16"?><worksheet'), "illisible|UTF-8"),
        (hostile.with_parts({"xl/worksheets/sheet1.xml": lambda content: content.decode().encode("utf-16")}), "pas en UTF-8"),
        (renamed("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml"), "absente du classeur"),
        (
            renamed(
                "xl/workbook.xml",
                b"</sheets>",
                b'<sheet name="B\xc3\xa2timents" sheetId="2" r:id="rId1" '
                b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></sheets>',
            ),
            "en double",
        ),
        (renamed("xl/workbook.xml", b"<sheet ", b"<feuille "), "sans feuille"),
        (hostile.with_parts({"xl/styles.xml": b"<styleSheet>"}), "illisible"),
    ],
)
def test_a_workbook_that_is_not_what_it_says_is_refused(read, content, words):
    with pytest.raises(Rejected, match=words) as rejected:
        read(content)
    assert all(fault.remedy for fault in rejected.value.faults)


def test_a_second_archive_behind_the_first_is_not_read(read):
    """Two readers of archives may find two different workbooks in one file: only what was looked through is read."""
    hidden = hostile.workbook([["autre"]])
    content = hidden + hostile.workbook([["vu"]])
    try:
        assert read(content).sheets[0].rows == [["vu"]]
    except Rejected as rejected:
        assert rejected.faults


PIECES = [
    'r="A1"',
    't="e"',
    't="b"',
    "<f>1</f>",
    "<v>1</v>",
    "<v>NaN</v>",
    's="1"',
    't="s"',
    't="d"',
    't="inlineStr"',
    "<is><t>x</t></is>",
    '<mergeCell ref="A1:B2"/>',
    '<mergeCell ref=""/>',
    "XFD",
    "1048576",
    "99999999999",
    "-1",
    "<c/>",
    "<row/>",
    "</c>",
    "<extLst/>",
    "&#x0;",
]


def shaken(content: bytes, chance: random.Random) -> bytes:
    """The XML of a part with a few pieces put in it or taken out of it: an archive is whole around it, so that it is read."""
    found = content.decode()
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(found) + 1)
        if chance.random() < 0.6:
            found = found[:place] + chance.choice(PIECES) + found[place:]
        else:
            found = found[:place] + found[place + chance.randint(1, 30) :]
    return found.encode()


def test_a_workbook_whose_xml_was_shaken_is_read_or_refused_and_never_anything_else(read):
    chance = random.Random(48)
    outcomes = set()
    for _ in range(300):
        part = chance.choice(["xl/worksheets/sheet1.xml"] * 6 + ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
        try:
            sheets = read(hostile.with_parts({part: lambda content: shaken(content, chance)})).sheets
            assert all(len({len(row) for row in sheet.rows}) <= 1 for sheet in sheets)
            outcomes.add(RawFile)
        except Rejected as rejected:
            assert rejected.faults
            outcomes.add(Rejected)
    assert outcomes == {RawFile, Rejected}
