"""The tables of texts of a study: what its screens would look up in vain is told before a page fails on it."""

from pathlib import Path

import pytest

from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import grids
from tests.studies.study_changes import copy_of_the_good_study, read_by_page


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of texts in a copy of a good study."""
    folder = copy_of_the_good_study(tmp_path)
    (folder / "tables").mkdir()
    read_by_page(folder, "told")
    return folder / "tables/told.csv"


def faults(table: Path, text: str) -> list[tuple[str, str, str]]:
    table.write_text(text, "utf-8")
    found = catalog.check_folder(table.parents[1])[1]
    return [(fault.place.removeprefix("studies/broadband/tables/told.csv"), fault.fault, fault.remedy) for fault in found]


def test_a_name_in_braces_that_stands_for_nothing_is_told_with_its_line_and_its_column(table):
    ((place, fault, remedy),) = faults(table, "rule,space,source\nun,deux,\ntrois,il faut {nope} m²,\n")
    assert (place, fault) == (", ligne 3 (space)", "« {nope} » ne se lit pas")
    assert "écrire {indicateur}" in remedy


def test_after_a_cell_of_several_lines_and_an_empty_line_the_line_told_is_that_of_the_file(table):
    found = faults(table, 'department,told,source\n48,"un\n\nbis",\n\n12,{nope},\n46,trois,\n12,quatre,\n')
    assert [(place, fault) for place, fault, _ in found] == [
        (", ligne 6 (told)", "« {nope} » ne se lit pas"),
        (", ligne 8 (department)", "« 12 » en double"),
    ]


def test_a_brace_left_alone_is_told(table):
    ((place, fault, _),) = faults(table, "rule,source\nil faut {homes,\n")
    assert (place, fault) == (", ligne 2 (rule)", "accolade { seule")


def test_names_of_figures_results_and_of_the_page_are_no_fault(table):
    assert faults(table, "rule,source\n{homes} et {subscribers@2031} et {page.towns},\n") == []


def test_a_key_that_is_no_value_of_its_dimension_is_told_and_the_value_without_a_row_too(table):
    assert faults(table, "department,told,source\n48,un,\n13,deux,\n46,trois,\n") == [
        ("", "pas de ligne « 12 »", "ajouter une ligne qui commence par 12"),
        (", ligne 3 (department)", "« 13 » n'est pas un nom connu", "choisir parmi : 48, 12, 46"),
    ]


def test_a_key_that_comes_twice_is_told(table):
    assert faults(table, "department,told,source\n48,un,\n12,deux,\n46,trois,\n12,quatre,\n") == [
        (", ligne 5 (department)", "« 12 » en double", "n'en garder qu'une ligne")
    ]


def test_a_table_without_a_row_is_told(table):
    assert [fault for _, fault, _ in faults(table, "department,told,source\n")] == ["table vide"]


def test_a_result_that_the_model_does_not_have_is_told(table):
    ((place, fault, remedy),) = faults(table, "about,result,source\nun,subscribers@2031,\ndeux,subscriber@2031,\n")
    assert (place, fault) == (", ligne 3 (result)", "« subscriber@2031 » ne se lit pas")
    assert remedy.startswith("peut-être subscribers ; ")


def test_a_lever_that_is_not_one_is_told(table):
    found = faults(table, "lever,told,source\nhomes,un,\n")
    assert (", ligne 2 (lever)", "« homes » n'est pas un nom connu") in [(place, fault) for place, fault, _ in found]


def test_a_screen_that_reads_an_absent_table_or_column_is_refused_with_its_place(table):
    table.write_text("rule,source\nun,\n", "utf-8")
    (row,) = grids.written(table.parents[1], "told")
    assert row["rule"] == "un"
    with pytest.raises(BadRequest, match=r"tables/told\.csv \| colonne « space » absente, qu'un écran lit \| rendre ce nom"):
        row["space"]
    with pytest.raises(BadRequest, match=r"tables/rules\.csv \| table absente, qu'un écran lit \| rendre son nom"):
        grids.written(table.parents[1], "rules")
