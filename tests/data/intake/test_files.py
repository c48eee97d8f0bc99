"""Files that strangers give: told apart by their content, read whole or refused with the remedy, never a crash."""

import io
import random
import zipfile

import openpyxl
import pytest
from openpyxl import Workbook

from data.intake.limits import Limits
from data.intake.raw import RawFile, Rejected, letters
from tests.data import hostile
from tests.data.intake.small import GEOJSON, SMALL
from tests.data.programs import libreoffice

# --- what a file is


def test_the_content_decides_and_not_the_name(read):
    assert read(hostile.workbook(), "a.csv").kind == "workbook"
    assert read("a;b\n1;2\n", "a.xlsx").kind == "csv"
    assert read("\ufeff\n " + GEOJSON, "a.csv").kind == "geojson"
    assert read(GEOJSON.encode("utf-16"), "a.csv").kind == "geojson"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b" \r\n\x00", "vide"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ".xls"),
        (b"SQLite format 3\x00", "GeoPackage depuis QGIS"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "image"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\x1f\x8b\x08abc", "décompresser"),
        (b"\x7fELF\x02", "programme"),
        (b"abc\x00\x01\x02", "binaire"),
        (b"PK\x03\x04" + b"\x00" * 50, "endommagé"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_remedy(refusal, content, words):
    assert words in refusal(content)


@pytest.mark.parametrize(
    ("name", "words"), [("content.xml", "LibreOffice"), ("couche.shp", "QGIS"), ("xl/workbook.bin", "xlsb"), ("photo.jpg", "archive")]
)
def test_an_archive_of_something_else_is_named(refusal, name, words):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, b"a")
    assert words in refusal(content.getvalue())


def test_a_file_beyond_the_size_is_refused_before_anything_is_read(refusal):
    assert "plus de 0,2\u00a0Mo" in refusal(b"a" * 200_001, SMALL)


# --- workbooks that harm


@pytest.mark.parametrize("build", [hostile.bomb, hostile.lying_bomb, hostile.many_bombs])
def test_a_bomb_is_refused_while_it_is_unpacked(refusal, build):
    assert any(words in refusal(build()) for words in ("compression de plus de 100", "une fois décompressé", "endommagé"))


def test_a_workbook_that_unpacks_to_too_much_is_refused_even_when_it_compresses_badly(refusal):
    noise = random.Random(48).randbytes(3_000_000)
    assert "une fois décompressé" in refusal(hostile.with_parts({"xl/media/a.bin": noise}), Limits(**{**vars(SMALL), "size": 5_000_000}))


@pytest.mark.parametrize("build", [hostile.billion_laughs, hostile.outside_entity])
def test_a_sheet_with_entities_is_refused(refusal, build):
    assert "DTD" in refusal(build())


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "xl\\evil.xml", "C:evil.xml", "xl/../../evil.xml"])
def test_a_path_that_escapes_is_refused(refusal, name):
    assert "chemin interdit" in refusal(hostile.escaping(name))


def test_a_link_in_an_archive_is_refused(refusal):
    assert "lien dans le classeur" in refusal(hostile.link())


def test_a_workbook_in_an_archive_is_refused_with_the_remedy(refusal):
    assert "la décompresser, puis déposer le fichier qu'elle contient" in refusal(hostile.nested())


def test_too_many_entries_are_refused(refusal):
    assert "plus de 1\u202f000 fichiers" in refusal(hostile.many_entries())


