"""Decks that carry classes, not geometry."""

import json
import math

import pytest

from geo.maps import decks, fills, symbols
from geo.sites import located
from geo.territory import lozere

CLASSES = [i % 5 for i in range(151)] + [None]


def layers_of(deck: decks.Deck) -> dict[str, dict]:
    return {layer["id"]: fills.of_layer(layer) for layer in json.loads(deck.to_json())["layers"]}


def test_a_map_of_classes_weighs_little():
    assert len(decks.commune_map(CLASSES, selected="48095").to_json()) <= 15_000
    assert len(decks.commune_map(CLASSES, circles=[1_000.0] * 152).to_json()) <= 15_000


def test_the_circles_alone_weigh_less_than_2_kilobytes_their_points_come_by_url():
    population = lozere.dataset()["population"].values
    assert len(json.dumps(layers_of(decks.commune_map(circles=population))["circles"])) < 2_000


def test_a_circle_keeps_its_scale_when_what_the_largest_stands_for_is_told():
    assert decks.circle_radii([4, 1], largest=1_000, most=16) == [500, 250]
    drawn = layers_of(decks.commune_map(circles=[25.0] * 152, most=100.0))["circles"]
    assert drawn["getPointRadius"] == f"@@=([{','.join(['3500'] * 152)}])[properties.i]"


def test_another_commune_is_outlined_by_another_layer_which_the_map_on_screen_draws_anew():
    """In version 0.17.0 the outline stayed on the first commune that was chosen."""
    first, second = (layers_of(decks.commune_map(sites=False, selected=code)).keys() for code in ("48095", "48070"))
    assert len(first ^ second) == 2


def test_the_layers_come_by_url_from_the_bottom_to_the_top():
    deck = layers_of(decks.commune_map(CLASSES, selected="48095"))
    assert list(deck) == ["around", "communes", "missing", "selected-48095", "landmarks", "zones", "plots", "buildings"]
    assert all(layer["data"].startswith("/layers/") for layer in deck.values())
    assert list(layers_of(decks.commune_map(sites=False))) == ["around", "communes", "landmarks"]


def test_neither_a_name_nor_the_a75_nor_its_exits_hide_the_sign_of_a_site():
    over, under = symbols.ring(3.5, 44.5), symbols.exits([(3.3, 44.8, "sortie 32")])
    assert list(layers_of(decks.commune_map(under=[under], above=[over]))) == [
        "around",
        "communes",
        "landmarks",
        "exits",
        "zones",
        "plots",
        "buildings",
        "ring",
    ]


def test_the_colour_expression_has_the_parentheses_that_deck_needs():
    fill = layers_of(decks.commune_map(CLASSES))["communes"]["getFillColor"]
    assert fill.startswith("@@=([[255,241,150],")
    assert fill.endswith(",5])[properties.i]]")  # the last commune has no figure: the colour after the palette
    assert "[128,128,128,40]])[([0,1,2,3,4," in fill


def test_a_commune_without_figure_is_hatched_and_no_other():
    hatched = layers_of(decks.commune_map(CLASSES))["missing"]
    assert hatched["getLineColor"] == f"@@=([[0,0,0,0],[128,128,128]])[([{'0,' * 151}1])[properties.i]]"
    assert "missing" not in layers_of(decks.commune_map([0] * 152))
    assert "missing" not in layers_of(decks.commune_map())


def test_no_expression_is_spaced_as_a_french_sentence():
    drawn = decks.commune_map(CLASSES, selected="48095", shown={"zone": [i > 0 for i in range(len(located.of_kind("zone")))]}).to_json()
    fill = layers_of(decks.commune_map())["zones"]["getFillColor"]
    assert fill == "@@=properties.fibre == 1 ? [0, 0, 0] : [255, 255, 255]"
    assert not {"\u00a0", "\u202f"} & set(drawn)


