"""Times from the communes to places, by the formula and by imported roads."""

import numpy as np
import pytest

from geo.territory import lozere
from geo.travel import access, reach
from tests.geo.travel.test_roads import import_network

MENDE, LANGOGNE = "48095", "48080"


def test_the_nearest_of_several_places_counts():
    alone, both = reach.nearest([MENDE]), reach.nearest([LANGOGNE, MENDE])
    assert (both <= alone).all()
    assert both[LANGOGNE] < alone[LANGOGNE]
    assert alone.index.tolist() == lozere.communes("48").index.tolist()
    # Langogne to Mende: 36.42 km as the crow flies from town hall to town hall (by hand in test_access), x 1.35 at 50 km/h
    assert alone[LANGOGNE] == pytest.approx(59.0, abs=0.5)


def test_going_nowhere_is_refused():
    with pytest.raises(ValueError, match="aucune commune d'arrivée"):
        reach.nearest([])


def test_what_a_caller_changes_is_whole_for_the_next_one():
    found = reach.nearest([MENDE])
    found[:] = 0
    assert reach.nearest([MENDE]).min() > 0


def test_the_times_between_communes_are_those_of_access_and_none_is_zero():
    travel = reach.between_communes()
    points = access.commune_points("48")
    assert np.array_equal(travel.minutes, access.between(points, points))
    assert travel.minutes.min() >= 1
    assert travel.method == access.FORMULA


def test_off_the_imported_roads_a_time_is_unknown_and_a_comparison_keeps_to_the_formula():
    import_network([(0, 0, 1_000, 0, 1_000, 60, 1, 1)])
    assert reach.nearest([MENDE]).isna().sum() >= 150
    travel = reach.between_communes()
    assert np.isfinite(travel.minutes).all()
    assert travel.method == f"{access.FORMULA} (le réseau routier importé ne relie pas toutes les communes)"
