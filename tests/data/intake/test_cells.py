"""What a cell means: the forms that people write are read, the others are refused with the remedy."""

import math
import re
from datetime import date, datetime

import pytest

from data.ground import escaping
from data.intake import cells, commune_codes, places
from data.intake.cells import Unreadable


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1234,5", 1234.5),
        ("1234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u202f234\u00a0567", 1_234_567),
        ("-3", -3),
        ("\u22123,5", -3.5),
        ("+2", 2),
        ("1e3", 1000),
        (".5", 0.5),
        (12, 12),
        (1.25, 1.25),
        (" 7 ", 7),
        ("", None),
        (None, None),
        ("'-3", -3),
        ("1,234.50", 1234.5),
        ("-1.234,5", -1234.5),
        ("1,234,567", 1_234_567),
        ("1.234.567", 1_234_567),
    ],
)
def test_numbers_are_read_in_french_and_in_english(written, value):
    assert cells.number(written) == value


@pytest.mark.parametrize(
    "written",
    [
        "1,234.567,8",
        "0,123.5",
        "12,34.5",
        "douze",
        "12 m²",
        "1 23",
        "NaN",
        "inf",
        "1e309",
        "1e999",
        float("nan"),
        math.inf,
        True,
        date(2027, 1, 1),
        "-",
        "0x10",
        "1_000",
        "१२",
    ],
)
def test_a_number_that_is_none_or_two_is_refused(written):
    with pytest.raises(Unreadable) as refused:
        cells.number(written)
    assert refused.value.fault and refused.value.remedy


def test_a_dash_is_zero_only_where_the_producer_says_so():
    assert cells.number(" -    ".strip(), dash_is_zero=True) == 0
    assert cells.whole("- ", dash_is_zero=True) == 0


def test_a_whole_number_beyond_every_quantity_is_refused():
    for written in (10**400, 10**15, -(10**15)):
        with pytest.raises(Unreadable, match="fini"):
            cells.number(written)


def test_a_percentage_is_read_however_it_is_written():
    assert [cells.percentage(written) for written in ("12,5 %", "12.5%", "12,5\u00a0%", 12.5, "")] == [12.5, 12.5, 12.5, 12.5, None]
    with pytest.raises(Unreadable, match="est un pourcentage"):
        cells.number("12,5 %")


def test_what_a_spreadsheet_writes_for_an_error_is_no_text():
    for written in ("#N/A", "#REF!", "#DIV/0!", "#NOM?", "#VALEUR!"):
        with pytest.raises(Unreadable, match="erreur de tableur"):
            cells.text(written)
    assert cells.text("#1 en Lozère !") == "#1 en Lozère !"


def test_whole_numbers():
    assert cells.whole("1\u202f234") == 1234
    with pytest.raises(Unreadable, match="entier"):
        cells.whole("2,5")


@pytest.mark.parametrize(
    "written",
    ["2027-03-01", "01/03/2027", "1/3/2027", "1-3-2027", "01.03.2027", date(2027, 3, 1), datetime(2027, 3, 1, 8, 30), "2027-03-01T08:30:00"]
    + ["2027/03/01 00:00:00", "01/03/2027 14:30", "20270301", "1er mars 2027", "01-Mar-2027"],
)
def test_days_are_read_day_first(written):
    assert cells.day(written) == date(2027, 3, 1)


@pytest.mark.parametrize(
    "written", ["2027", "31/02/2027", "13/13/2027", "3 marsouin 2027", "3 jui 2027", "2027-03-01 08:30 et plus", "\u0661/\u0661/2027"]
)
def test_a_day_that_is_none_is_refused(written):
    with pytest.raises(Unreadable, match="31/12/2027"):
        cells.day(written)


@pytest.mark.parametrize(
    ("written", "proposed"),
    [("1/3/27", "1/3/2027 ?"), ("45000", "15/03/2023 ?"), (45000, "15/03/2023 ?"), ("03/14/2027", "14/03/2027 si le mois est devant")],
)
def test_a_day_that_is_likely_is_refused_with_what_to_write(written, proposed):
    with pytest.raises(Unreadable, match=re.escape(proposed)):
        cells.day(written)


def test_years():
    assert [cells.year(written) for written in (1998, "1998", "1998-05-02", date(1998, 5, 2), None)] == [1998, 1998, 1998, 1998, None]
    with pytest.raises(Unreadable, match="quatre chiffres"):
        cells.year("98")


@pytest.mark.parametrize(
    ("written", "value"), [("Oui", True), ("x", True), (1, True), ("FAUX", False), ("non ", False), (False, False), ("inconnu", None), ("", None)]
)
def test_yes_and_no(written, value):
    assert cells.yes_no(written) is value


def test_a_choice_ignores_capitals_and_accents_and_suggests_the_nearest_word():
    allowed = ("Etat", "communauté", "entrepôts, logistique")
    assert [cells.choice(written, allowed) for written in ("état", "COMMUNAUTE", "Entrepots,  logistique", "")] == [*allowed, ""]
    with pytest.raises(Unreadable, match="« communauté »"):
        cells.choice("comunauté", allowed)
    with pytest.raises(Unreadable, match="choisir parmi"):
        cells.choice("zzz", allowed)


