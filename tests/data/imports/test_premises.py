"""Arcep's survey of buildings: what is kept of Lozère, and each damage that refuses the file whole."""

import random

import pandas as pd
import pytest
from pyproj import Transformer

from data import editions
from data.coverage import BUILDINGS, SURVEYS
from data.ground.faults import Fault
from data.imports import premises
from data.intake.job import Answer
from data.intake.raw import Rejected
from tests.data import arcep_files as files

HEADER = ["x", "y", "imb_id", "num_voie", "nom_voie", "code_insee", "nom_com", "catg_loc_imb", "imb_etat", "pm_ref", "pm_etat", "code_l331"]
MENDE = (3.4990, 44.5180)
METRES = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)
DECIMAL_COMMA = str.maketrans(".", ",")


def building(x: float, y: float, name: str = "IMB/1", code: str = "48095", state: str = "deploye") -> list[str]:
    return [f"{x}", f"{y}", name, "1", "rue de l'Épine", code, "MENDE", "individuel", state, "PM-1", "deploye", "FRTE"]


def survey(*buildings: list[str]) -> list[list[str]]:
    return [HEADER, *buildings]


THREE = survey(
    building(*MENDE), building(3.5, 44.52, "IMB/2", state="cible"), building(3.29, 44.72, "IMB/3", code="48057", state="raccordable demande")
)


@pytest.fixture
def told(tmp_path):
    """The answer to a file, given as rows or as bytes."""

    def read(content, name: str = "base_imb_2025_T3_csv"):
        given = content if isinstance(content, bytes) else files.as_csv(content)
        return files.run(premises, files.write(tmp_path, **{name: given}), tmp_path)

    return read


@pytest.fixture
def kept(tmp_path):
    return lambda: pd.read_csv(tmp_path / "out" / BUILDINGS, dtype={"code": str}, keep_default_na=False)


def texts(faults: list[Fault]) -> str:
    return "\n".join(map(str, faults))


def test_the_buildings_of_lozere_are_kept_with_their_place_and_state(told, kept):
    answer = told(THREE)
    assert answer.faults == []
    assert answer.summary == {"rows": 3, "deployed": 1}
    assert kept()[["lon", "lat", "code", "state", "premises_class", "operator", "pm_state"]].iloc[0].tolist() == [
        3.499,
        44.518,
        "48095",
        "deploye",
        "individuel",
        "FRTE",
        "deploye",
    ]


def test_a_former_commune_is_written_as_todays(told, kept):
    told(THREE)
    assert kept()["code"].tolist() == ["48095", "48095", "48127"]


def test_lambert_93_is_written_in_degrees(told, kept):
    x, y = METRES.transform(*MENDE)
    assert told(survey(building(round(x, 2), round(y, 2)))).faults == []
    assert kept()[["lon", "lat"]].iloc[0].tolist() == pytest.approx(MENDE, abs=1e-5)


def test_the_buildings_of_other_departements_are_counted_and_left_out(told, kept):
    answer = told(survey(building(*MENDE), building(2.57, 44.35, "IMB/9", code="12202"), building(4.8, 46.2, "IMB/8", code="1053")))
    assert len(kept()) == 1
    assert "2 immeubles d'autres départements" in texts(answer.remarks)


@pytest.mark.parametrize("separator", [";", ","])
def test_an_old_encoding_and_another_separator_change_nothing(told, kept, separator):
    assert told(files.as_csv(THREE, separator, "cp1252")).faults == []
    assert len(kept()) == 3


def test_a_decimal_comma_is_read(told, kept):
    rows = survey([cell.translate(DECIMAL_COMMA) if i < 2 else cell for i, cell in enumerate(building(*MENDE))])
    assert told(files.as_csv(rows, ";")).faults == []
    assert kept()["lon"].tolist() == [3.499]


def test_a_state_is_read_whatever_its_accents_and_capitals(told, kept):
    assert told(survey(building(*MENDE, state="Déployé"), building(3.5, 44.52, "IMB/2", state="en_cours_de_deploiement"))).faults == []
    assert kept()["state"].tolist() == ["deploye", "en cours de deploiement"]


def without(name: str) -> list[list[str]]:
    return [["" if HEADER[i] == name else cell for i, cell in enumerate(row)] for row in THREE]


