"""CSV and GeoJSON files of strangers: read in the forms that programs write, or refused with the line and the remedy."""

import csv

import pytest
from shapely import Point

from data.intake import json_pieces
from tests.data.intake.small import GEOJSON, SMALL

# --- CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_in_the_encodings_that_spreadsheets_write(read, encoding):
    found = read("nom;œuvre\nété;1\n".encode(encoding))
    assert found.sheets[0].rows == [["nom", "œuvre"], ["été", "1"]]
    assert ("Windows-1252" in str(found.remarks)) is (encoding == "cp1252")


@pytest.mark.parametrize("written", ["L’œuvre d’été – 5 ‰ des « Šumava »…", "Mende–Alès, est–ouest", "Hôtel™ “Ô”, • Škoda †", "LÕ"])
def test_the_signs_of_windows_are_no_accents_of_another_machine(read, written):
    assert read(f"nom;valeur\n{written};1\n".encode("cp1252")).sheets[0].rows[1] == [written, "1"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(read, separator):
    lines = [["a", "b", "c"], ["1,5" if separator != "," else "1", "x", "y"], ["2", f"de{separator}ux", 'dit "oui"']]
    text = "\r\n".join(
        separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if separator in cell or '"' in cell else cell for cell in line) for line in lines
    )
    assert read(text).sheets[0].rows == lines


def test_a_quoted_cell_may_run_over_several_lines(read):
    assert read('a;b\n1;"deux\nlignes"\n').sheets[0].rows == [["a", "b"], ["1", "deux\nlignes"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_after_a_cell_of_several_lines_a_place_gives_the_line_of_an_editor_and_that_of_a_spreadsheet(read, end):
    sheet = read('a;b\n1;"deux\ntrois\nlignes"\n\n5;6\n'.replace("\n", end)).sheets[0]
    assert [sheet.place(row) for row in range(4)] == ["ligne 1", "ligne 2", "ligne 5 (3 dans un tableur)", "ligne 6 (4 dans un tableur)"]
    assert sheet.place(3, 1) == "ligne 6 (4 dans un tableur), colonne B"


def test_the_limit_of_a_cell_is_that_of_this_reader_alone(read):
    before = csv.field_size_limit(100_000)
    try:
        read("a;b\n1;2\n")
        assert csv.field_size_limit() == 100_000
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a;b\n1;2\x00\n", "octet nul, ligne 2"),
        ("a;b\n1;été".encode()[:-1], "coupé au milieu d'un caractère, ligne 2"),
        (b"a;b\n1;\x81\n", "caractère illisible, ligne 2"),
        ("a;b\n1;2\n3;4".encode("utf-16")[:-1], "UTF-16 tronqué"),
        (b"a;b;c\n1;2;3\n4;5\n", "ligne 3 | 2 cellules au lieu de 3"),
        (b'a;b;c\n1;"deux\nlignes";3\n4;5\n', "ligne 4 | 2 cellules au lieu de 3"),
        (b"a;b\r1;2\r3;\x00\r", "octet nul, ligne 3"),
        (b"a;b;c\n1;2;3;4\n", "ligne 2 | 4 cellules au lieu de 3"),
        (b'a;b\n1;"deux\n', "guillemet"),
        (b"a,b;c\n1,2;3\n", "séparateur douteux"),
        ("Nom, prénom;Adresse, ville;Tél, fax\nA, b;c, d;e, f\n", "séparateur douteux : le point-virgule ou la virgule"),
    ],
)
def test_a_damaged_csv_is_refused_with_its_line(refusal, content, words):
    assert words in refusal(content)


def test_a_csv_that_may_have_been_cut_says_so(read):
    assert read("a;b\n1;23\n").remarks == ()
    assert "ligne 2 | dernière ligne sans retour à la ligne" in str(read("a;b\n\u2028;2").remarks[0])
    assert "ligne 2 | dernière ligne sans retour à la ligne" in str(read("a;b\n1;2").remarks[0])


