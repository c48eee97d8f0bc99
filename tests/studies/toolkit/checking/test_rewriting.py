"""What a French spreadsheet made of the rows of a study: read as meant, told, shown and written back, never when it may be read two ways."""

import csv
import io
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import catalog, checked
from studies.toolkit.checking import remarks, rewriting, starting
from studies.toolkit.reading import parameters
from studies.toolkit.reading.tables import canonical
from tests.data.programs import libreoffice
from tests.studies.study_changes import cell, rows_of

EMPTY = "<table:table-cell/>"
HEAD = "id;label;value;low;high;unit;year;place;nature;role;distribution;source;locator;confidence;verified_on;note\r\n"
ROW = "grant;Aide à l'isolation;24,58;4,5;4 000;EUR_2024;2024;Lozère;measure;uncertainty;;census;;high;28/11/2025;d'après l'été\r\n"
SHARE = "rate;Part aidée;2 %;1%;12,5 %;share;2024;Lozère;measure;uncertainty;;census;;high;2025-11-28;\r\n"


@pytest.fixture
def folder(root):
    return starting.start(root, "chaleur_bois")


def in_french(folder, name="parameters.csv", encoding="cp1252"):
    """The rows of a file as Excel writes them in France: semicolons, decimal commas, its days, the alphabet of Windows."""
    titles, *rows = rows_of(folder / name)
    days = {column for column, title in enumerate(titles) if title in ("verified_on", "accessed_on")}
    figures = {column for column, title in enumerate(titles) if title in ("value", "low", "high")}

    def french(column, cell):
        if column in days:
            return "/".join(reversed(cell.split("-")))
        return cell.replace(".", ",") if column in figures else cell

    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows([titles, *([french(*each) for each in enumerate(row)] for row in rows)])
    (folder / name).write_bytes(made.getvalue().encode(encoding))


def test_what_excel_writes_in_france_is_read_as_it_was_meant(tmp_path):
    (tmp_path / "parameters.csv").write_bytes((HEAD + ROW + SHARE).encode("cp1252"))
    found, faults = parameters.read(tmp_path / "parameters.csv", {"census"}, "parameters.csv")
    assert faults == []
    grant, rate = found["grant"], found["rate"]
    assert (grant.value, grant.low, grant.high, grant.verified_on.isoformat()) == (24.58, 4.5, 4000, "2025-11-28")
    assert grant.note == "d'après l'été" and (rate.value, rate.low, rate.high) == (0.02, 0.01, 0.125)


def test_what_was_changed_is_counted_by_kind(tmp_path):
    (tmp_path / "parameters.csv").write_bytes((HEAD + ROW + SHARE).encode("cp1252"))
    written = canonical.of_file(tmp_path / "parameters.csv", parameters.Parameter, "p")
    assert written.told == (
        "alphabet de Windows, autre séparateur que la virgule, 3 nombres à la française, 1 date jour/mois/année et 3 pourcentages"
    )
    assert written.text.splitlines()[1] == (
        "grant,Aide à l'isolation,24.58,4.5,4000,EUR_2024,2024,Lozère,measure,uncertainty,,census,,high,2025-11-28,d'après l'été"
    )


def test_a_figure_that_may_be_read_two_ways_is_a_fault_and_is_not_rewritten(folder):
    in_french(folder)
    text = (folder / "parameters.csv").read_bytes()
    (folder / "parameters.csv").write_bytes(text.replace(b";3000;", b";3.000;", 1))
    _, faults = catalog.check_folder(folder)
    (told,) = [fault for fault in faults if "deux façons" in fault.fault]
    assert told.fault == "« 3.000 » se lit de deux façons" and told.place.endswith(" (value)") and ", ligne " in told.place
    assert rewriting.of(folder) == ([], [told])


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "parameters.csv"), ("utf-8-sig", "parameters.csv"), ("utf-8", "sources.csv")])
def test_a_study_written_by_a_french_spreadsheet_has_the_same_figures_and_is_told(folder, encoding, name):
    before = catalog.check_folder(folder)[0]
    in_french(folder, name, encoding)
    study, faults = catalog.check_folder(folder)
    assert faults == [] and study.version == before.version and dict(study.parameters) == dict(before.parameters)
    (told,) = [remark for remark in remarks.of(study) if "sans doute possible" in remark.fault]
    assert told.place == f"studies/chaleur_bois/{name}" and "--fix" in told.remedy


def test_check_fix_shows_then_writes_back_the_very_file(folder, told):
    before = rows_of(folder / "parameters.csv")
    in_french(folder)
    status, said = told("check", "chaleur_bois", "--fix", "--yes")
    assert status == 0 and "studies/chaleur_bois/parameters.csv : récrit" in said and "\n-homes_per_year;Logements aidés chaque année;50;" in said
    assert rows_of(folder / "parameters.csv") == before
    assert rewriting.of(folder) == ([], [])
    assert "Rien à récrire." in told("check", "chaleur_bois", "--fix", "--yes")[1]


