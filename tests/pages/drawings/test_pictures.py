"""The pictures of the studies on the cards of the home page."""

from xml.etree import ElementTree

import pytest
from starlette.requests import Request

from pages.parts.drawings import pictures
from pages.serving.pictures import answer_picture
from studies import catalog

SVG = "{http://www.w3.org/2000/svg}"
HEAVIEST = 40_000  # [bytes]


def picture(slug, theme="light"):
    """The picture of a study, and its drawing as an XML reader gives it."""
    found = pictures.of_study(catalog.get(slug), theme)
    return found, ElementTree.fromstring(found.body)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("slug", ["broadband", "pork"])
def test_each_study_has_a_light_picture_with_words_that_replace_it(slug, theme):
    found, drawing = picture(slug, theme)
    assert len(found.body) < HEAVIEST
    assert drawing.get("role") == "img"
    assert found.alt.startswith(("Carte des communes de Lozère.", "Graphique."))
    assert drawing.find(f"{SVG}desc").text
    assert b"nan" not in found.body.lower()


def test_the_picture_is_the_one_that_the_card_of_the_study_names():
    assert picture("broadband")[1].find(f"{SVG}title").text == "Sans fibre après la fin du cuivre, pour cent résidences principales"
    assert picture("pork")[1].find(f"{SVG}title").text == "Exploitations qui ont des porcs"


def test_the_two_themes_differ_and_an_unknown_one_is_light():
    study = catalog.get("pork")
    light, dark = pictures.of_study(study, "light"), pictures.of_study(study, "dark")
    assert light.digest != dark.digest
    assert pictures.of_study(study, None) == light


def test_a_picture_is_served_for_ever_at_its_address_and_another_one_is_unknown():
    found, _ = picture("pork")
    served = answer_picture(asked(found.digest))
    assert (served.status_code, served.body, served.media_type) == (200, found.body, "image/svg+xml")
    assert "immutable" in served.headers["cache-control"]
    assert answer_picture(asked("0" * 20)).status_code == 404


def asked(digest):
    """A request for a picture."""
    return Request({"type": "http", "path_params": {"digest": digest}})
