"""Cells of a table and rates of parameters.csv that nobody can have read in a source, each told where it stands."""

import shutil
from pathlib import Path

import pytest

from studies import catalog
from studies.toolkit.checking import remarks
from studies.toolkit.checking.doubts import implausible
from tests.studies.study_changes import GOOD, sound

ALTIER, TITLE = "48004", "colonne « Actifs ayant un emploi »"


@pytest.fixture
def places(tmp_path) -> Path:
    return Path(shutil.copytree(GOOD.parent / "third_places", tmp_path / "third_places", ignore=shutil.ignore_patterns("__pycache__")))


def with_cell(folder: Path, table: str, line: str, value: str) -> list[str]:
    """What is doubted once the last cell of the line that begins so holds that value."""
    file = folder / "tables" / table
    lines = [f"{old.rpartition(';')[0]};{value}" if old.startswith(line) else old for old in file.read_text("cp1252").splitlines()]
    file.write_text("\n".join(lines), "cp1252")
    study, faults = catalog.check_folder(folder)
    assert [fault for fault in faults if "cases.csv" not in fault.place] == []
    return [" ".join(str(fault).split()) for fault in implausible.remarks(study)] if study else []


def test_a_count_below_zero_is_told_by_its_commune(places):
    (told,) = with_cell(places, "workers.csv", ALTIER, "-67,1")
    assert f"workers.csv, {TITLE} | 1 valeur sous zéro dans un compte : Altier, −67,1 | corriger le signe" in told


def test_more_people_than_in_the_department_or_in_france_are_told(places):
    (told,) = with_cell(places, "workers.csv", ALTIER, "100 000")
    assert "un compte plus grand que celui des habitants de la Lozère (personnes) : Altier, 100 000 | relire la source" in told


def test_more_people_than_in_france_are_told_by_their_year(places):
    (told,) = with_cell(places, "population.csv", "2013", "76 607 000")
    assert "un compte plus grand que celui des habitants de la France (habitants) : 2013, 76 607 000 | relire la source" in told


def test_a_rate_typed_in_percent_is_told_with_the_part_to_write(places):
    file = places / "parameters.csv"
    file.write_text(file.read_text("utf-8").replace("18 %;12 %;22 %;share;", "18;12;22;share/year;"), "utf-8")
    study, faults = catalog.check_folder(places)
    assert faults == []
    told = [" ".join(str(fault).split()) for fault in remarks.of(study)]
    assert any("(practice) | 1 800 % par an : plus du double à chaque fois | un taux s'écrit comme une part : 0.18 pour 18" in line for line in told)


@pytest.mark.parametrize("folder", [GOOD, GOOD.parent / "third_places"], ids=lambda folder: folder.name)
def test_the_studies_that_tests_stand_on_raise_no_alarm(folder):
    assert implausible.remarks(sound(folder)) == []


@pytest.mark.parametrize("slug", ("datacenter",))
def test_a_study_of_the_house_raises_no_alarm(slug):
    assert implausible.remarks(catalog.get(slug)) == []  # not read a second time: other tests hold what the catalogue gave them
