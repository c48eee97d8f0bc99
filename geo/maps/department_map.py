"""The map of any département: its communes with their names and EPCI, by the contours of the package."""

import math
from collections.abc import Sequence

import pydeck as pdk
from shapely.geometry import mapping

from geo.maps import decks, layers
from geo.territory.contours import Contours

WIDTH = 350  # [px] a phone is 390 px wide
TILE = 512  # [px] the width of the whole world at zoom 0
ROOM = 0.95  # [share] of the map that the département may take


def department_map(known: Contours, classes: Sequence[int | None] | None, palette: Sequence[Sequence[int]], selected: str | None) -> decks.Deck:
    """The communes of `known`, coloured by class in their order (all alike without classes), and the selected one outlined above its neighbours."""
    features = _features(known, classes, palette)
    communes = pdk.Layer(
        "GeoJsonLayer",
        id="communes",
        data=layers.publish("communes d'un département", {"type": "FeatureCollection", "features": features}).url,
        pickable=True,
        stroked=True,
        filled=True,
        get_fill_color="properties.rgb",
        get_line_color=decks.BORDER,
        line_width_min_pixels=0.7,
    )
    outline = pdk.Layer(
        "GeoJsonLayer",
        id="selected",
        data={"type": "FeatureCollection", "features": [feature for feature in features if feature["properties"]["code"] == selected]},
        pickable=False,
        stroked=True,
        filled=False,
        get_line_color=decks.HIGHLIGHT,
        get_line_width=4,
        line_width_units="'pixels'",
    )
    view = pdk.ViewState(**view_of(known.frame.total_bounds))
    return decks.Deck(
        layers=[communes, outline], map_provider="mapbox", map_style=layers.BLANK_STYLE_URL, initial_view_state=view, tooltip=decks.TOOLTIP
    )


def view_of(bounds: Sequence[float]) -> dict[str, float]:
    """Centre and zoom that show west, south, east, north [degrees] whole in WIDTH x decks.HEIGHT pixels (Web Mercator)."""
    west, south, east, north = map(float, bounds)
    low, high = (math.asinh(math.tan(math.radians(latitude))) for latitude in (south, north))
    across, up = (east - west) / 360, (high - low) / (2 * math.pi)  # [share] of the world
    zoom = min(math.log2(WIDTH * ROOM / TILE / across), math.log2(decks.HEIGHT * ROOM / TILE / up))
    return {
        "longitude": round((west + east) / 2, 3),
        "latitude": round(math.degrees(math.atan(math.sinh((low + high) / 2))), 3),
        "zoom": round(zoom, 2),
    }


def _features(known: Contours, classes: Sequence[int | None] | None, palette: Sequence[Sequence[int]]) -> list[dict]:
    ranks = [None] * len(known.frame) if classes is None else classes
    unknown = decks.PLAIN if classes is None else decks.MISSING
    return [
        {
            "type": "Feature",
            "properties": {
                "code": row.code,
                "nom": row.name,
                "detail": row.epci_name or "sans intercommunalité",
                "rgb": unknown if rank is None else palette[rank],
            },
            "geometry": mapping(row.geometry),
        }
        for row, rank in zip(known.frame.itertuples(index=False), ranks, strict=True)
    ]
