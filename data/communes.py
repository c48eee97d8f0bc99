"""The communes: which one of today a code stands for (they merge, files keep the codes of their year), and how far a place may be from the town hall
of its own, known before any contour was fetched."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from data import tables
from data.ground.french import number

SLACK = 2.5  # [km] a commune is not a disc: its edge may be that much farther than three radii from its town hall (2.1 at Saint-Pierre-de-Nogaret)
RADII = 3
KM_PER_DEGREE = 111.2  # [km] of latitude
Numbers = float | np.ndarray


class TownHall(NamedTuple):
    """A commune: its name, the place of its town hall [degrees], its area [km²]."""

    name: str
    lon: float
    lat: float
    area_km2: float


class Commune(NamedTuple):
    """A commune of Lozère, with its postcodes, which others share."""

    code: str
    name: str
    postcodes: tuple[str, ...]

    @property
    def proposed(self) -> str:
        """How it is offered in place of what cannot be read: 48095 (Mende)."""
        return f"{self.code} ({self.name})"


@dataclass(frozen=True)
class Far:
    """A place out of its commune: how far it is from its town hall [km], the name of the commune, and the commune of Lozère whose town hall is the
    nearest (code, name)."""

    distance: float
    name: str
    nearest: tuple[str, str]

    @property
    def told(self) -> str:
        """In words: 43 km de Mende."""
        return f"{number(self.distance, 0)} km de {self.name}"

    @property
    def proposed(self) -> str:
        """The code that the place would have: 48140 (Saint-Chély-d'Apcher) ?"""
        return f"{self.nearest[0]} ({self.nearest[1]}) ?"


@cache
def known() -> frozenset[str]:
    """The codes of today's communes of Lozère, Aveyron and Lot. Source: table communes."""
    return frozenset(tables.read("communes")["code"])


@cache
def successors() -> Mapping[str, str]:
    """The commune of today [code] of each former commune of Lozère [code]. Do not change it. Source: table former_communes."""
    return tables.read("former_communes").set_index("former_code")["code"].to_dict()


def todays(codes: pd.Series) -> pd.Series:
    """The code of today's commune for each code, NaN for a code that no commune has or had.

    A code of today stays as it is, even when a former commune had it (48009 was Aumont-Aubrac, it is now Peyre en Aubrac).
    """
    texts = codes.astype(str)
    return texts.where(texts.isin(known()), texts.map(successors()))


@cache
def of_lozere() -> tuple[Commune, ...]:
    """The communes of Lozère, the most peopled first. Source: table communes."""
    lozere = tables.read("communes").query("department == @tables.LOZERE").sort_values("population", ascending=False)
    return tuple(Commune(row.code, row.name, tuple(row.postcodes.split())) for row in lozere.itertuples(index=False))


def nearest(lon: float, lat: float, codes: Sequence[str]) -> str:
    """Which of these communes [codes] has its town hall the nearest to a place [degrees]."""
    halls = _known().loc[list(codes)]
    return codes[int(np.argmin(_distances(lon, lat, halls["lon"].to_numpy(), halls["lat"].to_numpy())))]


def far(lon: float, lat: float, code: str) -> Far | None:
    """How a place [degrees] is out of a commune; None when it may be in it, or when nobody knows the commune."""
    here = _by_code().get(code)
    if here is None:
        return None
    distance = float(_distances(lon, lat, here.lon, here.lat))
    if distance <= float(_most(here.area_km2)):
        return None
    lozere = _known()[_known()["department"] == tables.LOZERE]
    nearest = int(np.argmin(_distances(lon, lat, lozere["lon"].to_numpy(), lozere["lat"].to_numpy())))
    return Far(distance, here.name, (str(lozere.index[nearest]), str(lozere["name"].iloc[nearest])))


def out_of_their_communes(lon: np.ndarray, lat: np.ndarray, codes: pd.Series) -> np.ndarray:
    """Which of many places [degrees] are out of their communes of today."""
    of = _known().reindex(codes)
    distances = _distances(lon, lat, of["lon"].to_numpy(), of["lat"].to_numpy())
    return distances > _most(of["area_km2"].to_numpy())  # NaN, of a commune that nobody knows, is no more than anything


def _distances(lon: Numbers, lat: Numbers, to_lon: Numbers, to_lat: Numbers) -> Numbers:
    """From places to town halls [km]."""
    return np.hypot((lat - to_lat) * KM_PER_DEGREE, (lon - to_lon) * KM_PER_DEGREE * np.cos(np.radians(lat)))


def _most(area: Numbers) -> Numbers:
    """How far a place may be from the town hall of a commune of that area [km²]."""
    return RADII * np.sqrt(area / math.pi) + SLACK


@cache
def _known() -> pd.DataFrame:
    return tables.read("communes").set_index("code")


@cache
def _by_code() -> Mapping[str, TownHall]:
    return {one.Index: TownHall(one.name, one.lon, one.lat, one.area_km2) for one in _known().itertuples()}
