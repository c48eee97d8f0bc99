"""A study begins: the template, the command that copies it, what `check` teaches."""

import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest

from pages.parts import menu
from studies import __main__ as command_line
from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import card
from studies.toolkit.running import runs
from tests.studies.study_changes import append, cell, edit, remove
from tests.studies.toolkit.figures.figures_of_a_study import begun_with_a_picture

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "studies/_template"


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def card_of(folder: Path) -> dict:
    return tomllib.loads((folder / "study.toml").read_text("utf-8"))


# The template


def test_the_template_has_no_fault_and_is_never_listed(root):
    study, faults = catalog.check_folder(root / "_template")
    assert faults == []
    assert study.card.title == "Sujet à choisir"
    assert [study.slug for study in catalog.studies()] == ["broadband"]
    assert catalog.faults() == {}
    with pytest.raises(BadRequest):
        catalog.get("_template")


def test_the_template_computes_what_its_formulas_say_by_hand():
    study = catalog.check_folder(TEMPLATE)[0]
    trend, proactive = study.run(), study.run("proactive")
    assert {name: round(headline.value, 6) for name, headline in trend.indicators.items()} == {
        "saved_energy_2037": 2_500,
        "public_cost_2037": 1_500,
        "saving_cost": 212.857372,
    }  # 15 000 EUR x 0.0709525 / 5 MWh
    assert proactive.indicators["saved_energy_2037"].value == 10_000
    assert 2_100 < trend.indicators["saved_energy_2037"].low < 2_500 < trend.indicators["saved_energy_2037"].high < 2_900


def test_the_template_uses_the_territory_and_says_that_it_spreads_a_total():
    study = catalog.check_folder(TEMPLATE)[0]
    answer = study.run().data
    assert answer.helped_by_commune.attrs["basis"] == "réparti"
    back = (answer.helped_by_commune.sel(year=2037) * study.territory.dwellings).sum()
    assert float(back) == pytest.approx(500)


def test_one_draw_alone_of_the_template_is_its_row_among_others():
    study = catalog.check_folder(TEMPLATE)[0]
    chosen = runs.choices(study, "trend", {})
    together = runs.simulate(study, chosen, {"works_cost": np.array([12_000.0, 15_000.0]), "saving_per_home": np.array([4.0, 6.0])})
    alone = runs.simulate(study, chosen, {"works_cost": 15_000.0, "saving_per_home": 6.0})
    for name in ("saved_energy", "saving_cost"):
        assert (together[name].isel(draw=1).values == alone[name].values).all()


def test_the_template_shows_each_role_each_nature_and_each_kind_of_case():
    study = catalog.check_folder(TEMPLATE)[0]
    own = [parameter for parameter in study.parameters.values() if parameter.source in ("template_example", "from_memory")]
    assert 3 <= len(own) <= 6 and all(parameter.doubtful for parameter in own)
    assert {parameter.role for parameter in own} == {"lever", "uncertainty", "constant"}
    assert {parameter.nature for parameter in own} == {"measure", "assumption", "convention"}
    assert [case.kind for _, case in study.cases] == ["absolute", "absolute", "relative", "absolute", "sign", "order"]


def test_every_figure_of_the_template_says_that_it_is_an_example():
    study = catalog.check_folder(TEMPLATE)[0]
    assert study.sources["template_example"].title.startswith("Exemple du modèle, à remplacer")
    left = starting.examples_left(TEMPLATE)
    assert left["parameters.csv"] == [2, 3, 4, 5, 6, 7]
    assert sorted(left) == ["parameters.csv", "scenarios.toml", "sources.csv", "study.toml", "text/essential.md", "text/method.md", "text/places.md"]


def test_the_page_of_the_template_is_three_lines():
    assert (TEMPLATE / "page.py").read_text("utf-8").split("\n\n") == [
        '"""The page of the study."""',
        "from pages.parts.study import study_page",
        "study_page.show(__file__)\n",
    ]


# The command


def test_a_new_study_is_a_clean_copy_under_its_own_title_and_address_and_nothing_else_is_written(root, told):
    before = content(root)
    status, said = told("new", "chaleur_bois", "--title", 'Chaleur "au bois"')
    assert status == 0
    card = card_of(root / "chaleur_bois")
    assert (card["title"], card["url"]) == ('Chaleur "au bois"', "chaleur-bois")
    after = content(root)
    assert {name: after[name] for name in before} == before
    assert {name for name in after if name not in before} == {f"chaleur_bois/{name}" for name in content(TEMPLATE)}
    assert catalog.check_folder(root / "chaleur_bois")[1] == []
    assert [study.slug for study in catalog.studies()] == ["broadband", "chaleur_bois"]
    assert "studies/chaleur_bois/study.toml" in said and "-m studies check chaleur_bois" in said and "http://127.0.0.1:8501/chaleur-bois" in said


