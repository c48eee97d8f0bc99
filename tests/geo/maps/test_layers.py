"""Layers that a browser loads by URL."""

import json
import re
from collections import OrderedDict
from pathlib import Path

import streamlit

from geo.maps import hatching, layers
from geo.territory import lozere


def properties(layer: layers.Layer) -> list[dict]:
    return [feature["properties"] for feature in json.loads(layer.body)["features"]]


def test_the_index_of_a_commune_is_its_place_in_the_dataset():
    codes = lozere.dataset()["commune"].values.tolist()
    assert [(p["code"], p["i"]) for p in properties(layers.commune_layer())] == [(code, i) for i, code in enumerate(codes)]


def test_the_layers_are_light():
    assert len(layers.commune_layer().body) <= 120_000
    assert len(layers.zone_layer().body) <= 20_000


def test_a_layer_is_found_by_its_digest_only():
    layer = layers.zone_layer()
    assert layer.url == f"/layers/{layer.digest}.geojson"
    assert layers.find(layer.digest) is layer
    assert layers.find("0" * 20) is None


def test_the_public_layers_are_found_before_any_page_has_shown_them(monkeypatch):
    digest = layers.commune_layer().digest
    monkeypatch.setattr(layers, "_published", OrderedDict())
    assert layers.find(digest).name == "communes"


def test_a_layer_that_pages_still_draw_outlives_those_that_nobody_asks_for(monkeypatch):
    monkeypatch.setattr(layers, "_published", OrderedDict())
    drawn, asked, left = (layers.publish("hachures", {"type": "FeatureCollection", "features": [], "name": name}) for name in ("a", "b", "c"))
    for place in range(layers.KEPT - 1):
        layers.publish("hachures", {"type": "FeatureCollection", "features": [], "place": place})
        layers.publish(drawn.name, json.loads(drawn.body))
        assert layers.find(asked.digest) is asked
    assert (layers.find(drawn.digest), layers.find(left.digest)) == (drawn, None)


def test_a_layer_that_is_drawn_again_after_many_others_is_served_again(monkeypatch):
    monkeypatch.setattr(layers, "_published", OrderedDict())
    hatched = hatching.layer()
    for place in range(layers.KEPT + 1):
        layers.publish("autre", {"type": "FeatureCollection", "features": [{"place": place}]})
    digest = hatched.url.rpartition("/")[2].removesuffix(".geojson")
    assert layers.find(digest) is hatched


def test_the_same_content_has_the_same_name():
    content = {"type": "FeatureCollection", "features": []}
    assert layers.publish("un", content).digest == layers.publish("deux", dict(content)).digest
    assert layers.publish("un", {**content, "note": "autre"}).digest != layers.publish("un", content).digest


def test_streamlit_escapes_what_a_tooltip_shows_since_the_layers_hold_plain_text():
    scripts = Path(streamlit.__file__).parent.glob("static/static/js/DeckGlJsonChart.*.js")
    text = "".join(script.read_text("utf-8") for script in scripts)
    assert re.search(r"html\)\)\w+\.html=(\w+)\(\w+,\w+\.html,!0\)", text), "Streamlit fills the tooltip in another way: see that it escapes values"
    assert '"<":`&lt;`' in text


def test_zones_and_buildings_say_where_they_are_and_what_they_are():
    zones, buildings = properties(layers.zone_layer()), properties(layers.building_layer())
    assert all("Position à la commune" in p["detail"] for p in zones + buildings)
    assert sum(p["fibre"] for p in zones) == 9
    assert all("Exemple, à remplacer" in p["detail"] for p in buildings)
    assert {p["type"] for p in zones} == {"zone"}
    assert {p["type"] for p in buildings} == {"bâtiment"}


def test_the_blank_style_asks_for_nothing():
    assert layers.BLANK_STYLE["sources"] == {}
    assert [part["type"] for part in layers.BLANK_STYLE["layers"]] == ["background"]
