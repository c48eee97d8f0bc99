"""The French words of a study may be rewritten at any time: its screens look up by ids, never by these words."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.parts.study.view import View
from studies import catalog
from studies.hydrogen.screens import people, price
from studies.pork.screens import slaughter
from studies.toolkit.reading.code import linked_files
from studies.toolkit.running.study import Study

SLUGS = ("broadband", "datacenter", "hydrogen", "pork")
GIVEN = ("get", "pop")  # what takes a value of a dictionary


def words(study: Study) -> set[str]:
    """The French names of the values of the dimensions of a study."""
    return {words for dimension in study.card.dimensions.values() for words in dimension.values.values()}


def looked_up(tree: ast.AST) -> Iterator[ast.expr]:
    """What a file takes values by, or compares with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            yield node.slice
        elif isinstance(node, ast.Compare):
            yield from (node.left, *node.comparators)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GIVEN:
            yield from node.args[:1]


def constants(trees: list[ast.Module]) -> dict[str, object]:
    """The constants that the screens of a study name."""
    assigned = (node for tree in trees for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant))
    return {target.id: node.value.value for node in assigned for target in node.targets if isinstance(target, ast.Name)}


def test_no_sentence_of_a_study_keeps_a_plural_after_a_number_that_may_be_zero_or_one():
    """« 0 poste demanderaient »: such a word is written {desks@2036|demanderait|demanderaient}; a figure of a named scenario no lever moves."""
    plural = re.compile(r"\{(?!page\.|#)[^{}|:]+\}\*{0,2} (?:\w+(?:aient|ées|és)\b|directs\b)")
    files = [path for slug in SLUGS for path in (catalog.ROOT / slug).glob("text/[!m]*.md")] + [catalog.ROOT / slug / "study.toml" for slug in SLUGS]
    found = {str(path): plural.findall(path.read_text("utf-8").replace("**", "")) for path in files}
    assert len(files) > 20 and not any(found.values()), found


@pytest.mark.parametrize("slug", SLUGS)
def test_no_screen_of_a_study_looks_up_a_name_that_study_toml_gives(slug):
    study = catalog.get(slug)
    trees = {path.name: ast.parse(path.read_text("utf-8")) for path in linked_files.page_files(study.folder)}
    named, given = constants(list(trees.values())), words(study)
    found = [
        (file, node.lineno, said)
        for file, tree in trees.items()
        for node in looked_up(tree)
        if (said := node.value if isinstance(node, ast.Constant) else named.get(getattr(node, "id", ""))) in given
    ]
    assert found == []


def test_a_lookup_by_words_is_seen_written_out_or_under_a_name():
    tree = ast.parse('TOWN = "Langogne"\nfound["Mende"]\nfound[TOWN]\nfound.get("Rodez")\nname == "Millau"')
    seen = [node.value if isinstance(node, ast.Constant) else constants([tree]).get(getattr(node, "id", "")) for node in looked_up(tree)]
    assert {"Langogne", "Mende", "Rodez", "Millau"} <= set(seen)


def reworded(slug: str, root: Path, *values: str) -> View:
    """The view of a study where some values of its dimensions have other words."""
    folder = Path(shutil.copytree(catalog.get(slug).folder, root / slug, ignore=shutil.ignore_patterns("__pycache__")))
    card = folder / "study.toml"
    text = card.read_text("utf-8")
    for value in values:
        text, changed = re.subn(rf'\b{value} = "([^"]+)"', rf'{value} = "\1, dit autrement"', text)
        assert changed
    card.write_text(text, "utf-8")
    study, faults = catalog.check_folder(folder)
    assert faults == []
    outcome = study.run(study.card.default_scenario)
    return View(study, outcome, study.run(study.card.reference), study.scenarios[outcome.scenario].title)


def test_the_answer_on_the_abattoirs_stands_when_their_words_change(tmp_path):
    view = reworded("pork", tmp_path, "langogne", "antrenas")
    assert set(slaughter.abattoirs(view)) >= {"filled", "more", "away"}
    assert set(slaughter.closures(view)) == {slaughter.ALL_OPEN, "langogne", "antrenas", "saint_chely"}


def test_the_answers_on_hydrogen_stand_when_its_words_change(tmp_path):
    view = reworded("hydrogen", tmp_path, "h2", "diesel", "hgv")
    assert "hydrogène, dit autrement" in price.kilometre(view).title
    assert people.hauliers(view)["rival"] in {"diesel, dit autrement", "biométhane", "batterie"}
    assert people.industry(view)["least"] == "gaz d'aujourd'hui"
