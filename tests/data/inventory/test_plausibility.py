"""What can hardly be true: refused when the map or the past of a line would be wrong, else kept and told; with its cell and a proposal."""

from datetime import date

import pytest

from data.inventory import store, template
from data.inventory.fields import NUMBERS, fields
from data.inventory.plausibility import figures
from tests.data.inventories import BUILDING, ZONE, building, faults, read, rows, workbook_of

PLOT = ("Identifiant du terrain", "Identifiant de sa zone")
SQUARE = "POLYGON(({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}))"
AT_MENDE = SQUARE.format(3.495, 44.515, 3.497, 44.517)  # 160 m by 220 m: 3.5 ha
AT_LANGOGNE = SQUARE.format(3.855, 44.725, 3.857, 44.727)


def remarks(told) -> list[str]:
    return [str(remark).replace("\u202f", " ").replace("\u00a0", " ") for remark in told.remarks]


@pytest.mark.parametrize(
    ("title", "value", "what", "proposal"),
    [
        ("Surface totale (m²)", "1,5", "1,5 m², hors de l'intervalle usuel, 10 à 200 000 m² (posé, à vérifier)", "1 500 m² ?"),
        ("Surface totale (m²)", 800_000_000, "800 000 000 m²", "le relire à sa source"),
        ("Hauteur libre (m)", 650, "650 m", "6,5 m ?"),
        ("Puissance électrique (kVA)", 250_000, "250 000 kVA", "250 kVA ?"),
        ("Prix de vente (€ HT)", 600, "600 € HT", "600 000 € HT ?"),
        ("Date de mise à jour", "01/03/2099", "à venir", "relire l'année"),
        ("Disponible à partir du", "01/03/2099", "hors de tout ordre", "relire l'année"),
        ("Disponible à partir du", "01/03/1027", "hors de tout ordre", "relire l'année"),
    ],
)
def test_a_figure_or_a_day_out_of_all_order_is_kept_and_told_with_a_proposal(tmp_path, title, value, what, proposal):
    told = read(building(tmp_path, (title,), (value,)))
    assert faults(told) == []
    (remark,) = [text for text in remarks(told) if "relire" in text]
    assert "cellule D2" in remark
    assert what in remark
    assert proposal in remark


def test_figures_of_a_line_that_contradict_each_other_are_told(tmp_path):
    titles = (
        "Surface totale (m²)",
        "Surface du terrain (m²)",
        "Surface d'atelier (m²)",
        "Loyer annuel (€ HT/an)",
        "Prix ou loyer annuel au mètre carré",
    )
    path = building(tmp_path, titles, (80_000, 2_500, 90_000, 40_000, 50))
    said = " ".join(remarks(read(path)))
    assert "80 000 m² de bâtiment sur 2 500 m² de terrain" in said
    assert "90 000 m² d'atelier et de bureaux dans 80 000 m² en tout" in said
    assert "40 000 € pour 80 000 m² à 50 € le m², qui feraient 4 000 000 €" in said
    sound = building(tmp_path, titles, (800, 2_500, 700, 40_000, 50))
    assert [text for text in remarks(read(sound)) if "relire" in text] == []