def test_the_separator_that_a_csv_names_is_believed(read):
    assert read("sep=,\r\na,b;c\r\n1,2;3\r\n").sheets[0].rows == [[None, None], ["a", "b;c"], ["1", "2;3"]]


def test_a_formula_that_is_a_text_and_nothing_else_is_that_text(read):
    sheet = read('a;b;c;d\n="01000";"=""de """"b""""""";="";="1"&"2"\n').sheets[0]
    assert (sheet.rows[1], sheet.formulas) == (["01000", 'de "b"', None, '="1"&"2"'], {(1, 0), (1, 1), (1, 2)})


def test_the_lines_of_an_old_mac_are_lines(read):
    assert read("a;b\r1;2\r").sheets[0].rows == [["a", "b"], ["1", "2"]]


def test_an_empty_line_keeps_its_number(read):
    sheet = read("a;b\n\n1;2\n").sheets[0]
    assert (sheet.rows, sheet.place(2, 1)) == ([["a", "b"], [None, None], ["1", "2"]], "ligne 3, colonne B")


def test_a_csv_beyond_the_limits_is_refused(refusal):
    assert "plus de 50 lignes" in refusal("a;b\n" * 52, SMALL)
    assert "plus de 12 colonnes" in refusal(";".join("abcdefghijklmn"), SMALL)
    assert "32 767" in refusal("a;b\n1;" + "x" * 40_000)


# --- GeoJSON


def test_a_geojson_is_a_table_of_its_properties_and_its_geometry(read):
    found = read(GEOJSON).sheets[0]
    assert found.rows == [["nom", "geometry"], ["a", Point(3.5, 44.5)]]
    assert found.place(1, 0) == "objet 1, propriété « nom »"


@pytest.mark.parametrize("piece", [1, 2, 7])
def test_a_geojson_read_in_small_pieces_is_the_same(read, monkeypatch, piece):
    whole = read(GEOJSON).sheets
    monkeypatch.setattr(json_pieces, "PIECE", piece)
    assert read(GEOJSON.replace(",", " ,\n ").replace(":", ": ")).sheets == whole
    assert read(GEOJSON.replace('"a"', "12345678901")).sheets[0].rows[1][0] == 12345678901


@pytest.mark.parametrize("piece", range(1, 20))
def test_a_number_that_a_piece_cuts_after_its_point_or_its_exponent_is_read_whole(read, monkeypatch, piece):
    monkeypatch.setattr(json_pieces, "PIECE", piece)
    numbered = GEOJSON.replace("{", '{"n":1.25,"o":-3e-7,"p":12E+4,', 1)
    assert read(numbered).sheets == read(GEOJSON).sheets


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"type":"Point","coordinates":[3.5,44.5]}', "pas une collection"),
        ('{"nom":"a"}\n{"nom":"b"}\n', "pas une collection"),
        (GEOJSON + GEOJSON, "illisible"),
        ("[1, 2]", "pas une collection"),
        (GEOJSON[:-2], "tronqué"),
        (GEOJSON.replace('"nom"', '"geometry"'), "propriété nommée « geometry »"),
        (GEOJSON.replace("44.5", "1e309"), "pas fini"),
        (GEOJSON.replace('"a"', "-1e999"), "pas fini"),
        (GEOJSON.replace("44.5", "NaN"), "illisible"),
        (GEOJSON.replace('"nom":"a"', '"nom":"a","nom":"b"'), "répété"),
        ('{"a":' + "[" * 100_000, "illisible"),
        ('{"type":"FeatureCollection","features":[],"features":[]}', "répété"),
        (GEOJSON + "x", "illisible"),
        ('{"type":"FeatureCollection","features":' + "[" * 5_000 + "]" * 5_000 + "}", "illisible"),
        (GEOJSON.replace('"features"', '"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::999999"}},"features"'), "999999"),
        (GEOJSON.replace('"features"', '"crs":{"properties":{"name":"EPSG:14326"}},"features"'), "14326"),
        (GEOJSON.replace('{"type":"Feature"', '{"type":"Chose"'), "objet 1"),
        (GEOJSON.replace('{"type":"Point","coordinates":[3.5,44.5]}', '"ici"'), "objet 1"),
    ],
)
def test_a_damaged_geojson_is_refused(refusal, content, words):
    assert words in refusal(content)