DAMAGED = {
    "no state column": (without("imb_etat"), "aucune colonne imb_etat"),
    "no coordinates column": (without("x"), "colonne absente : « x »"),
    "an unknown state": (survey(building(*MENDE, state="en panne")), "en panne"),
    "a coordinate that is a word": (survey(building("nord", 44.5)), "nord"),
    "a coordinate that is missing": (survey(building("", 44.5)), "coordonnée x absente"),
    "a coordinate without end": (survey(building("1e309", 44.5)), "1e309"),
    "an unknown commune": (survey(building(*MENDE, code="48999")), "commune 48999 inconnue"),
    "a code that is none": (survey(building(*MENDE, code="48")), "code de commune illisible"),
    "a formula for an identifier": (survey(building(*MENDE, "=1+1")), "formule « =1+1 »"),
    "a building twice": (survey(building(*MENDE), building(*MENDE)), "immeuble « IMB/1 » donné deux fois"),
    "a building of Lozère in Paris": (survey(building(*MENDE), building(2.35, 48.86, "IMB/2")), "immeuble hors de la Lozère (x = 2.35, y = 48.86)"),
    "swapped axes": (survey(building(*reversed(MENDE))), "axes inversés"),
    "degrees and metres": (survey(building(*MENDE), building(740_000, 6_380_000, "IMB/2")), "1 ligne en degrés et les autres en mètres"),
    "no building of Lozère": (survey(building(2.57, 44.35, code="12202")), "aucun immeuble de Lozère"),
    "another file": ([["Code commune", "Champ"], ["48095", "x"]], "aucune colonne imb_etat"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_survey_is_refused_whole_with_what_to_do(told, tmp_path, damage):
    rows, words = DAMAGED[damage]
    answer = told(rows)
    assert words in texts(answer.faults)
    assert all(fault.place and fault.remedy for fault in answer.faults)
    assert not any((tmp_path / "out").iterdir())


def test_a_fault_names_its_line(told):
    answer = told(survey(building(*MENDE), building(3.5, 44.5, "IMB/2", state="en panne")))
    assert answer.faults[0].place == "ligne 3, colonne I"


def keep(tmp_path, answer, name: str):
    return premises.keep(Answer(answer.faults, answer.remarks, answer.summary, tmp_path / "out"), [tmp_path / name])


def test_an_edition_takes_its_date_from_the_name_of_the_file_and_is_added_once(told, tmp_path):
    edition, sentence = keep(tmp_path, told(THREE), "base_imb_2025_T3.csv")
    assert edition.card.data_on == "2025-09-30"
    assert "3 immeubles en Lozère, dont 1 raccordable, état du 30/09/2025" in sentence
    assert "Déjà importée (édition n° 1" in keep(tmp_path, told(THREE), "base_imb_2025_T3.csv")[1]
    assert len(editions.listing(SURVEYS)) == 1


def test_a_survey_of_a_quarter_to_come_is_refused(told):
    (fault,) = told(THREE, "base_imb_2099_T3_csv").faults
    assert "trimestre à venir : T3 2099" in fault.fault


def test_a_building_without_a_state_is_refused_with_its_cell(told):
    (fault,) = told(survey(building(*MENDE), building(3.5, 44.52, "IMB/2", state=""))).faults
    assert str(fault).startswith("ligne 3, colonne I | état de l'immeuble absent")


def test_a_few_buildings_far_from_their_commune_are_told_and_kept(told, kept):
    near = [building(3.499 + index / 1e4, 44.518, f"IMB/{index}") for index in range(20)]
    answer = told(survey(*near, building(3.855, 44.726, "IMB/L")))
    assert answer.faults == []
    assert "ligne 22 | 1 immeuble hors de sa commune ; celui-ci est à 36 km de Mende | code_insee 48080 (Langogne) ?" in texts(answer.remarks)
    assert len(kept()) == 21


def test_a_column_of_codes_sorted_alone_is_refused(told):
    (fault,) = told(survey(building(*MENDE, "IMB/1", code="48080"), building(3.855, 44.726, "IMB/2"), building(*MENDE, "IMB/3"))).faults
    assert "2 immeubles hors de leur commune" in fault.fault
    assert "plus de 10\u00a0% du fichier (posé, à vérifier)" in fault.fault
    assert "48095 (Mende) ?" in fault.remedy


def test_a_file_that_does_not_say_its_quarter_has_no_date(told, tmp_path):
    edition, sentence = keep(tmp_path, told(THREE, "immeubles_csv"), "immeubles.csv")
    assert edition.card.data_on == premises.UNDATED
    assert premises.UNDATED in sentence


NAMES = {"base_imb_2025_T3.csv": "2025-T3", "2024t4-imb.csv": "2024-T4", "imb 2026 t1.csv": "2026-T1", "imb.csv": ""}


@pytest.mark.parametrize(("name", "quarter"), NAMES.items())
def test_the_quarter_is_found_in_the_name_of_the_file(name, quarter):
    assert premises.quarter_of(name) == quarter


def test_an_answer_with_faults_is_never_kept(tmp_path):
    with pytest.raises(Rejected):
        premises.keep(Answer([Fault("a", "b", "c")], [], {}, tmp_path), [])
    assert editions.listing(SURVEYS) == []


def test_a_mutated_survey_is_read_or_refused_and_nothing_else(told):
    dice, content = random.Random(48), files.as_csv(THREE)
    for _ in range(200):
        mutated = bytearray(content)
        for _ in range(dice.randint(1, 3)):
            place = dice.randrange(len(mutated))
            if dice.random() < 0.5:
                mutated[place] = dice.randrange(256)
            else:
                del mutated[place : place + dice.randint(1, 30)]
        try:
            answer = told(bytes(mutated))
        except Rejected:
            continue
        assert answer.faults or answer.summary["rows"] <= 3
