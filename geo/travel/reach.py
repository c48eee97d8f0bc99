"""How long it takes from each commune of Lozère to places that are known by their commune, and to every other commune."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import editions
from data.ground.stamped import stamped
from data.imports.roads import KIND
from geo.territory import distances
from geo.territory.lozere import LOZERE, communes
from geo.travel import access


@dataclass(frozen=True)
class Travel:
    """The times [min] between communes, from x to, none unknown, in the order of the codes; method: how they are obtained (French)."""

    minutes: np.ndarray
    codes: tuple[str, ...]
    method: str


def nearest(codes: Collection[str]) -> pd.Series:
    """The time [min] from each commune of Lozère to the nearest of the communes `codes`, indexed by code; NaN where the road network gives none.

    By geo.travel.access: the imported roads, else the formula. ValueError (in French) when no code is given.
    """
    if not len(codes):
        raise ValueError("aucune commune d'arrivée")
    return _nearest(tuple(sorted(set(codes)))).copy()


@stamped(lambda: editions.stamp(KIND))
def between_communes() -> Travel:
    """The times between the 152 communes of Lozère. When the imported roads leave some of them unknown, the formula gives all of them, and `method`
    says so: a comparison of places needs times that were obtained alike. Computed once for each network. Shared: do not change it."""
    points = access.commune_points(LOZERE)
    found, codes = access.between(points, points), tuple(points.index)
    if np.isfinite(found).all():
        return Travel(found, codes, access.method())
    frame = communes(LOZERE)
    hours = distances.road_km(frame, frame.index) / distances.SPEED
    return Travel(np.maximum(60 * hours, access.LEAST), codes, f"{access.FORMULA} (le réseau routier importé ne relie pas toutes les communes)")


@stamped(lambda _codes: editions.stamp(KIND), keep=16)
def _nearest(codes: tuple[str, ...]) -> pd.Series:
    points = access.commune_points(LOZERE)
    found = access.between(points, points.loc[list(codes)])
    least = np.where(np.isnan(found), np.inf, found).min(axis=1)
    return pd.Series(np.where(np.isfinite(least), least, np.nan), index=points.index)
