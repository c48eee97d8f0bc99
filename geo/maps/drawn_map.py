"""A map as SVG, without a browser: every layer of a deck of geo.maps, read from the deck itself, so that both show the same.

drawing(json.loads(deck.to_json()), 640, 640)   # a part of a sheet, see data.ground.svg_sheet
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from data.ground import svg
from data.ground.svg import element, hexadecimal, paint
from geo.maps import drawn_view, fills, labels, landmarks, layers
from geo.maps.drawn_view import GRAIN, View
from geo.maps.expressions import value

BASELINE = 0.35  # [share of the size] from the middle of a capital letter down to the line that it stands on
BLACK, WHITE = [0, 0, 0], [255, 255, 255]
POINT = "Point"
ANCHORS = {1: "start", 0: "middle", -1: "end"}


def drawing(spec: dict, width: float, height: float, words: bool = True) -> str:
    """The map of a deck, read as the browser reads it, in a frame of that size [px]; without `words`, neither names nor points are over the communes.

    ValueError (in French) for a layer that this module does not know how to draw.
    """
    view = drawn_view.of_deck(spec["initialViewState"], width, height)
    ground = element("rect", width=width, height=height, **paint(layers.GROUND))
    drawn = [_layer(fills.of_layer(layer), view, words) for layer in spec["layers"]]
    return element("svg", ground, *drawn, width=width, height=height, viewBox=f"0 0 {svg.number(width)} {svg.number(height)}")


def _layer(layer: dict, view: View, words: bool) -> str:
    kinds: dict[str, Callable[..., Iterator[str]]] = {
        "GeoJsonLayer": _features,
        "PathLayer": _routes,
        "ScatterplotLayer": _discs,
        "TextLayer": _texts,
    }
    if layer["@@type"] not in kinds:
        raise ValueError(f"couche « {layer['@@type']} » inconnue du dessin sans navigateur")
    return element("g", *kinds[layer["@@type"]](layer, view, words), class_=layer["id"])


def _published(data: str | dict) -> tuple[str, list[dict]]:
    """The digest and the features of a layer that a browser would ask for, or that the deck holds."""
    if isinstance(data, dict):
        return "", data["features"]
    digest = data.rpartition("/")[2].removesuffix(".geojson")
    found = layers.find(digest) or landmarks.find(digest)
    if found is None:
        raise ValueError(f"couche de carte « {data} » inconnue")
    return digest, json.loads(found.body)["features"]


def _features(layer: dict, view: View, words: bool) -> Iterator[str]:
    """Shapes, then points."""
    digest, features = _published(layer["data"])
    shapes = [feature for feature in features if feature["geometry"]["type"] != POINT]
    if shapes:
        paths = _paths(digest, view) if digest else drawn_view.on_grid([feature["geometry"] for feature in shapes], view)
        drawn = [_shape(layer, feature, path, view) for feature, path in zip(shapes, paths, strict=True)]
        yield element("g", *drawn, transform=f"scale({GRAIN})", **_common(layer, view))
    for feature in features:
        if feature["geometry"]["type"] == POINT:
            yield from _point(layer, feature, view, words)


@lru_cache(maxsize=16)
def _paths(digest: str, view: View) -> list[str]:
    """The paths of the shapes of a published layer: they do not change with the figures."""
    features = _published(f"/layers/{digest}.geojson")[1]
    return drawn_view.on_grid([feature["geometry"] for feature in features if feature["geometry"]["type"] != POINT], view)


def _common(layer: dict, view: View) -> dict[str, object]:
    """What all the shapes of a layer share."""
    fixed = layer.get("getLineColor")
    stroke = paint(fixed, "stroke") if isinstance(fixed, list) and layer.get("stroked", True) else {}
    width = None if "getLineWidth" in layer else layer.get("lineWidthMinPixels", 1) * view.shrunk / GRAIN
    return {**stroke, "stroke_width": width, "stroke_linejoin": "round"}


def _shape(layer: dict, feature: dict, path: str, view: View) -> str:
    """A commune, a contour, a road; nothing when it is not filled and its line has no width, or is clear."""
    properties = feature["properties"]
    filled = layer.get("filled", True) and not feature["geometry"]["type"].endswith("LineString")
    width = value(layer["getLineWidth"], properties) * view.shrunk / GRAIN if "getLineWidth" in layer else None
    own = {} if isinstance(layer.get("getLineColor"), list) else paint(value(layer.get("getLineColor", BLACK), properties), "stroke")
    if not filled and (width == 0 or own.get("stroke_opacity") == 0):
        return ""
    fill = paint(value(layer.get("getFillColor", BLACK), properties)) if filled else {"fill": "none"}
    return element("path", d=path, **fill, **own, stroke_width=width)


def _point(layer: dict, feature: dict, view: View, words: bool) -> Iterator[str]:
    """A disc, a sign or words, as the layer says."""
    properties, at = feature["properties"], view.pixels(*feature["geometry"]["coordinates"])
    kind = layer.get("pointType", "circle")
    text = value(layer["getText"], properties) if "text" in kind else ""
    if text and (words or len(text) == 1):
        yield _text(layer, properties, at, text, view, "Text")
    quantity = layer.get("pointRadiusUnits") != "pixels"  # a radius in metres is a figure, not a sign
    radius = value(layer.get("getPointRadius", 1), properties) * (view.per_metre if quantity else view.shrunk)
    if "circle" in kind and radius and (words or quantity):  # over the ground of its name
        yield _disc(layer, properties, at, radius, view)


def _routes(layer: dict, view: View, _words: bool) -> Iterator[str]:
    """A line for each row of a layer that holds its data."""
    paths = drawn_view.on_grid([{"type": "LineString", "coordinates": value(layer["getPath"], row)} for row in layer["data"]], view)
    lines = [
        element(
            "path",
            d=path,
            fill="none",
            stroke_width=value(layer["getWidth"], row) * view.shrunk / GRAIN,
            **paint(value(layer["getColor"], row), "stroke"),
        )
        for path, row in zip(paths, layer["data"], strict=True)
    ]
    yield element("g", *lines, transform=f"scale({GRAIN})")


def _discs(layer: dict, view: View, _words: bool) -> Iterator[str]:
    """A disc for each row of a layer that holds its data."""
    by_metre = 1.0 * view.shrunk if layer.get("radiusUnits") == "pixels" else view.per_metre
    for row in layer["data"]:
        at = view.pixels(*value(layer["getPosition"], row))
        yield _disc(layer, row, at, value(layer["getRadius"], row) * by_metre, view)


def _disc(layer: dict, properties: Mapping, at: tuple[float, float], radius: float, view: View) -> str:
    width = value(layer.get("getLineWidth", layer.get("lineWidthMinPixels", 1)), properties) * view.shrunk
    fill = paint(value(layer.get("getFillColor", BLACK), properties)) if layer.get("filled", True) else {"fill": "none"}
    stroke = paint(value(layer.get("getLineColor", BLACK), properties), "stroke") if layer.get("stroked", True) and width else {}
    return element("circle", cx=at[0], cy=at[1], r=radius, **fill, **stroke, stroke_width=width if stroke else None)


def _texts(layer: dict, view: View, _words: bool) -> Iterator[str]:
    """A sign for each row of a layer that holds its data."""
    for row in layer["data"]:
        yield _text(layer, row, view.pixels(*value(layer["getPosition"], row)), value(layer["getText"], row), view, "")


def _text(layer: dict, properties: Mapping, at: tuple[float, float], text: str, view: View, prefix: str) -> str:
    """Words in the middle of their place, moved as the layer says, on a ground or outlined; `prefix` begins the names of their settings."""

    def setting(name: str, otherwise: object) -> object:
        written = f"get{prefix}{name}" if name[0].isupper() else (f"text{name[0].upper()}{name[1:]}" if prefix else name)
        return value(layer.get(written, otherwise), properties)

    size = setting("Size", labels.POINT) * view.shrunk
    right, down = setting("PixelOffset", [0, 0])
    x, y = at[0] + right * view.shrunk, at[1] + down * view.shrunk
    box = labels.box(text, size, x, y)
    behind = ""
    if layer.get("textBackground"):
        ground = paint(setting("BackgroundColor", WHITE))
        behind = element("rect", x=x - box.width / 2 - 2, y=y - box.height / 2, width=box.width + 4, height=box.height, **ground)
    halo = hexadecimal(setting("outlineColor", WHITE)) if setting("outlineWidth", 0) else None
    first = y - box.height / 2 + size * (0.5 + BASELINE)
    fill = hexadecimal(setting("Color", BLACK))
    side = _side(right * view.shrunk, box.width / 2)
    return behind + svg.words(
        x - side * box.width / 2, first, text, size, fill, halo=halo, text_anchor=ANCHORS[side], font_weight=layer.get("textFontWeight")
    )


def _side(right: float, half: float) -> int:
    """Where words stand beside their point: 1 on its right, -1 on its left, 0 over it; they then begin or end there, whatever the font."""
    return int(right >= half) - int(right <= -half)
