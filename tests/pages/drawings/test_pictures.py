"""The pictures of the studies on the cards of the home page."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from starlette.requests import Request

from pages.parts.drawings import pictures
from pages.serving.pictures import answer_picture
from studies import catalog

SVG = "{http://www.w3.org/2000/svg}"
HEAVIEST = 40_000  # [bytes]


@pytest.fixture(scope="module")
def study():
    """A study that has maps and series."""
    return catalog.get("pork")


def shown(study, name):
    """The same study, whose card names another picture."""
    return replace(study, card=study.card.model_copy(update={"picture": name}))


@pytest.mark.parametrize(
    ("name", "alt", "title"),
    [
        ("suitability", "Carte des communes de Lozère. Couleur : Aptitude à accueillir un atelier", "Aptitude à accueillir un atelier"),
        ("farms_2041", "Graphique. Exploitations qui ont des porcs : de 45", "Exploitations qui ont des porcs"),
        (None, "Carte des communes de Lozère. Couleur : Aptitude à accueillir un atelier", "Aptitude à accueillir un atelier"),
    ],
)
def test_a_study_shows_what_its_card_names_or_its_first_map(study, name, alt, title):
    picture = pictures.of_study(shown(study, name))
    drawing = ElementTree.fromstring(picture.body)
    assert picture.alt.startswith(alt)
    assert (drawing.get("role"), drawing.find(f"{SVG}title").text) == ("img", title)
    assert drawing.find(f"{SVG}desc").text
    grounds = {group.get("class"): group.find(f"{SVG}rect").get("fill") for group in drawing.findall(f"{SVG}g[@class]")}
    assert grounds == {"light": "#FFFFFF", "dark": "#12181B"}  # the grounds of the two themes, in .streamlit/config.toml
    assert len(picture.body) < HEAVIEST
    assert b"nan" not in picture.body.lower()


def test_a_study_with_neither_map_nor_series_has_no_picture(study):
    still = [indicator for indicator in study.card.indicators if indicator.year is None]
    assert pictures.of_study(replace(study, card=study.card.model_copy(update={"layers": [], "indicators": still, "picture": None}))) is None


def test_a_title_of_any_length_leaves_room_to_the_drawing(study, monkeypatch):
    long = "Exploitations qui ont des porcs " * 40
    monkeypatch.setattr(pictures, "read", lambda data, name: data[name].assign_attrs(label=long))
    picture = pictures.of_study(shown(study, "farms_2041"))
    drawing = ElementTree.fromstring(picture.body)
    assert drawing.find(f"{SVG}title").text == long
    assert any((text.text or "").endswith("…") for text in drawing.iter(f"{SVG}text"))


@pytest.mark.parametrize("long", ["Aptitude à accueillir un atelier de porcs en plein air " * 20, "Anticonstitutionnellement" * 40])
def test_a_layer_of_any_name_leaves_the_legend_of_its_map_whole(study, long):
    layer = next(layer for layer in study.card.layers if layer.id == "suitability")
    named = study.card.model_copy(update={"layers": [layer.model_copy(update={"title": long})], "picture": "suitability"})
    drawing = ElementTree.fromstring(pictures.of_study(replace(study, card=named)).body)
    assert drawing.find(f"{SVG}title").text == long
    lines = drawing.findall(f"{SVG}g[@class='light']/{SVG}text")
    assert any(line.text.endswith("…") for line in lines)
    assert max(float(line.get("y")) for line in lines) < pictures.HEIGHT
    assert max(float(shape.get("y")) + float(shape.get("height")) for shape in drawing.findall(f".//{SVG}svg[@y]")) <= pictures.HEIGHT


def test_the_legend_of_a_map_says_its_whole_title_and_its_unit_once():
    drawing = ElementTree.fromstring(pictures.of_study(catalog.get("hydrogen")).body)
    lines = [line.text for line in drawing.findall(f"{SVG}g[@class='light']/{SVG}text")]
    assert " ".join(lines[:3]) == "Biométhane demandé par habitant (kWh/habitant)"
    assert lines[3].startswith("moins de ") and not any("kWh" in line for line in lines[3:])


def test_a_picture_shows_what_the_study_advises(study):
    farms = study.run("small_farms").indicators["farms_2041"].value  # 81, where the scenario that its page shows first has 28
    assert pictures.of_study(shown(study, "farms_2041")).alt.endswith(f"à {farms:.0f}\u00a0exploitations (fin 2040).")


def test_a_picture_is_served_for_ever_at_its_address_and_another_one_is_unknown(study, monkeypatch):
    monkeypatch.setattr(catalog, "studies", lambda: (study,))
    found = pictures.of_study(study)
    served = answer_picture(asked(found.digest))
    assert (served.status_code, served.body, served.media_type) == (200, found.body, "image/svg+xml")
    assert "immutable" in served.headers["cache-control"]
    assert answer_picture(asked("0" * 20)).status_code == 404


def asked(digest):
    """A request for a picture."""
    return Request({"type": "http", "path_params": {"digest": digest}})
