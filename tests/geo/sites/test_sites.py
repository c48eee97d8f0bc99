"""Zones, plots and buildings of the inventory, placed on the map, never one on the other."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.sites import located
from geo.territory import contours
from tests.data.inventories import kept_inventory


def shown_metric() -> gpd.GeoSeries:
    frame = located.all_sites()
    return gpd.GeoSeries.from_xy(frame["lon_shown"], frame["lat_shown"], crs=contours.DEGREES).to_crs(contours.METRIC)


def test_two_sites_are_never_less_than_300_metres_apart():
    places = shown_metric()
    distances = np.hypot(*(np.subtract.outer(axis.to_numpy(), axis.to_numpy()) for axis in (places.x, places.y)))
    assert distances[~np.eye(len(places), dtype=bool)].min() >= 300


def test_every_site_is_shown_inside_the_outline():
    frame = located.all_sites()
    assert shapely.contains_xy(contours.outline("48"), frame["lon_shown"], frame["lat_shown"]).all()


def test_a_site_alone_in_its_commune_is_on_its_point():
    zones = located.of_kind(located.ZONE).set_index("site_id")
    assert zones.loc["la_tieule_hqe", ["lon_shown", "lat_shown"]].tolist() == [3.15534, 44.38386]  # the town hall of La Tieule


def test_a_hundred_sites_of_one_commune_stay_within_five_kilometres_of_it():
    points = pd.DataFrame({"commune_code": ["48095"] * 100, "lon": 3.5, "lat": 44.5})
    shown = located.fan_out(points)
    metric = gpd.GeoSeries.from_xy(shown["lon"], shown["lat"], crs=contours.DEGREES).to_crs(contours.METRIC)
    centre = gpd.GeoSeries.from_xy([3.5], [44.5], crs=contours.DEGREES).to_crs(contours.METRIC).iloc[0]
    assert metric.distance(centre).max() <= 5_000
    assert len(shown.drop_duplicates()) == 100


def test_sites_carry_the_names_of_their_commune_epci_and_zone():
    zones = located.of_kind(located.ZONE).set_index("site_id")
    assert len(zones) == 23
    assert zones.loc["monastier_carlac", ["commune", "epci_name"]].tolist() == ["Bourgs sur Colagne", "CC du Gévaudan"]
    assert zones["fibre_2012"].sum() == 9
    assert zones[["commune", "epci_name"]].notna().all(axis=None)
    assert located.of_kind(located.BUILDING)["zone"].tolist()[0] == "ZAE du Causse d'Auge (Mende)"


def test_surfaces_and_prices_are_in_the_units_they_say():
    frame = located.all_sites().set_index("site_id")
    assert frame.loc["la_tieule_hqe", "surface_m2"] == 226_000  # 22.6 ha available in 2012
    assert np.isnan(frame.loc["badaroux_prae_chaptal", "surface_m2"])  # 66 ha in all: what is for sale is unknown
    assert frame.loc["badaroux_prae_chaptal", "total_m2"] == 660_000
    assert frame.loc["48095_BAT_00001", "rent_eur_m2"] == 50  # 40 000 EUR a year for 800 m2
    assert frame.loc["mende_valcroze_eco_lot3", "land_eur_m2"] == 19.8
    assert not frame.loc["mende_valcroze_eco_lot3", "open"]  # sold


def test_only_the_invented_buildings_are_called_examples():
    frame = located.all_sites()
    assert frame.loc[frame["example"], "kind"].tolist() == ["bâtiment"] * 3
    assert located.example_words() == "Bâtiments : exemple, à remplacer par l'inventaire de l'agence."


def test_sites_that_a_caller_changes_are_whole_for_the_next_one():
    mine = located.all_sites()
    mine["name"] = "autre"
    assert "autre" not in set(located.all_sites()["name"])


def test_a_new_edition_of_the_inventory_is_seen_at_once():
    assert len(located.of_kind(located.BUILDING)) == 3
    kept_inventory(
        buildings=[
            {"offre_id": "48080_BAT_00009", "titre": "Halle", "comm_insee": "48080", "lon": "3.85", "lat": "44.72", "precision_geo": "bâtiment"}
        ]
    )
    building = located.of_kind(located.BUILDING).iloc[0]
    assert (building["name"], building["lon_shown"], building["precision"]) == ("Halle", 3.85, "bâtiment")
    assert located.example_words() == ""


def test_a_zone_without_position_stands_inside_its_contour():
    square = '{"type":"Polygon","coordinates":[[[3.5,44.5],[3.51,44.5],[3.51,44.51],[3.5,44.51],[3.5,44.5]]]}'
    kept_inventory(
        zones=[{"site_id": "z", "site_nom": "Zone", "site_comm_insee": "48095", "site_geomsurf": square}],
        buildings=[],
        plots=[{"terr_id": "t", "site_id": "z"}],
    )
    zone, plot = located.all_sites().iloc[0], located.all_sites().iloc[1]
    assert 3.5 < zone["lon"] < 3.51
    assert zone["precision"] == "zone"
    assert (plot["lon"], plot["commune"]) == (zone["lon"], "Mende")  # a plot without position is where its zone is


@pytest.mark.parametrize("surface", ["0", "1e-300", "0.5"])
def test_a_rent_is_never_shared_among_less_than_a_square_metre(surface):
    """What a subtraction leaves in a spreadsheet (1e-300 m2) made an infinite rent, which no JSON can hold."""
    rented = {"offre_id": "b", "titre": "Halle", "comm_insee": "48095", "transaction": "location"}
    kept_inventory(facts=[], buildings=[{**rented, "surface_totale_m2": surface, "loyer_annuel_eur_ht": "1e14", "prix_m2_eur": "60"}])
    frame = located.all_sites().set_index("site_id")
    assert frame.loc["b", "rent_eur_m2"] == 60