def test_a_click_leaves_the_colours_of_the_legend_which_streamlit_would_pale_where_it_finds_them():
    drawn = decks.commune_map([0] * 152, circles=[1.0] * 152, above=[symbols.ring(3.5, 44.5), *symbols.ranks([(3.4, 44.3, "1")])])
    told = {layer["id"]: layer for layer in json.loads(drawn.to_json())["layers"]}
    assert [name for name, layer in told.items() if {"getFillColor", "getColor"} & set(layer)] == []
    assert told["communes"]["_subLayerProps"]["polygons-fill"]["getFillColor"].startswith("@@=([[255,241,150],")
    assert told["circles"]["_subLayerProps"]["points-circle"]["getFillColor"] == [0, 114, 178, 150]
    assert told["ranks"]["_subLayerProps"]["characters"]["getColor"] == [200, 60, 0]


def test_other_classes_are_drawn_anew_by_a_map_that_is_on_screen():
    first, same, second = (
        json.loads(decks.commune_map([rank] * 152).to_json())["layers"][1]["_subLayerProps"]["polygons-fill"] for rank in (0, 0, 1)
    )
    assert first["updateTriggers"] == same["updateTriggers"] != second["updateTriggers"]


def test_other_quantities_and_other_sites_are_drawn_anew_too():
    """In version 0.19.0 the circles of a date stayed under the figures of another, and signs that were filtered out stayed in sight."""

    def triggers(layer: str, **given) -> dict[str, str]:
        told = {one["id"]: one for one in json.loads(decks.commune_map(**given).to_json())["layers"]}[layer]
        (drawn,) = told["_subLayerProps"].values()
        return drawn["updateTriggers"]

    few, many = ({"circles": [value, 100.0] * 76} for value in (1.0, 50.0))
    assert triggers("circles", **few)["getRadius"] == triggers("circles", **few)["getRadius"] != triggers("circles", **many)["getRadius"]
    for layer, kind, size in (("zones", "zone", "getRadius"), ("plots", "terrain", "getSize"), ("buildings", "bâtiment", "getSize")):
        count = len(located.of_kind(kind))
        none, all_of_them = ({"shown": {kind: [is_shown] * count}} for is_shown in (False, True))
        assert triggers(layer, **none)[size] != triggers(layer, **all_of_them)[size]


def test_a_map_without_classes_is_plain():
    assert layers_of(decks.commune_map())["communes"]["getFillColor"] == decks.PLAIN


def test_the_selected_commune_is_outlined():
    i = lozere.dataset()["commune"].values.tolist().index("48095")
    assert f"properties.i == {i} ?" in layers_of(decks.commune_map(selected="48095"))["selected-48095"]["getLineWidth"]


def test_the_base_map_is_blank_and_local():
    deck = json.loads(decks.commune_map().to_json())
    assert (deck["mapProvider"], deck["mapStyle"]) == ("mapbox", "/layers/blank.json")


def test_the_whole_departement_fits_a_phone_and_the_height_of_a_desk():
    places = lozere.communes("48")
    metres_per_pixel = 40_075_016.7 * math.cos(math.radians(decks.VIEW["latitude"])) / (512 * 2 ** decks.VIEW["zoom"])
    metres_per_degree = 111_320
    wide = (places["lon"].max() - places["lon"].min()) * metres_per_degree * math.cos(math.radians(44.5)) / metres_per_pixel
    tall = (places["lat"].max() - places["lat"].min()) * metres_per_degree / metres_per_pixel
    assert wide < 350
    assert tall < decks.HEIGHT


def test_the_area_of_a_circle_is_proportional_to_its_value():
    assert decks.circle_radii([4, 1, 0, None, float("nan"), -3], largest=1_000) == [1_000, 500, 0, 0, 0, 0]
    assert decks.circle_radii([0, None]) == [0, 0]


def test_the_same_map_has_the_same_json():
    assert decks.commune_map(CLASSES, selected="48061").to_json() == decks.commune_map(CLASSES, selected="48061").to_json()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"classes": [0, 1]}, "2 classes pour 152 communes"),
        ({"classes": [9] * 152}, "hors de la palette"),
        ({"selected": "12145"}, "inconnue en Lozère"),
        ({"circles": [1.0]}, "1 valeurs pour 152 communes"),
    ],
)
def test_a_wrong_map_is_refused_in_french(settings, words):
    with pytest.raises(ValueError, match=words):
        decks.commune_map(**settings)
