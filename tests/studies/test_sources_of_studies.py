"""A study is read by its name and the version of its figures, from any source that finds the folder of its files."""

from pathlib import Path

import pytest

from studies import catalog
from studies.toolkit.errors import BadRequest, FaultyStudy
from tests.studies.study_changes import cell, copy_of_the_good_study, edit, write


class Kept:
    """A source that keeps every version of a study, each in its own folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, name: str, change) -> str:
        folder = copy_of_the_good_study(self.root / name)
        change(folder)
        study, _ = catalog.check_folder(folder)
        (self.root / name).rename(self.root / study.version)
        return study.version

    def find(self, slug: str, version: str | None) -> Path:
        return self.root / version / slug


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path)


def highest(study) -> float:
    return study.parameters["imitation"].high


def test_two_versions_of_a_study_are_read_from_a_store_and_neither_meets_the_other(kept):
    first = kept.keep("first", cell("parameters.csv", "homes", "note", "Relu."))
    second = kept.keep("second", cell("parameters.csv", "imitation", "high", "0.53"))
    assert first != second
    one, other = (catalog.get("broadband", version, source=kept) for version in (first, second))
    assert (highest(one), highest(other)) == (0.52, 0.53)
    assert (one.version, other.version) == (first, second)
    assert highest(catalog.get("broadband", first, source=kept)) == 0.52


def test_a_folder_holds_the_version_of_its_files_and_says_so_when_another_is_asked_for(tmp_path):
    copy_of_the_good_study(tmp_path)
    drafts = catalog.Folder(tmp_path)
    here = catalog.get("broadband", source=drafts).version
    assert catalog.get("broadband", here, source=drafts).version == here
    with pytest.raises(BadRequest) as refused:
        catalog.get("broadband", "000000000000", source=drafts)
    said = f"catalogue | version « 000000000000 » de l'étude « broadband » absente | demander celle qui est là : {here}"
    assert str(refused.value) == said


def test_a_corrected_text_is_still_the_version_that_was_asked_for(tmp_path):
    folder, drafts = copy_of_the_good_study(tmp_path), catalog.Folder(tmp_path)
    here = catalog.get("broadband", source=drafts).version
    edit("study.toml", 'title = "Usages du très haut débit"', 'title = "Les usages du très haut débit"')(folder)
    assert catalog.get("broadband", here, source=drafts).card.title == "Les usages du très haut débit"


def test_a_study_that_a_folder_does_not_hold_is_told_with_those_that_it_holds(tmp_path):
    copy_of_the_good_study(tmp_path)
    with pytest.raises(BadRequest) as refused:
        catalog.get("pork", source=catalog.Folder(tmp_path))
    assert str(refused.value) == "catalogue | étude « pork » inconnue | choisir parmi : broadband"


def test_a_faulty_study_of_another_folder_is_told_with_its_faults(tmp_path):
    write("page.py", b"def (:\n")(copy_of_the_good_study(tmp_path))
    with pytest.raises(FaultyStudy, match="erreur de syntaxe Python"):
        catalog.get("broadband", source=catalog.Folder(tmp_path))
