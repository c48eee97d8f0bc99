"""Workbooks that are small files and would fill the memory, or whose parts have other names than they say."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.intake import delimited
from data.intake.limits import PAGE, Limits
from data.intake.raw import Rejected
from data.intake.task import silent
from data.intake.workbooks import workbook

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = 1_000  # signs
SMALL = Limits(size=PAGE.size, unpacked=1_000_000, rows=PAGE.rows, seconds=20, memory=PAGE.memory, ratio=10_000, cells=5_000, characters=1_000_000)


def of(folder: Path, texts: list[str], ranks: Iterable[int] = (0,)) -> Path:
    """A workbook of one column: the texts are kept once, the cells name them by their ranks."""
    made, path = io.BytesIO(), folder / "a.xlsx"
    Workbook().save(made)
    cells = "".join(f'<row><c t="s"><v>{rank}</v></c></row>' for rank in ranks)
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPACE}"><sheetData>{cells}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SPACE}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>',
    }
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in ({one: read.read(one) for one in read.namelist()} | parts).items():
            written.writestr(name, content)
    return path


def test_a_long_text_repeated_in_many_cells_is_refused_before_it_fills_the_memory(tmp_path):
    with pytest.raises(Rejected, match="plus de 1 millions de lettres"):
        workbook.read(of(tmp_path, ["x" * LONG], [0] * 1_001), SMALL, silent)


def test_one_long_text_among_many_short_ones_is_read(tmp_path):
    texts = ["x" * 5_000, *[f"texte {row}" for row in range(2_000)]]  # 2 001 times the longest would be ten times too much
    (sheet,) = workbook.read(of(tmp_path, texts, range(len(texts))), SMALL, silent).sheets
    assert [row[0] for row in sheet.rows] == texts


def test_a_workbook_whose_list_of_sheets_has_another_name_is_refused(tmp_path):
    path, made = of(tmp_path, ["a"]), io.BytesIO()
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(made, "w") as written:
        for name in read.namelist():
            written.writestr(name.replace("xl/workbook.xml", "XL/WORKBOOK.XML"), read.read(name))
    path.write_bytes(made.getvalue())
    with pytest.raises(Rejected, match="sans la liste de ses feuilles"):
        workbook.read(path, SMALL, silent)


def test_a_csv_of_too_many_cells_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a;b;c\n" * 2_000, "utf-8")
    with pytest.raises(Rejected, match="plus de 5\u202f000 cellules"):
        delimited.read(path, SMALL, silent)