def test_the_two_systems_of_coordinates_that_are_read_may_be_named(read):
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::2154", "EPSG:4326", "urn:ogc:def:crs:EPSG:8.5:4326"):
        assert read(GEOJSON.replace('"features"', f'"crs":{{"properties":{{"name":"{name}"}}}},"features"')).kind == "geojson"


# --- Objects one after another (GeoJSONSeq, RFC 8142): with record separators or not, as ogr2ogr and QGIS write them


FEATURE = '{"type":"Feature","properties":{"nom":"%s"},"geometry":{"type":"Point","coordinates":[3.5,44.5]}}'


@pytest.mark.parametrize("written", ["%s\n%s\n", "\x1e%s\n\x1e%s\n", "\ufeff%s\r\n\r\n%s\r\n"])
def test_objects_one_after_another_are_a_table(read, written):
    found = read(written % (FEATURE % "a", FEATURE % "b"))
    assert found.sheets[0].rows == [["nom", "geometry"], ["a", Point(3.5, 44.5)], ["b", Point(3.5, 44.5)]]
    assert found.remarks == ()


def test_objects_one_after_another_may_be_indented_between_their_separators(read):
    lines = "\n".join(f"\x1e{(FEATURE % name).replace(',', ',' + chr(10) + '  ')}" for name in "ab") + "\n"
    assert [row[0] for row in read(lines).sheets[0].rows] == ["nom", "a", "b"]


def test_an_object_alone_is_a_table_of_one_line(read):
    assert read(FEATURE % "a").sheets[0].rows == read(GEOJSON).sheets[0].rows


@pytest.mark.parametrize("piece", [1, 7])
def test_objects_one_after_another_read_in_small_pieces_are_the_same(read, monkeypatch, piece):
    monkeypatch.setattr(json_pieces, "PIECE", piece)
    assert [row[0] for row in read(f"{FEATURE % 'a'}\n{FEATURE % 'b'}\n").sheets[0].rows] == ["nom", "a", "b"]


def test_objects_one_after_another_that_were_cut_are_refused_or_told(read, refusal):
    whole = f"{FEATURE % 'a'}\n{FEATURE % 'b'}\n"
    assert refusal(whole[:-10]).startswith("objet 2 | JSON illisible, tronqué")
    assert "objet 2 | dernière ligne sans retour" in str(read(whole[:-1]).remarks[0])
    assert refusal(whole.replace('"Feature","properties":{"nom":"b"}', '"Chose"')).startswith("objet 2 | objet GeoJSON mal formé")
    assert "plus de 50 objets" in refusal(f"{FEATURE % 'a'}\n" * 51, SMALL)


# --- What an object says for itself


def test_a_system_that_each_geometry_says_as_postgis_writes_it_is_read(read):
    in_metres = GEOJSON.replace('"coordinates":[3.5,44.5]', '"crs":{"type":"name","properties":{"name":"EPSG:3857"}},"coordinates":[389618,5543147]')
    found = read(in_metres)
    assert found.sheets[0].rows[1][1].distance(Point(3.5, 44.5)) < 1e-4
    assert "Pseudo-Mercator" in str(found.remarks)


def test_objects_in_two_systems_are_refused(refusal):
    elsewhere = (FEATURE % "b").replace('"properties"', '"crs":{"type":"name","properties":{"name":"EPSG:3857"}},"properties"')
    assert refusal(f"{FEATURE % 'a'}\n{elsewhere}\n").startswith(
        "objet 2 | les objets ne sont pas tous dans le même système : « WGS 84 » et « WGS 84 / P"
    )


def test_what_an_object_says_outside_of_its_properties_is_told(read):
    (told,) = read(GEOJSON.replace('{"type":"Feature"', '{"id":12,"type":"Feature"')).remarks
    assert str(told).startswith("objets | hors des propriétés, non lu : « id »")
