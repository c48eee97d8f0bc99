"""Each file that somebody takes away, named in exports.csv with what becomes of it, and the test that holds it.

`import`: it comes back through its import without loss. `cells`: a list made to be read, whose cells any reader of tables gives back, and that no
import takes. `programs`: for a program, which reads it as it is. `paper`: a paper, a picture, a map or a calendar, that nothing takes back.
"""

import ast
import csv
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
with Path(__file__).with_name("exports.csv").open(encoding="utf-8", newline="") as _file:
    EXPORTS = list(csv.DictReader(_file))
WRITERS = ("download_button", "_download")  # what draws the button of a file; the second calls the first with its own label


def labels_by_page() -> dict[str, set[str]]:
    """Each file of a page that gives something to take away, with the labels that stand in its calls as they are."""
    found = defaultdict(set)
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if name in WRITERS and node.args:
                label = node.args[0]
                found[path.relative_to(ROOT).as_posix()] |= {label.value} if isinstance(label, ast.Constant) else set()
    return found


def test_every_file_that_a_page_gives_is_named():
    on_pages, named = labels_by_page(), defaultdict(set)
    for one in EXPORTS:
        named[one["place"]].add(one["label"])
    assert on_pages.keys() - named.keys() == set()
    assert {page: labels - named[page] for page, labels in on_pages.items() if labels - named[page]} == {}
    written = {place: (ROOT / place).read_text("utf-8") for place in named if place.endswith(".py")}
    assert [(place, label) for place, text in written.items() for label in named[place] if label not in text] == []


@pytest.mark.parametrize("what", ["import", "cells", "programs", "paper"])
def test_a_test_holds_every_export_but_papers(what):
    held = [one["held_by"] for one in EXPORTS if one["what"] == what]
    assert held
    if what == "paper":
        assert set(held) == {""}
        return
    for path, _, name in (one.partition("::") for one in held):
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), name