def test_texts_lose_what_is_not_seen_and_formulas_are_refused():
    assert cells.text("  e\u0301te\u0301\u200b\x07 \u202egnp.exe") == "été gnp.exe"
    assert cells.text("'+33 4 66") == "+33 4 66"  # our own exports write the apostrophe
    assert [cells.text(value) for value in (48095.0, True, None, date(2027, 3, 1))] == ["48095", "oui", "", "2027-03-01"]
    for written in ("=1+1", "'=1+1", " =HYPERLINK(1)", "＝1"):
        with pytest.raises(Unreadable, match="formule"):
            cells.text(written)
    with pytest.raises(Unreadable, match="32767"):
        cells.text("x" * 40_000)


def test_a_cell_full_of_spaces_is_read_at_once_as_it_was_written_or_refused():
    """Twenty of them: more than a minute when each space looks again for the end of its row."""
    spaces = " " * 32_000
    for _ in range(20):
        assert cells.text(f"a{spaces}b") == f"a{spaces}b"
        assert cells.text(f"a{spaces}\r\n{spaces[:700]}b \n\n c") == "a b c"
        with pytest.raises(Unreadable, match="n'est pas une position"):
            places.point(f"3.5{spaces}; ;")
    assert places.point(f"3.5{spaces};{spaces[:700]}44.5") == (3.5, 44.5)


def test_codes_of_communes():
    known, former = {"48095", "01001", "48099"}, {"48049": "48099", "48099": "48095"}
    assert commune_codes.read("48095", known, former) == ("48095", "")
    assert commune_codes.read(48095, known, former) == ("48095", "")
    assert commune_codes.read("1001", known, former)[0] == "01001"
    assert "zéro initial" in commune_codes.read(1001, known, former)[1]
    assert commune_codes.read("48049", known, former) == ("48099", "ancienne commune 48049, aujourd'hui 48099")
    for as_number in ("48095.0", "48 095", "48\u202f095,00", "48,095"):
        assert commune_codes.read(as_number, known, former) == ("48095", "écrit comme un nombre : 48095")
    assert commune_codes.read("1001,00", known, former)[0] == "01001"
    with pytest.raises(cells.Unreadable, match="code postal") as postcode:
        commune_codes.read("48000", known, former)
    assert "Mende 48095" in postcode.value.remedy
    assert commune_codes.read("48099", known, former) == ("48099", "")  # a code of today stays, even when a former commune had it
    for written in ("48999", "Mende", "480950", "95"):
        with pytest.raises(Unreadable, match="INSEE|inconnue"):
            commune_codes.read(written, known, former)


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "ftp://exemple.fr",
        "http://",
        "https://a:b@exemple.fr",
        "//exemple.fr",
        "http://exemple.fr/a b",
        'https://exemple.fr/"onmouseover=1',
        "http://[",
        "data:text/html,x",
    ],
)
def test_an_address_that_is_not_of_the_web_is_refused(written):
    with pytest.raises(Unreadable, match="adresse web"):
        cells.url(written)


def test_an_address_of_the_web_is_read():
    assert cells.url(" https://exemple.fr/a?b=1#c ") == "https://exemple.fr/a?b=1#c"


READERS = (
    cells.text,
    cells.number,
    cells.whole,
    cells.day,
    cells.year,
    cells.yes_no,
    cells.url,
    cells.percentage,
    places.point,
    places.geometry,
    lambda value: cells.choice(value, ["oui", "non"]),
    lambda value: commune_codes.read(value, {"48095"}, {}),
)
ODD = (
    None,
    "",
    "'",
    "''",
    "'=",
    "\ud800",
    "\x00",
    "=",
    "-",
    " , , ",
    "-;-",
    "{",
    '{"a":1}',
    "[3.5,44.5]",
    "POINT(3.5 44.5",
    "GEOMETRYCOLLECTION(" * 1_700,
    '{"type":"Polygon","coordinates":' + "[" * 3_000 + "]" * 3_000 + "}",
    "1e400",
    "9" * 30_000,
    "1" + " 000" * 300,
    "2027-02-30",
    "1/1/0000",
    "http://[::1",
    "http://a:99999/",
    0,
    -0.0,
    math.nan,
    -math.inf,
    10**400,
    True,
    date.min,
    datetime.max,
    {},
    {"type": None, "coordinates": [1, 2]},
    {"type": ["Point"], "coordinates": [1, 2]},
    {"type": "Point", "coordinates": {"a": 1}},
    {"type": "Polygon", "coordinates": []},
    {"type": "Point", "coordinates": [True, None]},
    {"type": "GeometryCollection", "geometries": [None]},
)


@pytest.mark.parametrize("read", READERS)
def test_whatever_a_cell_holds_it_is_read_or_refused_and_never_anything_else(read):
    for value in ODD:
        try:
            read(value)
        except Unreadable as refused:
            assert refused.fault and refused.remedy


@pytest.mark.parametrize("written", ["+33 4 66", "-20 °C", "@ deux pas", "＋33 4 66", "－20 °C", "＠ deux pas"])
def test_a_text_comes_back_from_our_exports_as_it_went_in(written):
    assert cells.text(escaping.cell(written)) == written


@pytest.mark.parametrize(
    ("word", "near"), [("langone", "Langogne"), ("FLORAC TROIS RIVIERES", "Florac Trois Rivières"), ("meyrueis", "Meyrueis"), ("x" * 40, "")]
)
def test_the_nearest_of_some_words_is_named_whatever_its_capitals_and_accents(word, near):
    assert cells.nearest(word, ["Langogne", "Florac Trois Rivières", "Meyrueis"]) == near
