"""The tables of a folder, from literal French spreadsheets: what is read, what is refused, where and with which remedy."""

import io
from datetime import date

import numpy as np
import openpyxl
import pytest

from studies.toolkit.reading.dimensions import Dimension
from tests.studies.tables_of_a_study import BY_COMMUNE, SOURCED, communes, read

MENDE, FLORAC = "48095", "48061"
FRENCH = "Code INSEE;Commune;Logements aidés\r\n48095;Mende;1 204,5\r\n48061;Florac Trois Rivières;24,58\r\n"


def workbook(**sheets: list[list]) -> bytes:
    """An XLSX whose sheets hold those rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def only(faults):
    """The one fault that is told."""
    (fault,) = faults
    return fault.place, fault.fault, fault.remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_french_csv_is_read_in_any_encoding_that_spreadsheets_write(tmp_path, encoding):
    tables, faults = read(tmp_path, help_csv=FRENCH.encode(encoding))
    assert faults == []
    homes = tables["help"]["homes"]
    assert homes.dims == ("commune",) and homes.sizes["commune"] == 152
    assert (homes.sel(commune=MENDE), homes.sel(commune=FLORAC)) == (1204.5, 24.58)
    assert (homes.attrs["unit"], homes.attrs["label"], homes.attrs["basis"]) == ("homes", "Logements aidés", "observé")


def test_what_was_read_in_the_alphabet_of_windows_is_said(tmp_path):
    tables, _ = read(tmp_path, help_csv=FRENCH.encode("cp1252"))
    assert [remark.fault for remark in tables["help"].remarks] == ["lu en Windows-1252, faute d'être en UTF-8"]
    assert read(tmp_path, help_csv=FRENCH)[0]["help"].remarks == ()


def test_a_commune_or_a_cell_that_is_not_there_is_missing_and_never_zero(tmp_path):
    tables, _ = read(tmp_path, help_csv="commune;Logements aidés\nMende;0\nFlorac Trois Rivières;n.d.\nBadaroux;\n")
    homes = tables["help"]["homes"]
    assert homes.sel(commune=MENDE) == 0
    assert int(np.isnan(homes.values).sum()) == 151
    assert tables["help"].without_data == set(communes()) - {MENDE}


def test_a_sum_over_a_missing_commune_is_missing_unless_the_model_leaves_it_out_on_purpose(tmp_path):
    homes = read(tmp_path, help_csv=FRENCH)[0]["help"]["homes"]
    for total in (homes.sum(), homes.sum("commune"), (2 * homes).sum(), homes.mean(), np.sum(homes), homes.max()):
        assert np.isnan(float(total))
    assert float(homes.sum(skipna=True)) == 1204.5 + 24.58
    assert float(homes.sel(commune=[MENDE, FLORAC]).sum()) == 1204.5 + 24.58


BY_YEAR = BY_COMMUNE.replace('by = "commune"', 'by = ["commune", "year"]').replace("year = 2022\n", "")


@pytest.mark.parametrize(
    "content",
    [
        "Commune;Année;Logements aidés\nMende;2021;10\nMende;2022;12\nFlorac Trois Rivières;2022;3\n",
        "Commune;2021;2022\nMende;10;12\nFlorac Trois Rivières;;3\n",
    ],
    ids=["a line for each year", "a column for each year"],
)
def test_a_table_by_commune_and_by_year_is_read_long_or_wide(tmp_path, content):
    tables, faults = read(tmp_path, BY_YEAR, help_csv=content)
    assert faults == []
    homes = tables["help"]["homes"]
    assert homes.dims == ("commune", "year") and tables["help"].years.tolist() == [2021, 2022]
    assert homes.sel(commune=MENDE).values.tolist() == [10, 12]
    assert np.isnan(homes.sel(commune=FLORAC, year=2021)) and homes.sel(commune=FLORAC, year=2022) == 3


def test_a_series_by_year_is_in_the_order_of_the_years(tmp_path):
    card = BY_COMMUNE.replace('"commune"', '"year"').replace("year = 2022\n", "")
    tables, _ = read(tmp_path, card, help_csv="Année;Logements aidés\n2023;3\n2021;1\n")
    assert tables["help"]["homes"].to_series().to_dict() == {2021.0: 1.0, 2023.0: 3.0}


def test_a_table_by_a_dimension_of_the_study_is_read_by_its_french_words(tmp_path):
    kinds = {"kind": Dimension(label="Type de ferme", values={"mountain": "Ferme de montagne", "organic": "Ferme bio"})}
    card = BY_COMMUNE.replace('"commune"', '"kind"')
    tables, _ = read(tmp_path, card, kinds, help_csv="Type de ferme;Logements aidés\nFerme bio;2\nmountain;1\n")
    assert tables["help"]["homes"].to_series().to_dict() == {"mountain": 1.0, "organic": 2.0}
    _, faults = read(tmp_path, card, kinds, help_csv="kind;Logements aidés\nBio;2\n")
    assert only(faults)[1:] == ("« Bio » inconnu", "choisir parmi : Ferme de montagne, Ferme bio")


def test_a_plain_list_holds_figures_texts_and_days_in_the_order_of_its_lines(tmp_path):
    columns = 'stop = { unit = "text" }\nopened = { unit = "date" }\nshare = { unit = "share" }\n'
    card = f'[help]\ntitle = "Gares"\nyear = 2022\n{SOURCED}[help.columns]\n{columns}'
    tables, faults = read(tmp_path, card, help_csv="stop;opened;share\nMende;28/11/2026;2 %\nLangogne;;12,5 %\n")
    assert faults == []
    table = tables["help"]
    assert table["stop"].dims == ("line",) and table["stop"].values.tolist() == ["Mende", "Langogne"]
    assert table["opened"].dt.date.values[0] == date(2026, 11, 28) and table["opened"].isnull().values.tolist() == [False, True]
    assert table["share"].values.tolist() == [0.02, 0.125]


def test_words_above_the_titles_and_empty_lines_are_passed_over(tmp_path):
    tables, faults = read(tmp_path, help_csv="Aides de l'État;\n;\nCommune;Logements aidés\nMende;3\n;\n")
    assert faults == [] and tables["help"]["homes"].sel(commune=MENDE) == 3
    # typed by hand, without the separators that a spreadsheet adds
    tables, faults = read(tmp_path, help_csv="Aides de l'État\n\nCommune;Logements aidés\nMende;3\n")
    assert faults == [] and tables["help"]["homes"].sel(commune=MENDE) == 3
    faults = read(tmp_path, help_csv="Aides de l'État\nCommune;Logements aidés\nMende;3\nLangogne\n")[1]
    assert [(fault.place.partition(", ")[2], fault.fault) for fault in faults] == [("ligne 4", "1 cellule au lieu de 2 (« Langogne »)")]
    faults = read(tmp_path, help_csv="Commune;Logements aidés\n<<<<<<< HEAD\nMende;3\n")[1]
    assert [fault.fault for fault in faults] == ["marque de conflit de Git"]


def test_a_workbook_is_read_with_its_percentages_and_its_card_may_stand_in_it(tmp_path):
    source = [
        ["Table", "Colonne", "Titre", "Par", "Unité", "Année", "Origine", "Source", "Vérifié le", "En-tête"],
        ["help", None, "Aides versées", "commune", None, 2022, "observé", "census", date(2025, 11, 20), None],
        ["help", "homes", "Logements aidés", None, "homes", None, None, None, None, "Nb"],
        ["gap", None, "Vacance", "commune", None, "2022", "estimé", "census", "20/11/2025", None],
        ["gap", "empty", "Logements vides", None, "share", None, None, None, None, None],
    ]
    book = workbook(Help=[["Code", "Nb"], [48095, 3]], Gap=[["Commune", "Logements vides"], ["Mende", "8,5 %"]], Source=source)
    tables, faults = read(tmp_path, "", tables_xlsx=book)
    assert faults == []
    assert tables["help"]["homes"].sel(commune=MENDE) == 3 and tables["gap"]["empty"].sel(commune=MENDE) == 0.085
    assert (tables["gap"].card.title, tables["gap"].card.basis, tables["gap"].card.verified_on) == ("Vacance", "estimé", date(2025, 11, 20))


def test_the_same_figures_have_the_same_fingerprint_in_whichever_form_they_are_saved(tmp_path):
    csv = read(tmp_path, help_csv=FRENCH)[0]["help"].fingerprint
    (tmp_path / "tables/help.csv").unlink()
    book = workbook(Feuil1=[["Commune", "Logements aidés"], ["Florac Trois Rivières", 24.58], ["Mende", 1204.5]])
    assert read(tmp_path, help_xlsx=book)[0]["help"].fingerprint == csv
    other = workbook(Feuil1=[["Commune", "Logements aidés"], ["Florac Trois Rivières", 24.58], ["Mende", 1204]])
    assert read(tmp_path, help_xlsx=other)[0]["help"].fingerprint != csv


@pytest.mark.parametrize(
    ("content", "where", "fault"),
    [
        ("Commune;Logements aidés\nMende;3\nMende;4\n", ", ligne 3", "« Mende » déjà donné plus haut (ligne 2)"),
        ("Commune;Logements aidés\nAumont-Aubrac;3\nPeyre en Aubrac;4\n", ", ligne 3", "« Peyre en Aubrac » déjà donné plus haut (ligne 2)"),
        ("Code;Commune;Logements aidés\n48095;Badaroux;3\n", ", ligne 2, colonne B", "« Badaroux » à côté du code de Mende"),
        ("Commune;Logements aidés\nMendes;3\n", ", ligne 2, colonne A", "« Mendes » n'est pas une commune de l'étude"),
        ("Commune;Logements aidés\nMende;env. 3\n", ", ligne 2, colonne B", "« env. 3 » n'est pas un nombre : c'est un ordre de grandeur"),
        ("Commune;Logements aidés\nMende;\n", "", "colonne « homes » sans aucune donnée"),
        ("Commune;Logements aidés;Autre\nMende;3;4\n", ", ligne 1, colonne C", "colonne « Autre » que la carte ne déclare pas"),
        ("Commune;Logements aidés;\nMende;3;4\n", ", ligne 1, colonne C", "colonne sans titre"),
        ("Ville;Logement\nMende;3\n", ", ligne 1", "colonne « Logements aidés » absente"),
        ("Logements aidés\n3\n", ", ligne 1", "colonne de la dimension commune absente"),
        ("a;b\n1;2\n", "", "aucune ligne de titres parmi les 10 premières"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_cell(tmp_path, content, where, fault):
    _, faults = read(tmp_path, help_csv=content)
    assert (f"studies/s/tables/help.csv{where}", fault) in [(told.place, told.fault) for told in faults]


def test_faults_of_a_kind_are_told_once_with_their_count(tmp_path):
    lines = [f"{code};env. {number}" for number, code in enumerate(communes())][:30]
    _, faults = read(tmp_path, help_csv="\n".join(["Code;Logements aidés", *lines, "Total;12", ""]))
    assert [fault.place for fault in faults] == ["studies/s/tables/help.csv, ligne 2, colonne B", "studies/s/tables/help.csv, ligne 32, colonne A"]
    first = "« env. 0 » n'est pas un nombre : c'est un ordre de grandeur"
    assert faults[0].fault.startswith(f"{first} ; 30 cellules de cette sorte : « env. 1 » (ligne 3, colonne B)")
    assert faults[0].fault.endswith("et 23 autres")
    assert faults[1].remedy == "retirer cette ligne : un total n'est pas une commune"


@pytest.mark.parametrize(
    ("old", "new", "where", "fault"),
    [
        ('basis = "observé"\n', "", "", "origine absente"),
        ('basis = "observé"', 'basis = "exact"', " (basis)", "origine « exact » inconnue"),
        ('source = "census"\n', "", "", "source absente"),
        ('source = "census"', 'source = "nowhere"', " (source)", "source « nowhere » inconnue"),
        ("verified_on = 2025-11-20\n", "", "", "date de vérification absente"),
        ("verified_on = 2025-11-20", 'verified_on = "hier"', " (verified_on)", "« hier » n'est pas une date"),
        ("year = 2022\n", "", "", "année absente"),
        ('by = "commune"', 'by = "canton"', " (by)", "dimension « canton » inconnue"),
        ('unit = "homes"', 'unit = "logement"', " (columns.homes.unit)", "unité « logement » inconnue"),
        ('title = "Aides versées"\n', "", " (title)", "valeur absente"),
    ],
)
def test_a_card_that_says_too_little_is_refused_where_it_stands(tmp_path, old, new, where, fault):
    assert old in BY_COMMUNE
    _, faults = read(tmp_path, BY_COMMUNE.replace(old, new), help_csv=FRENCH)
    assert only(faults)[:2] == (f"studies/s/tables/tables.toml, [help]{where}", fault)


def test_a_day_of_a_card_may_be_written_as_in_france(tmp_path):
    tables, _ = read(tmp_path, BY_COMMUNE.replace("2025-11-20", '"20/11/2025"'), help_csv=FRENCH)
    assert tables["help"].card.verified_on == date(2025, 11, 20)


@pytest.mark.parametrize(
    ("name", "content", "fault", "remedy"),
    [
        ("other_csv", "a;b\n1;2\n", "table sans carte", "écrire sa carte dans tables/tables.toml"),
        ("help.csv_txt", FRENCH, "fichier « .txt » qui n'est pas une table", "le renommer help.csv"),
        ("Aides 2022_csv", FRENCH, "nom de fichier refusé", "une lettre, puis des minuscules sans accent, des chiffres et _ : aides_2022.csv"),
        ("help_xls", b"\xd0\xcf\x11\xe0", "fichier « .xls » qui n'est pas une table", "l'enregistrer en .csv, .xlsx"),
        (
            "help_xlsx",
            workbook(Feuil1=[["Commune", "Logements aidés"], ["Mende", 3]]),
            "deux fichiers pour « help » : help.csv et help.xlsx",
            "n'en garder qu'un",
        ),
        (
            "help_xlsx",
            workbook(A=[["a"]], B=[["b"]]),
            "2 feuilles pour une table",
            "n'en garder qu'une, avec Source ; ou nommer le classeur tables.xlsx",
        ),
        ("help_ods", b"PK", "classeur endommagé", "l'enregistrer de nouveau"),
        ("help_xlsx", b"PK\x03\x04", "classeur ou archive endommagé", "l'enregistrer de nouveau, puis le déposer entier"),
    ],
)
def test_a_file_of_the_folder_that_is_no_table_is_told(tmp_path, name, content, fault, remedy):
    _, faults = read(tmp_path, **{"help_csv": FRENCH, name: content})
    place, *said = only(faults)
    assert place == f"studies/s/tables/{'.'.join(name.rsplit('_', 1))}" and said[0] == fault and said[1].startswith(remedy)


def test_a_card_without_a_table_is_told(tmp_path):
    assert only(read(tmp_path)[1])[:2] == ("studies/s/tables/tables.toml, [help]", "carte sans table")


def test_what_a_spreadsheet_leaves_while_it_is_open_is_no_table(tmp_path):
    assert read(tmp_path, **{"help_csv": FRENCH, "~$help_xlsx": b"\x05", ".~lock.help.csv#_x": b","})[1] == []
