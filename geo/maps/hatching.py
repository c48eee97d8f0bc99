"""The hatching of communes whose figure is missing: thin oblique lines, told apart from every class without a colour, on either theme."""

import math

import geopandas as gpd
import numpy as np
import pydeck as pdk
import shapely
from shapely.geometry import mapping

from data import official_contours
from data.ground.stamped import stamped
from geo.maps import layers
from geo.territory import contours

INK, TINT = [128, 128, 128], [128, 128, 128, 40]  # grey: 3.9:1 on white, 4.5:1 on the night of the dark theme
CLEAR = [0, 0, 0, 0]
APART = 1_500.0  # [m] between two lines: 6 px when Lozère fills its frame
DECIMALS = 4  # of a degree: 10 m, under a twentieth of a pixel
WIDTH = 1.2  # [px]


def lines(shapes: gpd.GeoSeries) -> list[dict]:
    """The hatching of each shape as GeoJSON (MultiLineString, EPSG:4326), in their order; lines go on from a shape to the next."""
    plane = shapes.to_crs(contours.METRIC)
    clipped = gpd.GeoSeries(shapely.intersection(plane.to_numpy(), _ruled(*plane.total_bounds)), crs=contours.METRIC).to_crs(contours.DEGREES)
    rounded = shapely.transform(clipped.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    return [mapping(shapely.MultiLineString([part for part in shapely.get_parts([line]) if part.geom_type == "LineString"])) for line in rounded]


def _ruled(west: float, south: float, east: float, north: float) -> shapely.MultiLineString:
    """Parallel lines at 45 degrees over a rectangle [m]."""
    step = APART * math.sqrt(2)
    starts = np.arange(math.floor((west - north) / step), math.ceil((east - south) / step) + 1) * step  # x where y = 0
    return shapely.MultiLineString([[(start + south, south), (start + north, north)] for start in starts])


@stamped(official_contours.stamp)
def layer() -> layers.Layer:
    """The hatching of every commune of Lozère; property i, as in layers.commune_layer."""
    found = lines(contours.shared().frame.sort_values("code").geometry)
    features = [{"type": "Feature", "properties": {"i": i}, "geometry": line} for i, line in enumerate(found)]
    return layers.publish("hachures", {"type": "FeatureCollection", "features": features})


def find(digest: str) -> layers.Layer | None:
    """That layer when it has this digest, even before a page has shown it."""
    return layer() if layer().digest == digest else None


def over(data: str | dict, colour: list[int] | str = INK) -> pdk.Layer:
    """The hatches, drawn over the communes."""
    return line_layer("missing", data, colour, WIDTH)


def line_layer(name: str, data: str | dict, colour: list[int] | str, width: float | str) -> pdk.Layer:
    """The lines of features, or their outlines, above what is drawn before; `width` in pixels."""
    return pdk.Layer(
        "GeoJsonLayer",
        id=name,
        data=data,
        pickable=False,
        stroked=True,
        filled=False,
        get_line_color=colour,
        get_line_width=width,
        line_width_units="'pixels'",
    )
