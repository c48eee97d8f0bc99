"""The documented formula of a distance by road, used where no road network is imported, and where a figure must stay what it is.

Straight distance x 1.35 at 50 km/h, for mountain roads. Both constants are a convention of the Studio, not a measure: 1.35 stands for winding roads,
50 km/h for their mean speed. A place known to its commune only is anywhere in a disc of the area of that commune.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from pyproj import Geod

WGS_84 = Geod(ellps="WGS84")
DETOUR, SPEED = 1.35, 50.0  # road length over straight length; [km/h] both are the house convention for mountain roads until roads are loaded
APART = 128 / (45 * np.pi)  # mean distance between two points of a disc, in radii (disk line picking; Santaló, Integral Geometry, 1976)


def geodesic_km(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> np.ndarray:
    """The shortest distance [km] on the ellipsoid WGS 84 between points [degrees]; arrays broadcast together, NaN from a point that is not known.
    By pyproj (PROJ). Source: Karney, C. F. F. (2013), Algorithms for geodesics, Journal of Geodesy 87, 43-55."""
    ends = np.broadcast_arrays(*(np.asarray(part, dtype=float) for part in (lon1, lat1, lon2, lat2)))
    return np.asarray(WGS_84.inv(*ends)[2]) / 1000


def straight_km(places: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    """The same [km] from each of some places (rows) to each of others (columns); both frames have lon and lat [degrees]."""
    start, end = (frame[["lon", "lat"]].to_numpy(dtype=float) for frame in (places, others))
    return geodesic_km(start[:, None, 0], start[:, None, 1], end[None, :, 0], end[None, :, 1])


def disc_radius_km(area_km2: np.ndarray) -> np.ndarray:
    """The radius [km] of the disc of an area [km2]."""
    return np.sqrt(np.asarray(area_km2) / np.pi)


def road_km(frame: pd.DataFrame, targets: Collection[str]) -> np.ndarray:
    """By the formula alone, the distance by road [km] from each commune to each of the communes `targets` (codes of `frame`), in their order.

    `frame`: indexed by code, lon, lat [degrees], area_km2 [km2]. Within one commune it is the mean distance between two of its points, never 0.
    """
    ends = frame.loc[list(targets)]
    straight = straight_km(frame, ends)
    inside = APART * disc_radius_km(frame["area_km2"].to_numpy(dtype=float))
    same = frame.index.to_numpy()[:, None] == ends.index.to_numpy()[None, :]
    return DETOUR * np.where(same, inside[:, None], straight)


def road_km_to_points(frame: pd.DataFrame, points: pd.DataFrame) -> np.ndarray:
    """By the formula alone, the distance by road [km] from each commune to each of `points` (lon, lat [degrees]), which may be out of `frame`.

    `frame` as in `road_km`; to a point nearer than that, the mean distance between two points of the commune.
    """
    straight = straight_km(frame, points)
    inside = APART * disc_radius_km(frame["area_km2"].to_numpy(dtype=float))
    return DETOUR * np.maximum(straight, inside[:, None])


def nearest_road_km(frame: pd.DataFrame, targets: Collection[str]) -> np.ndarray:
    """The distance of `road_km` [km] from each commune to the nearest of the communes `targets`. ValueError (in French) when there is none."""
    if not len(targets):
        raise ValueError("aucune commune d'arrivée")
    return road_km(frame, targets).min(axis=1)
