"""Business zones and available buildings, placed on the map at their commune."""

from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd

from data import tables
from geo.contours import DEGREES, METRIC, PRECISION
from geo.territory import communes

POSITION_NOTE = "position à la commune"
IN_2012 = "réseau public de 2012"
NOT_IN_2012 = "hors des 9 zones de 2012"
APART = 2_600  # [m] between two sites of one commune: two symbols of 11 pixels nearly part when the whole département is shown


def zones() -> pd.DataFrame:
    """The 23 zones in the order of the table: its columns, commune, epci_name, fibre (French label), lon_shown, lat_shown [degrees].

    A copy: yours to change. The places shown fan out around the point of the commune (POSITION_NOTE). Source: table zones.
    """
    return _sites()[0].copy()


def buildings() -> pd.DataFrame:
    """The available buildings: columns of their table, commune, epci_name, zone (its name), lon_shown, lat_shown [degrees].

    A copy: yours to change. Source: table buildings_example (invented examples, the column status says so).
    """
    return _sites()[1].copy()


@cache
def _sites() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Zones and buildings share the circle of their commune, hence one computation for both."""
    of_zones, of_buildings = (_with_names(tables.read(name)) for name in ("zones", "buildings_example"))
    of_zones["fibre"] = of_zones["fibre_2012"].map({"oui": IN_2012, "non": NOT_IN_2012})
    of_buildings["zone"] = of_buildings["zone_id"].map(of_zones.set_index("id")["name"]).fillna("")
    shown = fan_out(pd.concat([of_zones["commune_code"], of_buildings["commune_code"]], ignore_index=True))
    for frame, places in ((of_zones, shown.iloc[: len(of_zones)]), (of_buildings, shown.iloc[len(of_zones) :])):
        frame[["lon_shown", "lat_shown"]] = places.to_numpy()
    return of_zones, of_buildings


def _with_names(frame: pd.DataFrame) -> pd.DataFrame:
    names = communes()[["name", "epci_name"]].rename(columns={"name": "commune"})
    return frame.join(names, on="commune_code")


def fan_out(commune_codes: pd.Series) -> pd.DataFrame:
    """A place for each site [lon, lat in degrees]: the point of its commune when it is alone there, else a corner of a regular polygon
    around that point whose sides measure APART, the first corner to the north and the next ones clockwise, in the order given."""
    rank = commune_codes.groupby(commune_codes).cumcount().to_numpy()
    count = commune_codes.groupby(commune_codes).transform("size").to_numpy()
    radius = np.where(count > 1, APART / (2 * np.sin(np.pi / np.maximum(count, 2))), 0.0)
    angle = 2 * np.pi * rank / count
    centre = communes().loc[commune_codes, ["lon", "lat"]]
    metric = gpd.GeoSeries.from_xy(centre["lon"], centre["lat"], crs=DEGREES).to_crs(METRIC)
    shown = gpd.GeoSeries.from_xy(metric.x + radius * np.sin(angle), metric.y + radius * np.cos(angle), crs=METRIC).to_crs(DEGREES)
    return pd.DataFrame({"lon": shown.x.round(PRECISION).to_numpy(), "lat": shown.y.round(PRECISION).to_numpy()})
