"""The files that a visitor takes away, read back as their readers would."""

import csv
import io
import math
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from data.ground import escaping
from studies import catalog
from studies.exports import spreadsheets, study_exports
from tests.studies.study_changes import cell, copy_of_the_good_study, good_study

DANGEROUS_TEXTS = ["=1+1", "+33 4 66", "-2 points", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example","y")', "＝1+1"]


@pytest.fixture(scope="module")
def study():
    return good_study()


@pytest.fixture(scope="module")
def outcome(study):
    return study.run("proactive", final_coverage=1.0)


@pytest.fixture(scope="module")
def book(study, outcome):
    return openpyxl.load_workbook(io.BytesIO(study_exports.workbook(study, outcome, "version 1, brouillon")))


def rows(book, sheet: str) -> list[tuple]:
    return list(book[sheet].iter_rows(values_only=True))


# The workbook


def test_the_workbook_has_its_sheets_in_reading_order(book):
    assert book.sheetnames == ["À lire", "Indicateurs", "Séries", "Communes 1", "Communes 2", "Communes 3", "Hypothèses", "Sources"]


def test_the_first_sheet_says_what_the_figures_are(book, study):
    told = {row[0]: row[1] for row in rows(book, "À lire")}
    assert told["Étude"] == "Usages du très haut débit"
    assert told["Version"] == study.version
    assert told["Scénario"] == "Volontariste"
    assert told["Statut"] == "version 1, brouillon"
    assert told["Changé par le lecteur"] == "Part des logements que la fibre atteindra à la fin : 100\u00a0%"
    assert told["Licence"].startswith("Licence Ouverte 2.0")
    assert "ne se lisent pas un par un" in told["Ne pas lire sous"]
    assert sum(row[0] == "Limite" for row in rows(book, "À lire")) == len(study.card.limits) == 5


def test_the_indicators_are_those_of_the_screen(book, outcome):
    header, *found = rows(book, "Indicateurs")
    low, high = "Bas (une chance sur dix au-dessous)", "Haut (une chance sur dix au-dessus)"
    assert header == ("Indicateur", "Valeur", low, high, "Unité", "Chance", *(f"{name}, en entier" for name in ("Valeur", low, high)))
    assert [row[0] for row in found][:2] == ["Foyers et établissements permanents sans fibre, fin 2030", "Abonnés à la fibre, fin 2030"]
    assert [row[4] for row in found] == ["locaux", "abonnés", "%", "%"]
    for row, indicator in zip(found, outcome.indicators.values(), strict=True):
        scale = 100 if row[4] == "%" else 1
        three = [scale * value for value in (indicator.value, indicator.low, indicator.high)]
        assert row[6:] == pytest.approx(three, rel=1e-14)  # a workbook keeps 16 digits
        assert row[1:4] == pytest.approx(three, rel=0.005)  # three significant digits


def test_a_figure_without_object_is_told_in_the_place_of_its_value(study, outcome):
    """In version 0.17.0 its value was empty, and « sans objet » was its chance."""
    first, *others = outcome.indicators
    void = replace(outcome.indicators[first], value=math.nan, low=math.nan, high=math.nan, reached=0.5)
    empty = replace(outcome, indicators={**outcome.indicators, first: void})
    header, told, following, *_ = rows(openpyxl.load_workbook(io.BytesIO(study_exports.workbook(study, empty, "brouillon"))), "Indicateurs")
    assert header[:2] == ("Indicateur", "Valeur") and header[5] == "Chance"
    assert told[:4] == (void.label, "sans objet", None, None) and told[5] is None
    assert following[1] == pytest.approx(outcome.indicators[others[0]].value, rel=0.005)


def test_the_series_of_the_workbook_hold_the_published_count(book):
    header, *found = rows(book, "Séries")
    told = [dict(zip(header, row, strict=True)) for row in found]
    (row,) = [row for row in told if row["Résultat"] == "Abonnés à la fibre" and row["Date (en années : 2026,5 est la mi-2026)"] == 2026.5]
    assert row["Valeur"] == 26_000 and row["Valeur, en entier"] == pytest.approx(26_000, abs=0.5)
    assert (row["Unité"], row["Scénario"]) == ("abonnés", "Volontariste")
    assert row["Changé par le lecteur"] == "Part des logements que la fibre atteindra à la fin : 100\u00a0%"
    assert {len(row["Version"]) for row in told} == {12}


def test_every_source_stands_in_the_workbook_with_its_licence(book, study):
    header, *found = rows(book, "Sources")
    licences = {row[0]: row[header.index("Licence")] for row in found}
    assert set(licences) == set(study.sources)
    assert set(licences) >= {"orange_2026", "barometre", "arcep_t1_2018", "insee_analyses_85", "studio_fit", "studio_hypothesis"}
    assert licences["barometre"] == "Licence Ouverte 2.0"
    assert all(licences.values())


def test_every_assumption_stands_in_the_workbook_with_its_value_in_this_scenario(book, study):
    header, *found = rows(book, "Hypothèses")
    by_name = {row[-1]: dict(zip(header, row, strict=True)) for row in found}
    assert set(by_name) == set(study.parameters)
    lever = by_name["final_coverage"]
    assert (lever["Valeur"], lever["Valeur dans ce scénario"], lever["Bas"], lever["Haut"]) == (98.5, 100, 96, 100)
    assert lever["Unité"] == "%"
    assert (lever["Rôle"], lever["Nature"], lever["Confiance"]) == ("levier du département", "hypothèse", "faible, à vérifier")
    assert by_name["innovation"]["Valeur dans ce scénario"] == 0.22
    assert by_name["homes"]["Bas"] is None
    assert (lever["Vérifié le"], lever["Reporté ou posé le"].isoformat()[:10]) == (None, "2026-11-22")
    published = by_name["subscribers_observed"]
    assert (published["Vérifié le"].isoformat()[:10], published["Reporté ou posé le"]) == ("2026-11-22", None)


def test_a_sheet_by_commune_says_how_its_values_were_obtained(book):
    titles = [rows(book, f"Communes {number}")[0][0] for number in (1, 2, 3)]
    assert titles == [
        "Logements raccordables à la fibre (%), valeurs par commune : estimé",
        "Abonnés à la fibre (abonnés), valeurs par commune : réparti",
        "Abonnés rapportés à tous les logements (%), valeurs par commune : réparti",
    ]
    _, header, *found = rows(book, "Communes 2")
    assert header[:4] == ("Code", "Nom", "Intercommunalité", 2018)
    covered = dict(zip(*(rows(book, "Communes 1")[line] for line in (1, 2)), strict=True))
    assert 50 < covered[2040] <= 100  # per cent, as its title says
    assert len(found) == 152
    assert all(isinstance(row[0], str) and len(row[0]) == 5 for row in found)


# What a spreadsheet must not run


@pytest.mark.parametrize("text", DANGEROUS_TEXTS)
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text):
    assert escaping.cell(text) == "'" + text.replace("\r", "\n")


