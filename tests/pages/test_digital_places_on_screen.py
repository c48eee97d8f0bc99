"""The digital places and the times to them, on a map panel and in a list."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from geo.maps import symbols
from pages.parts.maps import commune_choice, commune_layers
from tests.pages.conftest import PATIENCE, lines


def shown() -> None:
    """A page that holds the map only."""
    from pages.parts.maps import commune_layers, territory_map

    layers = commune_layers.access_layers()
    territory_map.draw(territory_map.panel("trial", layers, digital=True), layers)


def without() -> None:
    """A page that does not ask for the digital places."""
    from pages.parts.maps import commune_layers, territory_map

    territory_map.draw(territory_map.panel("trial", commune_layers.observed()), commune_layers.observed())


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(shown, default_timeout=PATIENCE).run()


def said(page: AppTest) -> str:
    return (
        "\n".join([*(element.value for element in [*page.markdown, *page.caption, *page.get("html")]), *lines(page)])
        .replace("\u202f", " ")
        .replace("\u00a0", " ")
    )


def drawn(page: AppTest) -> list[str]:
    deck = json.loads(page.get("deck_gl_json_chart")[0].proto.json)
    return [layer["id"] for layer in deck["layers"]]


def test_the_places_are_drawn_when_the_visitor_wants_them_each_sign_with_its_words(page):
    assert symbols.DIGITAL not in drawn(page)
    assert "maison de services au public (2016)" not in said(page)
    page.toggle(key="trial.digital").set_value(True).run()
    assert not page.exception
    assert symbols.DIGITAL in drawn(page)
    for words in ("tiers-lieu", "espace France services", "maison de services au public (2016)", "cabine de téléconsultation"):
        assert words in said(page)


def test_a_page_that_does_not_ask_for_them_is_as_before():
    page = AppTest.from_function(without, default_timeout=PATIENCE).run()
    assert not page.exception
    assert not page.toggle
    assert all("numérique" not in drawer.label for drawer in page.expander)


def test_the_map_does_not_carry_the_places_themselves(page):
    page.toggle(key="trial.digital").set_value(True).run()
    assert "POLeN" not in page.get("deck_gl_json_chart")[0].proto.json


def test_the_list_tells_each_place_with_its_source_and_what_is_not_named(page):
    page.session_state["trial.digital-places"] = True
    page.run()
    text = said(page)
    assert "| La Fabulerie en herbe, **à vérifier** | tiers-lieu | inconnue | vu en 2021 | [La Tribune, Dans les tiers-lieux" in text
    assert "| Cabine de téléconsultation, Châteauneuf-de-Randon | cabine de téléconsultation | Châteauneuf-de-Randon | 2023 | [48FM" in text
    assert "16 labels France services comptés en octobre 2022, dont 4 nommés ici" in text


def test_the_times_are_estimated_and_say_how_they_are_obtained():
    services, third_place, polen = commune_layers.access_layers()
    assert {layer.basis for layer in (services, third_place, polen)} == {"estimé"}
    assert all("à vol d'oiseau × 1,35 à 50 km/h" in layer.source for layer in (services, third_place, polen))
    words = [text.replace("\u00a0", " ") for text in polen.class_words()]
    assert words == ["moins de 15 min", "15 à 30 min", "30 à 45 min", "45 à 60 min", "60 min et plus"]
    assert "Chanac, Florac Trois Rivières et Mende" in third_place.source
    assert (services.values <= third_place.values).mean() > 0.5


def test_a_time_by_intercommunality_is_a_mean_weighted_by_people_not_a_sum():
    means = commune_layers.by_epci(commune_layers.access_layers()[2], None)
    assert means.idxmin() == "CC Cœur de Lozère"
    assert means.max() < 90


def test_a_click_on_a_place_chooses_its_commune():
    event = {"selection": {"objects": {symbols.DIGITAL: [{"properties": {"code": "48095"}}]}}}
    assert commune_choice.clicked(event) == "48095"
