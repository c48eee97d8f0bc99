"""Where things fall on a map drawn without a browser: the view of a deck at another size, and shapes as paths on its grid."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import shape

from geo.maps import frame

GRAIN = 0.5  # [px] the grid that points of a shape fall on
DETAIL = 0.7  # [px] what a shape may lose: the side of a square of the surface that goes with a point
OVER = 12  # [px] drawn around the view, so that the edge of a cut shape is not seen
METRES = 111_319.49  # [m] a degree of longitude on the equator, WGS 84


@dataclass(frozen=True)
class View:
    """The part of the world that is drawn: its centre [degrees], its size [px], its scale [px by degree of longitude]."""

    longitude: float
    latitude: float
    width: float
    height: float
    per_degree: float

    @property
    def shrunk(self) -> float:
        """What signs and lines are multiplied by: a map smaller than the frame of a page has smaller ones, a larger one has the same."""
        return min(1.0, self.width / frame.WIDTH, self.height / frame.HEIGHT)

    @property
    def per_metre(self) -> float:
        """The scale at the centre [px by metre]."""
        return self.per_degree / (METRES * float(np.cos(np.radians(self.latitude))))

    def pixels(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place falls, from the upper left corner to the right and down [px]."""
        x, y = self.all_pixels(np.array([[lon, lat]], dtype=float))[0]
        return float(x), float(y)

    def all_pixels(self, places: np.ndarray) -> np.ndarray:
        """Where places (n x 2, lon and lat) fall."""
        up = np.degrees(np.arcsinh(np.tan(np.radians(places[:, 1]))))
        x = (places[:, 0] - self.longitude) * self.per_degree + self.width / 2
        y = (frame.mercator(self.latitude) - up) * self.per_degree + self.height / 2
        return np.column_stack([x, y])


def of_deck(state: dict[str, float], width: float, height: float) -> View:
    """The view of a deck in another size: what its frame shows whole is shown whole, as large as that allows."""
    zoomed = min(width / frame.WIDTH, height / frame.HEIGHT)
    return View(state["longitude"], state["latitude"], width, height, frame.TILE * 2 ** state["zoom"] / 360 * zoomed)


def on_grid(geometries: list[dict], view: View) -> list[str]:
    """The path of each GeoJSON shape, in steps of GRAIN; neighbours that share a border still share it."""
    seen = shapely.box(-OVER, -OVER, view.width + OVER, view.height + OVER)
    shapes = shapely.transform(np.array([shape(geometry) for geometry in geometries], dtype=object), view.all_pixels)
    if all(kind in ("Polygon", "MultiPolygon") for kind in (geometry["type"] for geometry in geometries)):
        shapes = shapely.coverage_simplify(shapes, DETAIL)
    cut = [found if seen.covers(found) else shapely.clip_by_rect(found, *seen.bounds) for found in shapes]
    return ["".join(_line(part) for part in _parts(found)) for found in cut]


def _parts(found) -> list:
    """The lines that a shape is drawn with."""
    if hasattr(found, "geoms"):
        return [part for inside in found.geoms for part in _parts(inside)]
    return [found.exterior, *found.interiors] if found.geom_type == "Polygon" else [found]


def _line(line) -> str:
    """A line from point to point of the grid, in steps; a ring is closed. What is smaller than the grid leaves nothing."""
    points = np.rint(shapely.get_coordinates(line) / GRAIN).astype(int)
    moved = np.any(np.diff(points, axis=0), axis=1)
    points = points[np.concatenate([[True], moved])] if len(points) else points
    ring = line.geom_type == "LinearRing"
    points = points[:-1] if ring and len(points) > 1 else points
    if len(points) < 2:
        return ""
    steps = np.diff(points, axis=0).tolist()
    return f"M{_pair(*points[0].tolist())}l{''.join(_after(*step) for step in steps).lstrip(' ')}{'z' if ring else ''}"


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def _after(x: int, y: int) -> str:
    """A step behind another one: a minus sign parts numbers by itself."""
    return _pair(x, y) if x < 0 else f" {_pair(x, y)}"
