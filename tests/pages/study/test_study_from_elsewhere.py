"""A study that is read from another folder than that of the Studio (a draft, a version that was kept) is shown by the same page."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from studies import catalog
from studies.toolkit.errors import BadRequest
from tests.pages.conftest import PATIENCE, in_whole
from tests.studies.study_changes import cell, copy_of_the_good_study, edit

DRAFT = "Que vaut ce brouillon ?"


def drawn(root: str, version: str) -> None:
    """The page of a draft in that version, without the menu, which knows nothing of it."""
    from pathlib import Path

    from pages.parts.study import study_page
    from studies import catalog

    study_page.show(catalog.get("draft", version, catalog.Folder(Path(root))))


def drawn_by_its_page(root: str) -> None:
    """The page of a draft that bears the name of a study of the Studio, as its own page.py makes it."""
    from pathlib import Path

    from pages.parts.study import study_page
    from studies import catalog

    study_page.show_own(catalog.get("broadband", source=catalog.Folder(Path(root))))


OPINION = """
from pages.parts import prose
from pages.parts.study.part import Part
from studies.broadband.screens import words


class Opinion(Part):
    id = "opinion"

    def draw(self, screen):
        prose.markdown(words.SAID)


study_page.show(
    arranged=lambda parts: [*parts, Opinion()],
    shown=study,
"""


def with_screens(folder: Path, said: str) -> Path:
    """Gives the page a part that says something, written in a screen that takes it from another."""
    (folder / "screens").mkdir(exist_ok=True)
    (folder / "screens/common.py").write_text(f'"""What is said everywhere."""\n\nSAID = "{said}"\n', "utf-8")
    (folder / "screens/words.py").write_text('"""What the page says."""\n\nfrom studies.broadband.screens.common import SAID\n', "utf-8")
    page = (folder / "page.py").read_text("utf-8")
    if "Opinion" not in page:
        (folder / "page.py").write_text(page.replace("study_page.show(\n    study,\n", OPINION.lstrip()), "utf-8")
    return folder


@pytest.fixture
def root(tmp_path) -> Path:
    """A folder of studies that holds a draft that the Studio does not have, and one under the name of a study that it has."""
    copied = shutil.copytree(catalog.ROOT / "_template", tmp_path / "draft", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in (copied, copy_of_the_good_study(tmp_path)):
        edit("study.toml", 'question = "', f'question = "{DRAFT} ')(folder)
    return tmp_path


def read(page: AppTest) -> str:
    assert not page.exception and not page.error
    texts = [text.value for text in (*page.title, *page.header, *page.subheader, *page.markdown)]
    return "\n".join(texts).replace("\u00a0", " ").replace("\u202f", " ")


def labels(page: AppTest) -> list[str]:
    return [metric.label for metric in page.metric]


def test_a_study_of_another_folder_is_shown_in_the_version_that_is_asked(root):
    draft = catalog.get("draft", source=catalog.Folder(root))
    page = AppTest.from_function(drawn, args=(str(root), draft.version), default_timeout=PATIENCE).run()
    assert DRAFT in read(page)
    assert labels(page) == [indicator.label for indicator in draft.card.indicators]


def test_its_own_page_shows_it_under_the_name_of_a_study_of_the_studio_too(root):
    page = AppTest.from_file(str(root / "broadband/page.py"), default_timeout=PATIENCE)
    in_whole(page)
    page.run()
    draft, house = catalog.get("broadband", source=catalog.Folder(root)), catalog.get("broadband")
    assert DRAFT in read(page)
    assert draft.version in read(page) and house.version not in read(page)
    assert labels(page) == [indicator.label for indicator in draft.card.indicators] != [indicator.label for indicator in house.card.indicators]


def test_a_page_shows_the_study_that_stands_beside_it(root):
    assert catalog.of_page(str(root / "broadband/page.py")) is catalog.get("broadband", source=catalog.Folder(root))
    assert catalog.of_page(str(catalog.ROOT / "pork/page.py")) is catalog.get("pork")


def said_by_its_page(root: Path) -> list[str]:
    page = AppTest.from_function(drawn_by_its_page, args=(str(root),), default_timeout=PATIENCE)
    in_whole(page)
    return re.findall(r"Brouillon \w+\.", read(page.run()))


def test_its_own_page_is_made_of_its_own_screens_read_again_when_they_change(root):
    folder = with_screens(root / "broadband", "Brouillon relu.")
    assert catalog.check_folder(folder)[1] == []
    assert said_by_its_page(root) == ["Brouillon relu."]
    with_screens(folder, "Brouillon corrigé.")
    assert said_by_its_page(root) == ["Brouillon corrigé."]
    assert "studies.broadband.screens.words" not in sys.modules


def test_two_folders_of_one_name_keep_each_its_screens(tmp_path):
    roots = {name: tmp_path / name for name in ("premier", "second")}
    for name, root in roots.items():
        with_screens(copy_of_the_good_study(root), f"Brouillon {name}.")
    assert [said_by_its_page(roots[name]) for name in ("premier", "second", "premier")] == [
        ["Brouillon premier."],
        ["Brouillon second."],
        ["Brouillon premier."],
    ]


def test_a_figure_changed_in_a_draft_moves_the_draft_alone(root):
    house, before = catalog.get("broadband").version, catalog.get("broadband", source=catalog.Folder(root)).version
    cell("parameters.csv", "homes", "note", "Relu.")(root / "broadband")
    assert catalog.of_page(str(root / "broadband/page.py")).version == before
    cell("parameters.csv", "imitation", "value", "0.41")(root / "broadband")
    assert catalog.of_page(str(root / "broadband/page.py")).version != before
    assert catalog.get("broadband").version == house


def test_a_page_without_study_beside_it_is_told(tmp_path):
    with pytest.raises(BadRequest, match="étude « nulle_part » inconnue"):
        catalog.of_page(str(tmp_path / "nulle_part/page.py"))


def test_a_study_whose_card_says_so_has_no_site_of_the_inventory_on_its_map(root):
    def said(page: AppTest) -> str:
        return " ".join([*(one.value for one in page.markdown), *(one.label for one in page.expander), *(one.proto.body for one in page.get("html"))])

    def page() -> AppTest:
        version = catalog.get("draft", source=catalog.Folder(root)).version
        return AppTest.from_function(drawn, args=(str(root), version), default_timeout=PATIENCE).run()

    assert "sites de la carte" in said(page())
    edit("study.toml", "minimum_scale = ", "sites = false\nminimum_scale = ")(root / "draft")
    bare = page()
    assert not bare.exception
    assert "sites de la carte" not in said(bare) and "zone fibrée" not in said(bare)
    (deck,) = bare.get("deck_gl_json_chart")
    assert not [layer["id"] for layer in json.loads(deck.proto.json)["layers"] if "zone" in layer["id"]]
