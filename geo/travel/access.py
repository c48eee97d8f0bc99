"""How long it takes by car, and how it is known: by the imported road network, else by the documented formula (geo.territory.distances).

The formula, said beside each result: straight distance x 1.35 at 50 km/h, for mountain roads. A place known to its commune only is anywhere in a disc
of the area of that commune: its times have a low and a high bound.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from data import tables
from data.ground import french
from geo.territory.distances import APART, DETOUR, SPEED, disc_radius_km, straight_km
from geo.territory.lozere import communes
from geo.territory.positions import COMMUNE
from geo.travel import roads

LEAST = 1.0  # [min] nobody starts, joins the road and parks in less: no time is ever 0
FORMULA = f"à vol d'oiseau × {french.number(DETOUR)} à {french.number(SPEED)} km/h"
NO_EXIT = ""  # when no exit has a known time
UNKNOWN = "inconnu"


@dataclass(frozen=True)
class Times:
    """Times [min], origins x destinations: the one to show, and its bounds when a place is known to its commune only. NaN: unknown."""

    minutes: np.ndarray
    low: np.ndarray
    high: np.ndarray


def method() -> str:
    """How the times are obtained, in French, to be said beside each of them."""
    held = roads.network()
    return FORMULA if held is None else f"par la route, réseau importé le {french.day(held.edition.card.imported_at.date())}"


def formula_minutes(kilometres: np.ndarray) -> np.ndarray:
    """The time [min] of a straight distance [km] by the formula."""
    return np.asarray(kilometres) * DETOUR / SPEED * 60


def in_words(minutes: float, low: float, high: float) -> str:
    """A time and its bounds [min] as every screen, paper and file writes them: 10 min (entre 1 et 20 min); inconnu."""
    if np.isnan(minutes):
        return UNKNOWN
    said, least, most = (french.number(part, 0) for part in (minutes, low, high))
    written = french.with_unit(said, "min")
    if np.isnan(low) or np.isnan(high):
        return f"{written} (fourchette inconnue)"
    return written if least == most else f"{written} ({french.between(least, most, 'min')})"


def commune_points(department: str | None = None) -> pd.DataFrame:
    """The communes as places for the functions below, indexed by code in order: lon, lat, commune_code, precision. `department` as in
    geo.territory.lozere.communes."""
    frame = communes(department)[["lon", "lat"]]
    return frame.assign(commune_code=frame.index, precision=COMMUNE)


def between(origins: pd.DataFrame, destinations: pd.DataFrame) -> np.ndarray:
    """The times [min] between places, origins x destinations, NaN where unknown. Columns lon and lat [degrees]; commune_code and precision when a
    place may be known to its commune only ("commune"). Within one commune it is the mean time between two places of it by the formula, never 0."""
    return times(origins, destinations).minutes


def times(origins: pd.DataFrame, destinations: pd.DataFrame) -> Times:
    """The same with their bounds: the discs of the two communes at their nearest, and at their farthest."""
    by_road = roads.network() is not None
    found = roads.minutes(_points(origins), _points(destinations)) if by_road else formula_minutes(straight_km(origins, destinations))
    from_radius, to_radius = _radii(origins), _radii(destinations)
    slack = formula_minutes(from_radius[:, None] + to_radius[None, :])
    same = _codes(origins)[:, None] == _codes(destinations)[None, :]
    inside = same & (from_radius > 0)[:, None] & (to_radius > 0)[None, :]
    found = np.where(inside, APART * slack / 2, found)
    low, high = np.where(inside, 0, found - slack), np.where(inside, slack, found + slack)
    return Times(*(np.maximum(part, LEAST) for part in (found, low, high)))


def exits() -> pd.DataFrame:
    """The exits of the A75 as places: lon, lat, commune_code, precision, exit (numbers), name; the exits of one commune are one place, since that is
    all that is known of them ("35 ou 36"). An exit whose commune is not known is left out. Source: table motorway_exits."""
    return _exits().copy(deep=False)


@cache
def _exits() -> pd.DataFrame:
    known = tables.read("motorway_exits").query("commune_code != ''")
    grouped = known.groupby("commune_code", sort=False).agg({"id": " ou ".join, "name": " ou ".join}).rename(columns={"id": "exit"})
    return commune_points().loc[grouped.index].join(grouped).reset_index(drop=True)


def exit_places() -> list[tuple[float, float, str]]:
    """Where a map shows the exits: lon, lat [degrees], and words for each."""
    return [(place.lon, place.lat, f"Sortie {place.exit}\u00a0: {place.name}") for place in exits().itertuples(index=False)]


def nearest_exit(places: pd.DataFrame) -> pd.DataFrame:
    """The exit of the A75 that takes the least time to each place (columns as `between`), indexed as `places`: exit (number), name, minutes,
    minutes_low, minutes_high [min], method (French). Unknown: "" and NaN. The bounds are those of the time to the nearest exit, whichever it is."""
    known = exits()
    found = times(places, known)
    reached = np.isfinite(found.minutes).any(axis=1)
    best = np.where(np.isfinite(found.minutes), found.minutes, np.inf).argmin(axis=1)
    least = {"minutes": _least(found.minutes), "minutes_low": _least(found.low), "minutes_high": _least(found.high)}
    named = {name: np.where(reached, known[name].to_numpy(dtype=object)[best], NO_EXIT) for name in ("exit", "name")}
    return pd.DataFrame({**named, **least, "method": method()}, index=places.index)


def active_within(places: pd.DataFrame, within: float) -> pd.Series:
    """The active people (15 to 64 years, census of 2018) of the communes whose point is reached `within` minutes of each place, indexed as `places`.

    Lozère, Aveyron and Lot: beyond, nobody is counted, nor where the road network does not go. NaN for a place without position, or off the network.
    Source: INSEE, table commune_figures.
    """
    around = commune_points()
    people = tables.read("commune_figures").set_index("code")["active_15_64"].loc[around.index].to_numpy(dtype=float)
    found = between(places, around)
    elsewhere = _codes(places)[:, None] != around.index.to_numpy()[None, :]  # its own commune says nothing of the roads around a place
    reached = (np.isfinite(found) & elsewhere).any(axis=1)
    return pd.Series(np.where(reached, (found <= within) @ people, np.nan), index=places.index)


def _least(matrix: np.ndarray) -> np.ndarray:
    """The least known number of each row, NaN when none is."""
    least = np.where(np.isnan(matrix), np.inf, matrix).min(axis=1)
    return np.where(np.isfinite(least), least, np.nan)


def _points(places: pd.DataFrame) -> np.ndarray:
    return places[["lon", "lat"]].to_numpy(dtype=float)


def _codes(places: pd.DataFrame) -> np.ndarray:
    return places["commune_code"].to_numpy(dtype=object) if "commune_code" in places else np.full(len(places), None)


def _radii(places: pd.DataFrame) -> np.ndarray:
    """The radius [km] of the disc that has the area of its commune, for each place known to its commune only; 0 for another place."""
    if not {"commune_code", "precision"} <= set(places.columns):
        return np.zeros(len(places))
    areas = communes()["area_km2"].reindex(places["commune_code"]).to_numpy(dtype=float)
    return np.where(places["precision"] == COMMUNE, disc_radius_km(areas), 0)
