"""Classes of a map: round limits, one class for each value, words for the legend."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.territory import classes, lozere


def test_a_value_belongs_to_the_class_that_it_begins():
    assert classes.classify([0, 9.9, 10, 25, 50, 51, -1, None, float("nan")], [0, 10, 25, 50]) == [0, 0, 1, 2, 2, 2, 0, None, None]


def test_limits_are_round_and_hold_every_value():
    population = lozere.dataset()["population"].values
    limits = classes.round_limits(population)
    assert limits == [31, 100, 170, 250, 570, 13_000]
    assert limits[0] <= population.min()
    assert limits[-1] >= population.max()


def test_classes_hold_about_as_many_communes_each():
    values = lozere.dataset()["population"].values
    found = classes.classify(values, classes.round_limits(values))
    assert min(found.count(k) for k in range(5)) >= 20


def test_values_that_are_mostly_equal_get_classes_of_equal_width():
    assert classes.round_limits([0] * 140 + [0.1, 0.2, 0.3, 0.45]) == [0, 0.1, 0.2, 0.3, 0.4, 0.5]


def test_a_single_value_has_a_class():
    limits = classes.round_limits([7, 7, None])
    assert limits == [7, 8]
    assert classes.classify([7, None], limits) == [0, None]


def test_no_value_has_no_class():
    with pytest.raises(ValueError, match="aucune valeur connue"):
        classes.round_limits([None, float("nan")])


def test_a_tenth_of_a_point_is_one_colour():
    assert classes.round_limits(np.linspace(0.0356, 0.0374, 152)) == [0.035, 0.038]


def test_the_places_of_a_date_that_are_of_one_size_share_one_colour_though_other_dates_are_far_lower():
    before, late = np.linspace(0.001, 0.012, 152), np.linspace(0.030, 0.036, 152)
    dates = np.array([before, late, late])
    assert len(set(classes.classify(late, classes.round_limits(dates.ravel())))) > 1  # what the breaks of all the dates together would do
    limits = classes.of_dates(dates)
    assert len(set(classes.classify(late, limits))) == 1
    assert len(set(classes.classify(before, limits))) > 1
    assert (limits[0], limits[-1]) == (0.001, 0.036)


def test_dates_whose_places_differ_keep_the_classes_of_all_of_them():
    dates = np.array([np.linspace(0.0, 0.4, 152), np.linspace(0.2, 0.9, 152)])
    assert classes.of_dates(dates) == classes.round_limits(dates.ravel())


@given(arrays(float, (3, 12), elements=st.floats(0, 1e6).filter(lambda value: value == 0 or value > 1e-3)))
def test_the_classes_of_dates_hold_every_value(values):
    limits = classes.of_dates(values)
    assert limits[0] <= values.min() and values.max() <= limits[-1]
    assert all(low < high for low, high in pairwise(limits))


def test_natural_breaks_part_what_stands_apart():
    limits = classes.round_limits([10, 11, 12, 48, 50, 52, 90, 91, 93], 3)
    assert limits == [10, 30, 70, 93]


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6).filter(lambda value: value == 0 or abs(value) > 1e-3)), min_size=1, max_size=40))
def test_limits_rise_hold_every_value_and_leave_no_class_empty(values):
    known = [value for value in values if value is not None]
    if not known:
        return
    limits = classes.round_limits(values)
    assert len(limits) <= 6
    assert all(low < high for low, high in zip(limits, limits[1:], strict=False))
    assert limits[0] <= min(known) and max(known) <= limits[-1]
    assert set(classes.classify(known, limits)) == set(range(len(limits) - 1))
