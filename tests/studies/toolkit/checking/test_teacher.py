"""What hands used to a spreadsheet write, and what Python says of a first model: each is told with its place, what was read, and what would pass."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.errors import in_french
from studies.toolkit.reading import units
from studies.toolkit.reading.code import source_code
from studies.toolkit.reading.validation import read_toml
from tests.studies.study_changes import Change, all_of, append, cell, edit, write

HOME = "studies/chaleur_bois"
ROOT = Path(__file__).parents[4]
ENGLISH = re.compile(r"\b(the|object|has|attribute|argument|missing|defined|operands|shapes|truth|takes|given|division by)\b", re.IGNORECASE)


@pytest.fixture
def wood(root) -> Path:
    return starting.start(root, "chaleur_bois", "Chaleur au bois")


@pytest.mark.parametrize(
    ("line", "fault", "remedy"),
    [
        ("prix = 27,5", "virgule décimale", "27.5"),
        ("bornes = [1, 2]\nprix = -0,5 # repli", "virgule décimale", "un point : -0.5"),
        ("jour = 28/11/2026", "date à la française", "2026-11-28"),
        ("jour = 2026-11-31", "jour qui n'est pas au calendrier", "2026-11-05"),
        ("jour = 2026-9-1 # relu", "jour qui n'est pas au calendrier", "deux chiffres au mois"),
        ("sites = non", "oui ou non en mots", "sites = false"),
        ("prix = 27,5 k€/an", "unité après un nombre", "le nombre seul"),
        ("durée = 12 ans # repli", "unité après un nombre", "parameters.csv"),
        ("part = 2 %", "pour cent", "0.02 pour 2 %"),
        ("aide = 4 000", "espace dans un nombre", "4000"),
        ("titre = “Aide à domicile”", "guillemets d'un traitement de texte", '"texte"'),
        ("titre = « Aide »", "guillemets d'un traitement de texte", '"texte"'),
        ("titre = Aide à domicile", "texte sans guillemets", '"texte"'),
        ("<<<<<<< HEAD", "marque de conflit de Git", "garder l'une des deux versions"),
        ("=======", "marque de conflit de Git", "garder l'une des deux versions"),
        ('titre = "Aide', "guillemet non fermé", "un texte finit sur sa ligne"),
        ("[[figures]", "crochets d'une section", "[[figures]]"),
        ("[trend", "crochets d'une section", "[trend]"),
        ('noms = ["a"\nsuite = 1', "liste sans crochet de fin", "à cette ligne ou plus haut"),
        ('noms = [\n  "a"\n  "b"\n]', "virgule absente entre deux éléments", 'noms = ["a", "b"]'),
        ("[options]\nid = 1\n[[options]]", "ici avec des crochets simples, là avec des doubles", "[[options]]"),
        ("edition : 2026", "deux-points au lieu du signe égal", 'nom = "texte"'),
        ("titre = 'L'aide'", "apostrophe dans un texte entre apostrophes", 'nom = "L\'aide"'),
        ("ouvert = True", "mot de Python", "true ou false en minuscules"),
        ('lieu = "C:\\Users"', "barre oblique inverse", '"C:/dossier"'),
        ("prix = 50 %", "pour cent", "une part de un : 0.5 pour 50 %"),
        ("prix = 12,5 %", "pour cent", "une part de un : 0.125 pour 12,5 %"),
        ("taux = 0,5", "virgule décimale", "un point : 0.5"),
        ('sans_voiture_âgés = { unit = "share" }', "accent dans un nom", "minuscules sans accent"),
        ('sans voiture = "share"', "espace dans un nom", "sans_voiture"),
        ('km = { unit = "km" label = "Distance" }', "virgule absente entre deux valeurs", 'unit = "km", label = "Distance"'),
        ("titre = [", "écriture TOML refusée", "vérifier guillemets, crochets et virgules"),
    ],
)
def test_a_line_that_toml_refuses_is_told_by_the_habit_that_wrote_it(tmp_path, line, fault, remedy):
    file = tmp_path / "study.toml"
    file.write_text(f'question = "Oui ?"\n{line}\n', "utf-8")
    content, (told,) = read_toml(file, "study.toml")
    assert content is None
    assert "ligne" in told.place or "fin du fichier" in told.place
    assert fault in told.fault and remedy in told.remedy


ERRORS: list[tuple[BaseException, str, str]] = [
    (NameError("name 'heures' is not defined"), "« heures » n'est défini nulle part", "heures = …"),
    (AttributeError("paramètre « price » absent de parameters.csv"), "paramètre « price » absent", "une ligne price"),
    (AttributeError("'Dataset' object has no attribute 'people'"), "territory n'a pas de « people »", "Ce que le modèle sait du territoire"),
    (ValueError("The truth value of an array with more than one element is ambiguous."), "if, min ou max de Python", "np.where"),
    (ValueError("operands could not be broadcast together with shapes (11,) (152,)"), "pas les mêmes axes, de tailles (11,) (152,)", "[:, None]"),
    (IndexError("too many indices"), "une place demandée à un axe que ce tableau n'a pas", 't.help["homes"].values[:, None]'),
    (SyntaxError("invalid syntax. Perhaps you forgot a comma?"), "virgule ou signe oublié", "12000"),
    (SyntaxError("expected ':'"), "deux-points oubliés", "def run(p, territory):"),
    (SyntaxError("'(' was never closed"), "« ( » jamais refermé", "le fermer"),
    (SyntaxError("unmatched ')'"), "« ) » que rien n'ouvre", "l'ôter"),
    (SyntaxError("unterminated string literal (detected at line 3)"), "guillemet jamais refermé", "un texte finit sur sa ligne"),
    (SyntaxError("invalid character '€' (U+20AC)"), "signe « € »", "sans unité"),
    (SyntaxError("invalid syntax. Maybe you meant '==' or ':=' instead of '='?"), "un seul signe égal", "x == 3"),
    (SyntaxError("invalid decimal literal"), "des lettres collées à un nombre", "le nombre seul"),
    (ZeroDivisionError("division by zero"), "division par zéro", "np.maximum"),
    (KeyError("not all values found in index 'year'. Try setting"), "une valeur de « year » que ce tableau n'a pas", "year=2022"),
    (KeyError("prix"), "« prix » n'existe pas dans ce tableau", "corriger ce nom"),
    (KeyError("prix, parmi les colonnes de aide : helped, hours"), "la table aide n'a pas de colonne « prix »", "il y a helped, hours"),
    (KeyError("Nb d'aides, parmi les colonnes de aide : helped, hours"), "pas de colonne « Nb d'aides »", "il y a helped, hours"),
    (ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape"), "là où il y en a plusieurs", "1.0"),
    (TypeError("ufunc 'bitwise_xor' not supported for the input types"), "^ n'est pas la puissance", "** 10"),
    (TypeError("unsupported operand type(s) for ^: 'float' and 'int'"), "^ n'est pas la puissance", "** 10"),
    (ImportError("cannot import name 'MILLION' from 'studies.toolkit.constants' (x.py)"), "« MILLION » n'est pas une constante", "KILO, HUNDRED"),
    (ImportError("cannot import name 'sine' from 'numpy' (x.py)"), "« sine » n'est pas dans numpy", "corriger le nom"),
    (IndexError("index 12 is out of bounds for axis 0 with size 11"), "au-delà de la fin d'un tableau", "x[-1]"),
    (ModuleNotFoundError("No module named 'sklearn'"), "« sklearn » ne se trouve pas", "s'en passer"),
    (AttributeError("module 'pages.parts.study.study_page' has no attribute 'shows'"), "study_page n'a pas de « shows »", "une lettre de trop"),
    (AttributeError("'float' object has no attribute 'sel'"), "(float) n'a pas de « sel »", "après le point"),
    (TypeError("levelised_cost() missing 1 required positional argument: 'lifetime'"), "« levelised_cost » est appelée sans", "'lifetime'"),
    (TypeError("levelised_cost() takes 4 positional arguments but 5 were given"), "appelée avec trop de valeurs", "def levelised_cost(…)"),
    (TypeError("cost() got an unexpected keyword argument 'prix'"), "« cost » n'a pas d'entrée « prix »", "def cost(…)"),
    (TypeError("unsupported operand type(s) for +: 'int' and 'str'"), "+ entre int et str", "ne calculer qu'avec des nombres"),
    (KeyError("'communes' is not a valid dimension or coordinate"), "« communes » n'est pas un axe", "commune, year"),
    (TypeError("type numpy.ndarray doesn't define __round__ method"), "round de Python", "np.round"),
    (ValueError("assignment destination is read-only"), "changée sur place", "x.copy()"),
    (ValueError("all the input arrays must have same number of dimensions"), "n'ont pas les mêmes axes", "x[:, None]"),
    (ValueError("cannot reshape array of size 11 into shape (7,7)"), "11 valeurs ne se rangent pas en (7,7)", "[:, None]"),
    (ValueError("too many values to unpack (expected 2)"), "plus ou moins de noms à gauche", "un seul nom"),
    (ValueError("either both or neither of x and y should be given"), "sans ses deux réponses", "np.where(condition"),
    (TypeError("'numpy.ndarray' object is not callable"), "des parenthèses après ce qui n'est pas une fonction", "* pour multiplier"),
    (RecursionError("maximum recursion depth exceeded"), "s'appelle elle-même sans fin", "écrire la formule"),
    (UnboundLocalError("cannot access local variable 'fte' where it is not associated"), "« fte » n'a une valeur", "avant le if"),
    (AssertionError(), "une condition « assert »", "raise Refusal"),
    (np.exceptions.AxisError(5, 2), "un axe 5 demandé à un tableau qui en a 2", "axis=0"),
    (TypeError("only length-1 arrays can be converted to Python scalars"), "float, int ou round de Python", "np.round"),
]


@pytest.mark.parametrize(("error", "fault", "remedy"), ERRORS, ids=lambda part: str(part)[:40])
def test_what_python_says_is_told_in_french_with_what_to_write(error, fault, remedy):
    said, better = in_french(error, "")
    assert fault in said and remedy in better
    assert not ENGLISH.search(said)


def test_an_error_that_nobody_foresaw_keeps_its_own_words_and_the_remedy_of_its_place():
    assert in_french(RuntimeError("Newton failed"), "corriger cette ligne") == ("RuntimeError : Newton failed", "corriger cette ligne")


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("heures/ETP", "écrire hour/job"),
        ("personnel", "people (personnes)"),
        ("logements aidés", "choisir parmi"),
        ("€", "EUR_2024"),
        ("kWh/m2/an", "écrire kWh/m2/year"),
        ("kWh/m2/m2", "deux mots, comme kWh/m2"),
    ],
)
def test_an_unknown_unit_is_answered_with_words_that_an_author_reads(code, remedy):
    assert units.find(code) is None and remedy in units.remedy(code), units.remedy(code)


@pytest.mark.parametrize("line", ["x = “a”", "x = ‘a’", "x = 3 − 2", "x = 3 × 2", "x = « a »"])
def test_the_signs_of_a_word_processor_in_python_are_told(line):
    (told,) = source_code.faults_in(f'"""A model."""\n{line}\n', "model.py", is_model=True)
    assert told.place == "model.py, ligne 2" and "d'un traitement de texte" in told.fault and '"texte"' in told.remedy


PER_HOME, OWN = "helped * p.saving_per_home,", "helped * (p.saving_per_home if p.saving_per_home > 3 else 1),"
WHOLE = "levelised_cost(p.grant, p.saving_per_home, p.public_discount_rate, p.lifetime)"
MISUSED = "« levelised_cost » est appelée sans tout ce qu'il lui faut"
HOMES = """[homes]
title = "Logements"
by = ["commune"]
year = 2018
basis = "observé"
source = "from_memory"
verified_on = 2026-11-20

