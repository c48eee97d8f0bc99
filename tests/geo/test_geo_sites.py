"""Zones and buildings at their commune, never one on the other."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import contours, sites


def shown_metric() -> gpd.GeoSeries:
    both = pd.concat([sites.zones(), sites.buildings()], ignore_index=True)
    return gpd.GeoSeries.from_xy(both["lon_shown"], both["lat_shown"], crs=contours.DEGREES).to_crs(contours.METRIC)


def test_two_sites_are_never_less_than_300_metres_apart():
    places = shown_metric()
    distances = np.hypot(*(np.subtract.outer(axis.to_numpy(), axis.to_numpy()) for axis in (places.x, places.y)))
    assert distances[~np.eye(len(places), dtype=bool)].min() >= 300


def test_every_site_is_shown_inside_the_outline():
    both = pd.concat([sites.zones(), sites.buildings()])
    assert shapely.contains_xy(contours.outline("48"), both["lon_shown"], both["lat_shown"]).all()


def test_a_site_alone_in_its_commune_is_on_its_point():
    shown = sites.fan_out(pd.Series(["48191"]))
    assert shown.round(3).to_numpy().tolist() == [[3.168, 44.383]]


def test_zones_carry_the_names_of_their_commune_and_epci():
    zones = sites.zones().set_index("id")
    assert len(zones) == 23
    assert zones.loc["monastier_carlac", ["commune", "epci_name"]].tolist() == ["Bourgs sur Colagne", "CC du Gévaudan"]
    assert zones["fibre"].value_counts().to_dict() == {sites.NOT_IN_2012: 14, sites.IN_2012: 9}
    assert zones[["commune", "epci_name"]].notna().all(axis=None)


def test_buildings_carry_the_name_of_their_zone():
    assert sites.buildings()["zone"].tolist()[0] == "ZAE du Causse d'Auge (Mende)"


def test_sites_that_a_caller_changes_are_whole_for_the_next_one():
    mine = sites.zones()
    mine["name"] = "autre"
    assert "autre" not in set(sites.zones()["name"])
