"""A model of several files stays apart from every other study, and is read again as soon as one of its files changes."""

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import studies
from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.reading.code import loading
from tests.studies.study_changes import TAKE, append, edit, in_two_files, told

HOME = "studies/chaleur_bois"
TWICE = "    return 2 * rate / (1 - (1 + rate) ** -lifetime)"
ONCE = "    return rate / (1 - (1 + rate) ** -lifetime)"


@pytest.fixture
def folder(root) -> Path:
    """A study of two files, started from the template."""
    return in_two_files(starting.start(root, "chaleur_bois"))


def test_a_loaded_model_leaves_no_module_and_no_file_behind(folder):
    assert told(folder) == []  # libraries import some of their own modules the first time that they are used
    modules, files = set(sys.modules), sorted(folder.rglob("*"))
    assert told(folder) == []
    assert set(sys.modules) - modules == set()
    assert sorted(folder.rglob("*")) == files


def test_two_folders_of_the_same_name_keep_their_own_functions_even_when_loaded_together(folder, tmp_path):
    elsewhere = in_two_files(starting.start(_another_root(tmp_path, folder.parent), "chaleur_bois"))
    edit("costs.py", ONCE, TWICE)(elsewhere)
    with ThreadPoolExecutor() as threads:
        answers = list(threads.map(told, [folder, elsewhere] * 4))
    assert answers[0] == [] and len(answers[1]) == 3
    assert answers[::2] == [answers[0]] * 4 and answers[1::2] == [answers[1]] * 4


def _another_root(tmp_path: Path, root: Path) -> Path:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "_template").symlink_to(root / "_template")
    return other


def test_a_file_of_the_same_length_saved_in_the_same_second_is_read_again(folder):
    formula = catalog.check_folder(folder)[0].function("levelised_cost")
    edit("costs.py", "rate, lifetime) / yearly", "rate, lifetime) * yearly")(folder)
    again = catalog.check_folder(folder)[0]
    assert again is None  # the case says so: 1 100 EUR for 10 MWh
    assert formula(1000, 10, 0.1, 1) == pytest.approx(110)


# In its place


@pytest.fixture
def at_home(folder, monkeypatch):
    """The study of two files, standing where the studies of the house stand."""
    monkeypatch.setattr(loading, "HOME", folder.parent)
    monkeypatch.setattr(studies, "__path__", [str(folder.parent)])
    yield folder
    for name in [module for module in sys.modules if module.startswith("studies.chaleur_bois")]:
        del sys.modules[name]


def test_a_study_of_the_house_is_the_package_that_its_place_says():
    model = catalog.get("pork").model
    assert model.__name__ == "studies.pork.model"
    assert sys.modules["studies.pork.model"] is model
    assert sys.modules["studies.pork.herd"] is catalog.get("pork").modules["herd"]


def test_a_copy_of_a_study_read_from_elsewhere_does_not_meet_it(tmp_path):
    ours = catalog.get("pork").model
    copy = shutil.copytree(catalog.ROOT / "pork", tmp_path / "pork", ignore=shutil.ignore_patterns("__pycache__"))
    append("model.py", "\nCOPIED = True\n")(copy)
    theirs = catalog.check_folder(copy)[0].model
    assert theirs.COPIED and theirs.__name__.startswith("study_pork_")
    assert sys.modules["studies.pork.model"] is ours and not hasattr(ours, "COPIED")


def test_a_file_of_the_house_that_has_changed_is_read_again_and_one_that_is_gone_is_forgotten(at_home):
    first = catalog.check_folder(at_home)[0]
    assert sys.modules["studies.chaleur_bois.costs"] is first.modules["costs"]
    model = (at_home / "model.py").read_text("utf-8")
    (at_home / "prices.py").write_text((at_home / "costs.py").read_text("utf-8"), "utf-8")
    (at_home / "costs.py").unlink()
    (at_home / "model.py").write_text(model.replace(TAKE, TAKE.replace("costs", "prices")), "utf-8")
    again = catalog.check_folder(at_home)[0]
    assert sys.modules["studies.chaleur_bois.prices"] is again.modules["prices"]
    assert "studies.chaleur_bois.costs" not in sys.modules
    assert first.function("levelised_cost")(1000, 10, 0.1, 1) == again.function("levelised_cost")(1000, 10, 0.1, 1) == pytest.approx(110)


def test_a_file_of_the_house_that_does_not_load_leaves_no_half_of_the_model(at_home):
    edit("model.py", TAKE, f"{TAKE}\n1 / 0")(at_home)
    (fault,) = catalog.check_folder(at_home)[1]
    assert "division par zéro" in fault.fault
    assert [name for name in sys.modules if name.startswith("studies.chaleur_bois.")] == []


def test_the_version_moves_with_every_file_of_the_model(folder):
    before = catalog.check_folder(folder)[0].version
    append("costs.py", "\n")(folder)
    assert catalog.check_folder(folder)[0].version != before


def test_a_dataclass_may_stand_in_a_second_file(folder):
    append("costs.py", '\n\n@dataclass(frozen=True)\nclass Loan:\n    """A loan."""\n\n    rate: float\n')(folder)
    edit("costs.py", '"""What', 'from __future__ import annotations\n\nfrom dataclasses import dataclass\n\n"""What')(folder)
    assert told(folder) == []
