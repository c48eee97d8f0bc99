"""An inventory that somebody gives: every fault with its cell and remedy, never half of it taken in."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data import editions
from data.imports import inventory
from data.inventory import store, template
from data.inventory.fields import SHEETS
from tests.data.inventories import ZONE, building, faults, kept_inventory, read, rows, workbook_of

SAMPLES = Path(__file__).parents[4] / "shared/samples/cnig"


# --- the template


def test_the_template_filled_with_the_inventory_comes_back_without_any_difference(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(template.workbook(store.current(), confidential=True))
    told = read(tmp_path / "a.xlsx")
    assert told.faults == []
    assert all(not any(counts.values()) for counts in told.summary["counts"].values())
    assert told.summary["rows"] == {"Zones": 23, "Terrains": 1, "Bâtiments": 3, "Sources": 15}


def test_every_field_comes_back_from_the_template_as_it_went_in(tmp_path):
    square = '{"type":"Polygon","coordinates":[[[3.5,44.5],[3.51,44.5],[3.51,44.51],[3.5,44.51],[3.5,44.5]]]}'
    kept_inventory(
        zones=[
            {
                "site_id": "48095_SITE-ECO_00001",
                "site_nom": "Zone +1, « été »",
                "site_comm_insee": "48095",
                "site_type": "zone d'activité économique",
                "site_vocadomi": "entrepôts, logistique",
                "site_surf_brute": "12.345",
                "site_creation_date": "1998",
                "site_actu_date": "2026-03-01",
                "site_url": "https://exemple.fr/a?b=1",
                "site_uf_nbre": "12",
                "site_taux_vacance": "8.5",
                "reseau_gaz": "non",
                "site_geomsurf": square,
                "site_geompoint": "3.505, 44.505",
                "site_media": "vue.jpg|https://exemple.fr/b.jpg",
                "lon": "3.505",
                "lat": "44.505",
            }
        ],
        plots=[{"terr_id": "t-1", "site_id": "48095_SITE-ECO_00001", "terr_m2_prix": "5.35", "terr_acquereur": "Martin", "terr_cle_en_main": "oui"}],
        buildings=[
            {
                "offre_id": "b.1",
                "titre": "-20 °C : chambre froide",
                "comm_insee": "48095",
                "contact_tel": "+33 4 66 00 00 00",
                "dpe_classe": "A",
                "contact_mail": "a@b.fr",
                "terr_id": "t-1",
                "description": "@ deux pas\nde la gare",
                "annee_construction": "1987",
            }
        ],
        facts=[{"id": "b.1", "champ": "dpe_classe", "date": "2025", "source": "Diagnostic", "adresse": "https://exemple.fr/d"}],
    )
    before = {table: frame.copy() for table, frame in store.current().frames.items()}
    (tmp_path / "a.xlsx").write_bytes(template.workbook(store.current(), confidential=True))
    told = read(tmp_path / "a.xlsx")
    assert faults(told) == []
    for table in SHEETS:
        after = store.read(table, tmp_path / "out-a.xlsx" / f"{table}.csv")
        assert after.equals(before[table]), table


@pytest.mark.parametrize("written", ["1789-07-14", "0001-01-01", "1900-02-28", "1900-03-01", "9999-12-31"])
def test_a_day_that_no_spreadsheet_counts_comes_back_from_the_template(tmp_path, written):
    kept_inventory(facts=[], buildings=[{"offre_id": "b", "titre": "Halle", "comm_insee": "48095", "date_publication": written}])
    (tmp_path / "a.xlsx").write_bytes(template.workbook(store.current(), confidential=True))
    assert faults(read(tmp_path / "a.xlsx")) == []
    assert rows(tmp_path / "a.xlsx")[0]["date_publication"] == written


def test_a_copy_for_everybody_has_no_column_for_contacts_and_keeps_them_when_it_comes_back(tmp_path):
    kept_inventory(buildings=[{"offre_id": "b1", "titre": "Halle", "comm_insee": "48095", "contact_nom": "Martin", "contact_tel": "04 66 00 00 00"}])
    content = template.workbook(store.current())
    assert b"Martin" not in content
    (tmp_path / "a.xlsx").write_bytes(content)
    titles = [cell.value for cell in load_workbook(tmp_path / "a.xlsx")["Bâtiments"][1]]
    assert not [title for title in titles if "Contact" in title]
    told = read(tmp_path / "a.xlsx")
    assert told.faults == []
    assert rows(tmp_path / "a.xlsx")[0]["contact_nom"] == "Martin"
    assert "valeurs gardées" in str(told.remarks)


def test_the_empty_template_has_a_drop_down_list_for_every_closed_field(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(template.workbook())
    book = load_workbook(tmp_path / "a.xlsx")
    lists = [rule for rule in book["Bâtiments"].data_validations.dataValidation if rule.type == "list"]
    titles = {cell.column_letter: cell.value for cell in book["Bâtiments"][1]}
    listed = {titles[str(rule.sqref).split("2:")[0]] for rule in lists}
    assert {"Statut", "Type de bien", "Transaction", "État de la fibre", "Gaz", "Amiante", "Confiance"} <= listed
    column = next(rule for rule in lists if titles[str(rule.sqref).split("2:")[0]] == "Transaction").formula1
    letter, last = column.split("!$")[1].split("$")[0], int(column.split("$")[-1])
    assert [book["Listes"][f"{letter}{row}"].value for row in range(2, last + 1)] == ["vente", "location", "crédit-bail", "location-vente"]


# --- positions


def test_lambert_93_is_converted_and_told(tmp_path):
    path = building(tmp_path, ("Longitude (°)", "Latitude (°)"), (739_870, 6_380_000))
    told = read(path)
    assert faults(told) == []
    assert (round(rows(path)[0]["lon"], 2), round(rows(path)[0]["lat"], 2)) == (3.5, 44.52)
    assert "Lambert-93" in str(told.remarks)


def test_swapped_axes_are_refused(tmp_path):
    told = faults(read(building(tmp_path, ("Longitude (°)", "Latitude (°)"), (44.52, 3.5))))
    assert "axes inversés" in told[0]
    assert "échanger" in told[0]


def test_a_place_far_from_its_commune_is_refused(tmp_path):
    told = faults(read(building(tmp_path, ("Longitude (°)", "Latitude (°)"), (3.83, 44.72))))  # Langogne, for a building of Mende
    assert "km de Mende" in told[0]


@pytest.mark.usefixtures("no_building")
@pytest.mark.parametrize("written", ["3.505, 44.505", "POINT(3.505 44.505)", '{"type":"Point","coordinates":[3.505,44.505]}'])
def test_the_position_of_the_standard_is_read_in_its_three_forms(tmp_path, written):
    path = workbook_of(tmp_path / "a.xlsx", {"Zones": [(*ZONE, "site_geompoint"), ("z", "Zone", "48095", written)]})
    assert faults(read(path)) == []
    frame = store.read("zones", tmp_path / "out-a.xlsx" / "zones.csv")
    assert frame.loc[frame["site_id"] == "z", "site_geompoint"].tolist() == ["3.505, 44.505"]


def test_the_swapped_position_of_the_standard_is_refused_with_its_cell(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Zones": [(*ZONE, "site_geompoint"), ("z", "Zone", "48095", "POINT(44.505 3.505)")]})
    assert "cellule D2" in faults(read(path))[0]
    assert "axes inversés" in faults(read(path))[0]


@pytest.mark.usefixtures("no_building")
def test_a_geojson_may_mix_zones_plots_and_buildings(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[3.5, 44.5], [3.51, 44.5], [3.51, 44.51], [3.5, 44.51], [3.5, 44.5]]]}
    features = [
        {"type": "Feature", "properties": {"site_id": "z", "site_nom": "Zone", "site_comm_insee": "48095"}, "geometry": square},
        {"type": "Feature", "properties": {"terr_id": "t", "site_id": "z"}, "geometry": square},
        {
            "type": "Feature",
            "properties": {
                "offre_id": "b",
                "Titre de l'offre": "Halle",
                "Code de la commune": "48095",
                "site_comm_insee": None,
                "pense-bête": "revoir",
            },
            "geometry": {"type": "Point", "coordinates": [3.5, 44.5]},
        },
    ]
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    told = read(tmp_path / "a.geojson")
    assert faults(told) == []
    assert told.summary["read"] == {"Bâtiments": 1, "Terrains": 1, "Zones": 1}
    assert [rows(tmp_path / "a.geojson")[0][name] for name in ("titre", "comm_insee", "lon")] == ["Halle", "48095", 3.5]
    assert [remark.fault for remark in told.remarks if "ignorée" in remark.fault] == ["colonne « pense-bête » inconnue, ignorée"]
    assert "se recoupe" not in str(told.remarks)
    features[1]["geometry"] = {"type": "Polygon", "coordinates": [[[3.5, 44.5], [3.51, 44.51], [3.51, 44.5], [3.5, 44.51], [3.5, 44.5]]]}
    (tmp_path / "c.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    crossed = "objet 2, propriété « geometry » | contour qui se recoupe, gardé sous une autre forme | vérifier sur la carte, ou dessiner de nouveau"
    assert crossed in map(str, read(tmp_path / "c.geojson").remarks)
    features[2]["properties"]["comm_insee"] = "48095"
    (tmp_path / "b.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert ["colonne « Code de la commune » répétée" in fault for fault in faults(read(tmp_path / "b.geojson"))] == [True]


# --- the published files of the standard


def published(name: str, tmp_path: Path) -> Path:
    """A published example of the standard, for Mende: its identifiers, its communes and its contour, which a reader looks for there."""
    if not SAMPLES.is_dir():
        pytest.skip("les exemples du standard ne sont pas à côté du dépôt")
    text = (SAMPLES / f"{name}.csv").read_text("utf-8").replace("80024_", "48095_").replace(";80718;", ";48095;").replace(";80024;", ";48095;")
    text = text.replace("[656", "[739").replace(",6425", ",6379")  # Lambert-93 [km]
    (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path / f"{name}.csv"


def test_the_list_written_with_a_semicolon_in_the_published_site_is_caught(tmp_path):
    told = faults(read(published("site-eco", tmp_path)))
    assert any("« État » : « logistique » hors de la liste" in fault for fault in told), told


def test_the_published_plot_is_read_once_its_zone_is_there(tmp_path):
    kept_inventory(zones=[{"site_id": "48095_SITE-ECO_00001", "site_nom": "Zone", "site_comm_insee": "48095"}], plots=[], buildings=[], facts=[])
    told = read(published("terrain-eco", tmp_path))
    assert faults(told) == []
    frame = store.read("plots", tmp_path / "out-terrain-eco.csv" / "plots.csv")
    assert (frame["terr_m2_prix"][0], frame["terr_surf_brute"][0]) == (5.35, 9.9)
    ring = json.loads(frame["terr_geomsurf"][0])["coordinates"][0]
    assert 3 < ring[0][0] < 4  # Lambert-93, converted to degrees
    assert 44 < ring[0][1] < 46


# --- keeping


def test_a_zone_that_a_kept_building_stands_in_cannot_be_left_out(tmp_path):
    told = faults(read(workbook_of(tmp_path / "a.xlsx", {"Zones": [ZONE, ("z", "Zone", "48095")]})))
    assert any(
        "48095_BAT_00001 (déjà dans l'inventaire)" in fault and "joindre au fichier la feuille Bâtiments, ou choisir « compléter »" in fault
        for fault in told
    )


def test_a_column_that_the_file_does_not_have_keeps_its_values_and_an_empty_cell_empties(tmp_path):
    kept_inventory(buildings=[{"offre_id": "b1", "titre": "Halle", "comm_insee": "48095", "gaz": "oui", "hauteur_libre_m": "6"}])
    told = read(building(tmp_path, ("Gaz",), (None,), key="b1"))
    assert told.summary["counts"]["Bâtiments"] == {"ajouté": 0, "modifié": 1, "retiré": 0}
    assert (rows(tmp_path / "a.xlsx")[0]["gaz"], rows(tmp_path / "a.xlsx")[0]["hauteur_libre_m"]) == ("", 6)
    changes = json.loads((tmp_path / "out-a.xlsx" / inventory.CHANGES).read_text("utf-8"))
    assert changes == [["Bâtiments", "b1", "Halle", "modifié", [["Gaz", "oui", ""]]]]


def test_a_number_that_changes_is_told_with_a_decimal_comma(tmp_path):
    kept_inventory(buildings=[{"offre_id": "b1", "titre": "Halle", "comm_insee": "48095", "hauteur_libre_m": "6"}])
    read(building(tmp_path, ("Hauteur libre (m)",), (7.5,), key="b1"))
    changes = json.loads((tmp_path / "out-a.xlsx" / inventory.CHANGES).read_text("utf-8"))
    assert changes[0][4] == [["Hauteur libre", "6", "7,5"]]


def test_the_value_of_a_contact_is_never_told_in_the_differences(tmp_path):
    kept_inventory(buildings=[{"offre_id": "b1", "titre": "Halle", "comm_insee": "48095", "contact_nom": "Martin"}])
    read(building(tmp_path, ("Contact : nom",), ("Durand",), key="b1"))
    text = (tmp_path / "out-a.xlsx" / inventory.CHANGES).read_text("utf-8")
    assert "donnée non publiée" in text
    assert not {"Martin", "Durand"} & set(text.replace('"', " ").split())


def test_nothing_is_kept_of_a_file_with_one_fault(tmp_path):
    assert read(building(tmp_path, ("Gaz",), ("peut-être",))).faults
    assert not (tmp_path / "out-a.xlsx" / "buildings.csv").exists()
    assert editions.listing(inventory.KIND) == []
