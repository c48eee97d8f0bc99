"""Pages and screens write their texts through one door, pages/parts/prose.py: who writes types plain spaces."""

import ast
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.ground.escaping import JOINER
from pages.parts import prose
from studies.toolkit.reading.code import screen_texts

ROOT = Path(__file__).parents[2]
WRITERS = {name for name, writer in vars(prose).items() if hasattr(writer, "__wrapped__")}
DOOR = ("prose.py", "paper.py", "checked.py")  # the others are what the first writes by: their texts have come through it
SCREENS = ("pages/*.py", "pages/parts/**/*.py", "studies/*/screens/*.py", "studies/*/page.py")


def beside_the_door(code: str) -> list[int]:
    """The lines where a writer of Streamlit that has its double in prose is named."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st" and node.attr in WRITERS
    )


def test_the_check_of_a_study_knows_every_writer_of_the_door():
    assert screen_texts.DOUBLED == WRITERS
    assert {name for name in screen_texts.WITHOUT_DOUBLE if not hasattr(st, name)} == set()


def test_a_text_written_beside_the_door_is_seen():
    assert beside_the_door("st.markdown('a : b')") == [1]
    assert beside_the_door("address.bound(\n    st.toggle, 'a : b')") == [2]
    assert beside_the_door("prose.markdown('a : b')\nst.container()") == []


def test_every_page_and_screen_writes_through_the_door():
    files = [path for pattern in SCREENS for path in sorted(ROOT.glob(pattern)) if path.name not in DOOR]
    wrong = [f"{path.relative_to(ROOT)}, line {line}: prose.…, not st.…" for path in files for line in beside_the_door(path.read_text("utf-8"))]
    assert len(files) > 40 and not wrong, "\n".join(wrong)


def test_a_link_that_leads_elsewhere_goes_through_no_door(caplog):
    def page():
        from pages.parts import prose

        prose.markdown("[a](data:text/html,x)")
        prose.caption("[b](/fibre)")
        prose.table([{"Source": "<file:///etc/passwd>"}])
        prose.radio("[c](javascript:x)", ["d"], format_func=lambda name: f"[{name}](//exemple.invalid)", key="e")

    shown = AppTest.from_function(page).run()
    written = [shown.markdown[0].value, shown.caption[0].value, shown.table[0].value.iloc[0, 0], shown.radio[0].label, *shown.radio[0].options]
    assert written == [
        "[a]|(data:text/html,x)".replace("|", JOINER),
        "[b](/fibre)",
        f"<{JOINER}file:///etc/passwd>",
        f"[c]{JOINER}(javascript:x)",
        f"[d]{JOINER}(//exemple.invalid)",
    ]
    assert "lien « data:text/html,x » refusé" in caplog.text


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_each_double_has_the_name_of_its_writer(name):
    assert getattr(prose, name).__wrapped__.__name__ == name


@pytest.mark.parametrize("field", [prose.text_area, prose.text_input])
def test_what_somebody_typed_comes_back_in_its_field_as_it_was(field):
    typed = "Un écart de -2 : 8 760 heures ? Voir [là](javascript:1)"
    assert field("Décision", typed) == field("Décision", value=typed, key=f"door.{field.__name__}") == typed
