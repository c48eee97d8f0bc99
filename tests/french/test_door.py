"""Pages and screens write their texts through one door, pages/parts/prose.py: who writes types plain spaces."""

import ast
from pathlib import Path

import pytest

from pages.parts import prose

ROOT = Path(__file__).parents[2]
WRITERS = {name for name, writer in vars(prose).items() if hasattr(writer, "__wrapped__")}
DOOR = ("prose.py", "paper.py")  # the second is what the first writes instead on a page to print: its texts have come through it
SCREENS = ("pages/*.py", "pages/parts/**/*.py", "studies/*/screens/*.py", "studies/*/page.py")


def beside_the_door(code: str) -> list[int]:
    """The lines where a writer of Streamlit that has its double in prose is named."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st" and node.attr in WRITERS
    )


def test_a_text_written_beside_the_door_is_seen():
    assert beside_the_door("st.markdown('a : b')") == [1]
    assert beside_the_door("address.bound(\n    st.toggle, 'a : b')") == [2]
    assert beside_the_door("prose.markdown('a : b')\nst.container()") == []


def test_every_page_and_screen_writes_through_the_door():
    files = [path for pattern in SCREENS for path in sorted(ROOT.glob(pattern)) if path.name not in DOOR]
    wrong = [f"{path.relative_to(ROOT)}, line {line}: prose.…, not st.…" for path in files for line in beside_the_door(path.read_text("utf-8"))]
    assert len(files) > 40 and not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_each_double_has_the_name_of_its_writer(name):
    assert getattr(prose, name).__wrapped__.__name__ == name
