"""Each kind of fault of a study folder, made on a copy of a good study: told with its place and its remedy, and nothing else taken down."""

import re
from pathlib import Path

import pytest

from data.ground.faults import Fault
from studies import catalog
from studies.toolkit.errors import FaultyStudy
from tests.studies.faults_computed import COMPUTED
from tests.studies.faults_stated import STATED
from tests.studies.kind_of_fault import CARD, CASES, HOME, MODEL, PAGE, PARAMETERS, PLANS, SOURCES, Kind
from tests.studies.study_changes import cell, cells, copy_of_the_good_study, edit, everywhere

KINDS = [*STATED, *COMPUTED]

ENGLISH = re.compile(r"\b(the|invalid|input|should|must|object|has|line|unknown|missing|error|traceback|value|not)\b", re.IGNORECASE)
QUOTED = re.compile(r"« .*? »|\(.*?\)|choisir parmi : .*|colonnes : .*|\[.*?\]|\{.*?\}| : [A-Z]\w+(Error|Exit).*")  # names in files, Python's words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good study, to be broken."""
    return copy_of_the_good_study(tmp_path)


SEVERAL = {  # a name too many makes a name missing, and a broken result breaks its cases
    "an unknown column",
    "an empty file",
    "an identifier twice",
    "a bad identifier",
    "an unknown parameter in a scenario",
    "a run that raises under another scenario",
    "a result that changes from one call to the next",
}


def named(kind: Kind) -> str:
    return kind.name


def of_names(*names: str) -> list[Kind]:
    found = [kind for kind in KINDS if kind.name in names]
    assert len(found) == len(names)
    return found


def telling(faults: list[Fault], kind: Kind, folder: Path) -> list[Fault]:
    """The faults that tell a kind as they should."""
    place = kind.whole_place(folder)
    return [fault for fault in faults if fault.place == place and kind.words in fault.fault and kind.remedy in fault.remedy]


def test_the_untouched_copy_has_no_fault(folder):
    study, faults = catalog.check_folder(folder)
    assert faults == []
    assert study.slug == "broadband"


def test_a_hundred_kinds_of_fault_are_known():
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 100


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_fault_is_told_once_in_french_with_its_place_and_a_remedy(folder, kind):
    kind.change(folder)
    study, faults = catalog.check_folder(folder)
    assert study is None
    assert telling(faults, kind, folder), [str(fault) for fault in faults]
    for fault in faults:
        assert fault.place.startswith(f"{HOME}/")
        assert len(fault.remedy.split()) > 1
        assert "Traceback" not in str(fault)
        assert "\n" not in str(fault)
        assert not ENGLISH.search(QUOTED.sub("", f"{fault.fault} {fault.remedy}"))
    assert len(faults) == 1 or kind.name in SEVERAL


def test_faults_of_many_files_are_told_in_one_check(folder):
    kinds = of_names(
        "an unknown indicator in a question",
        "a word beside a number",
        "an unknown unit",
        "a bad link",
        "a missing licence",
        "a change without reason",
        "a lever out of its bounds",
        "a model that imports Streamlit",
        "a model that opens a file",
        "inputs that are not JSON",
        "an HTML tag",
        "a syntax error in the page",
    )
    for kind in kinds:
        kind.change(folder)
    faults = catalog.check_folder(folder)[1]
    assert [kind.name for kind in kinds if not telling(faults, kind, folder)] == []
    assert len(faults) == len(kinds) == 12
    files = {re.split("[ ,]", fault.place)[0] for fault in faults}
    assert files == {CARD, PARAMETERS, SOURCES, PLANS, MODEL, CASES, PAGE, f"{HOME}/text/essential.md"}


def test_faults_seen_by_running_are_told_in_one_check(folder):
    kinds = of_names(
        "an unknown name in braces",
        "an unknown name in the summary",
        "a parameter that is never read",
        "a case that fails",
        "a case under an unknown scenario",
    )
    for kind in kinds:
        kind.change(folder)
    faults = catalog.check_folder(folder)[1]
    assert [kind.name for kind in kinds if not telling(faults, kind, folder)] == []
    assert len(faults) == len(kinds) == 5


def test_two_wrong_cells_of_one_row_are_both_told(folder):
    cells("parameters.csv", "homes", {"unit": "houses", "nature": "fact", "verified_on": "hier"})(folder)
    places = [fault.place for fault in catalog.check_folder(folder)[1]]
    assert places == [f"{PARAMETERS}, ligne 12 (homes) ({column})" for column in ("unit", "nature", "verified_on")]


def test_a_row_after_a_cell_of_several_lines_keeps_its_own_line_number(folder):
    cell("parameters.csv", "final_coverage", "note", "une note\nsur trois\nlignes")(folder)
    cell("parameters.csv", "potential_gain", "unit", "houses")(folder)
    assert [fault.place for fault in catalog.check_folder(folder)[1]] == [f"{PARAMETERS}, ligne 5 (potential_gain) (unit)"]


def test_a_model_may_declare_a_dataclass_with_postponed_annotations(folder):
    edit("model.py", "from dataclasses import dataclass", "from __future__ import annotations\n\nfrom dataclasses import dataclass")(folder)
    assert catalog.check_folder(folder)[1] == []


@pytest.mark.parametrize(
    "kind",
    of_names(
        "TOML that cannot be read",
        "a file that is not UTF-8",
        "a model that stops the program",
        "a run that raises",
        "a result that is a text",
        "a series in braces",
    ),
    ids=named,
)
def test_a_faulty_study_takes_nothing_else_down(tmp_path, monkeypatch, kind):
    faulty = copy_of_the_good_study(tmp_path, "broadband")
    sound = copy_of_the_good_study(tmp_path, "sound")
    edit("study.toml", '"tres-haut-debit"', '"autre-adresse"')(sound)
    everywhere("page.py", '"broadband.', '"sound.')(sound)
    kind.change(faulty)
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    assert [study.slug for study in catalog.studies()] == ["sound"]
    assert 30_000 < catalog.get("sound").run().indicators["subscribers_2031"].value < 32_000
    assert list(catalog.faults()) == ["broadband"]
    assert telling(catalog.faults()["broadband"], kind, faulty)
    with pytest.raises(FaultyStudy) as refused:
        catalog.get("broadband")
    assert refused.value.slug == "broadband"
    assert refused.value.faults == catalog.faults()["broadband"]
    assert kind.words in str(refused.value)


def test_a_mended_study_comes_back_without_a_restart(tmp_path, monkeypatch):
    folder = copy_of_the_good_study(tmp_path)
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    edit("study.toml", "edition = 2018", 'edition = "hier"')(folder)
    assert list(catalog.faults()) == ["broadband"]
    edit("study.toml", 'edition = "hier"', "edition = 2018")(folder)
    assert catalog.faults() == {}
    assert catalog.get("broadband").card.edition == 2018


def test_two_studies_at_one_address_are_told(tmp_path, monkeypatch):
    copy_of_the_good_study(tmp_path, "broadband")
    everywhere("page.py", '"broadband.', '"copy.')(copy_of_the_good_study(tmp_path, "copy"))
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    assert [study.slug for study in catalog.studies()] == ["broadband"]
    (fault,) = catalog.faults()["copy"]
    assert fault.place == "studies/copy/study.toml (url)"
    assert fault.fault == "adresse « tres-haut-debit » déjà prise par broadband"


def test_a_check_leaves_no_file_behind(folder):
    before = sorted(folder.rglob("*"))
    catalog.check_folder(folder)
    assert sorted(folder.rglob("*")) == before