def test_the_inventory_of_the_studio_has_nothing_out_of_all_order(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(template.workbook(store.current(), confidential=True))
    told = read(path)
    assert (faults(told), remarks(told)) == ([], [])


@pytest.mark.usefixtures("no_building")
def test_a_contour_far_from_the_commune_of_its_zone_is_refused_with_the_commune_that_it_would_have(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Zones": [(*ZONE, "Contour"), ("z1", "Causse", "48095", AT_LANGOGNE), ("z2", "Sol", "48095", AT_MENDE)]})
    (fault,) = faults(read(path))
    assert "cellule D2 | « Contour » à 36 km de Mende, la commune de cette zone" in fault
    assert "48080 (Langogne) ?" in fault


@pytest.mark.usefixtures("no_building")
def test_a_plot_far_from_its_zone_is_refused(tmp_path):
    sheets = {
        "Zones": [ZONE, ("z1", "Causse", "48095")],
        "Terrains": [
            (*PLOT, "Longitude (°)", "Latitude (°)"),
            ("t1", "z1", 3.855, 44.725),
            ("t2", "z1", 3.495, 44.515),
            ("t3", "z1", 767_700, 6_403_200),
            ("t4", "z1", 739_340, 6_379_670),
        ],
    }
    degrees, metres = faults(read(workbook_of(tmp_path / "a.xlsx", sheets)))
    assert "cellule C2 | « Longitude » à 36 km de Mende, la commune de sa zone" in degrees
    assert "cellule C4 | « Longitude » à 36 km de Mende, la commune de sa zone" in metres


@pytest.mark.usefixtures("no_building")
def test_a_place_out_of_france_and_a_lost_identifier_are_told_once(tmp_path):
    places = (*PLOT, "Longitude (°)", "Latitude (°)")
    sheets = {"Zones": [ZONE, ("z1", "Causse", "48095")], "Terrains": [places, ("t1", "z1", 44.5, 3.5), ("t2", "z1", 12.5, 44.5), ("4,8E+12", "z1")]}
    lost, swapped, away = faults(read(workbook_of(tmp_path / "a.xlsx", sheets)))
    assert "cellule A4 | « 4,8E+12 » : le tableur a pris cet identifiant pour un nombre" in lost
    assert "cellule C2 | axes inversés" in swapped
    assert "cellule C3 | position hors de France" in away


@pytest.mark.usefixtures("no_building")
def test_an_area_that_its_contour_contradicts_is_told_with_that_of_the_contour(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Zones": [(*ZONE, "Superficie totale (ha)", "Contour"), ("z1", "Causse", "48095", 35, AT_MENDE)]})
    told = read(path)
    assert faults(told) == []
    assert any("cellule D2 | « Superficie totale » : 35 ha, et son contour 3,5" in text for text in remarks(told))


@pytest.mark.parametrize(
    ("key", "what"),
    [
        (date(2026, 12, 3), "« 2026-12-03 » : le tableur a pris cet identifiant pour une date"),
        ("03/12/2026", "pour une date"),
        ("3-déc", "pour une date"),
        ("4.8E+13", "pour un nombre"),
        ("4,8E+13", "pour un nombre"),
        (4_809_500_012_345_678_901, "a perdu les derniers chiffres"),
    ],
)
def test_an_identifier_that_a_spreadsheet_turned_into_something_else_is_refused_with_its_cell(tmp_path, key, what):
    found = faults(read(building(tmp_path, key=key)))
    assert "cellule A2" in found[0]
    assert what in found[0]
    assert "au format Texte" in found[0]


def test_an_identifier_of_digits_is_still_one(tmp_path):
    path = building(tmp_path, key=4_809_500_001)
    assert faults(read(path)) == []
    assert "4809500001" in [row["offre_id"] for row in rows(path)]


def test_a_day_in_the_place_of_a_name_is_told(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, ("b1", date(2026, 12, 3), "48095")]})
    assert any("cellule B2" in text and "si c'était « 3-12 »" in text for text in remarks(read(path)))


def test_a_sheet_that_doubles_another_is_told_once_before_its_lines(tmp_path):
    lines = [BUILDING, *[(f"b{index}", f"Halle {index}", "48095") for index in range(5)]]
    found = faults(read(workbook_of(tmp_path / "a.xlsx", {"Bâtiments": lines, "Copie": lines})))
    assert found[0].startswith("feuille « Copie » | elle double la feuille « Bâtiments » : 5 identifiants en commun | n'en garder qu'une")


def test_a_line_that_says_what_another_says_under_another_identifier_is_told(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, ("b1", "Halle", "48095"), ("b2", "HALLE", "48095"), ("b3", "Halle", "48080")]})
    told = read(path)
    assert faults(told) == []
    assert [text for text in remarks(told) if "sous un autre identifiant" in text][0].startswith("feuille « Bâtiments », cellule A3 | même nom")


def test_every_usual_value_is_that_of_a_number_of_the_inventory_in_its_unit():
    for (table, name), usual in figures.usual_values().items():
        assert fields(table)[name].kind in NUMBERS
        assert fields(table)[name].unit == usual.unit
        assert usual.low < usual.high


def test_identifiers_that_differ_only_by_their_capitals_or_signs_are_told_with_the_other_one(tmp_path, no_building):
    told = read(
        workbook_of(tmp_path / "a.xlsx", {"Zones": [ZONE, ("ZA-1", "Causse", "48095"), ("za_1", "Cévennes", "48061"), ("za1", "Gare", "48095")]})
    )
    assert faults(told) == []
    assert [text for text in remarks(told) if "presque" in text] == [
        f"feuille « Zones », cellule {cell} | « {key} » n'est pas « ZA-1 », qui s'écrit presque de même : deux lignes"
        " | écrire « ZA-1 » si c'est la même"
        for cell, key in (("A3", "za_1"), ("A4", "za1"))
    ]


def test_a_zone_named_with_other_capitals_is_proposed_as_it_is_written(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Zones": [ZONE, ("ZA-1", "Causse", "48095")], "Terrains": [PLOT, ("t1", "za_1")]})
    (fault,) = [one for one in faults(read(path)) if "za_1" in one]
    assert "écrire « ZA-1 » ?" in fault


def test_something_drawn_in_metres_or_in_another_system_is_told_as_converted(tmp_path, no_building):
    in_lambert = SQUARE.format(739_400, 6_379_700, 739_600, 6_379_900)
    mercator = "SRID=3857;" + SQUARE.format(389_600, 5_547_000, 389_800, 5_547_200)
    lines = [(*ZONE, "Contour"), ("z1", "Causse", "48095", in_lambert), ("z2", "Gare", "48095", AT_MENDE), ("z3", "Pont", "48095", mercator)]
    told = [text for text in remarks(read(workbook_of(tmp_path / "a.xlsx", {"Zones": lines}))) if "converti" in text]
    assert told == [
        f"feuille « Zones », cellule {cell} | position ou contour en {system}, converti en degrés décimaux | relire les positions sur la carte"
        for cell, system in (("D2", "Lambert-93"), ("D4", "WGS 84 / Pseudo-Mercator"))
    ]
