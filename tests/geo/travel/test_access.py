"""Distances and times by the formula, by the road when there is one, and what is not known of a place."""

import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer

from geo.travel import access
from tests.geo.travel.test_roads import import_network

ANTRENAS = (3.26655, 44.58098)  # town hall of the commune where exit 38 is supposed to be
MENDE = "48095"


def places(**columns) -> pd.DataFrame:
    """Places known exactly, unless a precision says otherwise."""
    return pd.DataFrame({"lon": [ANTRENAS[0]], "lat": [ANTRENAS[1]], "commune_code": ["48005"], "precision": ["adresse"]} | columns)


def test_ten_kilometres_take_sixteen_minutes_by_the_formula():
    assert access.formula_minutes(10) == pytest.approx(16.2)  # 13.5 km at 50 km/h


def test_the_method_is_told_in_words():
    assert access.method() == "à vol d'oiseau × 1,35 à 50 km/h"
    import_network([(0, 0, 1_000, 0, 1_000, 60, 1, 1)])
    assert access.method().startswith("par la route, réseau importé le ")
    assert access.method().endswith(str(pd.Timestamp.now("UTC").year))


def test_times_between_communes_are_symmetrical_and_never_zero():
    points = access.commune_points("48")
    found = access.between(points, points)
    assert found.shape == (152, 152)
    assert found == pytest.approx(found.T)
    assert found.min() >= 1
    mende, langogne = points.index.get_loc(MENDE), points.index.get_loc("48080")
    # 3.50117, 44.51782 and 3.85456, 44.72690: 0.35339 degrees of 79.36 km eastwards, 0.20908 of 111.12 km northwards, 36.42 km, 59.0 min
    assert found[mende, langogne] == pytest.approx(59.0, abs=0.1)


def test_two_places_of_one_commune_are_as_far_as_two_points_of_its_disc():
    found = access.times(*[places(precision=["commune"], commune_code=["48032"])] * 2)
    # Le Buisson, 24.2 km²: radius 2.776 km, mean distance 0.9054 radius, 1.62 min for a straight kilometre; at most two radii
    assert found.minutes[0, 0] == pytest.approx(4.07, abs=0.01)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((1, 8.99), abs=0.01)


def test_a_place_known_exactly_still_bears_the_doubt_of_the_exit():
    row = access.nearest_exit(places()).iloc[0]
    assert (row["exit"], row["name"], row["method"]) == ("38", "Antrenas", access.FORMULA)
    # the exit is somewhere in Antrenas, 17.5 km²: radius 2.360 km, 3.82 min
    assert row[["minutes", "minutes_low", "minutes_high"]].tolist() == pytest.approx([1, 1, 3.82], abs=0.01)


def test_a_place_known_to_its_commune_is_less_sure_than_one_known_exactly():
    exact = access.nearest_exit(places(lon=[3.499], lat=[44.518], commune_code=[MENDE]))
    vague = access.nearest_exit(places(lon=[3.499], lat=[44.518], commune_code=[MENDE], precision=["commune"]))
    assert exact["minutes"].tolist() == vague["minutes"].tolist()
    assert vague["minutes_low"].iloc[0] < exact["minutes_low"].iloc[0] < exact["minutes"].iloc[0]
    assert vague["minutes_high"].iloc[0] > exact["minutes_high"].iloc[0] > exact["minutes"].iloc[0]


def test_the_exits_of_one_commune_are_one_place():
    assert access.exits()["exit"].tolist() == ["32", "33", "35 ou 36", "37", "38", "39 ou 39.1", "39.2", "40", "41", "42"]
    assert access.exit_places()[4] == (*ANTRENAS, "Sortie 38\u00a0: Antrenas")


def test_a_place_without_a_position_has_no_exit():
    found = access.nearest_exit(pd.concat([places(lon=[np.nan]), places()], keys=["lost", "known"]).droplevel(1))
    assert found.loc["lost", ["exit", "name"]].tolist() == ["", ""]
    assert found.loc["lost", ["minutes", "minutes_low", "minutes_high"]].isna().all()
    assert found.loc["known", "exit"] == "38"


def test_a_commune_that_is_not_known_leaves_the_bounds_unknown():
    row = access.nearest_exit(places(precision=["commune"], commune_code=["48999"])).iloc[0]
    assert row["minutes"] == pytest.approx(1, abs=0.01)
    assert np.isnan(row["minutes_low"])
    assert np.isnan(row["minutes_high"])


def test_no_place_has_no_exit():
    assert access.nearest_exit(places().iloc[:0]).empty


def test_active_people_are_those_of_the_communes_within_reach():
    mende = access.commune_points("48").loc[[MENDE]].assign(precision="adresse")
    nobody_else, reached, everybody = (access.active_within(mende, minutes)[MENDE] for minutes in (2, 30, 1_000))
    assert nobody_else == pytest.approx(5_865.9)  # Mende, census of 2018 (P18_ACT1564)
    assert nobody_else < reached < everybody
    assert everybody == pytest.approx(121_060.3 + 73_658.7 + 33_771.7, abs=0.5)  # Aveyron, Lot and Lozère
    assert np.isnan(access.active_within(places(lat=[np.nan]), 30).iloc[0])


def test_the_road_replaces_the_formula_once_it_is_imported():
    here = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True).transform(*ANTRENAS)
    import_network([(0, 0, 0, 5_000, 9_000, 60, 1, 1)], origin=here)  # a road of 9 km to a place 5 km to the north
    north = Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True).transform(here[0], here[1] + 5_000)
    row = access.nearest_exit(places(lon=[north[0]], lat=[north[1]])).iloc[0]
    assert row["exit"] == "38"
    assert row["method"] == access.method()
    assert row[["minutes", "minutes_low", "minutes_high"]].tolist() == pytest.approx([9, 9 - 3.82, 9 + 3.82], abs=0.01)


def test_off_the_road_network_the_time_is_unknown_not_guessed():
    import_network([(0, 0, 1_000, 0, 1_000, 60, 1, 1)])
    row = access.nearest_exit(places()).iloc[0]
    assert row["exit"] == ""
    assert np.isnan(row["minutes"])
    for precision in ("adresse", "commune"):
        assert np.isnan(access.active_within(places(precision=[precision]), 30).iloc[0])
