"""The two versions of a study: that of its figures, which screens show, and that of its words."""

import shutil
from pathlib import Path

import pytest

from data import tables
from studies import catalog
from studies.toolkit.errors import FaultyStudy
from studies.toolkit.reading.material import Shared
from studies.toolkit.running import versions as versions_of
from tests.studies.study_changes import append, cell, copy_of_the_good_study, edit, good_study, write

NOTHING = Shared()  # what all studies share, when nothing is


@pytest.fixture(scope="module")
def study():
    return good_study()


def versions(folder: Path, shared: Shared = NOTHING) -> tuple[str, str]:
    return versions_of.of(folder, shared)


def moved(before: tuple[str, str], after: tuple[str, str]) -> list[str]:
    return [kind for kind, old, new in zip(("figures", "words"), before, after, strict=True) if old != new]


def test_a_version_is_the_same_for_the_same_files(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    first = versions_of.of(folder, Shared(fingerprint="a")).figures
    assert len(first) == len(versions_of.of(folder, Shared()).words) == 12
    assert versions_of.of(folder, Shared(fingerprint="a")).figures == first
    assert versions_of.of(copy_of_the_good_study(tmp_path, "elsewhere"), Shared(fingerprint="a")).figures == first
    assert versions_of.of(tmp_path / "elsewhere", Shared()).words == versions_of.of(folder, Shared()).words


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        (cell("parameters.csv", "imitation", "value", "0.41"), "figures"),
        (cell("parameters.csv", "imitation", "low", "0.01"), "figures"),
        (cell("parameters.csv", "imitation", "distribution", "triangular"), "figures"),
        (cell("parameters.csv", "homes", "label", "Logements, comptés par l'opérateur"), "words"),
        (cell("parameters.csv", "homes", "note", "Relu, avec soin."), "words"),
        (cell("parameters.csv", "homes", "confidence", "low"), "words"),
        (cell("parameters.csv", "homes", "verified_on", "2025-01-31"), "words"),
        (append("parameters.csv", "\n"), ""),
        (append("sources.csv", "\n"), "words"),
        (append("scenarios.toml", '\n[more]\ntitle = "Plus"\nsummary = "Encore."\n'), "figures and words"),
        (edit("scenarios.toml", 'title = "Tendanciel"', 'title = "La tendance"'), "words"),
        (edit("scenarios.toml", "envie aux voisins.", "envie, aux voisins."), "words"),
        (edit("scenarios.toml", "imitation = 0.45", "imitation = 0.46"), "figures"),
        (cell("results.csv", "coverage", "label", "Logements, raccordables à la fibre"), "words"),
        (cell("results.csv", "coverage", "sense", "0"), "figures"),
        (append("model.py", "\n"), "figures"),
        (write("rollout.py", b"STEP = 1\n"), "figures"),
        (append("page.py", "\n"), "words"),
        (append("cases.csv", "\n"), "words"),
        (append("text/essential.md", "\n"), "words"),
        (append("text/questions.md", "\n"), "words"),
        (edit("study.toml", "Usages du très haut débit", "Usages du très haut-débit"), "words"),
        (edit("study.toml", '48 = "Lozère"', '48 = "La Lozère"'), "words"),
        (edit("study.toml", "year = 2031", "year = 2030"), "figures and words"),
        (edit("study.toml", "target = 5000", "target = 5001"), "figures and words"),
        (edit("study.toml", 'default_scenario = "trend"', 'default_scenario = "proactive"'), "figures and words"),
        (edit("study.toml", '48 = "Lozère", 12 = "Aveyron"', '12 = "Aveyron", 48 = "Lozère"'), "figures and words"),
    ],
)
def test_what_figures_depend_on_changes_their_version_and_a_corrected_comma_that_of_the_words(tmp_path, change, moves):
    folder = copy_of_the_good_study(tmp_path)
    before = versions(folder)
    change(folder)
    assert " and ".join(moved(before, versions(folder))) == moves


def test_the_version_on_screen_is_that_of_the_figures(study):
    assert study.run().version == study.version == versions_of.of(study.folder, catalog.shared()).figures
    assert study.words_version == versions_of.of(study.folder, catalog.shared()).words