@pytest.mark.parametrize("value", [-3.5, 0, 26_000, None, True, "Abonnés", "2 = 1 + 1", ""])
def test_numbers_and_plain_texts_stay_as_they_are(value):
    assert escaping.cell(value) is value or escaping.cell(value) == value


def test_a_control_character_does_not_prevent_the_workbook():
    assert escaping.cell("a\x0bb\x00") == "ab"


@pytest.mark.parametrize("character", ["\x07", "\x00", "\ufffe", "\uffff"])
def test_a_character_that_a_workbook_cannot_hold_is_refused_in_a_study_and_left_out_of_a_cell(tmp_path, character):
    folder = copy_of_the_good_study(tmp_path)
    cell("parameters.csv", "homes", "note", f"lu{character} deux fois")(folder)
    study, faults = catalog.check_folder(folder)
    assert study is None and "parameters.csv" in faults[0].place  # refused at the door, with its line
    noted = good_study().parameters["homes"].model_copy(update={"note": f"lu{character} deux fois"})
    study = replace(good_study(), parameters=good_study().parameters | {"homes": noted})  # one that came by another way
    sheet = openpyxl.load_workbook(io.BytesIO(study_exports.workbook(study, good_study().run(), "version 1, brouillon")))["Hypothèses"]
    assert "lu deux fois" in [row[-2] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("text", ["=1+1", "+33 4 66", "-2 points", "@SUM(A1)"])
def test_a_formula_in_a_table_of_the_author_is_a_text_in_the_workbook(tmp_path, text):
    folder = copy_of_the_good_study(tmp_path)
    cell("parameters.csv", "homes", "label", text)(folder)
    cell("parameters.csv", "homes", "note", text)(folder)
    cell("sources.csv", "barometre", "title", text)(folder)
    study, faults = catalog.check_folder(folder)
    assert faults == []
    book = openpyxl.load_workbook(io.BytesIO(study_exports.workbook(study, study.run(), "version 1, brouillon")))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str) and text in cell.value]
    assert len(cells) == 3
    assert {cell.value for cell in cells} == {"'" + text}
    assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}.isdisjoint({"f", "e"})


def test_numbers_of_the_workbook_stay_numbers(book):
    header, *found = rows(book, "Hypothèses")
    assert all(isinstance(row[header.index("Valeur")], int | float) for row in found)
    assert all(isinstance(value, float) for row in rows(book, "Communes 1")[2:] for value in row[3:] if value not in (0, 1))


# The CSV files


