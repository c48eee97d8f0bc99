"""The screens of the studies draw; what they say stands in text/notes.md and in the tables of texts, under names that a remark can be pinned to."""

import ast
import csv
import io
import re
from pathlib import Path

import pytest

from studies.toolkit.reading.code import screen_texts

ROOT = Path(__file__).parents[2]
SCREENS = sorted(ROOT.glob("studies/*/screens/*.py"))


def said(code: str) -> list[str]:
    """The titles and the long texts that a screen writes in its code."""
    return [text for _, text in screen_texts.said(ast.parse(code))]


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


def test_what_a_screen_says_is_told_with_where_to_write_it():
    code = f'from pages.parts import prose\ndef show(view):\n    prose.markdown("### Ce que coûte un poste")\n    return "{"mot " * 14}"\n'
    first, second = screen_texts.faults(ast.parse(code), "screens/money.py")
    assert (first.place, first.fault) == ("screens/money.py, ligne 3", "titre écrit dans le code : « ### Ce que coûte… »")
    assert (second.place, second.fault) == ("screens/money.py, ligne 4", "texte de 14 mots écrit dans le code : « mot mot mot mot… »")
    assert 'texts.heading(view, "prix")' in first.remedy and "text/notes.md" in second.remedy


@pytest.mark.parametrize("screen", SCREENS, ids=lambda path: f"{path.parent.parent.name}.{path.stem}")
def test_a_screen_writes_no_title_and_no_long_sentence(screen):
    assert said(screen.read_text("utf-8")) == []


SHOWN = {"headline", "written", "difference", "headline_range"}  # what writes a value with its unit


def units_of(folder: Path) -> dict[str, str]:
    """The unit of each result and of each figure of a study."""
    rows = [row for name in ("results.csv", "parameters.csv") for row in csv.DictReader(io.StringIO((folder / name).read_text("utf-8")))]
    return {row["id"]: row["unit"] for row in rows}


def read_as_it_is(value: ast.expr) -> str:
    """The name of what an expression reads without changing it: `float(data.npv)`, `view.number("npv")`, `values["homes"]`; "" for anything else."""
    match value:
        case ast.Call(args=[*_, ast.Constant(value=str(name))]) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return re.split(r"[\[@]", name)[0]
        case ast.Call(func=ast.Name(id="float" | "round"), args=[inside]) | ast.Subscript(value=inside):
            return read_as_it_is(inside)
        case ast.Call(func=ast.Attribute(value=inside, attr="sel")) | ast.Attribute(value=inside, attr="value" | "values"):
            return read_as_it_is(inside)
        case ast.Attribute(attr=name):
            return name
    return ""


def typed_again(code: str, known: dict[str, str]) -> list[str]:
    """The names whose unit a screen types beside them, when results.csv or parameters.csv says it."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("units.")]
    shown = [call.args[:2] for call in calls if call.func.attr in SHOWN and len(call.args) > 1]
    named = [(read_as_it_is(value), unit.value) for value, unit in shown if isinstance(unit, ast.Constant)]
    return [name for name, unit in named if known.get(name) == unit]


def test_a_unit_typed_again_is_seen():
    known = {"npv": "MEUR_2024", "spent": "MEUR_2024", "homes": "homes"}
    assert typed_again('units.headline(float(data.npv), "MEUR_2024")', known) == ["npv"]
    assert typed_again('units.difference(view.number("spent[local]@2041"), "MEUR_2024")', known) == ["spent"]
    assert typed_again('units.written(float(data.spent.sel(year=2041)[-1]), "MEUR_2024")', known) == ["spent"]
    assert typed_again('units.written(view.outcome.values["homes"], "homes")', known) == ["homes"]
    assert typed_again('units.headline(view.number("npv"), view.unit("npv"))', known) == []
    assert typed_again('units.headline(view.number("npv") / racks, "MEUR_2024")', known) == []  # a value of its own, that no table declares


@pytest.mark.parametrize("screen", SCREENS, ids=lambda path: f"{path.parent.parent.name}.{path.stem}")
def test_a_value_read_by_its_name_has_the_unit_of_its_name(screen):
    assert typed_again(screen.read_text("utf-8"), units_of(screen.parents[1])) == []


def test_every_study_with_drawings_is_read():
    assert {path.parent.parent.name for path in SCREENS} >= {"broadband", "datacenter", "hydrogen", "pork"}