def test_words_that_are_renamed_or_added_are_new_words(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    before = versions_of.of(folder, Shared()).words
    (folder / "text" / "essential.md").rename(folder / "text" / "other.md")
    renamed = versions_of.of(folder, Shared()).words
    (folder / "text" / "essential.md").write_text("", "utf-8")
    assert len({before, renamed, versions_of.of(folder, Shared()).words}) == 3


def test_what_python_and_editors_leave_behind_changes_no_version(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    before = versions(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "model.cpython-311.pyc").write_bytes(b"x")
    (folder / ".model.py.swp").write_bytes(b"x")
    assert versions(folder) == before


def test_a_version_changes_with_the_code_of_the_toolkit(tmp_path, monkeypatch):
    folder = copy_of_the_good_study(tmp_path)
    before = versions_of.of(folder, Shared()).figures
    copied = Path(shutil.copytree(versions_of.TOOLKIT, tmp_path / "toolkit"))
    monkeypatch.setattr(versions_of, "TOOLKIT", copied)
    assert versions_of.of(folder, Shared()).figures == before
    append("running/ensemble.py", "\n")(copied)
    assert versions_of.of(folder, Shared()).figures != before


@pytest.mark.parametrize(
    ("table", "moves"),
    [
        ("shared_parameters", False),  # a study depends on the rows that it names
        ("coverage_series", True),
        ("arcep_communes", True),
        ("commune_figures", True),
        ("zones", False),
        ("outlines", False),
    ],
)
def test_a_version_changes_with_a_table_that_the_studies_read_and_with_no_other(tmp_path, monkeypatch, table, moves):
    before = catalog.shared.__wrapped__().fingerprint
    copied = tmp_path / f"{table}.csv"
    copied.write_bytes(tables.path(table).read_bytes() + b"\n")
    place = tables.path
    monkeypatch.setattr(tables, "path", lambda name: copied if name == table else place(name))
    after = catalog.shared.__wrapped__().fingerprint
    assert (after != before) is moves


NAMED, OTHER = "wholesale_electricity_price", "electricity_carbon"


@pytest.mark.parametrize(
    ("row", "column", "now", "moves"),
    [
        (NAMED, "value", "60", "figures"),
        (NAMED, "low", "50", "figures"),
        (NAMED, "high", "101", "figures"),
        (NAMED, "unit", "EUR_2023/MWh", "figures"),
        (NAMED, "distribution", "uniform", "figures"),
        (NAMED, "label", "Prix de gros, de l'électricité", "words"),
        (NAMED, "note", "Moyenne de 2023, en borne haute.", "words"),
        (NAMED, "verified_on", "2026-11-23", "words"),
        (NAMED, "confidence", "medium", "words"),
        (OTHER, "value", "22", ""),
        (OTHER, "high", "33", ""),
        (OTHER, "note", "Relu, avec soin.", ""),
    ],
)
def test_a_shared_parameter_moves_the_studies_that_name_it_its_numbers_their_figures_its_words_their_words(
    tmp_path, monkeypatch, row, column, now, moves
):
    folder = copy_of_the_good_study(tmp_path)
    edit("study.toml", "minimum_scale = ", f'shared = ["{NAMED}"]\nminimum_scale = ')(folder)
    changed = changed_table(tmp_path, monkeypatch, "shared_parameters")
    before = versions(folder, catalog.shared.__wrapped__())
    cell(changed.name, row, column, now)(tmp_path)
    after = catalog.shared.__wrapped__()
    assert " and ".join(moved(before, versions(folder, after))) == moves


@pytest.mark.parametrize(("row", "moves"), [("rte_prices_2024", "words"), ("studio_convention", "")])
def test_a_shared_source_moves_the_words_of_the_studies_whose_shared_parameters_come_from_it(tmp_path, monkeypatch, row, moves):
    folder = copy_of_the_good_study(tmp_path)
    edit("study.toml", "minimum_scale = ", f'shared = ["{NAMED}"]\nminimum_scale = ')(folder)
    changed = changed_table(tmp_path, monkeypatch, "shared_sources")
    before = versions(folder, catalog.shared.__wrapped__())
    cell(changed.name, row, "title", "Un autre titre, corrigé")(tmp_path)
    assert " and ".join(moved(before, versions(folder, catalog.shared.__wrapped__()))) == moves


def changed_table(tmp_path: Path, monkeypatch, table: str) -> Path:
    """A copy of a table of data/, to be changed, which is read in its place from now on."""
    copied = Path(shutil.copy(tables.path(table), tmp_path / f"{table}.csv"))
    place = tables.path
    monkeypatch.setattr(tables, "path", lambda name: copied if name == table else place(name))
    return copied


def test_shared_tables_that_cannot_be_read_are_told(tmp_path, monkeypatch):
    broken = tmp_path / "shared_parameters.csv"
    broken.write_text(tables.path("shared_parameters").read_text("utf-8").replace("inhabitants", "souls"), "utf-8")
    place = tables.path
    monkeypatch.setattr(tables, "path", lambda name: broken if name == "shared_parameters" else place(name))
    with pytest.raises(FaultyStudy, match="unité « souls » inconnue"):
        catalog.shared.__wrapped__()
