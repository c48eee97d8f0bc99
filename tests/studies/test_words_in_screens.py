"""The screens of the studies draw; what they say stands in text/notes.md and in the tables of texts, under names that a remark can be pinned to."""

import ast
import re
from pathlib import Path

import pytest

from studies.toolkit.reading.code import screen_texts

ROOT = Path(__file__).parents[2]
SCREENS = sorted(ROOT.glob("studies/*/screens/*.py"))
LONGEST = 13  # words of a text in the code: the title of an axis, of a column, a short reading
TITLE = re.compile(r"#{2,6} ")  # of Markdown; a lone sign stands for a value


def said(code: str) -> list[str]:
    """The titles, and the texts longer than `LONGEST` words, that a screen writes in its code."""
    texts = (text for _, text in screen_texts.texts(ast.parse(code)))
    return [text for text in texts if len(text.split()) > LONGEST or TITLE.match(text)]


def test_what_a_screen_says_is_seen():
    assert (
        said('def show(view):\n    """Words that nobody reads, however many they are, do not count: they tell what this function does here."""') == []
    )
    assert said('prose.markdown("### Ce que coûte un poste")') == ["### Ce que coûte un poste"]
    assert said('title = f"### {number} postes"') == ["### # postes"]
    assert said('title = f"### {reading}"') == ["### #"]
    assert said(f'reading = "{"mot " * 13}"') == []
    assert len(said(f'reading = f"{{value}} {"mot " * 13}"')) == 1
    assert said('st.markdown(f"#{anchor}")') == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda path: f"{path.parent.parent.name}.{path.stem}")
def test_a_screen_writes_no_title_and_no_long_sentence(screen):
    assert said(screen.read_text("utf-8")) == []


def test_every_study_with_drawings_is_read():
    assert {path.parent.parent.name for path in SCREENS} >= {"broadband", "datacenter", "hydrogen", "pork"}
