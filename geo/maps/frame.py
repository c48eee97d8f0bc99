"""The frame of a map: the view that shows the whole département in it, and where a place falls there."""

import math

WIDTH, HEIGHT = 320, 390  # [px] the narrowest frame, in a drawer on a phone of 390 px, and the height of every frame
DESK_WIDTH = 420  # [px] the widest frame: a page tells a map its zoom, not its width, so that a wider one would show neighbours only
LARGE = "large-map"  # the key of the container of a map that is the page: our stylesheet enlarges it more than another
LARGE_WIDTH = 820  # [px] such a map beside its facts: enlarged, the département fills its height and neighbours the rest
MARGIN = 7  # [px] left around the département
BOUNDS = (2.9817, 44.1093, 3.9982, 44.9757)  # [degrees] west, south, east, north of Lozère (IGN, ADMIN EXPRESS)
TILE = 512  # [px] width of the world at zoom 0


def mercator(lat: float) -> float:
    """The height of a latitude on the map [degrees of longitude]."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def fitted(bounds: tuple[float, float, float, float]) -> dict[str, float]:
    """Centre and zoom at which bounds [west, south, east, north] fill WIDTH x HEIGHT but for the MARGIN."""
    west, south, east, north = map(float, bounds)
    low, high = mercator(south), mercator(north)
    per_degree = min((WIDTH - 2 * MARGIN) / (east - west), (HEIGHT - 2 * MARGIN) / (high - low))
    middle = math.degrees(math.atan(math.sinh(math.radians((low + high) / 2))))
    return {"longitude": round((west + east) / 2, 4), "latitude": round(middle, 4), "zoom": round(math.log2(per_degree * 360 / TILE), 3)}


VIEW = fitted(BOUNDS)


def pixels(lon: float, lat: float, view: dict[str, float] = VIEW) -> tuple[float, float]:
    """Where a place falls in a view, from the centre of the frame to the right and down [px]."""
    per_degree = TILE * 2 ** view["zoom"] / 360
    return (lon - view["longitude"]) * per_degree, (mercator(view["latitude"]) - mercator(lat)) * per_degree


def degrees(x: float, y: float) -> tuple[float, float]:
    """The place (lon, lat) that falls there."""
    per_degree = TILE * 2 ** VIEW["zoom"] / 360
    up = mercator(VIEW["latitude"]) - y / per_degree
    return VIEW["longitude"] + x / per_degree, math.degrees(math.atan(math.sinh(math.radians(up))))
