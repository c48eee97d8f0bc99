"""A model cut in several files: how they import each other, what may not be done in them, and that they stay apart from every other study."""

from pathlib import Path

import pytest

from geo.territory import lozere
from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.reading.code import linked_files, source_code
from studies.toolkit.running.study import read
from tests.studies.study_changes import TAKE, all_of, append, cell, edit, in_two_files, told

HOME = "studies/chaleur_bois"
COSTS = ("saving_cost", "saving_cost_aid", "saving_cost_owner")  # the results that the second file counts
TWICE = "    return 2 * rate / (1 - (1 + rate) ** -lifetime)"
ONCE = "    return rate / (1 - (1 + rate) ** -lifetime)"


@pytest.fixture
def folder(root) -> Path:
    """A study of two files, started from the template."""
    return in_two_files(starting.start(root, "chaleur_bois"))


def test_a_model_of_two_files_gives_what_it_gave_in_one(folder, root):
    whole, two = (catalog.check_folder(each)[0].run() for each in (root / "_template", folder))
    assert told(folder) == []
    assert whole.indicators == two.indicators
    assert whole.data.identical(two.data)


@pytest.mark.parametrize(
    ("how", "use"),
    [
        ("from . import costs", "costs.levelised_cost("),
        ("from . import costs as prices", "prices.levelised_cost("),
        ("from .costs import levelised_cost as unit_cost", "unit_cost("),
    ],
)
def test_each_way_to_import_a_file_of_the_folder_is_accepted_and_followed(folder, how, use):
    all_of(edit("model.py", TAKE, how), *(edit("model.py", f'"{result}": levelised_cost(', f'"{result}": {use}') for result in COSTS))(folder)
    assert told(folder) == []
    assert {("costs", "levelised_cost"), ("costs", "capital_recovery_factor")} <= linked_files.calls(folder)


def test_a_function_that_goes_through_a_third_file_is_followed_to_its_own(folder):
    (folder / "tools.py").write_text(f"{TAKE}\n\nFORMULAS = {{'cost': levelised_cost}}\n", "utf-8")
    uses = [edit("model.py", f'"{result}": levelised_cost(', f'"{result}": FORMULAS["cost"](') for result in COSTS]
    all_of(edit("model.py", TAKE, "from .tools import FORMULAS"), *uses)(folder)
    assert told(folder) == []
    assert linked_files.calls(folder) == {("model", "run"), ("costs", "levelised_cost"), ("costs", "capital_recovery_factor")}


def test_a_broken_function_of_the_second_file_breaks_its_cases_and_moves_a_headline(folder):
    before = catalog.check_folder(folder)[0].run().indicators["saving_cost"].value
    edit("costs.py", ONCE, TWICE)(folder)
    assert [place for place, _, _ in told(folder)] == [
        f"{HOME}/cases.csv, ligne 2 (annuity_textbook)",
        f"{HOME}/cases.csv, ligne 3 (annuity_one_year)",
        f"{HOME}/cases.csv, ligne 4 (cost_by_hand)",
    ]
    broken = read(folder, lozere.dataset(), catalog.shared())[0]  # read without its cases
    assert broken.run().indicators["saving_cost"].value == pytest.approx(2 * before)


def test_any_file_of_the_model_gives_the_function_of_a_case(folder):
    study = catalog.check_folder(folder)[0]
    assert list(study.modules) == ["model", "costs"]
    assert study.function("capital_recovery_factor")(0.1, 1) == pytest.approx(1.1)
    assert study.function("run") is study.model.run


def screen(name, text):
    """A change: one more screen of the page."""

    def change(folder):
        (folder / "screens").mkdir()
        (folder / "screens" / name).write_text(text, "utf-8")

    return change


