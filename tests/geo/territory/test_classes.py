"""Classes of a map: round limits, one class for each value, words for the legend."""

import pytest

from geo.territory import classes, lozere


def test_a_value_belongs_to_the_class_that_it_begins():
    assert classes.classify([0, 9.9, 10, 25, 50, 51, -1, None, float("nan")], [0, 10, 25, 50]) == [0, 0, 1, 2, 2, 2, 0, None, None]


def test_limits_are_round_and_hold_every_value():
    population = lozere.dataset()["population"].values
    limits = classes.round_limits(population)
    assert limits == [31, 100, 200, 300, 600, 13_000]
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
