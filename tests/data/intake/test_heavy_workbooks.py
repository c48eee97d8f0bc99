"""Workbooks that are small files and would fill the memory, or whose parts have other names than they say."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.intake import delimited
from data.intake.limits import PAGE, Limits
from data.intake.raw import Rejected
from data.intake.task import silent
from data.intake.workbooks import opendocument, workbook
from data.inventory.ways import Way
from tests.data.inventories import read
from tests.data.programs import libreoffice

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = 1_000  # signs
SMALL = Limits(size=PAGE.size, unpacked=1_000_000, rows=PAGE.rows, seconds=20, memory=PAGE.memory, ratio=10_000, cells=5_000, characters=1_000_000)


@contextmanager
def little_memory() -> Iterator[None]:
    """What Python takes for its own objects meanwhile is under 100 MB."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < 100_000_000  # [bytes]
    finally:
        tracemalloc.stop()


def of(folder: Path, texts: list[str], ranks: Iterable[int] = (0,), before: str = "") -> Path:
    """A workbook of one column: the texts are kept once, the cells name them by their ranks; `before` stands before the cells."""
    made, path = io.BytesIO(), folder / "a.xlsx"
    Workbook().save(made)
    cells = "".join(f'<row><c t="s"><v>{rank}</v></c></row>' for rank in ranks)
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPACE}">{before}<sheetData>{cells}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SPACE}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>',
    }
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in ({one: read.read(one) for one in read.namelist()} | parts).items():
            written.writestr(name, content)
    return path


def test_a_long_text_repeated_in_many_cells_is_refused_before_it_fills_the_memory(tmp_path):
    with pytest.raises(Rejected, match="plus de 1 million de lettres"):
        workbook.read(of(tmp_path, ["x" * LONG], [0] * 1_001), SMALL, silent)


def test_one_long_text_among_many_short_ones_is_read(tmp_path):
    texts = ["x" * 5_000, *[f"texte {row}" for row in range(2_000)]]  # 2 001 times the longest would be ten times too much
    (sheet,) = workbook.read(of(tmp_path, texts, range(len(texts))), SMALL, silent).sheets
    assert [row[0] for row in sheet.rows] == texts


def test_columns_hidden_without_end_are_those_that_there_are(tmp_path):
    path = of(tmp_path, ["a"], before='<cols><col min="-3000000" max="3" hidden="1"/></cols>')
    with little_memory():
        assert [remark.fault for remark in workbook.read(path, SMALL, silent).remarks] == ["colonne masquée et lue : A"]


@pytest.mark.parametrize("down", ["3000000", "mille"])
def test_a_cell_merged_without_end_is_refused_once(tmp_path, down):
    titles = libreoffice.line(libreoffice.texts("offre_id", "titre", "comm_insee"))
    wide = libreoffice.cell("string", "48095", more=f' table:number-rows-spanned="{down}" table:number-columns-spanned="2"')
    path = tmp_path / "a.ods"
    path.write_bytes(libreoffice.workbook(libreoffice.sheet("Bâtiments", titles, libreoffice.line(libreoffice.texts("b1", "Halle"), wide))))
    with little_memory():
        (fault,) = read(path, way=Way()).faults
    assert str(fault).startswith("feuille « Bâtiments », cellule C2 | « Code de la commune » : cellule fusionnée")


def test_a_workbook_whose_list_of_sheets_has_another_name_is_refused(tmp_path):
    path, made = of(tmp_path, ["a"]), io.BytesIO()
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(made, "w") as written:
        for name in read.namelist():
            written.writestr(name.replace("xl/workbook.xml", "XL/WORKBOOK.XML"), read.read(name))
    path.write_bytes(made.getvalue())
    with pytest.raises(Rejected, match="sans la liste de ses feuilles"):
        workbook.read(path, SMALL, silent)


def lines_of_a_cell(content: str, times: int | str, name: str = "Zones") -> str:
    """A sheet of LibreOffice whose one cell stands that many times."""
    cell = f'<table:table-cell office:value-type="string"><text:p>{content}</text:p></table:table-cell>'
    return libreoffice.sheet(name, libreoffice.line(cell, more=f' table:number-rows-repeated="{times}"'))


@pytest.mark.parametrize(
    ("sheets", "what"),
    [
        ([lines_of_a_cell("x" * LONG, 1_001)], "feuille « Zones » [|] plus de 1 million de lettres"),
        ([lines_of_a_cell('a<text:s text:c="1000001"/>b', 1)], "plus de 1 million de lettres"),
        ([lines_of_a_cell(f'a<text:s text:c="{"9" * 5_000}"/>b', 1)], "plus de 1 million de lettres"),
        ([lines_of_a_cell('a<text:s text:c="+1000001"/>b', 1)], "plus de 1 million de lettres"),
        ([lines_of_a_cell(f'a<text:s text:c="{"0" * 20}1000001"/>b', 1)], "plus de 1 million de lettres"),
        ([lines_of_a_cell("a", "+1000000000")], "cellule répétée sans fin"),
        ([libreoffice.line(libreoffice.texts("a")), lines_of_a_cell("a", 1)], "cellules hors de toute feuille"),
        ([lines_of_a_cell("a", 1), lines_of_a_cell("b", 1)], "feuille « Zones » en double"),
        (
            [lines_of_a_cell("a", 3_000), lines_of_a_cell("b", 3_000, "Lots")],
            "« Lots » étendue jusqu'à la cellule A3000, après 3\u202f000 cellules dans",
        ),
        ([lines_of_a_cell("x" * LONG, 501), lines_of_a_cell("x" * LONG, 501, "Lots")], "« Lots » [|] plus de 1 million de lettres"),
        ([lines_of_a_cell("a", 1)] * 31, "plus de 30 feuilles"),
        ([libreoffice.sheet("Zones", libreoffice.line(libreoffice.texts(*"a" * 301)))], "feuille « Zones » : plus de 300 colonnes"),
    ],
)
def test_an_open_document_that_would_fill_the_memory_or_is_cut_is_refused_before(tmp_path, sheets, what):
    path = tmp_path / "a.ods"
    path.write_bytes(libreoffice.workbook(*sheets))
    with pytest.raises(Rejected, match=what):
        opendocument.read(path, SMALL, silent)


def test_an_open_document_within_these_limits_is_read(tmp_path):
    path = tmp_path / "a.ods"
    path.write_bytes(libreoffice.workbook(*[lines_of_a_cell("x" * LONG, 33, f"Zone {rank}") for rank in range(30)]))
    assert {sheet.rows[32][0] for sheet in opendocument.read(path, SMALL, silent).sheets} == {"x" * LONG}


def test_a_csv_of_too_many_cells_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a;b;c\n" * 2_000, "utf-8")
    with pytest.raises(Rejected, match="plus de 5\u202f000 cellules"):
        delimited.read(path, SMALL, silent)