FAULTS = [
    (
        "another file that is not there",
        edit("model.py", ".costs", ".coasts"),
        "model.py, ligne 12",
        "pas de fichier coasts.py",
        "il y a model.py et costs.py",
    ),
    ("a whole file that is not there", edit("model.py", TAKE, "from . import coasts"), "model.py, ligne 12", "pas de fichier coasts.py", "créer"),
    (
        "a name that the other file does not have",
        edit("model.py", TAKE, "from .costs import levelized_cost"),
        "model.py, ligne 12",
        "« levelized_cost » n'est pas dans costs.py",
        "peut-être levelised_cost",
    ),
    ("everything at once", edit("model.py", TAKE, "from .costs import *"), "model.py, ligne 12", "(*)", "nommer ce qui est importé"),
    ("a file above", edit("model.py", TAKE, "from ..toolkit import finance"), "model.py, ligne 12", "« ..toolkit »", "from .rollout import …"),
    ("a folder inside", edit("model.py", TAKE, "from .costs.detail import x"), "model.py, ligne 12", "« .costs.detail »", "de son dossier"),
    ("a screen", edit("model.py", TAKE, "from .page import show"), "model.py, ligne 12", "la page « .page »", "un fichier du modèle"),
    (
        "by the name of the study",
        edit("model.py", TAKE, "from studies.chaleur_bois.costs import levelised_cost"),
        "model.py, ligne 12",
        "« studies.chaleur_bois.costs »",
        "from .rollout import …",
    ),
    (
        "inside a function",
        all_of(edit("model.py", TAKE, ""), edit("model.py", "    helped = ", f"    {TAKE}\n    helped = ")),
        "model.py, ligne 20",
        "au milieu du code",
        "en haut du fichier",
    ),
    (
        "in circles",
        edit("costs.py", "\n\n\ndef cap", "\n\nfrom .model import YEARS\n\n\ndef cap"),
        "costs.py, ligne 3",
        "s'importent en rond : model.py → costs.py → model.py",
        "un fichier qui n'importe ni l'un ni l'autre",
    ),
    (
        "itself",
        edit("costs.py", "\n\n\ndef cap", "\n\nfrom . import costs\n\n\ndef cap"),
        "costs.py, ligne 3",
        "s'importent en rond : costs.py → costs.py",
        "ni l'un ni l'autre",
    ),
    (
        "a library that a model may not have",
        edit("costs.py", "\n\n\ndef cap", "\n\nimport requests\n\n\ndef cap"),
        "costs.py, ligne 3",
        "n'importe pas « requests »",
        "numpy",
    ),
    (
        "the clock",
        edit("costs.py", ONCE, f'    import numpy as np\n    np.datetime64("now")\n{ONCE}'),
        "costs.py, ligne 17",
        "l'horloge (now)",
        "mêmes entrées",
    ),
    ("a file", edit("costs.py", ONCE, f'    open("x")\n{ONCE}'), "costs.py, ligne 16", "appel de open()", "ne lit aucun fichier"),
    ("a syntax error", edit("costs.py", "def levelised_cost(", "def levelised_cost"), "costs.py, ligne 19", "« ) » que rien n'ouvre", "ouvrir avant"),
    (
        "a file that does not load",
        append("costs.py", "\nLIMIT = 1 / 0\n"),
        "costs.py, ligne 35",
        "ne se charge pas : division par zéro",
        "ne diviser que",
    ),
    ("a file that stops the program", append("costs.py", "\nraise SystemExit\n"), "costs.py, ligne 35", "ne se charge pas", "corriger"),
    ("a function that raises", edit("costs.py", ONCE, "    return rate.absent"), "costs.py, ligne 16", "run échoue : ce qui est là", "corriger"),
    (
        "free HTML in a second screen",
        screen("map.py", "import streamlit\nst.x(unsafe_allow_html=True)\n"),
        "screens/map.py, ligne 2",
        "HTML libre",
        "pages/parts",
    ),
    ("a screen beside the model", lambda folder: (folder / "page_map.py").write_text(""), "page_map.py", "écran à côté du modèle", "screens/map.py"),
    ("a screen that nobody can import", screen("My map.py", ""), "screens/My map.py", "nom de fichier refusé", "minuscules"),
    (
        "a screen that a model imports",
        edit("model.py", TAKE, "from . import screens"),
        "model.py, ligne 12",
        "la page « .screens »",
        "un fichier du modèle",
    ),
    (
        "a screen imported as a file of a model is",
        append("page.py", "\nfrom .screens import map\n"),
        "page.py, ligne 7",
        "import relatif dans une page",
        "from studies.",
    ),
    ("a name that no file can import", lambda folder: (folder / "My costs.py").write_text(""), "My costs.py", "nom de fichier refusé", "minuscules"),
    ("a linked folder", lambda folder: (folder / "notes").symlink_to(folder.parent), "notes", "dossier lié (un raccourci)", "une copie"),
    ("the file of a package", lambda folder: (folder / "__init__.py").write_text(""), "__init__.py", "nom de fichier refusé", "minuscules"),
    (
        "a case of a function that run does not reach",
        all_of(append("costs.py", "\n\ndef lonely(x):\n    return x\n"), cell("cases.csv", "cost_by_hand", "function", "lonely")),
        "cases.csv, ligne 4 (cost_by_hand)",
        "run n'appelle pas la fonction « lonely »",
        "capital_recovery_factor, levelised_cost, run",
    ),
    (
        "a case of a function that no file has",
        cell("cases.csv", "cost_by_hand", "function", "cost"),
        "cases.csv, ligne 4 (cost_by_hand)",
        "model.py n'a pas de fonction « cost »",
        "levelised_cost",
    ),
    (
        "a case of a function that two files have",
        append("model.py", "\n\ndef levelised_cost(x):\n    return x\n"),
        "cases.csv, ligne 4 (cost_by_hand)",
        "plusieurs fonctions « levelised_cost » : costs.py et model.py",
        "un nom à elle",
    ),
]


