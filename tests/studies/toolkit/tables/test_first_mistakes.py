"""The mistakes of somebody who comes from a spreadsheet: a file in the wrong folder, two files for a table, a heading that counts by the thousand."""

import pytest

from data.ground.faults import Fault
from studies import catalog
from studies.toolkit.checking import remarks
from tests.studies.study_changes import append, edit, rows_of, save
from tests.studies.tables_of_a_study import BY_COMMUNE, SOURCED, in_a_study, read

HOME = "studies/chaleur_bois"
LIST = f'[help]\ntitle = "Aides"\nyear = 2022\n{SOURCED}\n[help.columns]\nname = {{ unit = "text" }}\nhomes = {{ unit = "homes" }}\n'


@pytest.fixture
def study(root):
    return in_a_study(root, "Commune;Logements aidés (milliers)\nMende;4\nLangogne;2\n", BY_COMMUNE.replace("aidés", "aidés (milliers)"))


def test_what_is_put_in_the_wrong_folder_and_a_heading_in_thousands_are_told_with_what_to_do(study):
    for name in ("photo.jpg", "text/story.docx", "doctors.xlsx", "~$doctors.xlsx", ".~lock.doctors.xlsx#"):
        (study / name).write_bytes(b"x")
    edit("study.toml", "Énergie économisée : {saved_energy_2037}", "6 logements sur 35, {saved_energy_2037}")(study)
    told = {fault.place: fault for fault in remarks.of(catalog.check_folder(study)[0])}
    assert told[f"{HOME}/photo.jpg"].remedy.startswith("la mettre dans pictures, et la montrer par une figure")
    assert told[f"{HOME}/text/story.docx"].remedy.startswith("recopier son texte dans un fichier de text")
    assert told[f"{HOME}/doctors.xlsx"].remedy.startswith("si c'est une table, la mettre dans tables")
    assert not any("lock" in place or "~$" in place for place in told)
    heading = told[f"{HOME}/tables/help.csv, colonne « Logements aidés (milliers) »"]
    assert heading.fault == "le titre « Logements aidés (milliers) » compte par mille, et l'unité « homes » non"
    typed = [fault.fault for fault in remarks.of(catalog.check_folder(study)[0]) if "tapé dans le texte" in fault.fault]
    assert [said.rpartition("« ")[2] for said in typed] == ["6 »", "35 »"]  # the first word of a title too


def test_two_files_for_a_table_are_named_and_nothing_else_is_told(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/help.CSV").write_text("name,other\nMende,4\n", "utf-8")
    tables, faults = read(tmp_path, LIST, help_csv="name,homes\nMende,4\n")
    assert [(fault.fault, fault.remedy) for fault in faults] == [("deux fichiers pour « help » : help.CSV et help.csv", "n'en garder qu'un")]
    assert tables == {}


def test_a_card_of_tables_outside_their_folder_is_told(tmp_path):
    (tmp_path / "tables.toml").write_text(LIST, "utf-8")
    _, faults = read(tmp_path, "", help_csv="name,homes\nMende,4\n")
    assert faults == [Fault("studies/s/tables.toml", "carte des tables hors du dossier tables", "la déplacer dans le dossier tables de l'étude")]


def test_many_cells_of_a_sheet_are_named_without_the_sheet_each_time(tmp_path):
    card = BY_COMMUNE.replace('"homes"', '"share"')
    names = ("Mende", "Langogne", "Marvejols", "Florac Trois Rivières", "Chanac")
    _, (fault,) = read(tmp_path, card, help_csv="Commune;homes\n" + "".join(f"{name};25\n" for name in names))
    assert fault.place.endswith("ligne 2, colonne B")
    assert fault.fault.count("tables/help.csv") == 0 and "5 cellules de cette sorte" in fault.fault


def test_lines_that_have_a_cell_too_many_are_told_once_with_the_remedy_of_their_separator(study):
    rows = rows_of(study / "parameters.csv")
    save(study / "parameters.csv", [rows[0], *([*row, "de trop"] for row in rows[1:4]), *rows[4:]], ";")
    told = [fault for fault in catalog.check_folder(study)[1] if "cellules" in fault.fault]
    assert told == [
        Fault(
            f"{HOME}/parameters.csv, ligne 2",
            "17 cellules au lieu de 16 ; lignes 3 et 4 de même",
            "mettre entre guillemets les textes qui ont un point-virgule ; partout le même signe entre les cellules",
        )
    ]


@pytest.mark.parametrize(
    ("written", "fault", "remedy"),
    [
        ("2%", "un pourcentage sous une autre unité que share", "le nombre sans %"),
        ("9 9 12", "il y en a plusieurs", "un seul par cellule ; une série, par année ou par commune, va dans une table"),
        ("beaucoup", "« beaucoup » n'est pas un nombre", "un nombre avec un point décimal"),
    ],
)
def test_what_is_typed_for_a_number_is_told_by_what_it_is(study, written, fault, remedy):
    rows = rows_of(study / "parameters.csv")
    rows[3][2] = written
    save(study / "parameters.csv", rows)
    (told,) = [found for found in catalog.check_folder(study)[1] if "(works_cost) (value)" in found.place]
    assert fault in told.fault and told.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("picture", "fault", "remedy"),
    [
        ("pictures/town.jpg", "nom d'image « pictures/town.jpg » refusé", 'picture = "town.jpg"'),
        ("town.heic", "le Studio ne montre pas de .heic", "l'enregistrer en JPEG ou en PNG"),
        ("town.jpg", "image « town.jpg » hors du dossier pictures", "la déplacer dans le dossier pictures"),
    ],
)
def test_a_picture_that_stands_elsewhere_or_is_of_another_kind_is_told_with_what_would_pass(study, picture, fault, remedy):
    (study / "town.jpg").write_bytes(b"x")
    figure = f'\n[[figures]]\nid = "town"\nkind = "picture"\ntitle = "La place"\npicture = "{picture}"\nalt = "La place."\nsource = "census"\n'
    append("study.toml", figure)(study)
    (told,) = [found for found in catalog.check_folder(study)[1] if "figures" in found.place]
    assert fault in told.fault and remedy in told.remedy
