"""What is read of the cells of an inventory, and what is refused, each with its cell and remedy."""

import math
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from data.inventory import store
from tests.data.inventories import BUILDING, ZONE, building, faults, read, rows, workbook_of

SAMPLES = Path(__file__).parents[4] / "shared/samples/cnig"


def test_cells_are_read_in_the_forms_that_people_write(tmp_path):
    path = building(
        tmp_path,
        ("Surface totale (m²)", "Loyer annuel (€ HT/an)", "Disponible à partir du", "Gaz", "Transaction", "Hauteur libre (m)"),
        ("1\u202f234,5", "40 000", "01/03/2027", "X", "LOCATION", 6),
    )
    told = read(path)
    assert faults(told) == []
    row = rows(path)[0]
    assert (row["surface_totale_m2"], row["loyer_annuel_eur_ht"], row["date_disponibilite"]) == (1234.5, 40000, "2027-03-01")
    assert (row["gaz"], row["transaction"], row["hauteur_libre_m"]) == ("oui", "location", 6)


@pytest.mark.parametrize(("value", "shown_as"), [(0.085, "0.0%"), (8.5, "General"), ("8,5 %", "General")])
def test_a_vacancy_rate_is_read_in_percent_however_its_cell_shows_it(tmp_path, value, shown_as, no_building):
    path = workbook_of(tmp_path / "a.xlsx", {"Zones": [(*ZONE, "Taux de vacance (%)"), ("z1", "Causse", "48095", value)]})
    book = load_workbook(path)
    book["Zones"]["D2"].number_format = shown_as
    book.save(path)
    assert faults(read(path)) == []
    frame = store.read("zones", tmp_path / "out-a.xlsx" / "zones.csv").set_index("site_id")
    assert frame.loc["z1", "site_taux_vacance"] == 8.5


