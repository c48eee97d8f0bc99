"""Maps drawn without a browser, from the decks that the pages show."""

import json
import re
from xml.etree import ElementTree

import pydeck as pdk
import pytest

from data.ground import svg
from geo.maps import decks, drawn_map, drawn_view, expressions, frame
from tests.hostile_texts import TEXTS

SVG = "{http://www.w3.org/2000/svg}"
COMMUNES = 152


def drawn(deck, width=640, height=640, **settings):
    """The drawing of a deck, as an XML reader gives it."""
    text = svg.document(width, height, "Carte", "", drawn_map.drawing(json.loads(deck.to_json()), width, height, **settings))
    assert "nan" not in text.lower()
    return ElementTree.fromstring(text)


def layer(drawing, name):
    """A layer of a drawing by its name on screen."""
    return next(group for group in drawing.iter(f"{SVG}g") if group.get("class") == name)


def paths(drawing, name="communes"):
    """The shapes of a layer."""
    return [path for path in layer(drawing, name).iter(f"{SVG}path") if path.get("d")]


def test_each_commune_has_its_shape_in_the_colour_of_its_class():
    classes = [None if place == 7 else place % 5 for place in range(COMMUNES)]
    found = paths(drawn(decks.commune_map(classes)))
    assert len(found) == COMMUNES
    palette = [svg.hexadecimal(colour) for colour in decks.PALETTE]
    fills = [path.get("fill") for path in found]
    assert fills[:7] == [*palette, *palette[:2]]
    assert fills[7] not in palette
    assert fills[8:10] == palette[3:]


def test_the_chosen_commune_is_outlined_and_no_other():
    assert len(paths(drawn(decks.commune_map(selected="48095")), "selected-48095")) == 1


def test_circles_have_surfaces_in_proportion_to_what_they_count():
    counts = [0.0] * COMMUNES
    counts[3], counts[9] = 400.0, 100.0
    radii = [float(disc.get("r")) for disc in layer(drawn(decks.commune_map(circles=counts)), "circles").iter(f"{SVG}circle")]
    assert len(radii) == 2
    assert radii[0] == pytest.approx(2 * radii[1], rel=0.01)


def test_the_towns_and_their_directions_are_written_as_on_screen():
    said = " ".join(" ".join(text.itertext()) for text in layer(drawn(decks.commune_map()), "landmarks").iter(f"{SVG}text"))
    assert "Mende" in said
    assert "Le Puy ↗" in said


def test_a_small_map_has_no_words_and_weighs_less_than_40_kb():
    small = drawn(decks.commune_map([1] * COMMUNES, sites=False), 160, 200, words=False)
    assert not list(small.iter(f"{SVG}text"))
    assert len(paths(small)) == COMMUNES
    assert len(ElementTree.tostring(small)) < 40_000


def test_a_drawing_of_the_size_of_the_frame_puts_a_place_where_the_screen_does():
    view = drawn_view.of_deck(frame.VIEW, frame.WIDTH, frame.HEIGHT)
    right, down = frame.pixels(3.5, 44.52)
    assert view.pixels(3.5, 44.52) == pytest.approx((frame.WIDTH / 2 + right, frame.HEIGHT / 2 + down), abs=1e-6)


def test_neighbours_keep_the_three_points_of_their_border_in_common():
    left = {"type": "Polygon", "coordinates": [[[3.4, 44.5], [3.5, 44.5], [3.5003, 44.55], [3.5, 44.6], [3.4, 44.6], [3.4, 44.5]]]}
    right = {"type": "Polygon", "coordinates": [[[3.5, 44.5], [3.6, 44.5], [3.6, 44.6], [3.5, 44.6], [3.5003, 44.55], [3.5, 44.5]]]}
    view = drawn_view.of_deck(frame.VIEW, frame.WIDTH, frame.HEIGHT)
    assert len(set.intersection(*(corners(path) for path in drawn_view.on_grid([left, right], view)))) == 3


def corners(path):
    """The points that a path goes through."""
    start, steps = re.fullmatch(r"M(.+)l(.+)z", path).groups()
    x, y = map(int, re.findall(r"-?\d+", start))
    found, moves = {(x, y)}, list(map(int, re.findall(r"-?\d+", steps)))
    for right, down in zip(moves[::2], moves[1::2], strict=True):
        x, y = x + right, y + down
        found.add((x, y))
    return found


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_hostile_sign_stays_text(text):
    sign = pdk.Layer("TextLayer", id="signs", data=[{"p": [3.5, 44.5], "t": text}], get_position="p", get_text="t", get_size=12)
    drawing = drawn(decks.commune_map(sites=False, above=[sign]))
    assert "".join(layer(drawing, "signs").itertext()) == text
    assert not drawing.findall(f".//{SVG}image")
    assert not drawing.findall(f".//{SVG}script")


def test_a_layer_that_cannot_be_drawn_is_refused_by_its_name():
    deck = decks.on_blank([pdk.Layer("HeatmapLayer", data=[])], decks.VIEW)
    with pytest.raises(ValueError, match="couche « HeatmapLayer » inconnue"):
        drawn_map.drawing(json.loads(deck.to_json()), 300, 300)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (4, 4),
        ("@@=properties.w", 2),
        ("@@=p", [3, 44]),
        ("@@=([[1,2,3],[4,5,6]])[([0,1])[properties.i]]", [4, 5, 6]),
        ("@@=properties.i == 1 ? [0, 0, 0] : [255, 255, 255]", [0, 0, 0]),
        ("@@=([1,0])[properties.i] == 1 ? 4.5 : 0", 0),
        ("@@=[0, -14]", [0, -14]),
    ],
)
def test_what_the_browser_computes_for_a_feature_is_read(written, value):
    assert expressions.value(written, {"w": 2, "i": 1, "p": [3, 44]}) == value


@pytest.mark.parametrize("written", ["@@=alert(1)", "@@=properties.w + 1", "@@=__import__('os')", "@@=((", "@@=lambda: 1"])
def test_any_other_expression_is_refused(written):
    with pytest.raises(ValueError, match="inconnue du dessin sans navigateur"):
        expressions.value(written, {"w": 2})
