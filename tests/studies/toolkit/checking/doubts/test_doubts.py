"""What a check doubts of a study that computes: units that do not follow, figures typed in sentences and in lines, maps that mislead, slowness."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from studies import catalog
from studies.toolkit.checking import remarks, starting
from studies.toolkit.checking.doubts import one_sided, prices_of_years, typed, typed_in_model
from studies.toolkit.checking.trials import pace, scaled_units, scaling
from studies.toolkit.reading import units
from tests.studies.study_changes import GOOD, all_of, append, cell, copy_of_the_good_study, edit
from tests.studies.toolkit.test_running import figure

HOME = "studies/chaleur_bois"


@pytest.fixture
def wood(root) -> Path:
    return starting.start(root, "chaleur_bois", "Chaleur au bois")


def doubts(folder: Path, look) -> list[str]:
    study, faults = catalog.check_folder(folder)
    assert faults == []
    return [str(fault) for fault in look(study)]


def without_cases(folder: Path) -> None:
    """Leaves the cases that a changed formula would break out: the doubt is told where no case would tell it."""
    lines = (folder / "cases.csv").read_text("utf-8").splitlines()
    kept = [line for line in lines if not any(name in line for name in ("levelised_cost", "public_cost", "saving_cost"))]
    (folder / "cases.csv").write_text("\n".join(kept) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            cell("results.csv", "public_cost", "unit", "MEUR_2024"),
            "(public_cost) | unité « MEUR_2024 » douteuse : les valeurs sont 1 000 fois trop grandes pour elle | diviser par KILO",
        ),
        (
            cell("results.csv", "public_cost", "unit", "EUR_2024"),
            "(public_cost) | unité « EUR_2024 » douteuse : les valeurs sont 1 000 fois trop petites pour elle | multiplier par KILO",
        ),
        (
            edit("model.py", "helped * p.grant / KILO", "helped * p.grant / 1_000_000"),
            "« kEUR_2024 » douteuse : les valeurs sont 1 000 fois trop petites",
        ),
        (
            edit("model.py", "helped * p.saving_per_home", "helped * p.saving_per_home * KILO"),
            "« MWh/year » douteuse : les valeurs sont 1 000 fois trop grandes pour elle",
        ),
        (
            edit("model.py", "helped * p.grant / KILO", "helped * p.grant * p.grant / KILO**2 / 3"),
            "« kEUR_2024 » douteuse : les euros y sont comptés 1 fois, et dans le calcul 2 fois",
        ),
        (
            edit("model.py", '"public_cost": helped * p.grant / KILO', '"public_cost": helped'),
            "« kEUR_2024 » douteuse : les euros y sont comptés 1 fois, et dans le calcul zéro fois",
        ),
        (
            edit("model.py", '"public_cost": helped * p.grant / KILO', '"public_cost": helped * (p.grant + 10_000) / KILO'),
            "« kEUR_2024 » douteuse : le calcul ajoute les euros à autre chose, ou à un nombre écrit dans le modèle",
        ),
    ],
)
def test_a_result_that_does_not_follow_its_unit_is_told(wood, change, told):
    all_of(without_cases, change)(wood)
    found = doubts(wood, scaling.remarks)
    assert any(told in " ".join(line.split()) for line in (text.replace("\u202f", " ").replace("\u00a0", " ") for text in found)), found


def test_a_million_is_told_even_where_every_unit_is_of_euros(root):
    folder = Path(shutil.copytree(GOOD.parent / "third_places", root / "third_places", ignore=shutil.ignore_patterns("__pycache__")))
    edit("results.csv", "kEUR_2024/year", "EUR_2024/year")(folder)
    edit("model.py", "/ KILO", "/ KILO / KILO")(folder)
    edit("cases.csv", "1,1", "0,0011")(folder)
    (told,) = doubts(folder, scaling.remarks)
    assert "« EUR_2024/year » douteuse" in told and told.split(" | ")[2].startswith("multiplier par KILO 2 fois dans run")


def test_money_of_another_year_is_told_unless_the_model_converts_it(wood):
    edit("parameters.csv", "EUR_2024/home,2024,France", "EUR_2019/home,2019,France")(wood)
    (told,) = doubts(wood, prices_of_years.remarks)
    assert "(works_cost) | en euros de 2019, quand la page dit des euros constants de 2024 | écrire EUR_2024" in told and "multiplier par 1,1" in told
    edit("model.py", "import numpy as np\n", "import numpy as np\n\nfrom studies.toolkit import prices\n")(wood)
    assert doubts(wood, prices_of_years.remarks) == []


def test_units_hold_what_they_are_made_of():
    thousands, euros, energy = scaled_units.THOUSANDS, scaled_units.EUROS, scaled_units.ENERGY
    assert [scaled_units.power("MEUR_2024/year", base) for base in (thousands, euros, energy)] == [2, 1, 0]
    assert [scaled_units.power("EUR_2024/MWh", base) for base in (thousands, euros, energy)] == [-2, 1, -1]
    assert scaled_units.power("share", euros) == 0
    assert all(units.find(code) for code in scaled_units.BASES)


@pytest.mark.parametrize("slug", ["broadband", "datacenter", "hydrogen", "pork"])
def test_the_studies_that_ship_raise_no_false_alarm(slug):
    study = catalog.get(slug)
    assert [str(fault) for fault in [*scaling.remarks(study), *typed.remarks(study), *prices_of_years.remarks(study)]] == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            append("text/essential.md", "\n{#typed} Il faudrait 4 500 € par logement.\n"),
            "text/essential.md, ligne 9 | chiffre tapé dans le texte : « 4 500 »",
        ),
        (
            edit("study.toml", 'summary = "', 'summary = "Exemple du modèle, 35 % de moins. '),
            "study.toml (summary) | chiffre tapé dans le texte : « 35 »",
        ),
        (
            edit("model.py", "def levelised", 'RATES = {"48001": 3.25, "48095": 12.5}\n\n\ndef levelised'),
            "table de 2 chiffres écrite dans le modèle, sans source",
        ),
        (edit("text/essential.md", "coûté {public_cost_2037}", "coûté {public_cost_2037} k€"), "unité écrite deux fois : « {public_cost_2037} k€ »"),
        (
            edit("text/essential.md", "coûté {public_cost_2037}", "rapporté {saved_energy@2037} par an"),
            "unité écrite deux fois : « {saved_energy@2037} par an » | l'ôter : l'unité vient avec la valeur ; sans elle, {saved_energy@2037.number}",
        ),
        (
            append("text/method.md", "\n{#a} Au taux de {public_discount_rate} par an.\n"),
            "unité écrite deux fois : « {public_discount_rate} par an »",
        ),
        (append("text/method.md", "\n{#a} Soit {grant} par logement.\n"), "unité écrite deux fois : « {grant} par logement »"),
        (edit("model.py", "helped * p.grant / KILO", "helped * p.grant * 0.85 / KILO"), "nombre écrit dans le modèle : 0.85"),
        (edit("model.py", "helped * p.grant / KILO", "helped * 4_500 / KILO"), "nombre écrit dans le modèle : 4500"),
    ],
)
def test_a_figure_typed_where_none_should_be_is_told(wood, change, told):
    all_of(without_cases, change)(wood)
    found = [line.replace("\u202f", " ").replace("\u00a0", " ") for look in (typed, typed_in_model) for line in doubts(wood, look.remarks)]
    assert len(found) == 1 and told in found[0], found


@pytest.mark.parametrize(
    "line",
    [
        "\n{#a} En 2037, sur 20 ans, 8 chances sur 10.\n",
        "\n{#a} Voir [le texte](https://x.fr/12) et $r = 0,04$.\n",
        "\n1. Un premier point.\n",
        "\n{#a} Soit {public_cost_2037.number} k€, {homes_per_year} en tout, {lifetime} par an.\n",
    ],
)
def test_a_year_a_span_a_link_or_a_formula_is_no_typed_figure(wood, line):
    append("text/essential.md", line)(wood)
    assert doubts(wood, typed.remarks) == []


def test_a_number_that_says_what_it_is_stays(wood):
    edit("model.py", "    results = {\n", "    turn = 23.45  # [degree] of the axis of the Earth\n    results = {\n")(wood)
    assert doubts(wood, typed_in_model.remarks) == []


def test_too_few_cases_are_told_with_those_that_are_lacking(wood):
    lines = (wood / "cases.csv").read_text("utf-8").splitlines()
    (wood / "cases.csv").write_text("\n".join(lines[:4]) + "\n", "utf-8")
    assert f"{HOME}/cases.csv | 3 cas, aucun de signe ni d'ordre" in "\n".join(doubts(wood, remarks.of))


def test_a_slow_model_is_told_as_a_remark_and_a_quick_one_is_not(wood, monkeypatch):
    assert doubts(wood, pace.remarks) == []
    monkeypatch.setattr(pace, "BUDGET", -1.0)
    (told,) = doubts(wood, pace.remarks)
    assert told.startswith(f"{HOME}/model.py (run) | ") and "de calcul, à chaque curseur déplacé" in told


@pytest.mark.parametrize(
    ("change", "place", "told"),
    [
        (
            all_of(
                append("results.csv", "counted,Logements,homes,1,réparti,commune\n"),
                edit("model.py", "    return results\n", '        results["counted"] = homes\n    return results\n'),
                append("study.toml", '\n[[layers]]\nid = "counted"\nvariable = "counted"\nsource = "INSEE"\nbase = "dwellings"\n'),
            ),
            f"{HOME}/study.toml, ligne",
            "« counted » compte des logements : la carte les peindrait comme un taux",
        ),
        (
            edit("study.toml", "limits = [0.005, 0.01, 0.02, 0.05]", "limits = [0.96, 0.97, 0.98]"),
            f"{HOME}/study.toml, ligne",
            "limites qui ne laissent qu'une couleur : toutes les valeurs vont de 0",
        ),
        (edit("sources.csv", ",2026,", ",hier,"), f"{HOME}/sources.csv", "« hier » n'est pas une date"),
    ],
)
def test_what_would_mislead_is_a_fault(wood, change, place, told):
    change(wood)
    study, faults = catalog.check_folder(wood)
    assert study is None
    assert [fault.place.startswith(place) and told in fault.fault for fault in faults] == [True], [str(fault) for fault in faults]


def test_the_study_kept_for_the_tests_raises_no_alarm(tmp_path):
    study, _ = catalog.check_folder(copy_of_the_good_study(tmp_path))
    assert [str(fault) for fault in scaling.remarks(study)] == []


@pytest.mark.parametrize(
    ("assumption", "told"),
    [
        ({"low": 58.0, "value": 58.0, "high": 97.0, "unit": "EUR_2024/MWh"}, "tout en bas"),  # electricity, never cheaper than in 2024
        ({"low": 0.2, "value": 0.5, "high": 22.5, "unit": "EUR_2024/MWh"}, "tout en bas"),
        ({"low": 4.0, "value": 11.0, "high": 11.0, "unit": "degC"}, "tout en haut"),
        ({"low": 4.0, "value": 11.0, "high": 11.0, "unit": "degC", "note": "14 °C dehors, au plus"}, None),
        ({"low": 0.0, "value": 0.0, "high": 0.03, "unit": "share"}, None),  # nobody gives up less than nobody
        ({"low": 45.0, "value": 58.0, "high": 99.0, "unit": "EUR_2024/MWh"}, None),
        ({"low": 58.0, "value": 58.0, "high": 97.0, "unit": "EUR_2024/MWh", "role": "lever"}, None),  # somebody chooses it
    ],
)
def test_an_assumption_at_an_end_of_its_range_is_told_unless_nothing_can_be_beyond(assumption, told):
    study = SimpleNamespace(slug="wood", card=SimpleNamespace(shared=()), parameters={"x": figure(**assumption)})
    faults = one_sided.remarks(study)
    assert [(fault.place, f"valeur {told} de sa fourchette" in fault.fault) for fault in faults] == (
        [("studies/wood/parameters.csv (x)", True)] if told else []
    )


def test_no_assumption_of_the_four_studies_is_at_an_end_of_its_range_without_a_reason():
    assert [fault.place for study in catalog.studies() for fault in one_sided.remarks(study)] == []
