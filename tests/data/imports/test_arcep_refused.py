"""Editions of Arcep by commune: each wrong, damaged or cut file is refused whole."""

import random
from pathlib import Path

import pytest

from data.imports import arcep
from data.intake.raw import Rejected
from tests.data import arcep_files as files

SAMPLES = Path(__file__).parents[3].parent / "shared/samples/arcep"
samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="les fichiers publiés de l'Arcep ne sont pas à côté du dépôt")
COUNTED, CLASSED = "Locaux Raccordables", "Catégorie"


def without_fibre(rows):
    return [["elig_thd30" if cell == "elig_ftth" else cell for cell in row] for row in rows]


WRONG = {
    "commune_debit": (without_fibre(files.connexion_rows()), "donner commune_techno.csv"),
    "departement_techno": ([["code_dep", "date", "nbr", "elig_ftth"], ["48", "2026-06-30", "10", "9"]], "autre niveau que la commune"),
    "ftthDepartements": ([["Code département", "Champ", "T1 2018"], ["48", COUNTED, "2574"]], "autre niveau que la commune"),
    "base_imb": ([["x", "y", "code_insee", "imb_etat"], ["3.5", "44.5", "48095", "deploye"]], "python -m data import premises"),
    "other": ([["a", "b"], ["1", "2"]], "aucune table de communes"),
    "territory alone": (files.territory_rows(), "aucun nombre de locaux raccordables par trimestre"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_with_the_right_one_to_give(told, name):
    rows, words = WRONG[name]
    assert words in files.texts(told(f_csv=files.as_csv(rows)).faults)


def test_the_observatory_and_ma_connexion_internet_are_not_mixed(told):
    answer = told(a_csv=files.as_csv(files.long_rows()), b_csv=files.as_csv(files.connexion_rows(), ";"))
    assert "l'un après l'autre" in files.texts(answer.faults)


def text_of(value):
    return lambda row: [*row[:2], value, *row[3:]]


DAMAGED = {
    "a class is missing": (CLASSED, lambda row: None, "champ « categorie » absent"),
    "a count is missing": (COUNTED, lambda row: None, "champ « locaux raccordables » absent"),
    "a field that has another name": (COUNTED, lambda row: [row[0], "Locaux Racc", *row[2:]], "champ « locaux raccordables » absent"),
    "a letter in a number": (COUNTED, text_of("6x9"), "« 6x9 »"),
    "a negative number": (COUNTED, text_of("-699"), "« -699 »"),
    "a number that a spreadsheet made of a code": (COUNTED, text_of("4.8E+13"), "« 4.8E+13 » : plus de locaux qu'il n'y en a en France"),
    "half a premise": (COUNTED, text_of("699.5"), "« 699.5 »"),
    "a digit more, that its class contradicts": (COUNTED, text_of("6990"), "classe 5 pour 6990 locaux raccordables sur 7339, qui font la classe 80"),
    "a class that its count contradicts": (CLASSED, text_of("80"), "T3 2017 : classe 80 pour 699"),
    "a code with a letter": (COUNTED, lambda row: ["4809O", *row[1:]], "code de commune illisible : « 4809O »"),
    "a code that no commune has": (COUNTED, lambda row: ["48999", *row[1:]], "champ « categorie » absent"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_line_refuses_the_file_whole(told, tmp_path, damage):
    champ, change, words = DAMAGED[damage]
    rows = files.changed(files.long_rows(), "48095", champ, change)
    answer = told(ftth_csv=files.as_csv(rows), communes_csv=files.as_csv(files.territory_rows()))
    assert words in files.texts(answer.faults)
    assert all(fault.place and fault.remedy for fault in answer.faults)
    assert not any((tmp_path / "out").iterdir())


def test_a_line_given_twice_refuses_the_file_and_says_where(told):
    rows = files.long_rows()
    answer = told(ftth_csv=files.as_csv([*rows, rows[10]]))
    assert "donnée deux fois" in files.texts(answer.faults)
    assert answer.faults[0].place == f"ligne {len(rows) + 1}"


def test_a_code_that_no_commune_has_or_had_refuses_the_file(told):
    rows = [*files.long_rows(), ["48999", COUNTED, "0", "0", "0"], ["48999", CLASSED, "0", "0", "0"]]
    assert "commune 48999 inconnue en Lozère" in files.texts(told(ftth_csv=files.as_csv(rows)).faults)


def test_a_commune_of_today_without_a_line_refuses_the_file_and_is_named(told):
    rows = [row for row in files.long_rows() if row[:1] != ["48095"]]
    assert "1 des 152 communes de Lozère absente du fichier : Mende (48095)" in files.texts(told(ftth_csv=files.as_csv(rows)).faults)


def test_a_part_of_a_merged_commune_that_is_missing_refuses_the_file_although_the_commune_is_there(told):
    rows = [row for row in files.long_rows() if row[:1] != ["48057"]]
    assert "Estables (48057), réunie depuis à Monts-de-Randon, absente" in files.texts(told(ftth_csv=files.as_csv(rows)).faults)


def test_a_commune_of_the_territory_without_deployment_refuses_the_files(told):
    territory = [*files.territory_rows(), ["12001", "x", "12", "5", "1", "", ""]]
    answer = told(ftth_csv=files.as_csv(files.long_rows()), communes_csv=files.as_csv(territory))
    assert "1 commune (12001) de la feuille « Communes » sans ligne de déploiement" in files.texts(answer.faults)


def test_a_file_of_france_that_stops_on_the_way_is_refused(told):
    others = [f"{department:02d}001" for department in range(1, 60) if department not in (20, 48)]
    rows = [*files.TITLES, ["Code commune", "Champ", *files.QUARTERS]]
    rows += sorted([*files.long_rows()[5:], *([code, champ, "0", "0", "0"] for code in [*others, "2A001", "2B002"] for champ in (COUNTED, CLASSED))])
    assert "le fichier s'arrête à la commune 59001" in files.texts(told(ftth_csv=files.as_csv(rows)).faults)


def test_a_file_cut_in_the_middle_of_a_line_is_refused(told, tmp_path):
    content = files.as_csv(files.long_rows())
    with pytest.raises(Rejected):
        told(ftth_csv=content[: content.index(b"48095,Locaux") + 9])
    assert not any((tmp_path / "out").iterdir())


def test_more_than_102_connectable_premises_for_100_is_refused_with_the_numbers(told):
    counts, territory = files.counting("48001", 100, (0, 0, 103))
    answer = told(ftth_csv=counts, communes_csv=territory)
    assert "commune 48001 (Albaret-le-Comtal), T1 2018 | 103 locaux raccordables pour 100 locaux" in files.texts(answer.faults)


def test_a_mutated_file_is_read_or_refused_and_nothing_else(tmp_path):
    dice, content = random.Random(48), files.as_csv(files.long_rows())
    for _ in range(60):
        bytes_of = bytearray(content)
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(bytes_of))
            if dice.random() < 0.5:
                bytes_of[place] = dice.randrange(256)
            else:
                del bytes_of[place : place + dice.randint(1, 200)]
        try:
            answer = files.run(arcep, files.write(tmp_path, ftth_csv=bytes(bytes_of)), tmp_path)
        except Rejected:
            continue
        assert answer.faults or answer.summary["rows"] == 456


@samples
@pytest.mark.parametrize("part", [0.2, 0.5, 0.6, 0.75, 0.9])
def test_the_file_of_all_france_cut_anywhere_is_refused_whole(tmp_path, part):
    content = (SAMPLES / "ftthCommunes.csv").read_bytes()
    at = int(part * len(content))
    for end in (at, content.index(b"Locaux", at) - 6):  # in a line, and between two communes
        paths = files.write(tmp_path, ftth_csv=content[:end])
        try:
            answer = files.run(arcep, paths, tmp_path)
        except Rejected:
            continue
        assert answer.faults
    assert not any((tmp_path / "out").iterdir())
