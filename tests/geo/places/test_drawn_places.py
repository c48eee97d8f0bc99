"""A drawn place is told in words for who does not see the map, and drawn over the communes by its number."""

import json

import pytest

from geo.maps import decks
from geo.maps.drawn_map import drawing
from geo.places import drawn_places

MENDE = '{"type":"Point","coordinates":[3.5,44.518]}'
AWAY = '{"type":"Point","coordinates":[3.02,44.9]}'
ROAD = '{"type":"LineString","coordinates":[[3.5,44.518],[3.29,44.55]]}'


def test_a_point_is_told_by_its_commune():
    assert drawn_places.words(MENDE) == "Point à Mende"
    assert drawn_places.words(AWAY).startswith("Point hors du département, près de ")


def test_a_line_is_told_by_its_length_and_its_communes():
    told = drawn_places.words(ROAD)
    assert told.startswith("Ligne de 17,1 km, par ")
    assert {"Mende", "Marvejols"} <= set(drawn_places.touched(ROAD))


def test_places_together_carry_their_number_on_the_map():
    deck = decks.commune_map(sites=False, above=drawn_places.layers_of([MENDE, ROAD]))
    drawn = drawing(json.loads(deck.to_json()), 400, 420)
    assert {">1<", ">2<"} <= {drawn[at : at + 3] for at in range(len(drawn))}
    assert 'class="drawn-lines"' in drawn


def test_a_place_alone_has_no_number():
    (signs,) = drawn_places.layers_of([MENDE], numbered=False)
    assert signs.data["features"][0]["properties"] == {"text": ""}


def test_each_commune_may_be_chosen_by_its_name():
    halls = drawn_places.town_halls()
    assert len(halls) == 152
    (mende,) = [(lon, lat) for name, lon, lat in halls if name == "Mende"]
    assert mende == pytest.approx((3.501, 44.518), abs=0.001)
