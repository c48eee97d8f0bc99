"""What a study computes beforehand: its tables are made again by a command, nothing else can be written, and its model reads them by name."""

import pytest

from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.reading import grids
from tests.studies.study_changes import append, edit, read_by_page

HOOK = '\n\ndef tables(p):\n    """The tables that are computed beforehand."""\n    return {{{name!r}: f"twice\\n{{2 * p.{figure}[0]}}\\n"}}\n'


def with_hook(root, name):
    """A study from the template that computes a file of that name beforehand."""
    folder = starting.start(root, "chaleur_bois")
    figure = (folder / "parameters.csv").read_text("utf-8").splitlines()[1].split(",")[0]
    append("model.py", HOOK.format(name=name, figure=figure))(folder)
    return folder, float((folder / "parameters.csv").read_text("utf-8").splitlines()[1].split(",")[2])


def test_the_command_writes_the_files_of_the_study_from_its_figures(root, told):
    folder, figure = with_hook(root, "doubled.csv")
    status, said = told("tabulate", "chaleur_bois")
    assert (status, said) == (0, "chaleur_bois/tables/doubled.csv : 2 lignes\n")
    assert (folder / "tables/doubled.csv").read_text("utf-8") == f"twice\n{2 * figure}\n"


def test_a_study_that_computes_nothing_beforehand_says_so(root, told):
    starting.start(root, "chaleur_bois")
    status, said = told("tabulate", "chaleur_bois")
    assert status == 2
    assert "rien n'y est calculé d'avance" in said and "tables(p)" in said


@pytest.mark.parametrize("name", ["model.py", "doubled.py", "doubled", "../escape.csv", "Majuscule.csv"])
def test_nothing_else_than_a_table_is_written(root, told, name):
    folder, _ = with_hook(root, name)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    status, said = told("tabulate", "chaleur_bois")
    assert status == 2
    assert f"nom de fichier « {name} » refusé" in said
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert not (folder / "tables").exists() and not (root / "escape.csv").exists()


# What the model reads

TABLE = "year,price\n2030,1.5\n2031,0.1\n"
CARD = """
[march]
title = "Les prix de mars"
computed = true

[march.columns]
year = { unit = "date_year" }
price = { unit = "EUR_2024" }
"""
READ = '\n\ndef prices():\n    """The prices computed beforehand."""\n    return march["price"]\n'


@pytest.fixture
def folder(root):
    """A study whose model reads a table."""
    folder = starting.start(root, "chaleur_bois")
    (folder / "tables").mkdir()
    (folder / "tables/march.csv").write_text(TABLE, "utf-8")
    (folder / "tables/tables.toml").write_text(CARD, "utf-8")
    edit("model.py", "import numpy as np\n", "import numpy as np\n\nfrom .tables import march\n")(folder)
    append("model.py", READ)(folder)
    return folder


def test_a_model_reads_the_columns_of_a_table_by_their_names_and_cannot_write_in_them(folder):
    study, faults = catalog.check_folder(folder)
    assert faults == []
    prices = study.function("prices")()
    assert prices.values.tolist() == [1.5, 0.1]
    with pytest.raises(ValueError, match="read-only"):
        prices[0] = 2


def test_a_version_changes_with_a_table(folder):
    before = catalog.check_folder(folder)[0].version
    (folder / "tables/march.csv").write_text(TABLE.replace("0.1", "0.2"), "utf-8")
    assert catalog.check_folder(folder)[0].version != before


