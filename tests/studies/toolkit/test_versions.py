"""The two versions of a study: that of its figures, which screens show, and that of its words."""

import shutil
from pathlib import Path

import pytest

from data import tables
from studies import catalog
from studies.toolkit.errors import FaultyStudy
from studies.toolkit.reading.material import Shared
from studies.toolkit.running import study as studies_on_disk
from studies.toolkit.running.study import figures_version, words_version
from tests.studies.study_changes import append, copy_of_the_good_study, edit, good_study, write


@pytest.fixture(scope="module")
def study():
    return good_study()


def versions(folder: Path) -> tuple[str, str]:
    return figures_version(folder, Shared()), words_version(folder)


def test_a_version_is_the_same_for_the_same_files(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    first = figures_version(folder, Shared(fingerprint="a"))
    assert len(first) == len(words_version(folder)) == 12
    assert figures_version(folder, Shared(fingerprint="a")) == first
    assert figures_version(copy_of_the_good_study(tmp_path, "elsewhere"), Shared(fingerprint="a")) == first
    assert words_version(tmp_path / "elsewhere") == words_version(folder)


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        (append("parameters.csv", "\n"), "figures"),
        (append("sources.csv", "\n"), "figures"),
        (append("scenarios.toml", "\n"), "figures"),
        (append("results.csv", "\n"), "figures"),
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
    moved = [kind for kind, old, new in zip(("figures", "words"), before, versions(folder), strict=True) if old != new]
    assert " and ".join(moved) == moves


def test_the_version_on_screen_is_that_of_the_figures(study):
    assert study.run().version == study.version == figures_version(study.folder, catalog.shared())
    assert study.words_version == words_version(study.folder)


def test_words_that_are_renamed_or_added_are_new_words(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    before = words_version(folder)
    (folder / "text" / "essential.md").rename(folder / "text" / "other.md")
    renamed = words_version(folder)
    (folder / "text" / "essential.md").write_text("", "utf-8")
    assert len({before, renamed, words_version(folder)}) == 3


def test_what_python_and_editors_leave_behind_changes_no_version(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    before = versions(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "model.cpython-311.pyc").write_bytes(b"x")
    (folder / ".model.py.swp").write_bytes(b"x")
    assert versions(folder) == before


def test_a_version_changes_with_the_code_of_the_toolkit(tmp_path, monkeypatch):
    folder = copy_of_the_good_study(tmp_path)
    before = figures_version(folder, Shared())
    copied = Path(shutil.copytree(studies_on_disk.TOOLKIT, tmp_path / "toolkit"))
    monkeypatch.setattr(studies_on_disk, "TOOLKIT", copied)
    assert figures_version(folder, Shared()) == before
    append("running/ensemble.py", "\n")(copied)
    assert figures_version(folder, Shared()) != before


@pytest.mark.parametrize(
    ("table", "moves"),
    [
        ("shared_parameters", True),
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


def test_shared_tables_that_cannot_be_read_are_told(tmp_path, monkeypatch):
    broken = tmp_path / "shared_parameters.csv"
    broken.write_text(tables.path("shared_parameters").read_text("utf-8").replace("inhabitants", "souls"), "utf-8")
    place = tables.path
    monkeypatch.setattr(tables, "path", lambda name: broken if name == "shared_parameters" else place(name))
    with pytest.raises(FaultyStudy, match="unité « souls » inconnue"):
        catalog.shared.__wrapped__()