@pytest.mark.parametrize(("answer", "done"), [("o", True), ("OUI", True), ("", False), ("non", False)])
def test_nothing_is_written_without_a_yes(folder, answer, done):
    in_french(folder)
    before, said = (folder / "parameters.csv").read_bytes(), []
    rewriting.offer([folder], yes=False, ask=lambda question: answer, tell=said.append)
    assert ((folder / "parameters.csv").read_bytes() != before) is done
    assert said[-1] == ("studies/chaleur_bois/parameters.csv : récrit" if done else "Rien n'a été récrit.")


def test_nobody_to_answer_is_a_no(folder):
    in_french(folder)
    before = (folder / "parameters.csv").read_bytes()

    def nobody(question):
        raise EOFError

    rewriting.offer([folder], yes=False, ask=nobody, tell=lambda words: None)
    assert (folder / "parameters.csv").read_bytes() == before


def test_a_workbook_in_the_place_of_the_file_is_named_then_written_as_the_file(folder, told):
    rows = rows_of(folder / "parameters.csv")
    before = catalog.check_folder(folder)[0].version
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([float(each) if each.replace(".", "", 1).isdigit() else each or None for each in row])
    book.save(folder / "parameters.xlsx")
    (folder / "parameters.csv").unlink()
    missing = catalog.check_folder(folder)[1][0]
    assert missing.fault == "fichier absent" and missing.remedy.endswith("--fix l'écrit d'après parameters.xlsx, qui est là")
    assert told("check", "chaleur_bois", "--fix", "--yes")[0] == 0
    study = catalog.check_folder(folder)[0]
    assert study.version == before
    assert "classeur que personne ne lit : c'est parameters.csv qui compte" in [remark.fault for remark in remarks.of(study)]


def test_an_opendocument_workbook_in_the_place_of_the_file_is_written_as_the_file_wherever_the_folder_stands(folder, tmp_path, told):
    rows, before = rows_of(folder / "parameters.csv"), catalog.check_folder(folder)[0].version
    lines = "".join(libreoffice.line(*(libreoffice.cell("string", escape(each)) if each else EMPTY for each in row)) for row in rows)
    away = folder.rename(tmp_path / "chaleur_bois")
    (away / "parameters.ods").write_bytes(libreoffice.workbook(f'<table:table table:name="Feuille1">{lines}{libreoffice.BELOW}</table:table>'))
    (away / "parameters.csv").unlink()
    assert (
        f"{away}/parameters.csv | fichier absent | {checked.python()} -m studies check {away} --fix l'écrit d'après parameters.ods"
        in told("check", str(away))[1]
    )
    status, said = told("check", str(away), "--fix", "--yes")
    assert status == 0 and f"{away}/parameters.csv : récrit" in said and f"{away}/parameters.ods | classeur que personne ne lit" in said
    assert "studies/chaleur_bois" not in said and catalog.check_folder(away)[0].version == before


def test_a_file_whose_name_ends_twice_is_named(folder):
    (folder / "parameters.csv").rename(folder / "parameters.csv.txt")
    assert catalog.check_folder(folder)[1][0].remedy == "renommer parameters.csv.txt, qui est là"


def test_a_result_known_beforehand_may_have_a_decimal_comma(folder):
    cell("cases.csv", rows_of(folder / "cases.csv")[1][0], "tolerance", "0,5")(folder)
    assert catalog.check_folder(folder)[1] == []


def test_the_studies_that_ship_are_as_the_studio_keeps_them():
    found = {folder.name: rewriting.of(folder) for folder in [*catalog.folders(), catalog.ROOT / "_template"]}
    assert len(found) >= 5 and set(map(str, found.values())) == {"([], [])"}


@given(st.floats(-1e9, 1e9).map(lambda figure: float(f"{figure:.4f}")), st.sampled_from([";", ","]))
def test_a_figure_with_a_decimal_comma_is_kept_as_it_was_meant_or_is_a_fault(tmp_path_factory, figure, separator):
    file = tmp_path_factory.mktemp("rows") / "parameters.csv"
    head, row = (line.strip().split(";") for line in (HEAD, ROW))
    row[2:5] = [f"{figure:.4f}".replace(".", ","), "", ""]
    made = io.StringIO()
    csv.writer(made, delimiter=separator).writerows([head, row])
    file.write_text(made.getvalue(), "utf-8")
    found, faults = parameters.read(file, {"census"}, "p")
    assert faults == [] and found["grant"].value == figure
