"""Where a cell says that a site is: positions and contours are read, the wrong ones refused with the remedy."""

import pytest

from data.intake import places
from data.intake.cells import Unreadable

# Positions: Mende is at 3.5 E, 44.52 N, that is about 739 870 m, 6 380 000 m in Lambert-93 (IGN)


@pytest.mark.parametrize(
    "written",
    [
        "3.5, 44.52",
        "3.5,44.52",
        "3,5 ; 44,52",
        "3,5;44,52",
        "3,5 44,52",
        "3.5 44.52",
        "POINT(3.5 44.52)",
        "SRID=4326;POINT(3.5 44.52)",
        "point (3.5 44.52)",
        '{"type": "Point", "coordinates": [3.5, 44.52]}',
        {"type": "Point", "coordinates": [3.5, 44.52, 731.0]},
    ],
)
def test_a_position_is_read_longitude_first(written):
    assert places.point(written) == (3.5, 44.52)


@pytest.mark.parametrize(
    "written",
    [
        "739870, 6380000",
        "739870,6380000",
        "SRID=2154;POINT(739870 6380000)",
        "POINT(739870 6380000)",
        {"type": "Point", "coordinates": [739_870, 6_380_000]},
    ],
)
def test_metres_of_lambert_93_become_degrees(written):
    lon, lat = places.point(written)
    assert (round(lon, 2), round(lat, 2)) == (3.5, 44.52)


@pytest.mark.parametrize(
    ("written", "name"),  # Mende in each system, by cs2cs of PROJ 9
    [
        ("1739749 3257897", "CC44"),
        ("1739749 4146786", "CC45"),
        ("692554 1947243", "Lambert zone II"),
        ("539735 4929752", "UTM zone 31N"),
        ("389618 5546269", "Pseudo-Mercator"),
    ],
)
def test_metres_of_another_system_that_are_in_lozere_in_no_other_are_converted_and_told(written, name):
    lon, lat = places.point(written)
    assert (round(lon, 5), round(lat, 5)) == (3.5, 44.52)
    assert name in places.to_tell(written)[1]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("3,5", "n'est pas une position"),
        ("44,5", "n'est pas une position"),
        (", 3", "pas un nombre"),
        ("; 3", "n'est pas une position"),
        ("3.5,44", "n'est pas une position"),
        ("6380000, 739870", "axes inversés"),
        ("389618, 5648000", "ni du Lambert-93"),
        ("1739749, 5146786", "ni du Lambert-93"),
        ("SRID=999999;POINT(389618 5548000)", "999999 non lu"),
        ({"type": "Point", "coordinates": [10**400, 44]}, "pas une géométrie"),
        ("44.52, 3.5", "axes inversés"),
        ("POINT(44.52 3.5)", "axes inversés"),
        ("3.5", "n'est pas une position"),
        ("ici", "n'est pas une position"),
        ("POINT EMPTY", "vide"),
        ("POINT(3.5 95)", "hors de la Terre"),
        ("POINT(nan 44)", "finies"),
        ("LINESTRING(3 44, 4 44)", "au lieu d'un point"),
        ({"type": "Point"}, "pas une géométrie"),
        ('{"type":"Point","coordinates":["a","b"]}', "pas une géométrie"),
    ],
)
def test_a_wrong_position_is_refused(written, words):
    with pytest.raises(Unreadable, match=words):
        places.point(written)


def test_a_contour_comes_out_closed_valid_and_in_degrees():
    bow = {"type": "Polygon", "coordinates": [[[3.5, 44.5], [3.51, 44.51], [3.51, 44.5], [3.5, 44.51], [3.5, 44.5]]]}  # crosses itself
    assert places.geometry(bow)["type"] == "MultiPolygon"
    lambert = places.geometry("POLYGON((739870 6380000, 740870 6380000, 740870 6381000, 739870 6381000, 739870 6380000))")
    assert all(3.49 < lon < 3.53 and 44.51 < lat < 44.54 for lon, lat in lambert["coordinates"][0])
    for wrong in ("POLYGON((3.5 44.5, 3.6 44.5))", "POLYGON EMPTY", {"type": "Polygon", "coordinates": [[[3.5, 44.5]]]}, "n'importe quoi"):
        with pytest.raises(Unreadable):
            places.geometry(wrong)


@pytest.mark.parametrize(
    ("corner", "words"), [("44.6 3.6", "contour de plus de 10 degrés"), ("739870 6380000", "ni du Lambert-93"), ("3.6 95", "hors de la Terre")]
)
def test_a_contour_with_one_corner_elsewhere_is_refused(corner, words):
    with pytest.raises(Unreadable, match=words):
        places.geometry(f"POLYGON((3.5 44.5, 3.6 44.5, {corner}, 3.5 44.5))")


def test_a_contour_whose_points_are_one_once_rounded_is_refused():
    with pytest.raises(Unreadable, match="dont les points se confondent"):
        places.geometry("POLYGON((3.5 44.5, 3.50000001 44.5, 3.50000001 44.50000001, 3.5 44.5))")


def test_a_contour_with_swapped_axes_is_refused():
    with pytest.raises(Unreadable, match="axes inversés"):
        places.geometry("POLYGON((44.5 3.5, 44.6 3.5, 44.6 3.6, 44.5 3.5))")
    with pytest.raises(Unreadable, match="axes inversés"):
        places.geometry("POLYGON((6380000 739870, 6380000 740870, 6381000 740870, 6380000 739870))")