def test_without_a_title_the_name_makes_one(root):
    assert card_of(starting.start(root, "chaleur_bois"))["title"] == "Chaleur bois"


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Chaleur bois", "chaleur_bois"),
        ("chaleur-bois", "chaleur_bois"),
        ("forêt", "foret"),
        ("2027_bois", "bois"),
        ("_bois", "bois"),
        ("", "chaleur_bois"),
        ("../bois", "bois"),
        ("bois/feu", "bois_feu"),
        ("b" * 41, "b" * 40),
    ],
)
def test_a_name_that_cannot_be_a_folder_is_refused_with_one_that_can(root, told, name, better):
    before = content(root.parent)
    status, said = told("new", name)
    assert status == 2
    assert f"nom « {name} » | refusé | " in said and said.endswith(f"par exemple : {better}\n")
    assert content(root.parent) == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("broadband", "studies/broadband | ce dossier existe déjà, rien n'a été changé"),
        ("tres_haut_debit", "l'adresse /tres-haut-debit est déjà prise par l'étude broadband"),
        ("sources", "l'adresse /sources est déjà prise par une page du Studio"),
        ("method", "l'adresse /method est déjà prise par une page du Studio"),
    ],
)
def test_a_name_already_taken_is_refused_and_nothing_changes(root, told, name, words):
    before = content(root)
    status, said = told("new", name)
    assert status == 2 and words in said and "choisir un autre nom" in said
    assert content(root) == before


@pytest.mark.parametrize("title", ["", "   "])
def test_an_empty_title_is_refused(root, title):
    with pytest.raises(BadRequest, match="titre"):
        starting.start(root, "chaleur_bois", title)
    assert not (root / "chaleur_bois").exists()


def test_a_missing_name_is_said_in_french(capsys):
    with pytest.raises(SystemExit) as end:
        command_line.main(["new"])
    assert end.value.code == 2
    assert capsys.readouterr().err.endswith("il manque : NOM\n")


def test_no_study_can_take_an_address_of_the_house():
    fixed = {entry.address for entry in menu.entries() if entry.section != "Études" and entry.address}
    stems = {path.stem for path in (ROOT / "pages").glob("[!_]*.py")}
    assert fixed and stems
    assert fixed | stems <= card.RESERVED


# The check, as a teacher


def test_a_clean_check_says_where_to_look_and_what_is_left_of_the_template(root, told):
    starting.start(root, "chaleur_bois")
    status, said = told("check", "chaleur_bois")
    assert status == 0
    first, last = said.splitlines()
    assert first.startswith("chaleur_bois : exemple du modèle encore à remplacer dans parameters.csv, lignes 2, 3, 4, 5, 6 et 7 ; ")
    assert last == "1 étude vérifiée, aucun défaut : make run, puis http://127.0.0.1:8501/chaleur-bois"
    assert told("check")[1].splitlines()[-1] == "2 études vérifiées, aucun défaut : make run, puis http://127.0.0.1:8501"
    assert told("check", str(root / "_template"))[1].endswith("aucun défaut. Ce dossier n'est pas affiché sur le site.\n")


def test_a_picture_added_to_a_study_that_begins_is_no_fault(root, told):
    begun_with_a_picture(root)
    status, said = told("check", "chaleur_bois")
    assert status == 0 and "1 étude vérifiée, aucun défaut" in said