def test_the_csv_for_spreadsheets_opens_in_a_french_one(study, outcome):
    content = spreadsheets.csv_for_spreadsheets(study_exports.series(study, outcome))
    assert content.startswith(b"\xef\xbb\xbfetude;version;scenario;")
    assert b"\r\n" in content
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    at = lines[0].index("date")
    assert {line[at] for line in lines[1:5]} == {"2018,0", "2018,25", "2018,5", "2018,75"}
    assert not any("." in line[lines[0].index("valeur")] for line in lines[1:])


def test_both_csv_hold_the_numbers_of_the_table_to_the_last_bit(study, outcome):
    table = study_exports.series(study, outcome)
    for_spreadsheets = csv.DictReader(io.StringIO(spreadsheets.csv_for_spreadsheets(table).decode("utf-8-sig")), delimiter=";")
    for_machines = csv.DictReader(io.StringIO(spreadsheets.csv_for_machines(table).decode("utf-8")))
    for spreadsheet, machine, row in zip(for_spreadsheets, for_machines, table.itertuples(), strict=True):
        for column in ("date", "valeur", "bas", "haut"):
            assert float(spreadsheet[column].replace(",", ".")) == float(machine[column]) == getattr(row, column)


def test_the_csv_for_machines_is_plain_utf_8_with_commas_and_dots(study, outcome):
    content = spreadsheets.csv_for_machines(study_exports.series(study, outcome))
    header, first, *_ = content.decode("utf-8").split("\n")
    assert header == "etude,version,scenario,change_par_le_lecteur,avis_du_comite,licence,resultat,libelle,unite,date,valeur,bas,haut"
    origin = f'broadband,{study.version},proactive,final_coverage=1,aucun avis du comité,"Licence Ouverte 2.0, Studio Lozère Développement",'
    assert first.startswith(f"{origin}coverage,Logements raccordables à la fibre,share,2018.0,")
    assert "\r" not in content.decode("utf-8")


def test_a_csv_makes_a_formula_harmless_and_leaves_a_negative_number_alone():
    table = pd.DataFrame({"texte": ["=1+1", "-texte"], "nombre": [-1.5, 2.0]})
    assert spreadsheets.csv_for_spreadsheets(table).decode("utf-8-sig").split("\r\n")[1:3] == ["'=1+1;-1,5", "'-texte;2,0"]
    assert spreadsheets.csv_for_machines(table).decode("utf-8").split("\n")[1:3] == ["'=1+1,-1.5", "'-texte,2.0"]


def test_the_range_of_a_series_holds_its_value_at_the_date_of_the_headlines(study, outcome):
    table = study_exports.series(study, outcome)
    row = table[(table.resultat == "subscribers") & (table.date == 2031)].iloc[0]
    indicator = outcome.indicators["subscribers_2031"]
    assert (row.bas, row.valeur, row.haut) == (indicator.low, indicator.value, indicator.high)


def test_the_table_by_commune_says_on_each_row_how_it_was_obtained(study, outcome):
    table = study_exports.communes(study, outcome)
    assert set(zip(table.resultat, table.origine, strict=True)) == {
        ("coverage_by_commune", "estimé"),
        ("subscribers_by_commune", "réparti"),
        ("take_up_by_commune", "réparti"),
    }
    assert table.code.nunique() == 152
    assert len(table) == 152 * 23 * 3  # communes, beginnings of year from 2018 to 2040, results
    assert set(table.version) == {study.version}
    assert set(table.scenario) == {"proactive"}
    assert set(table.change_par_le_lecteur) == {"final_coverage=1"}
    assert not table[["nom", "intercommunalite", "libelle", "unite"]].isna().any(axis=None)
    assert table[table.code == "48095"].nom.unique().tolist() == ["Mende"]


def test_the_communes_of_the_table_add_up_to_the_departement(study, outcome):
    table = study_exports.communes(study, outcome)
    added = table[(table.resultat == "subscribers_by_commune") & (table.annee == 2031)].valeur.sum()
    assert added == pytest.approx(outcome.indicators["subscribers_2031"].value, abs=1e-6)


def test_an_outcome_that_nobody_changed_says_so(study):
    assert set(study_exports.series(study, study.run("trend")).change_par_le_lecteur) == {""}


def test_a_result_by_commune_without_dates_is_exported_too(study, outcome):
    density = outcome.data.take_up_by_commune.sel(year=2031, drop=True)
    with_density = replace(
        outcome, data=outcome.data.drop_vars([n for n, v in outcome.data.data_vars.items() if "commune" in v.dims]).assign(density=density)
    )
    table = study_exports.communes(study, with_density)
    assert len(table) == 152 and table["annee"].isna().all() and (table["origine"] == "réparti").all()
    sheet = openpyxl.load_workbook(io.BytesIO(study_exports.workbook(study, with_density, "version 1, brouillon")))["Communes 1"]
    assert sheet["A2"].value == "Code" and sheet["D2"].value == "Valeur" and sheet.max_row == 154
