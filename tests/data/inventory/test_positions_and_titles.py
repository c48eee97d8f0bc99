"""Positions as telephones and maps write them, titles as others write them: read when that is certain, and told."""

import pytest

from data.intake.cells import Unreadable
from data.intake.coordinates import sexagesimal
from tests.data.inventories import BUILDING, building, faults, read, rows, workbook_of

NORTH, EAST = "44°31'04\"N", "3°30'00\"E"  # 44 + 31/60 + 4/3600, 3 + 30/60


def remarks(told) -> str:
    return "\n".join(map(str, told.remarks))


@pytest.mark.parametrize(
    ("written", "degrees"),
    [
        (NORTH, 44.517778),
        ("44° 31' 04,5'' N", 44.517917),
        ("44°31.07'N", 44.517833),
        ("N 44° 31′ 04″", 44.517778),
        ("44º31’04” Nord", 44.517778),
        ("44°31'04", 44.517778),
        ("44,518° N", 44.518),
    ],
)
def test_a_latitude_in_minutes_is_read(written, degrees):
    assert sexagesimal.angle(written, "lat") == pytest.approx(degrees, abs=1e-6)


def test_a_longitude_west_is_negative_and_a_number_alone_is_no_angle():
    assert sexagesimal.angle("3°30'00\"O", "lon") == sexagesimal.angle("-3°30'", "lon") == -3.5
    for other in ("44.518", "44,5°31'", "44°31,5'04\"", "N", "", "4°4°4", "1°" * 1000):
        assert sexagesimal.angle(other, "lat") is None
    with pytest.raises(Unreadable, match="plus de 59 minutes"):
        sexagesimal.angle("44°61'04\"N", "lat")
    with pytest.raises(Unreadable, match="longitude à la place de la latitude"):
        sexagesimal.angle(EAST, "lat")


@pytest.mark.parametrize("written", [f"{NORTH} {EAST}", f"{EAST}, {NORTH}", f"{NORTH}{EAST}", "N44°31'04\" E3°30'00\"", "44.517778N; 3.5E"])
def test_two_angles_are_read_whichever_comes_first(written):
    assert sexagesimal.pair(written) == pytest.approx((3.5, 44.517778), abs=1e-6)
    assert sexagesimal.pair("44°31'04\" 3°30'00\"") is sexagesimal.pair(f"{NORTH} {NORTH}") is None


def test_coordinates_in_minutes_are_kept_in_degrees_and_told(tmp_path):
    told = read(building(tmp_path, ("Longitude (°)", "Latitude (°)"), (EAST, NORTH)))
    assert faults(told) == []
    assert (rows(tmp_path / "a.xlsx")[0]["lon"], rows(tmp_path / "a.xlsx")[0]["lat"]) == (3.5, 44.517778)
    assert "cellule D2 et feuille « Bâtiments », cellule E2 | positions ou contours en degrés, minutes et secondes, convertis" in remarks(told)


@pytest.mark.parametrize(
    ("title", "written", "words"),
    [
        ("Coordonnées GPS", f"{NORTH} {EAST}", "degrés, minutes et secondes, converti"),
        ("Position", "44.517778, 3.5", "latitude d'abord, lue ainsi"),
        ("GPS", "3.5, 44.517778", ""),
    ],
)
def test_a_column_of_positions_is_read_however_it_is_titled(tmp_path, title, written, words):
    told = read(building(tmp_path, (title,), (written,)))
    assert faults(told) == []
    assert rows(tmp_path / "a.xlsx")[0]["lat"] == pytest.approx(44.517778)
    assert words in remarks(told)
    assert "inconnue" not in remarks(told)


def test_a_position_beside_a_longitude_and_words_under_its_title_are_left_aside_and_told(tmp_path):
    told = read(building(tmp_path, ("Longitude (°)", "Latitude (°)", "GPS"), (3.5, 44.52, "44.6, 3.4")))
    assert "colonne « GPS » inconnue, ignorée" in remarks(told)
    assert "colonne « Localisation » inconnue, ignorée" in remarks(read(building(tmp_path, ("Localisation",), ("près de la gare",))))


def test_the_null_of_a_geometry_is_empty_and_told(tmp_path):
    told = read(building(tmp_path, ("wkt_geom",), ("NULL",)))
    assert faults(told) == []
    assert "cellule D2 | cellule « NULL » lue comme vide" in remarks(told)


@pytest.mark.parametrize("title", ["INSEE", "Code", "Code commune", "code_insee_commune", "COM", "insee_com", "DEPCOM"])
def test_the_code_of_the_commune_is_known_by_other_titles_when_its_cells_are_codes(tmp_path, title):
    told = read(workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [(*BUILDING[:2], title), ("b1", "Halle", "48095")]}))
    assert faults(told) == []
    assert f"cellule C1 | colonne « {title} » lue « Code de la commune »" in remarks(told)


def test_a_unit_said_in_words_in_a_title_or_without_its_tax_in_a_cell_and_a_tick_are_read(tmp_path):
    told = read(building(tmp_path, ("Surface totale en m²", "Prix de vente en €", "Loyer annuel", "Gaz"), (800, 90_000, "14 400 €/an", "✓")))
    assert (faults(told), "inconnue" in remarks(told)) == ([], False)
    row = rows(tmp_path / "a.xlsx")[0]
    assert (row["surface_totale_m2"], row["prix_vente_eur"], row["loyer_annuel_eur_ht"], row["gaz"]) == (800, 90_000, 14_400, "oui")


def test_a_column_titled_code_that_holds_others_is_no_code_of_commune(tmp_path):
    told = read(workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [(*BUILDING[:2], "Code"), ("b1", "Halle", "48095"), ("b2", "Halle", "A12")]}))
    assert ["colonne « Code de la commune » absente" in fault for fault in faults(told)] == [True]
