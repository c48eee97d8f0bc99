"""What a layer draws, told to what draws its parts: there Streamlit leaves it as it is, and it is drawn again when it is another one.

Streamlit pales the fills and the signs of every layer as soon as something of the map is selected: the communes would no longer have the colours of
the legend. And of all that a layer works out of its features (colours, sizes of circles and of signs), it lets a colour only be worked out again when
what says it changes: circles would stay those of another year. It knows a layer, not what draws its shapes, its points or its signs.
"""

import hashlib
from collections.abc import Mapping

OWN = "_subLayerProps"  # of deck.gl: what is said to what draws the parts of a layer, by its name
TRIGGERS = "updateTriggers"  # of deck.gl: what tells that something is to be worked out again
PALED = ("getFillColor", "getColor")  # what Streamlit makes paler
# What a layer says -> the names of what draws it, and what it is called there. Lines are those of a line, or around a shape.
SHAPES = {
    "getFillColor": (("polygons-fill",), "getFillColor"),
    "getLineColor": (("polygons-stroke", "linestrings"), "getColor"),
    "getLineWidth": (("polygons-stroke", "linestrings"), "getWidth"),
}
CIRCLES = {
    "getFillColor": (("points-circle",), "getFillColor"),
    "getPointRadius": (("points-circle",), "getRadius"),
    "getLineColor": (("points-circle",), "getLineColor"),
    "getLineWidth": (("points-circle",), "getLineWidth"),
}
SIGNS = {"getTextColor": (("points-text",), "getColor"), "getTextSize": (("points-text",), "getSize")}
LETTERS = {"getColor": (("characters",), "getColor")}
SHORT = 8  # characters of SHA-256: enough to tell what a layer says from what it said before


def kept(layer: Mapping[str, object]) -> dict[str, object]:
    """A layer of a deck whose colour a click leaves, and where all that it says of features that stay, read at their address, is worked out again."""
    rest, parts = dict(layer), {}
    for name, (drawers, own) in _drawn_by(layer).items():
        if name not in layer or not (name in PALED or isinstance(layer.get("data"), str)):
            continue
        for drawer in drawers:
            drawn = parts.setdefault(drawer, {TRIGGERS: {}})
            drawn[TRIGGERS][own] = hashlib.sha256(str(layer[name]).encode("utf-8")).hexdigest()[:SHORT]
            if name in PALED:
                drawn[own] = rest.pop(name)
    return rest | {OWN: parts} if parts else rest


def of_layer(layer: Mapping[str, object]) -> dict[str, object]:
    """The same layer with its colour among what is said of it."""
    parts = layer.get(OWN, {}).values()
    told = {name: said for part in parts for name, said in part.items() if name != TRIGGERS}
    return {name: said for name, said in layer.items() if name != OWN} | told


def _drawn_by(layer: Mapping[str, object]) -> dict[str, tuple[tuple[str, ...], str]]:
    """What draws each thing that a layer may say, and its name there."""
    if layer["@@type"] == "TextLayer":
        return LETTERS
    if layer["@@type"] != "GeoJsonLayer":
        return {}
    if layer.get("pointType") == "text":
        return SIGNS
    return CIRCLES if "getPointRadius" in layer else SHAPES
