"""The colours of a layer, told where a click on the map leaves them as they are.

Streamlit pales the fills and the signs of every layer as soon as something of the map is selected: the communes would no longer have the colours of
the legend. It knows the colour of a layer, not the one of what draws its shapes, its points or its signs: it is told there.
"""

import hashlib
from collections.abc import Mapping

OWN = "_subLayerProps"  # of deck.gl: what draws the parts of a layer, by name
PARTS = {"GeoJsonLayer": ("getFillColor", "polygons-fill"), "TextLayer": ("getColor", "characters")}  # type -> its colour, and who draws it
POINTS = "points-circle"  # who draws the points of a GeoJsonLayer
SHORT = 8  # characters of SHA-256: enough to tell the colours of a layer from the ones that it had before


def kept(layer: Mapping[str, object]) -> dict[str, object]:
    """A layer of a deck whose colour a click leaves; it is computed again when it is another one."""
    colour, part = PARTS.get(str(layer["@@type"]), ("", ""))
    if colour not in layer:
        return dict(layer)
    told = layer[colour]
    version = hashlib.sha256(str(told).encode("utf-8")).hexdigest()[:SHORT]
    drawn_by = POINTS if "getPointRadius" in layer else part
    others = {name: said for name, said in layer.items() if name != colour}
    return others | {OWN: {drawn_by: {colour: told, "updateTriggers": {colour: version}}}}


def of_layer(layer: Mapping[str, object]) -> dict[str, object]:
    """The same layer with its colour among what is said of it."""
    parts = layer.get(OWN, {})
    told = {name: said for part in parts.values() for name, said in part.items() if name != "updateTriggers"} if isinstance(parts, dict) else {}
    return {name: said for name, said in layer.items() if name != OWN} | told
