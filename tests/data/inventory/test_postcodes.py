"""A code that is also the postcode of other communes: the name or the place of its line says which, else both readings are told."""

import pytest

from tests.data.inventories import BUILDING, ZONE, building, faults, read, rows, workbook_of

# 48100 is the INSEE code of Montbel and the postcode of Marvejols (48092); 48140 that of Saint-Chély-d'Apcher, and the postcode of Le Malzieu-Ville.
AT_MONTBEL, AT_MALZIEU = (3.70, 44.62), (3.333, 44.856)
PLACED = ("Longitude (°)", "Latitude (°)")


def of_codes(told) -> list[str]:
    return [str(remark) for remark in told.remarks if "code" in remark.fault]


@pytest.mark.parametrize("written", ["48100", 48100, "48100.0"])
def test_a_code_that_is_also_a_postcode_is_told_with_both_readings(tmp_path, written):
    told = read(building(tmp_path, commune=written))
    assert faults(told) == []
    assert rows(tmp_path / "a.xlsx")[0]["comm_insee"] == "48100"
    remark = of_codes(told)[-1]
    assert "cellule C2 | « 48100 » lu comme le code INSEE de Montbel ; si c'est un code postal, c'est Marvejols, " in remark
    assert "rien à faire si c'est Montbel, ou écrire 48092 (Marvejols), " in remark


def test_the_cells_of_one_code_are_told_together_and_a_former_code_for_what_it_is(tmp_path):
    lines = [(f"b{index}", "Halle", code) for index, code in enumerate(["48100", "48100", "48095", "48120"])]
    montbel, former = (text for text in of_codes(read(workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, *lines]}))) if "postal" in text)
    assert "cellule C2 et feuille « Bâtiments », cellule C3 | « 48100 »" in montbel
    assert "cellule C5 | « 48120 » lu comme un ancien code INSEE de " in former


def test_the_name_of_the_commune_says_which_reading_is_right(tmp_path):
    assert of_codes(read(building(tmp_path, ("Commune",), ("MONTBEL",), commune="48100"))) == []
    (fault,) = faults(read(building(tmp_path, ("Commune",), ("Marvejols",), commune="48100")))
    assert "cellule C2 | « 48100 » est le code INSEE de Montbel et le code postal de Marvejols, que dit cette ligne" in fault
    assert "écrire le code INSEE, en texte : 48092 (Marvejols)" in fault


def test_the_place_says_which_reading_is_right(tmp_path):
    assert of_codes(read(building(tmp_path, PLACED, AT_MONTBEL, commune="48100"))) == []
    (remark,) = of_codes(read(building(tmp_path, PLACED, AT_MALZIEU, commune="48140")))
    assert "« 48140 » lu comme le code INSEE de Saint-Chély-d'Apcher ; si c'est un code postal" in remark


@pytest.mark.usefixtures("no_building")
def test_a_name_that_is_that_of_another_commune_than_the_code_is_told(tmp_path):
    lines = [("z1", "Zone", "48095", "Langogne"), ("z2", "Zone", "48095", "mende")]
    (remark,) = of_codes(read(workbook_of(tmp_path / "a.xlsx", {"Zones": [(*ZONE, "Nom de la commune"), *lines]})))
    assert "cellule D2 | « Langogne », et le code 48095 est celui de Mende | 48080 (Langogne) ? Relire" in remark


@pytest.mark.parametrize(
    ("written", "done"), [("48095.0", "décimales retirées"), ("48 095", "séparateur de milliers retiré"), ("48040,00", "décimales retirées et code")]
)
def test_a_code_that_a_program_took_for_a_number_is_told_for_what_was_done(tmp_path, written, done):
    told = of_codes(read(building(tmp_path, commune=written)))[0] if "040" in written else str(read(building(tmp_path, commune=written)).remarks[0])
    assert f"« {written} » lu " in told
    assert f", {done}" in told
