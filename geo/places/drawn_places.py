"""Places that people drew on the map: which communes they touch, and how a map shows them.

A place is a GeoJSON geometry as data.store.writings.drawn writes it.
"""

import json
from collections.abc import Sequence

import geopandas as gpd
import pydeck as pdk
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data.ground.french import counted, listed, number
from geo.territory import contours
from geo.territory.contours import DEGREES, METRIC
from geo.territory.lozere import LOZERE, communes

COLOUR, PAPER = [200, 60, 0], [255, 255, 255]  # 3:1 on the communes, on a white page and on the night of the dark theme
MOST_NAMED = 5  # communes of a line told one by one


def touched(place: str) -> list[str]:
    """The communes that a place touches, by name; the nearest one when it is beside the département."""
    drawn, frame = _shape(place), contours.shared().frame
    found = frame[frame.intersects(drawn)]
    if found.empty:
        there = shapely.points(*drawn.representative_point().coords[0])
        found = frame.iloc[[frame.to_crs(METRIC).distance(_metres(there)).argmin()]]
    return sorted(found["name"])


def words(place: str) -> str:
    """A place in words, for who does not see the map: Point à Mende. Ligne de 12,4 km, par Mende et Badaroux."""
    names = touched(place)
    more = len(names) - MOST_NAMED
    told = [*names[:MOST_NAMED], counted(more, "autre commune", "autres communes")] if more > 0 else names
    drawn = _shape(place)
    if drawn.geom_type == "Point":
        inside = contours.shared().frame.intersects(drawn).any()
        return f"{'Point à' if inside else 'Point hors du département, près de'} {told[0]}"
    return f"Ligne de {number(_metres(drawn).length / 1_000, 1)} km, par {listed(told)}"


def layers_of(places: Sequence[str], numbered: bool = True) -> list[pdk.Layer]:
    """What a map draws of some places, over the communes: each with its number in the list, from 1, when they are `numbered`."""
    lines = [place for place in places if _shape(place).geom_type != "Point"]
    drawn = [_lines("drawn-edges", lines, PAPER, 5), _lines("drawn-lines", lines, COLOUR, 3)] if lines else []
    signs = [_sign(place, str(rank) if numbered else "") for rank, place in enumerate(places, start=1)]
    if not numbered:
        signs = [sign for sign, place in zip(signs, places, strict=True) if place not in lines]
    return [*drawn, _signs(signs, 9 if numbered else 6)] if signs else drawn


def town_halls() -> list[tuple[str, float, float]]:
    """The communes of Lozère and the place of their town halls, by name: (name, lon, lat)."""
    frame = communes(LOZERE).sort_values("name")
    return [(row.name, row.lon, row.lat) for row in frame[["name", "lon", "lat"]].itertuples(index=False)]


def _lines(identifier: str, places: Sequence[str], colour: list[int], width: int) -> pdk.Layer:
    features = [{"type": "Feature", "properties": {}, "geometry": json.loads(place)} for place in places]
    return pdk.Layer(
        "GeoJsonLayer",
        id=identifier,
        data={"type": "FeatureCollection", "features": features},
        pickable=False,
        filled=False,
        get_line_color=colour,
        line_width_min_pixels=width,
    )


def _sign(place: str, text: str) -> dict:
    """Where the number of a place stands: on a point, in the middle of a line."""
    drawn = _shape(place)
    middle = drawn if drawn.geom_type == "Point" else drawn.interpolate(0.5, normalized=True)
    return {"lon": round(middle.x, 5), "lat": round(middle.y, 5), "text": text}


def _signs(signs: list[dict], radius: int) -> pdk.Layer:
    features = [
        {"type": "Feature", "properties": {"text": sign["text"]}, "geometry": {"type": "Point", "coordinates": [sign["lon"], sign["lat"]]}}
        for sign in signs
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        id="drawn-points",
        data={"type": "FeatureCollection", "features": features},
        pickable=False,
        point_type="'circle+text'",
        get_fill_color=COLOUR,
        get_line_color=PAPER,
        line_width_min_pixels=1.5,
        get_line_width=1.5,
        line_width_units="'pixels'",
        get_point_radius=radius,
        point_radius_units="'pixels'",
        get_text="properties.text",
        get_text_size=12,
        get_text_color=PAPER,
        get_text_pixel_offset=[0, 0],
        text_font_family="'Source Sans, sans-serif'",
        text_font_weight=700,
    )


def _shape(place: str) -> BaseGeometry:
    return shape(json.loads(place))


def _metres(drawn: BaseGeometry) -> BaseGeometry:
    return gpd.GeoSeries([drawn], crs=DEGREES).to_crs(METRIC).iloc[0]
