"""Times on small networks that were worked out by hand: one-way roads, pieces that do not touch, places far from any road."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer

from data import editions
from data.editions import Edition, Origin
from geo.travel import roads

X, Y = 735_000, 6_380_000  # [m, Lambert-93] in Lozère
COLUMNS = ["x1", "y1", "x2", "y2", "length_m", "speed_kmh", "forward", "backward"]
# Four places at the corners of a square of 10 km, and two far from them. a-b 10 min, b to c one way 12 min, c-d 6 min, d-a 30 min.
A, B, C, D, E, F = (0, 0), (10_000, 0), (10_000, 10_000), (0, 10_000), (40_000, 0), (41_000, 0)
SQUARE = [(*A, *B, 10_000, 60, 1, 1), (*B, *C, 10_000, 50, 1, 0), (*D, *C, 10_000, 100, 1, 1), (*D, *A, 10_000, 20, 1, 1), (*E, *F, 1_000, 60, 1, 1)]


def import_network(segments: Sequence[tuple], origin: tuple[float, float] = (X, Y)) -> Edition:
    """Keeps an edition of segments given from an origin [m]."""
    frame = pd.DataFrame(segments, columns=COLUMNS).astype(float)
    frame[["x1", "x2"]] += origin[0]
    frame[["y1", "y2"]] += origin[1]
    files = {roads.SEGMENTS: frame.to_csv(index=False).encode()}
    return editions.keep(roads.KIND, files, Origin("Réseau d'essai", "essai", "essai", "2026-11-22", "essai.geojson", "0" * 64, len(frame)))


def degrees(*places: tuple[float, float]) -> np.ndarray:
    """Longitude and latitude of places given from the origin [m]."""
    x, y = np.array(places, dtype=float).T
    return np.column_stack(Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True).transform(x + X, y + Y))


def test_before_any_import_there_is_no_network():
    assert roads.network() is None
    with pytest.raises(LookupError, match="data import roads"):
        roads.minutes(degrees(A), degrees(B))


def test_the_fastest_way_is_found_and_a_one_way_road_is_not_driven_back():
    import_network(SQUARE)
    found = roads.minutes(degrees(A, C), degrees(A, B, C, D))
    assert found == pytest.approx(np.array([[0, 10, 22, 28], [36, 46, 0, 6]]), abs=1e-3)


def test_the_times_are_the_same_from_either_side_of_the_table():
    import_network(SQUARE)
    whole = roads.minutes(degrees(A, B, C, D), degrees(A, B, C, D))
    for place, end in enumerate((A, B, C, D)):  # one destination: the network is driven backwards from it
        assert roads.minutes(degrees(A, B, C, D), degrees(end))[:, 0] == pytest.approx(whole[:, place], abs=1e-6)


def test_a_road_drawn_against_the_traffic_is_driven_the_other_way():
    import_network([(*A, *B, 10_000, 60, 0, 1)])
    found = roads.minutes(degrees(A, B), degrees(A, B))
    assert found[1, 0] == pytest.approx(10, abs=1e-3)
    assert np.isnan(found[0, 1])


def test_what_no_road_links_is_unknown():
    import_network(SQUARE)
    assert np.isnan(roads.minutes(degrees(A), degrees(E, F))).all()
    assert roads.minutes(degrees(E), degrees(F))[0, 0] == pytest.approx(1, abs=1e-3)


def test_of_two_roads_between_the_same_places_the_faster_counts():
    import_network([*SQUARE, (*A, *B, 12_000, 120, 1, 0), (*A, *B, 10_000, 30, 1, 1), (*A, *A, 500, 30, 1, 1)])
    found = roads.minutes(degrees(A, B), degrees(A, B))
    assert [found[0, 1], found[1, 0]] == pytest.approx([6, 10], abs=1e-3)


def test_a_place_beside_the_network_joins_it_at_30_km_h():
    import_network(SQUARE)
    # 600 m before a, 1.2 min; 1 900 m after b, 3.8 min
    assert roads.minutes(degrees((-600, 0)), degrees((11_900, 0)))[0, 0] == pytest.approx(1.2 + 10 + 3.8, abs=1e-2)


def test_a_place_farther_than_two_kilometres_is_unknown():
    import_network(SQUARE)
    assert np.isnan(roads.minutes(degrees((-2_100, 0), (5_000, 5_000)), degrees(B))).all()
    nowhere = np.array([[np.nan, 44.5], [3.5, np.nan]])
    assert np.isnan(roads.minutes(nowhere, degrees(B))).all()


def test_nobody_starts_from_a_piece_too_small_to_lead_anywhere():
    chain = [(100 * i, 0, 100 * (i + 1), 0, 100, 60, 1, 1) for i in range(300)]
    import_network([*chain, (0, 500, 50, 500, 50, 60, 1, 1)])
    # the car park is 500 m from the road: 1 min at 30 km/h, then 10 km at 60 km/h
    assert roads.minutes(degrees((0, 500)), degrees((10_000, 0)))[0, 0] == pytest.approx(11, abs=1e-2)


def test_a_network_of_one_way_roads_only_is_driven_one_way():
    import_network([(100 * i, 0, 100 * (i + 1), 0, 100, 60, 1, 0) for i in range(300)])
    found = roads.minutes(degrees((0, 0), (10_000, 0)), degrees((0, 0), (10_000, 0)))
    assert found[0, 1] == pytest.approx(10, abs=1e-3)
    assert np.isnan(found[1, 0])


def test_more_places_than_are_computed_at_once_have_their_times():
    chain = [(100 * i, 0, 100 * (i + 1), 0, 100, 60, 1, 1) for i in range(130)]
    import_network(chain)
    places = degrees(*((100 * i, 0) for i in range(130)))
    found = roads.minutes(places, places)
    assert found[0] == pytest.approx(np.arange(130) / 10, abs=1e-3)
    assert found == pytest.approx(found.T, abs=1e-6)


def test_nobody_on_one_side_gives_an_empty_table():
    import_network(SQUARE)
    assert roads.minutes(np.empty((0, 2)), degrees(A, B)).shape == (0, 2)
    assert roads.minutes(degrees(A, B), np.empty((0, 2))).shape == (2, 0)


def test_the_last_import_is_the_network_in_force():
    import_network(SQUARE)
    before = roads.minutes(degrees(A), degrees(B))[0, 0]
    edition = import_network([(*A, *B, 10_000, 30, 1, 1)])
    assert roads.network().edition.card.number == edition.card.number == 2
    assert roads.minutes(degrees(A), degrees(B))[0, 0] == pytest.approx(2 * before)