def test_faults_are_told_by_file_and_by_line_then_what_to_do(root, told):
    folder = starting.start(root, "chaleur_bois")
    for change in (
        edit("scenarios.toml", "homes_per_year = 400", "homes_per_year = 4000"),
        cell("parameters.csv", "lifetime", "unit", "ans"),
        cell("parameters.csv", "grant", "unit", "€/logement"),
        edit("study.toml", "edition = 2026", 'edition = "cette année"'),
    ):
        change(folder)
    status, said = told("check", "chaleur_bois")
    assert status == 1
    *faults, count, after = said.splitlines()
    assert [fault.split(" | ")[0] for fault in faults] == [
        "studies/chaleur_bois/study.toml, ligne 9 (edition)",
        "studies/chaleur_bois/parameters.csv, ligne 3 (grant) (unit)",
        "studies/chaleur_bois/parameters.csv, ligne 7 (lifetime) (unit)",
        "studies/chaleur_bois/scenarios.toml, ligne 23, [breakthrough.set] (homes_per_year)",
    ]
    assert faults[1].endswith("une somme porte l'année de ses prix : EUR_2024/home pour des euros de 2024") and faults[2].endswith("écrire year")
    assert count == "1 étude vérifiée, 4 défauts. Chaque ligne dit : où | quel défaut | quel remède."
    assert after.startswith("Corriger en commençant par le haut, enregistrer, puis relancer : ") and after.endswith("-m studies check chaleur_bois")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            edit("text/essential.md", "{saving_cost}", "{saving_cost"),
            "text/essential.md, ligne 7 | accolade { seule | fermer l'accolade : {indicateur}",
        ),
        (edit("text/essential.md", "{saving_cost}", "{savingcost}"), "« {savingcost} » ne se lit pas | peut-être {saving_cost} ; "),
        (edit("text/essential.md", "@2037", "@2040"), "helped_homes se lit à une année de 2027 à 2037, par exemple {helped_homes@2037}"),
        (lambda folder: (folder / "text/essential.md").write_text("\n"), "text/essential.md | texte vide | "),
        (edit("model.py", "p.works_cost", "p.work_cost"), "corriger le nom, ou ajouter une ligne work_cost à parameters.csv"),
        (edit("model.py", "homes.sum())", "home.sum())"), "« home » n'est défini nulle part | corriger le nom"),
        (
            edit("model.py", "territory.main_residences", "territory.residences"),
            "territory n'a pas de « residences » | choisir dans la liste de ses variables",
        ),
        (edit("model.py", "    helped = ", "    if p.works_cost > 1:\n        pass\n    helped = "), "if, min ou max de Python"),
        (edit("model.py", "    results = ", "\tresults = "), "retrait de ligne refusé | aligner les lignes d'un même bloc par des espaces"),
        (cell("cases.csv", "cost_by_hand", "function", "cost"), "model.py n'a pas de fonction « cost » | prouver une fonction dont les résultats"),
        (edit("study.toml", 'url = "chaleur-bois"', 'url = "sources"'), "adresse « sources » réservée à une page du Studio"),
        (edit("study.toml", 'url = "chaleur-bois"', 'url = "tres-haut-debit"'), "adresse « tres-haut-debit » déjà prise par l'étude broadband"),
        (remove("study.toml"), "studies/chaleur_bois/study.toml | fichier absent | le créer, ou copier celui de studies/_template"),
        (
            append("parameters.csv", "wood,Bois,1,,,t,2024,Lozère,measure,constant,,from_memory,,low,2026-11-22,\n"),
            "parameters.csv, ligne 8 (wood) | paramètre que le modèle ne lit pas",
        ),
    ],
)
def test_what_a_newcomer_gets_wrong_is_told_with_what_to_do(root, told, change, said):
    change(starting.start(root, "chaleur_bois"))
    status, answer = told("check")
    assert status == 1
    assert said in answer
    assert " 1 défaut. " in answer


def test_the_address_of_an_older_study_is_refused_to_its_copy_whichever_comes_first_and_told_once(root):
    starting.start(root, "covoiturage")
    shutil.copytree(root / "covoiturage", root / "covoit_bis")
    (hides,) = starting.address_faults(root, "covoit_bis", "covoiturage")
    (hidden,) = starting.address_faults(root, "covoiturage", "covoiturage")
    assert "aussi prise par l'étude covoiturage, qui n'est donc plus affichée" in str(hides)
    assert "déjà prise par l'étude covoit_bis" in str(hidden)
    assert starting.address_faults(root, "covoit_bis", "covoiturage", beside={"covoit_bis", "covoiturage"}) == []


@pytest.mark.parametrize(("copy", "better"), [("covoiturage - Copie", "covoiturage_copie"), ("Copie de covoiturage", "copie_de_covoiturage")])
def test_a_copy_that_a_file_manager_makes_beside_takes_nothing_from_the_study_and_is_told_its_name(root, told, copy, better):
    starting.start(root, "covoiturage")
    shutil.copytree(root / "covoiturage", root / copy)
    status, said = told("check", copy)
    assert (
        status == 1
        and f"studies/{copy} | nom de dossier « {copy} » refusé" in said
        and f"le nommer {better}, avec son adresse (url) et son titre" in said
    )
    assert f'-m studies check "{copy}"' in said
    assert starting.address_faults(root, "covoiturage", "covoiturage") == []
    assert starting.addresses(root)["covoiturage"] == "covoiturage" and "covoiturage" in [study.slug for study in catalog.studies()]


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "Bois [ici](https://exemple.invalid)", "![x](https://exemple.invalid/x.png)", "$x^2$"]
)
def test_a_title_that_a_study_may_not_have_is_refused_and_leaves_no_folder(root, title):
    with pytest.raises(BadRequest, match="dans un nom"):
        starting.start(root, "bois", title)
    assert not (root / "bois").exists()
