"""The formula of a distance by road, on published distances, hand calculations and the real communes."""

import numpy as np
import pandas as pd
import pytest

from geo.territory import distances, lozere


@pytest.mark.parametrize(
    ("first", "second", "kilometres"),
    [
        ((3.5, 44.0), (3.5, 45.0), 111.195),  # a degree of meridian of a sphere of 6 371.0088 km
        ((3.0, 60.0), (4.0, 60.0), 55.597),
        ((-86.67, 36.12), (-118.40, 33.94), 2_886.45),  # airports of Nashville and Los Angeles, the case of rosettacode.org/wiki/Haversine_formula
        ((3.5, 44.5), (3.5, 44.5), 0),
    ],
)
def test_the_great_circle_between_known_places(first, second, kilometres):
    assert distances.great_circle_km(*first, *second) == pytest.approx(kilometres, abs=5e-3)


def test_the_distance_of_a_commune_to_a_place_of_its_own_is_the_mean_of_its_disc_and_never_0():
    frame = lozere.communes("48")
    found = pd.Series(distances.nearest_road_km(frame, ["48095"]), index=frame.index)
    # Two points of a disc are 128 R / 45 pi apart on average (disk line picking): R = 3.42 km for the 36.8 km2 of Mende, by road x 1.35
    radius = np.sqrt(frame.loc["48095", "area_km2"] / np.pi)
    assert found["48095"] == pytest.approx(1.35 * 0.905415 * radius, rel=1e-6)
    assert found.idxmin() == "48095"


def test_a_point_out_of_the_table_is_as_far_as_by_road_and_one_inside_a_commune_as_its_mean():
    frame = pd.DataFrame({"lon": [3.5], "lat": [44.0], "area_km2": [np.pi]}, index=["a"])
    points = pd.DataFrame({"lon": [3.5, 3.5], "lat": [45.0, 44.0]})
    assert distances.road_km_to_points(frame, points)[0] == pytest.approx([111.195 * 1.35, 1.35 * 0.905415], rel=1e-4)


def test_the_nearest_of_two_places_counts():
    frame = pd.DataFrame({"lon": [3.0, 3.0, 3.0], "lat": [44.0, 45.0, 44.1], "area_km2": [np.pi] * 3}, index=["a", "b", "c"])
    found = distances.nearest_road_km(frame, ["a", "b"])
    # One degree of meridian is 111.195 km on this sphere: a tenth of it x 1.35 from c to a; a and b are places themselves (R = 1 km)
    assert found == pytest.approx([1.35 * 0.905415, 1.35 * 0.905415, 1.35 * 11.1195], rel=1e-5)


def test_a_distance_to_no_place_at_all_is_refused():
    with pytest.raises(ValueError, match="aucune commune d'arrivée"):
        distances.nearest_road_km(lozere.communes("48"), [])