@pytest.mark.parametrize(
    ("text", "place", "fault"),
    [
        ("", "", "fichier vide"),
        ("year,price\n", "", "table vide"),
        ("year,price,price\n1,2,3\n", ", ligne 1, colonne C", "deux colonnes pour « price »"),
        ("year,price,a price\n1,2,3\n", ", ligne 1, colonne C", "colonne « a price » que la carte ne déclare pas"),
        ("year,price\n2030,1.5\n2031\n", ", ligne 3", "1 cellule au lieu de 2 (« 2031 »)"),
        ("year,price\n2030,1.5\n2031,cher\n", ", ligne 3, colonne B", "« cher » n'est pas un nombre"),
        ("year,price\n2030,nan\n", ", ligne 2, colonne B", "« nan » n'est pas un nombre : la valeur n'est pas donnée"),
        ("year\n2030\n", ", ligne 1", "colonne « price » absente"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_line(folder, text, place, fault):
    (folder / "tables/march.csv").write_text(text, "utf-8")
    _, (told,) = catalog.check_folder(folder)
    assert told.place == f"studies/chaleur_bois/tables/march.csv{place}" and told.fault == fault


def test_a_table_that_is_not_there_is_told_where_the_model_asks_for_it(folder):
    edit("model.py", "from .tables import march\n", "from .tables import walk\n")(folder)
    _, faults = catalog.check_folder(folder)
    assert [(fault.fault, fault.remedy) for fault in faults] == [("« walk » n'est pas dans tables/", "corriger le nom ; il y a march")]


def test_a_file_of_the_model_that_hides_the_tables_is_told(folder):
    (folder / "tables.py").write_text("", "utf-8")
    _, faults = catalog.check_folder(folder)
    assert ("studies/chaleur_bois/tables.py", "même nom que le dossier tables") in [(fault.place, fault.fault) for fault in faults]


# Tables of texts, for the screens

TEXTS = "rule,space,source\nPlein air : *un* hectare,83.5,from_memory\nprime de {homes_per_year} (lue),,\n"


@pytest.fixture
def texts(folder):
    """The same study, with a table of texts beside that of numbers."""
    (folder / "tables/rules.csv").write_text(TEXTS, "utf-8")
    read_by_page(folder, "rules")
    return folder


def test_a_table_with_a_source_column_gives_its_texts_escaped_and_spaced_its_numbers_and_names_in_braces_as_they_are(texts):
    assert catalog.check_folder(texts)[1] == []
    assert grids.written(texts, "rules") == [
        {"rule": "Plein air\u00a0: \\*un\\* hectare", "space": "83.5", "source": "from_memory"},
        {"rule": "prime de {homes_per_year} \\(lue\\)", "space": "", "source": ""},
    ]


@pytest.mark.parametrize("name", ["small_firms", "connectable@2036", "connectable@2026.5", "tco[battery, city_bus]@2030"])
def test_a_cell_that_is_the_name_of_a_figure_or_a_result_stays_one(texts, name):
    (texts / "tables/rules.csv").write_text(f'rule,source\n"{name}",\n', "utf-8")
    assert grids.written(texts, "rules") == [{"rule": name, "source": ""}]


def test_a_table_of_texts_is_not_for_the_model_and_changes_the_words_of_a_study_alone(texts):
    before = catalog.check_folder(texts)[0]
    (texts / "tables/rules.csv").write_text(TEXTS.replace("hectare", "are"), "utf-8")
    after = catalog.check_folder(texts)[0]
    assert (after.version, after.words_version == before.words_version) == (before.version, False)
    edit("model.py", "from .tables import march\n", "from .tables import rules\n")(texts)
    assert [fault.fault for fault in catalog.check_folder(texts)[1]] == ["« rules » n'est pas dans tables/"]


@pytest.mark.parametrize(
    ("text", "place", "fault"),
    [
        ("rule,source\n", "", "table vide"),
        ("a rule,source\nx,\n", ", ligne 1", "nom de colonne « a rule » refusé"),
        ("rule,source\n2,6 m²,from_memory\n", ", ligne 2", "3 cellules au lieu de 2"),
        ("rule,source\nx,from_memory nowhere\n", ", ligne 2 (source)", "source « nowhere » inconnue"),
    ],
)
def test_a_table_of_texts_that_cannot_be_read_is_told_with_its_line(texts, text, place, fault):
    (texts / "tables/rules.csv").write_text(text, "utf-8")
    _, (told,) = catalog.check_folder(texts)
    assert told.place == f"studies/chaleur_bois/tables/rules.csv{place}" and told.fault == fault