@pytest.mark.usefixtures("no_building")
def test_a_column_may_be_called_by_its_name_in_the_standard(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Zones": [("site_id", "site_nom", "site_comm_insee", "site_surf_brute"), ("z", "Zone", "48095", 3)]})
    assert read(path).faults == []


def test_a_code_of_commune_that_a_spreadsheet_took_for_a_number_is_read(tmp_path):
    assert read(building(tmp_path, commune=48095)).faults == []


def test_a_telephone_number_of_another_form_is_not_told_as_a_lost_zero(tmp_path):
    path = building(tmp_path, ("Contact : téléphone",), (33466000000,))
    assert [remark for remark in read(path).remarks if "zéro" in remark.fault] == []
    assert rows(path)[0]["contact_tel"] == "33466000000"


def test_a_former_commune_becomes_the_one_of_today(tmp_path):
    path = building(tmp_path, commune="48040")  # Chasseradès, in Mont Lozère et Goulet since 2017
    told = read(path)
    assert faults(told) == []
    assert rows(path)[0]["comm_insee"] == "48027"
    assert "cellule C2 | « 48040 » lu 48027" in str(told.remarks[0])


@pytest.mark.parametrize(
    ("title", "value", "words"),
    [
        ("Surface totale (m²)", "grande", ("« grande » n'est pas un nombre", "sans unité")),
        ("Surface totale (m²)", "12 ares", ("« 12 ares » n'est pas un nombre", "sans unité")),
        ("Surface totale (m²)", "1.234 m²", ("« 1.234 m² » se lit de deux façons", "écrire 1234", "1,2340")),
        ("Surface totale (m²)", "néant", ("c'est zéro, ou la valeur n'est pas donnée", "vider la cellule")),
        ("Surface totale (m²)", "12 km²", ("« 12 km² » n'est pas un nombre", "12 s'il y est déjà")),
        ("Surface totale (m²)", -5, ("nombre négatif", "laisser vide")),
        ("Surface totale (m²)", "1e309", ("fini",)),
        ("Surface totale (m²)", "12,34.5", ("n'est pas un nombre", "sans unité")),
        ("Quais (quais)", 2.5, ("entier",)),
        ("Transaction", "troc", ("hors de la liste", "vente")),
        ("Statut", "disponib", ("hors de la liste", "« disponible »")),
        ("Gaz", "peut-être", ("ni oui ni non",)),
        ("Disponible à partir du", "31/02/2027", ("calendrier",)),
        ("Disponible à partir du", "T2 2027", ("écrire un jour : 01/04/2027 ?",)),
        ("Disponible à partir du", "2027-Q4", ("écrire un jour : 01/10/2027 ?",)),
        ("Disponible à partir du", "1er trimestre 2027", ("écrire un jour : 01/01/2027 ?",)),
        ("Disponible à partir du", "bientôt", ("n'est pas une date", "31/12/2027")),
        ("Année de construction", 87, ("n'est pas une année",)),
        ("Contact : adresse électronique", "martin", ("adresse électronique", "nom@domaine.fr")),
        ("Plan", "javascript:alert(1)", ("adresse web", "http")),
        ("Plan", "https://moi:secret@exemple.fr", ("adresse web",)),
        ("Photographies", "../../etc/passwd", ("ni une image ni une adresse",)),
        ("Longitude (°)", 3.5, ("une coordonnée sans l'autre",)),
        ("Identifiant de sa zone", "zone-absente", ("n'est pas dans la feuille Zones",)),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_its_remedy(tmp_path, title, value, words):
    told = read(building(tmp_path, (title,), (value,)))
    assert len(told.faults) == 1
    assert told.faults[0].place == "feuille « Bâtiments », cellule D2"
    assert all(word in str(told.faults[0]) for word in words), faults(told)


@pytest.mark.parametrize(
    ("title", "field", "value", "kept", "words"),
    [
        ("Prix de vente (€ HT)", "prix_vente_eur", "850 k€", 850_000, "cellule D2 | cellule en k€, convertie en €"),
        ("Prix de vente (€ HT)", "prix_vente_eur", "1,2 M€ HT", 1_200_000, "cellule en M€, convertie en €"),
        ("Surface totale (m²)", "surface_totale_m2", "0,08 ha", 800, "cellule en ha, convertie en m²"),
        ("Loyer annuel (€ HT/an)", "loyer_annuel_eur_ht", "12,5 k€/an", 12_500, "cellule en k€, convertie en €"),
        ("Puissance électrique (kVA)", "puissance_electrique_kva", "0,4 MVA", 400, "cellule en MVA, convertie en kVA"),
    ],
)
def test_an_amount_in_a_multiple_of_the_unit_of_its_column_is_converted_and_told(tmp_path, title, field, value, kept, words):
    path = building(tmp_path, (title,), (value,))
    told = read(path)
    assert faults(told) == []
    assert rows(path)[0][field] == kept
    assert words in str([str(remark) for remark in told.remarks])


@pytest.mark.parametrize("value", ["NC", "n.c.", "NR", "n/a", "Non communiqué", "non renseignée", "sur demande", "NaN", "?"])
@pytest.mark.parametrize(("title", "field"), [("Surface totale (m²)", "surface_totale_m2"), ("Disponible à partir du", "date_disponibilite")])
def test_words_for_a_value_that_is_not_given_are_read_as_an_empty_cell_and_told(tmp_path, title, field, value):
    path = building(tmp_path, (title,), (value,))
    told = read(path)
    assert faults(told) == []
    assert rows(path)[0][field] in ("", None) or math.isnan(rows(path)[0][field])
    assert f"cellule D2 | cellule « {value} » lue comme vide | remplir" in str([str(remark) for remark in told.remarks])


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    path = workbook_of(
        tmp_path / "a.xlsx",
        {
            "Zones": [(*ZONE, "Superficie totale (ha)"), ("z 1", "", "99999", 57_700), ("z2", "Zone", "48095", "deux")],
            "Bâtiments": [(*BUILDING, "Transaction"), ("b1", "Halle", "48095", "troc"), ("b1", "Hangar", "48095", "vente")],
        },
    )
    told = faults(read(path))
    for place, words in (
        ("cellule A2", "sans espace"),
        ("cellule B2", "vide"),
        ("cellule C2", "99999"),
        ("cellule D2", "1 ha = 10 000 m²"),
        ("cellule D3", "« deux »"),
        ("Bâtiments », cellule D2", "troc"),
        ("Bâtiments », cellule A3", "déjà l'identifiant"),
    ):
        assert any(place in fault and words in fault for fault in told), (place, words, told)


def test_a_thousand_faults_are_told_by_the_first_ones_and_their_number(tmp_path):
    lines = [(f"b{i}", "Halle", "48095", "troc") for i in range(1_000)]
    told = read(workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [(*BUILDING, "Transaction"), *lines]}))
    assert len(told.faults) == 101
    assert "et 900 autres défauts" in told.faults[-1].fault


def test_a_formula_whose_value_was_not_saved_is_refused_with_its_cell(tmp_path):
    path = building(tmp_path, ("Surface totale (m²)", "Description"), ("=400*2", '=HYPERLINK("http://x")'))
    told = faults(read(path))
    assert [fault.split(" | ")[0] for fault in told] == ["feuille « Bâtiments », cellule D2", "feuille « Bâtiments », cellule E2"]
    assert all("formule" in fault and "coller la valeur" in fault for fault in told)


def test_a_formula_hidden_in_a_csv_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text(f"{';'.join(BUILDING)};Description\nb1;Halle;48095;=cmd|' /C calc'!A0\n", encoding="utf-8")
    assert "formule" in faults(read(tmp_path / "a.csv"))[0]


def test_a_merged_cell_is_refused_with_its_cell(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Bâtiments"
    for line in ((*BUILDING, "Transaction"), ("b1", "Halle", "48095", "vente"), ("b2", "Hangar", "48095", None)):
        sheet.append(line)
    sheet.merge_cells("D2:D3")
    book.save(tmp_path / "a.xlsx")
    told = faults(read(tmp_path / "a.xlsx"))
    assert ["cellule D2" in told[0], "cellule D3" in told[1], len(told)] == [True, True, 2]


def test_html_in_a_name_stays_text(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, ("b1", "<script>alert(1)</script>", "48095")]})
    assert read(path).faults == []
    assert rows(path)[0]["titre"] == "<script>alert(1)</script>"


def test_a_column_that_nobody_knows_is_told_and_left_out(tmp_path):
    told = read(building(tmp_path, ("Mon pense-bête",), ("à relancer",)))
    assert told.faults == []
    assert "cellule D1 | colonne « Mon pense-bête » inconnue, ignorée" in str(told.remarks[0])


def test_a_column_given_twice_is_refused(tmp_path):
    assert "répétée" in faults(read(building(tmp_path, ("Gaz", "gaz"), ("oui", "non"))))[0]


def test_a_required_column_that_is_not_there_is_told(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [("Identifiant de l'offre", "Titre de l'offre"), ("b1", "Halle")]})
    assert "colonne « Code de la commune » absente" in faults(read(path))[0]


def test_a_file_of_something_else_is_refused(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Feuil1": [("Nom", "Âge"), ("Martin", 40)]})
    assert "aucune zone, aucun terrain, aucun bâtiment" in faults(read(path))[0]
