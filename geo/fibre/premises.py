"""The buildings of Lozère as Arcep's last imported survey gives them: what fibre there is near a place, in a zone, in a commune."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from shapely.geometry import shape

from data import editions
from data.coverage import BUILDINGS, STATES, SURVEYS
from data.editions import Edition
from data.ground.files import load
from data.ground.stamped import stamped
from geo.territory.contours import DEGREES, METRIC

DEPLOYED = STATES[0]
NEAR = 50.0  # [m] a building that close is served from the same street (rule of the shared reading of base_imb)


@dataclass(frozen=True)
class Survey:
    """The survey in force: its edition, the place [m, Lambert-93], commune and state of each building, and their spatial index."""

    edition: Edition
    points: np.ndarray
    codes: np.ndarray
    deployed: np.ndarray
    tree: shapely.STRtree


@dataclass(frozen=True)
class Share:
    """Buildings that can be connected, out of all those of a place."""

    deployed: int
    total: int

    @property
    def value(self) -> float:
        """The share [0 to 1]."""
        return self.deployed / self.total

    @property
    def percent(self) -> int:
        """The same as a screen writes it [%]: whole, a half counts as one more."""
        return (200 * self.deployed + self.total) // (2 * self.total)


@stamped(lambda: editions.stamp(SURVEYS))
def survey() -> Survey | None:
    """The last imported survey, None before any import. Shared: do not change its arrays."""
    edition = editions.current(SURVEYS)
    if edition is None:
        return None
    frame: pd.DataFrame = load(edition.file(BUILDINGS))
    points = shapely.points(*_metres().transform(frame["lon"].to_numpy(), frame["lat"].to_numpy()))
    return Survey(edition, points, frame["code"].to_numpy(dtype=str), (frame["state"] == DEPLOYED).to_numpy(), shapely.STRtree(points))


def near(lon: float, lat: float, within: float = NEAR) -> float | None:
    """How far the nearest deployed building is [m] from a point [degrees], None when there is none `within` [m], or no survey."""
    held = survey()
    if held is None:
        return None
    here = shapely.points(*_metres().transform(lon, lat))
    close = held.tree.query(here, predicate="dwithin", distance=within)
    deployed = close[held.deployed[close]]
    return float(shapely.distance(here, held.points[deployed]).min()) if len(deployed) else None


def share_deployed(polygon: dict) -> Share | None:
    """The buildings of a polygon (GeoJSON, degrees) that are deployed; None when the survey has no building there, or no survey."""
    held = survey()
    if held is None:
        return None
    area = shapely.transform(shape(polygon), lambda xy: np.column_stack(_metres().transform(xy[:, 0], xy[:, 1])))
    return _share(held.deployed[held.tree.query(area, predicate="intersects")])


def share_in_commune(code: str) -> Share | None:
    """The same for a commune of Lozère."""
    held = survey()
    return None if held is None else _share(held.deployed[held.codes == code])


def _share(deployed: np.ndarray) -> Share | None:
    return Share(int(deployed.sum()), len(deployed)) if len(deployed) else None


@lru_cache(maxsize=1)
def _metres() -> Transformer:
    return Transformer.from_crs(DEGREES, METRIC, always_xy=True)
