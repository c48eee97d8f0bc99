"""The long-distance fibre of Lozère as the sources of 2012 tell it: a backbone along the A75, one branch to Mende, and a second way to be built.

A route joins places by straight lines: it says which towns it goes through, not where the cable lies. How far a site is from it is the distance to
the nearest of its known places, as the crow flies.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pydeck as pdk
from numpy.typing import ArrayLike

from geo.territory.distances import geodesic_km
from geo.territory.lozere import communes

A75, BRANCH, MISSING = "dorsale de l'A75", "branche de l'A75 à Mende", "second chemin par Langogne, à construire"
# The communes that each route serves, in order: the nine zones of Net48 in 2012 for the first two; the third follows the N88, nobody decided it.
ROUTES = {
    A75: ("48140", "48009", "48092", "48099", "48034", "48191"),
    BRANCH: ("48099", "48039", "48095"),
    MISSING: ("48095", "48013", "48043", "48080"),
}
COLOURS = {A75: [0, 114, 178], BRANCH: [213, 94, 0], MISSING: [90, 90, 90]}
WIDTH, DASH = 5, 2  # [px]
ROUND_TRIP = 1.0  # [ms] for 100 km of cable and back: light in glass goes 200 km in a millisecond
CABLE = 1.4  # length of a cable over the straight distance, between 1.3 and 1.5 for long-distance routes
# Towns where networks meet [degrees].
EXCHANGES = {
    "Montpellier": (3.877, 43.611),
    "Clermont-Ferrand": (3.087, 45.777),
    "Toulouse": (1.444, 43.604),
    "Marseille": (5.370, 43.296),
    "Paris": (2.352, 48.857),
}


@dataclass(frozen=True)
class Reach:
    """For a place, or for each of several: the nearest known place of a route [km], and by how many ways it could be left without passing the same
    cable twice."""

    km: np.ndarray
    directions: np.ndarray


def places(route: str) -> pd.DataFrame:
    """The communes of a route in order: name, lon, lat."""
    return communes().loc[list(ROUTES[route]), ["name", "lon", "lat"]]


def reach(lon: ArrayLike, lat: ArrayLike) -> Reach:
    """How places [degrees] are joined: two directions when the backbone is nearest, one on the branch, which ends in Mende."""
    backbone, branch = (_nearest(route, np.asarray(lon), np.asarray(lat)) for route in (A75, BRANCH))
    return Reach(np.minimum(backbone, branch), np.where(backbone <= branch, 2, 1))


@cache
def _points(route: str) -> np.ndarray:
    return places(route)[["lon", "lat"]].to_numpy().T


def _nearest(route: str, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    return geodesic_km(*_points(route), lon[..., None], lat[..., None]).min(axis=-1)


def round_trips(lon: float, lat: float) -> dict[str, float]:
    """Time of a round trip by fibre from a place [degrees] to the towns where networks meet [ms], routers not counted."""
    return {name: float(geodesic_km(lon, lat, *there)) * CABLE / 100 * ROUND_TRIP for name, there in EXCHANGES.items()}


def layer() -> list[pdk.Layer]:
    """The routes as lines; the one that does not exist is thin."""
    data = [
        {"path": places(route)[["lon", "lat"]].to_numpy().tolist(), "colour": COLOURS[route], "width": DASH if route == MISSING else WIDTH}
        for route in ROUTES
    ]
    return [
        pdk.Layer("PathLayer", id="routes", data=data, get_path="path", get_color="colour", get_width="width", width_units="'pixels'", pickable=False)
    ]
