"""What a cell means: the forms that people write are read, the others are refused with the remedy."""

import math
from datetime import date, datetime

import pytest

from data.intake import cells, places
from data.intake.cells import Unreadable


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1234,5", 1234.5), ("1234.5", 1234.5), ("1 234,5", 1234.5), ("1\u202f234\u00a0567", 1_234_567), ("-3", -3), ("\u22123,5", -3.5), ("+2", 2),
        ("1e3", 1000), (".5", 0.5), (12, 12), (1.25, 1.25), (" 7 ", 7), ("", None), (None, None), ("'-3", -3),
    ],
)
def test_numbers_are_read_in_french_and_in_english(written, value):
    assert cells.number(written) == value


@pytest.mark.parametrize("written", ["1,234.5", "1.234,5", "1,234,567", "1.234.567", "douze", "12 m²", "1 23", "NaN", "inf", "1e309", "1e999",
                                     float("nan"), math.inf, True, date(2027, 1, 1), "-", "0x10", "1_000", "१२"])
def test_a_number_that_is_none_or_two_is_refused(written):
    with pytest.raises(Unreadable) as refused:
        cells.number(written)
    assert refused.value.fault and refused.value.remedy


def test_a_dash_is_zero_only_where_the_producer_says_so():
    assert cells.number(" -    ".strip(), dash_is_zero=True) == 0
    assert cells.whole("- ", dash_is_zero=True) == 0


def test_whole_numbers():
    assert cells.whole("1\u202f234") == 1234
    with pytest.raises(Unreadable, match="entier"):
        cells.whole("2,5")


@pytest.mark.parametrize("written", ["2027-03-01", "01/03/2027", "1/3/2027", "1-3-2027", "01.03.2027", date(2027, 3, 1), datetime(2027, 3, 1, 8, 30),
                                     "2027-03-01T08:30:00"])
def test_days_are_read_day_first(written):
    assert cells.day(written) == date(2027, 3, 1)


@pytest.mark.parametrize("written", ["2027", "31/02/2027", "13/13/2027", "1/3/27", "mars 2027", "45000", 45000])
def test_a_day_that_is_none_is_refused(written):
    with pytest.raises(Unreadable, match="31/12/2027"):
        cells.day(written)


def test_years():
    assert [cells.year(written) for written in (1998, "1998", "1998-05-02", date(1998, 5, 2), None)] == [1998, 1998, 1998, 1998, None]
    with pytest.raises(Unreadable, match="quatre chiffres"):
        cells.year("98")


@pytest.mark.parametrize(
    ("written", "value"),
    [("Oui", True), ("x", True), (1, True), ("FAUX", False), ("non ", False), (False, False), ("inconnu", None), ("", None)],
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


def test_codes_of_communes():
    known, former = {"48095", "01001", "48099"}, {"48049": "48099", "48099": "48095"}
    assert cells.commune_code("48095", known, former) == ("48095", "")
    assert cells.commune_code(48095, known, former) == ("48095", "")
    assert cells.commune_code("1001", known, former)[0] == "01001"
    assert "zéro initial" in cells.commune_code(1001, known, former)[1]
    assert cells.commune_code("48049", known, former) == ("48099", "ancienne commune 48049, aujourd'hui 48099")
    assert cells.commune_code("48099", known, former) == ("48099", "")  # a code of today stays, even when a former commune had it
    for written in ("48999", "Mende", "480950", "95"):
        with pytest.raises(Unreadable, match="INSEE|inconnue"):
            cells.commune_code(written, known, former)


@pytest.mark.parametrize("written", ["javascript:alert(1)", "ftp://exemple.fr", "http://", "https://a:b@exemple.fr", "//exemple.fr",
                                     "http://exemple.fr/a b", "https://exemple.fr/\"onmouseover=1", "http://[", "data:text/html,x"])
def test_an_address_that_is_not_of_the_web_is_refused(written):
    with pytest.raises(Unreadable, match="adresse web"):
        cells.url(written)


def test_an_address_of_the_web_is_read():
    assert cells.url(" https://exemple.fr/a?b=1#c ") == "https://exemple.fr/a?b=1#c"


# --- positions: Mende is at 3.5 E, 44.52 N, that is about 739 870 m, 6 380 000 m in Lambert-93 (IGN)


@pytest.mark.parametrize("written", ["3.5, 44.52", "3,5 ; 44,52", "3.5 44.52", "POINT(3.5 44.52)", "SRID=4326;POINT(3.5 44.52)", "point (3.5 44.52)",
                                     '{"type": "Point", "coordinates": [3.5, 44.52]}', {"type": "Point", "coordinates": [3.5, 44.52, 731.0]}])
def test_a_position_is_read_longitude_first(written):
    assert places.point(written) == (3.5, 44.52)


@pytest.mark.parametrize("written", ["739870, 6380000", "POINT(739870 6380000)", {"type": "Point", "coordinates": [739_870, 6_380_000]}])
def test_metres_of_lambert_93_become_degrees(written):
    lon, lat = places.point(written)
    assert (round(lon, 2), round(lat, 2)) == (3.5, 44.52)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("44.52, 3.5", "axes inversés"), ("POINT(44.52 3.5)", "axes inversés"), ("3.5", "n'est pas une position"), ("ici", "n'est pas une position"),
        ("POINT EMPTY", "vide"), ("POINT(3.5 95)", "hors de la Terre"), ("POINT(nan 44)", "finies"), ("LINESTRING(3 44, 4 44)", "au lieu d'un point"),
        ({"type": "Point"}, "pas une géométrie"), ('{"type":"Point","coordinates":["a","b"]}', "pas une géométrie"),
    ],
)
def test_a_wrong_position_is_refused(written, words):
    with pytest.raises(Unreadable, match=words):
        places.point(written)


def test_a_contour_comes_out_closed_valid_and_in_degrees():
    bow = {"type": "Polygon", "coordinates": [[[3.5, 44.5], [3.51, 44.51], [3.51, 44.5], [3.5, 44.51], [3.5, 44.5]]]}  # crosses itself
    assert places.geometry(bow)["type"] == "MultiPolygon"
    lambert = places.geometry("POLYGON((739870 6380000, 740870 6380000, 740870 6381000, 739870 6381000, 739870 6380000))")
    assert all(3.49 < lon < 3.53 and 44.51 < lat < 44.54 for lon, lat in lambert["coordinates"][0])
    for wrong in ("POLYGON((3.5 44.5, 3.6 44.5))", "POLYGON EMPTY", {"type": "Polygon", "coordinates": [[[3.5, 44.5]]]}, "n'importe quoi"):
        with pytest.raises(Unreadable):
            places.geometry(wrong)


def test_a_contour_with_swapped_axes_is_refused():
    with pytest.raises(Unreadable, match="axes inversés"):
        places.geometry("POLYGON((44.5 3.5, 44.6 3.5, 44.6 3.6, 44.5 3.5))")