def test_two_entries_of_one_name_are_refused(refusal, recwarn):
    content = io.BytesIO(hostile.workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("XL/Workbook.xml", b"<a/>")
    assert "même nom" in refusal(content.getvalue())


def test_an_encrypted_entry_is_refused(refusal):
    content = bytearray(hostile.workbook())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.index(mark)
        content[start + place] |= 1
    assert "chiffré" in refusal(bytes(content))


@pytest.mark.parametrize("kind", hostile.REFUSED_PARTS)
def test_a_workbook_that_holds_more_than_cells_is_refused(refusal, kind):
    parts, words = hostile.REFUSED_PARTS[kind]
    assert words in refusal(hostile.with_parts(parts))


def test_a_hyperlink_in_a_cell_is_harmless_and_told_when_its_address_is_not_what_the_cell_says(read):
    book = Workbook()
    for column, (text, address) in enumerate(
        (("site", "https://exemple.fr"), ("www.exemple.fr", "http://www.exemple.fr/"), ("a@b.fr", "mailto:a@b.fr"))
    ):
        book.active.cell(1, column + 1, text).hyperlink = address
    content = io.BytesIO()
    book.save(content)
    found = read(content.getvalue())
    assert found.sheets[0].rows == [["site", "www.exemple.fr", "a@b.fr"]]
    assert "feuille « Sheet » | 1 lien, dont l'adresse n'est pas lue : A1 | écrire l'adresse dans une cellule si elle compte" in map(
        str, found.remarks
    )
    linked = [f'<text:a xlink:href="https://exemple.fr/{name}">{text}</text:a>' for name, text in (("a", "la source"), ("b", "https://exemple.fr/b"))]
    cells = "".join(f'<table:table-cell office:value-type="string"><text:p>{link}</text:p></table:table-cell>' for link in linked)
    told = read(libreoffice.workbook(libreoffice.sheet("Zones", libreoffice.line(cells)))).remarks
    assert [f"{remark.place} : {remark.fault}" for remark in told] == ["feuille « Zones » : 1 lien, dont l'adresse n'est pas lue : A1"]


def test_a_formula_that_makes_a_link_is_told_with_its_cell_as_any_link(read):
    def computed(place: str, formula: str, value: str) -> str:
        return f'<c r="{place}" t="str">{formula}<v>{value}</v></c>'

    cells = "".join(
        (
            computed("A2", '<f t="shared" ref="A2:B2" si="0">HYPERLINK("https://exemple.fr/plan?a=""b""","plan")</f>', "plan"),
            computed("B2", '<f t="shared" si="0"/>', "plan"),
            computed("C2", '<f>IF(D2="","",hyperlink( "https://exemple.fr/"&amp;D2,"fiche"))</f>', "fiche"),
            computed("E2", '<f>HYPERLINK("https://exemple.fr")</f>', "https://exemple.fr"),  # it says its address
            computed("F2", '<f>HYPERLINK(E2,"la même")</f>', "la même"),  # the address is in E2, which is read
        )
    )

    def with_formulas(sheet: bytes) -> bytes:
        return sheet.replace(b"</row></sheetData>", f'</row><row r="2">{cells}</row></sheetData>'.encode())

    content = hostile.with_parts({"xl/worksheets/sheet1.xml": with_formulas}, hostile.workbook([["a", "b", "c", "d", "e", "f"]]))
    links = [remark.fault for remark in read(content).remarks if "lien" in remark.fault]
    assert links == ["3 liens, dont l'adresse n'est pas lue : A2, B2 et C2"]
    formula = "of:=HYPERLINK(&quot;https://exemple.fr/a&quot;;&quot;la source&quot;)"
    cell = f'<table:table-cell table:formula="{formula}" office:value-type="string"><text:p>la source</text:p></table:table-cell>'
    told = read(libreoffice.workbook(libreoffice.sheet("Zones", libreoffice.line(cell)))).remarks
    assert [remark.fault for remark in told if "lien" in remark.fault] == ["1 lien, dont l'adresse n'est pas lue : A1"]


@pytest.mark.parametrize(("lines", "words"), [([["a"]] * 52, "plus de 50 lignes"), ([["a"] * 13], "plus de 12 colonnes")])
def test_a_sheet_beyond_the_limits_is_refused(refusal, lines, words):
    assert words in refusal(hostile.workbook(lines), SMALL)


def test_a_sheet_whose_cells_pretend_to_be_far_away_is_refused(refusal):
    def moved(sheet: bytes) -> bytes:
        return sheet.replace(b'r="A2"', b'r="A1048576"').replace(b'<row r="2"', b'<row r="1048576"')

    far = hostile.with_parts({"xl/worksheets/sheet1.xml": moved})
    assert "lignes" in refusal(far)


def test_too_many_sheets_are_refused(refusal):
    book = Workbook()
    for _ in range(5):
        book.create_sheet()
    content = io.BytesIO()
    book.save(content)
    assert "plus de 3 feuilles" in refusal(content.getvalue(), SMALL)


# --- any damage


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, cut, doubled or inserted."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(found) or 1)
        action = chance.choice(("change", "cut", "insert", "double"))
        if action == "change" and found:
            found[place] = chance.randrange(256)
        elif action == "cut":
            del found[place : place + chance.randint(1, 200)]
        elif action == "insert":
            found[place:place] = chance.randbytes(chance.randint(1, 20))
        else:
            found[place:place] = found[place : place + chance.randint(1, 100)]
    return bytes(found)


SEEDS = {
    "workbook": hostile.workbook(),
    "csv": 'identifiant;nom;surface\nb1;Halle « été »;1 234,5\nb2;"Hangar; nord";800\n'.encode(),
    "geojson": GEOJSON.encode(),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", SEEDS)
def test_a_mutated_file_is_read_or_refused_and_never_anything_else(read, kind):
    chance = random.Random(48)
    outcomes = set()
    for _ in range(400):
        try:
            outcomes.add(type(read(mutated(SEEDS[kind], chance), limits=SMALL)))
        except Rejected as rejected:
            assert rejected.faults
            outcomes.add(Rejected)
    assert outcomes == {RawFile, Rejected}


def test_columns_are_named_as_spreadsheets_do():
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert letters(openpyxl.utils.column_index_from_string("XFD") - 1) == "XFD"