[homes.columns]
homes = { unit = "homes", heading = "Logements" }
"""


def spreadsheet_with(note: str) -> Change:
    """The parameters as a spreadsheet writes them, the note of the first begun so."""

    def change(folder: Path) -> None:
        rows = list(csv.reader((folder / "parameters.csv").read_text("utf-8").splitlines()))
        rows[1][-1] = note
        (folder / "parameters.csv").write_text("\n".join(";".join(row) for row in rows) + "\n", "utf-8")

    return change


COMMITTED = {
    "a year the model lacks": (edit("study.toml", "year = 2037", "year = 2055"), "study.toml", "l'année 2055 n'est pas calculée", "2027, 2028, 2029"),
    "an if on draws": (edit("model.py", PER_HOME, OWN), "model.py, ligne", "if, min ou max", "np.where"),
    "a helper misused": (edit("model.py", WHOLE, "levelised_cost(p.grant)"), "model.py, ligne", MISUSED, "'yearly_output'"),
    "another alphabet": (write("text/essential.md", b"{#a} Un.\n{#b} \xc3\xa9t\xe9.\n"), "text/essential.md, ligne 2", "n° 8 de la ligne", "UTF-8"),
    "a title for a scenario": (
        edit("study.toml", 'scenario = "proactive"', 'scenario = "Aider plus"'),
        "study.toml, ligne",
        "à la place d'un nom",
        "section de scenarios.toml",
    ),
    "a spreadsheet quote left open": (spreadsheet_with('"De mémoire'), "parameters.csv, ligne 2", "jamais refermé", "fermer les guillemets"),
    "an empty file": (write("results.csv", b"\n"), "results.csv, ligne 1", "aucune ligne de titres", "id, label, unit"),
    "a source read before it was made": (
        cell("sources.csv", "from_memory", "published_on", "2026-12"),
        "sources.csv",
        "avant sa parution",
        "accessed_on",
    ),
    "a page that shows nothing": (edit("page.py", "study_page.show(__file__)", ""), "page.py", "page vide", "study_page.show(__file__)"),
    "a drawing after the page": (append("page.py", "\nprint(study_page)\n"), "page.py, ligne 7", "dessin après la page", "[[figures]]"),
    "limits of a count": (
        all_of(
            append("results.csv", "counted,Logements,homes,1,réparti,commune\n"),
            edit("model.py", "    return results\n", '        results["counted"] = homes\n    return results\n'),
            append("study.toml", '\n[[layers]]\nid = "counted"\nvariable = "counted"\nsource = "INSEE"\nlimits = [50, 100, 200]\n'),
        ),
        "study.toml, ligne",
        "limites que la carte n'emploie pas",
        "ôter limits",
    ),
    "a table of a result without communes": (
        all_of(
            lambda folder: (folder / "tables").mkdir(),
            write("tables/homes.csv", b"Code INSEE;Logements\n48095;12\n"),
            write("tables/tables.toml", HOMES.encode()),
            append("study.toml", '\n[[layers]]\nid = "saved"\nvariable = "saved_energy"\ntable = "homes"\n'),
        ),
        "study.toml, ligne",
        "pas de résultat par commune",
        "dimension commune",
    ),
    "a conflict of Git": (append("results.csv", "<<<<<<< HEAD\n"), "results.csv, ligne", "marque de conflit de Git", "garder l'une"),
}


@pytest.mark.parametrize(("change", "place", "fault", "remedy"), COMMITTED.values(), ids=COMMITTED)
def test_the_check_tells_it_at_its_line(wood, change: Change, place, fault, remedy):
    change(wood)
    faults = catalog.check_folder(wood)[1]
    found = [told for told in faults if told.place.startswith(f"{HOME}/{place}") and fault in told.fault and remedy in told.remedy]
    assert found, [str(told) for told in faults]


def test_a_wrong_expected_order_is_not_blamed_on_the_model_alone(wood):
    rows = (wood / "cases.csv").read_text("utf-8")
    (wood / "cases.csv").write_text(rows.replace(",<,,order,", ",>,,order,"), "utf-8")
    assert rows != (wood / "cases.csv").read_text("utf-8")
    (told,) = catalog.check_folder(wood)[1]
    assert told.remedy.startswith("si ces choix sont rangés à l'envers, changer expected")


@pytest.mark.parametrize(("name", "better"), [("Maison isolée", "maison_isolee"), ("coût-2036", "cout_2036"), ("2036", "carcass_price")])
def test_a_refused_name_is_answered_with_the_one_to_write(wood, name, better):
    edit("study.toml", 'id = "cost_ranges"', f'id = "{name}"')(wood)
    (fault,) = catalog.check_folder(wood)[1]
    assert fault.fault == f"identifiant « {name} » refusé" and fault.remedy.endswith(f": {better}")


def test_an_if_that_only_stops_where_a_lever_has_many_values_is_told(wood):
    edit("model.py", "    results = {", "    if p.grant > 8000:\n        helped = helped * 1\n    results = {")(wood)
    (fault,) = catalog.check_folder(wood)[1]
    assert fault.place.startswith(f"{HOME}/model.py, ligne") and "if, min ou max de Python" in fault.fault and "np.where" in fault.remedy


def test_a_folder_checked_elsewhere_is_named_where_it_stands(wood, tmp_path, told):
    elsewhere = Path(shutil.copytree(wood, tmp_path / "brouillons" / "chaleur_bois"))
    edit("parameters.csv", "MWh/year", "MWh/houses")(elsewhere)
    status, said = told("check", str(elsewhere))
    assert status == 1
    assert said.startswith(f"{elsewhere.as_posix()}/parameters.csv, ligne 5") and "studies/chaleur_bois" not in said


def test_a_reader_who_goes_away_ends_the_command_without_a_word():
    command = f"{sys.executable} -c 'from data.cli import ended; ended(lambda: print(\"x\\n\" * 100_000))' | head -1"
    answer = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.stdout, answer.stderr) == ("x\n", "")