@pytest.mark.parametrize(("change", "place", "fault", "remedy"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_what_a_file_of_a_model_may_not_do_is_told_with_its_file_its_line_and_a_remedy(folder, change, place, fault, remedy):
    change(folder)
    said = [fault for fault in told(folder) if fault[0] == f"{HOME}/{place}"]
    assert len(said) == 1, told(folder)
    assert fault in said[0][1] and remedy in said[0][2]


def test_two_wrong_names_of_one_line_are_both_told(folder):
    edit("model.py", TAKE, "from .costs import levelised_cost, capital, recovery")(folder)
    assert [fault for _, fault, _ in told(folder)] == ["« capital » n'est pas dans costs.py", "« recovery » n'est pas dans costs.py"]


def test_the_faults_of_a_second_file_are_told_after_those_of_the_model_and_before_the_cases(folder):
    append("costs.py", "\nimport requests\n")(folder)
    append("model.py", "\nimport requests\n")(folder)
    cell("cases.csv", "cost_by_hand", "tolerance", "")(folder)
    screen("map.py", 'eval("1")\n')(folder)
    assert [place.removeprefix(f"{HOME}/").split(",")[0] for place, _, _ in told(folder)] == ["model.py", "costs.py", "cases.csv", "screens/map.py"]


def test_a_sibling_may_bear_the_name_of_what_a_library_does(folder):
    (folder / "load.py").write_text("def load(x):\n    return x\n", "utf-8")
    edit("model.py", TAKE, f"{TAKE}\nfrom .load import load as demand")(folder)
    assert told(folder) == []


def test_a_figure_may_bear_the_name_of_what_a_library_does_but_no_library_the_name_of_the_figures():
    def causes(text):
        return [fault.fault for fault in source_code.faults_in(text, "model.py", is_model=True)]

    assert causes("def run(p, territory):\n    return {'power': p.load * p.now}\n") == []
    assert causes("import numpy as np\ntable = np.load('a')\n") == ["le modèle dépend d'autre chose que ses entrées : un fichier (load)"]
    assert causes("import numpy as p\ntable = p.load('a')\n") == ["le modèle dépend d'autre chose que ses entrées : un fichier (load)"]
