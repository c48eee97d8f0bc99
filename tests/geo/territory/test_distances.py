"""The formula of a distance by road, on published distances, hand calculations and the real communes."""

import numpy as np
import pandas as pd
import pytest

from geo.territory import distances, lozere


@pytest.mark.parametrize(
    ("first", "second", "kilometres"),
    [
        ((3.0, 0.0), (4.0, 0.0), 111.319_491),  # a degree of equator: 6 378.137 km x pi / 180
        ((3.5, 0.0), (3.5, 90.0), 10_001.965_729),  # the quarter of meridian of WGS 84
        # From Flinders Peak to Buninyong: 54 972.271 m, the worked example of the technical manual of the Geocentric Datum of Australia
        ((144.424_867_889, -37.951_033_417), (143.926_495_528, -37.652_821_139), 54.972_271),
        ((-73.8, 40.6), (-0.5, 51.6), 5_551.759_400),  # New York to London, the example of the manual of GeodSolve (GeographicLib)
        ((3.5, 44.5), (3.5, 44.5), 0),
    ],
)
def test_the_distance_on_the_ellipsoid_between_known_places(first, second, kilometres):
    assert distances.geodesic_km(*first, *second) == pytest.approx(kilometres, abs=1e-6)


def test_distances_broadcast_and_a_place_that_is_not_known_is_at_no_known_distance():
    found = distances.geodesic_km(np.array([[3.0], [np.nan]]), 0.0, np.array([3.0, 4.0]), 0.0)
    assert found[0] == pytest.approx([0, 111.319_491], abs=1e-6)
    assert np.isnan(found[1]).all()


def test_the_distance_of_a_commune_to_a_place_of_its_own_is_the_mean_of_its_disc_and_never_0():
    frame = lozere.communes("48")
    found = pd.Series(distances.nearest_road_km(frame, ["48095"]), index=frame.index)
    # Two points of a disc are 128 R / 45 pi apart on average (disk line picking): R = 3.42 km for the 36.8 km2 of Mende, by road x 1.35
    radius = np.sqrt(frame.loc["48095", "area_km2"] / np.pi)
    assert found["48095"] == pytest.approx(1.35 * 0.905415 * radius, rel=1e-6)
    assert found.idxmin() == "48095"


def test_a_point_out_of_the_table_is_as_far_as_by_road_and_one_inside_a_commune_as_its_mean():
    frame = pd.DataFrame({"lon": [3.5], "lat": [44.0], "area_km2": [np.pi]}, index=["a"])
    points = pd.DataFrame({"lon": [3.5, 3.5], "lat": [45.0, 44.0]})  # a degree of meridian around 44.5° north: 111.122 km
    assert distances.road_km_to_points(frame, points)[0] == pytest.approx([111.122 * 1.35, 1.35 * 0.905415], rel=1e-5)


def test_the_nearest_of_two_places_counts():
    frame = pd.DataFrame({"lon": [3.0, 3.0, 3.0], "lat": [44.0, 45.0, 44.1], "area_km2": [np.pi] * 3}, index=["a", "b", "c"])
    found = distances.nearest_road_km(frame, ["a", "b"])
    # A tenth of a degree of meridian from c to a: 11.1113 km at 44.05° north (111.132954 - 0.559822 cos 2 lat + 0.001175 cos 4 lat, WGS 84), by
    # road x 1.35; a and b are places themselves (R = 1 km)
    assert found == pytest.approx([1.35 * 0.905415, 1.35 * 0.905415, 1.35 * 11.1113], rel=1e-5)


def test_a_distance_to_no_place_at_all_is_refused():
    with pytest.raises(ValueError, match="aucune commune d'arrivée"):
        distances.nearest_road_km(lozere.communes("48"), [])
