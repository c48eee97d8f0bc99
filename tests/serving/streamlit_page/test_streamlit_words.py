"""No English of Streamlit on any page: each phrase that its bundles may draw is replaced, or listed with why no visitor meets it. A new version of
Streamlit that brings another one fails here."""

import ast
import csv
import re
from pathlib import Path

import pytest

from pages.serving.streamlit_page import assets, translation

ROOT = Path(__file__).parents[3]
LEFT = [*csv.DictReader(Path(__file__).with_name("english_left.csv").read_text("utf-8").splitlines())]
# What is drawn stands as the value of one of these in the code of a component, or as one of two such values.
DRAWN = re.compile(
    r'(?:children|[\w"-]*[lL]abel"?|title|alt|placeholder|tooltip|content|header|description|message|text|body|errorMessage)\s*:\s*'
    r"(?:[^`;{}]{0,40}\?\s*)?`([^`]*[A-Za-z]{3,}[^`]*)`(?:\s*:\s*`([^`]*)`)?"
)
PHRASE = re.compile(r"[A-Z][\w’']+([ .!?:…].*)?|[a-z]+ [a-z].*", re.DOTALL)
# Bundles that hold no component of Streamlit's: what they name in English is for programmers, or they write as the page's language has it.
LIBRARIES = re.compile(
    r"[a-z]\w*([Dd]iagram|definition)|cytoscape|chunk-|StreamlitSyntaxHighlighter|katex|dagre|elk|mermaid|cose|c4|flow|info|pie|journey|embed|"
    r"PlotlyChart|axios|protobuf|react|rehype|remark|moment|numbro|iframeResizer|sandbox|useSyncComboBox|ReorderedSegments|DateField"
)


def stem(bundle: Path) -> str:
    return bundle.name.partition(".")[0]


def phrases(bundle: Path) -> set[str]:
    """What a bundle of Streamlit may draw that is not said in French."""
    text = translation.in_french(bundle).decode("utf-8")
    french = "".join(translation.words_of(bundle).values())
    found = {words for match in DRAWN.finditer(text) for words in match.groups() if words}
    return {words for words in found if PHRASE.fullmatch(words) and words not in french}


def writers() -> set[str]:
    """The functions of Streamlit that our pages call: st.slider…"""
    files = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "studies").rglob("*.py")]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"}


def test_no_bundle_draws_an_english_phrase_that_is_neither_replaced_nor_listed():
    whole = {row["bundle"] for row in LEFT if row["words"] == "*"}
    listed = {(row["bundle"], row["words"]) for row in LEFT}
    bundles = [bundle for bundle in assets.BUNDLES.values() if bundle.suffix == ".js" and not LIBRARIES.match(stem(bundle))]
    found = {(stem(bundle), words) for bundle in bundles if stem(bundle) not in whole for words in phrases(bundle)}
    assert found - listed == set(), "à traduire dans words.csv, ou à mettre dans english_left.csv avec la raison"
    assert {(name, words) for name, words in listed - found if words != "*"} == set(), "ces lignes ne servent plus"


@pytest.mark.parametrize("row", [row for row in LEFT if row["words"] == "*"], ids=lambda row: row["bundle"])
def test_what_is_left_in_english_because_no_page_draws_it_is_drawn_by_no_page(row):
    unused = {name.removeprefix("st.") for name in row["why"].split() if name.startswith("st.")}
    assert unused and not unused & writers()
