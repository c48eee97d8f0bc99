"""The two scores on published cases, and what they keep whatever the values: nothing here repeats the code."""

import random

import numpy as np
import pytest

from geo.sites import siting

# Hwang and Yoon (1981), Multiple Attribute Decision Making, doi 10.1007/978-3-642-48318-9: choice of a fighter aircraft.
# Speed [Mach], range [NM], payload [lb], cost [10^6 $], reliability and manoeuvrability [1 to 9].
AIRCRAFT = [[2.0, 1500, 20000, 5.5, 5, 9], [2.5, 2700, 18000, 6.5, 3, 5], [1.8, 2000, 21000, 4.5, 7, 7], [2.2, 1800, 20000, 5.0, 5, 5]]
AIRCRAFT_WEIGHTS, AIRCRAFT_SENSES = [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], [1, 1, 1, -1, 1, 1]
AIRCRAFT_CLOSENESS = [0.643, 0.268, 0.613, 0.312]
FOUR_DIGITS = 1e-3  # the book rounds each step to four decimals
PUBLISHED = {
    "Hwang and Yoon 1981": (AIRCRAFT, AIRCRAFT_WEIGHTS, AIRCRAFT_SENSES, AIRCRAFT_CLOSENESS, FOUR_DIGITS),
    # Papathanasiou and Ploskas (2018), Multiple Criteria Decision Aid, chapter 1, doi 10.1007/978-3-319-91648-4_1: where to build.
    "Papathanasiou and Ploskas 2018": (
        [[8, 7, 2, 1], [5, 3, 7, 5], [7, 5, 6, 4], [9, 9, 7, 3], [11, 10, 3, 7], [6, 9, 5, 4]],
        [0.4, 0.3, 0.1, 0.2],
        [1, 1, 1, 1],
        [0.387, 0.327, 0.391, 0.615, 0.868, 0.493],
        5e-4,
    ),
    # Tzeng and Huang (2011), Multiple Attribute Decision Making: Methods and Applications, chapter on TOPSIS, ISBN 978-1-4398-6157-8.
    "Tzeng and Huang 2011": ([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], [0.3, 0.4, 0.3], [1, 1, 1], [0.5037, 0.6581, 0.7482, 0.3340], 5e-5),
}
UNKNOWN = np.nan


@pytest.mark.parametrize("case", PUBLISHED)
def test_topsis_gives_the_published_closeness(case):
    values, weights, senses, published, rounding = PUBLISHED[case]
    assert siting.topsis(values, weights, senses) == pytest.approx(published, abs=rounding)


@pytest.mark.parametrize("case", PUBLISHED)
def test_with_everything_known_the_bounds_of_topsis_are_the_textbook(case):
    values, weights, senses, _, _ = PUBLISHED[case]
    found, textbook = siting.topsis_bounds(values, weights, senses), siting.topsis(values, weights, senses)
    assert found.low == pytest.approx(textbook, abs=1e-12)
    assert found.high == pytest.approx(textbook, abs=1e-12)


def test_the_weighted_sum_of_a_case_worked_by_hand():
    # minutes 10, 20, 15 (less is better) are worth 1, 0, 0.5; fibre 1, 3, 2 is worth 0, 1, 0.5
    assert siting.weighted_sum([[10, 1], [20, 3], [15, 2]], [0.6, 0.4], [-1, 1]) == pytest.approx([0.6, 0.4, 0.5])


def test_an_unknown_value_is_anything_between_the_worst_and_the_best_known():
    found = siting.sum_bounds(np.array([[10, UNKNOWN], [20, 3], [15, 1]]), [0.5, 0.5], [1, 1])
    assert found.low == pytest.approx([0, 1, 0.25])
    assert found.high == pytest.approx([0.5, 1, 0.25])


@pytest.mark.parametrize("scores", [siting.weighted_sum, siting.topsis])
def test_no_score_is_given_for_an_unknown_value(scores):
    with pytest.raises(ValueError, match="inconnue"):
        scores([[1, UNKNOWN], [2, 3]], [0.5, 0.5], [1, 1])


@pytest.mark.parametrize("factor", [1e-3, 60, 1e6])
def test_the_unit_of_a_criterion_changes_nothing(factor):
    scaled = np.array(AIRCRAFT) * [1, 1, 1, factor, 1, 1]
    assert siting.topsis(scaled, AIRCRAFT_WEIGHTS, AIRCRAFT_SENSES) == pytest.approx(AIRCRAFT_CLOSENESS, abs=FOUR_DIGITS)
    before = siting.weighted_sum(AIRCRAFT, AIRCRAFT_WEIGHTS, AIRCRAFT_SENSES)
    assert siting.weighted_sum(scaled, AIRCRAFT_WEIGHTS, AIRCRAFT_SENSES) == pytest.approx(before)


def test_weights_count_by_their_proportions():
    assert siting.topsis(AIRCRAFT, [2, 1, 1, 1, 2, 3], AIRCRAFT_SENSES) == pytest.approx(AIRCRAFT_CLOSENESS, abs=FOUR_DIGITS)


def test_the_best_on_everything_is_ideal_and_the_worst_is_its_opposite():
    values = [[1, 9], [5, 5], [9, 1]]
    assert siting.topsis(values, [1, 1], [1, -1])[[0, 2]].tolist() == [0, 1]
    assert siting.weighted_sum(values, [1, 1], [1, -1]).tolist() == [0, 0.5, 1]


def test_a_criterion_on_which_all_are_equal_adds_nothing():
    values = np.column_stack([AIRCRAFT, [0.1 + 0.2, 0.3, 0.3, 0.3]])  # equal but for a rounding error
    before = siting.weighted_sum(AIRCRAFT, AIRCRAFT_WEIGHTS, AIRCRAFT_SENSES)
    assert siting.weighted_sum(values, [*AIRCRAFT_WEIGHTS, 1], [*AIRCRAFT_SENSES, 1]) == pytest.approx(before / 2)
    assert siting.topsis(values, [*AIRCRAFT_WEIGHTS, 1], [*AIRCRAFT_SENSES, 1]) == pytest.approx(AIRCRAFT_CLOSENESS, abs=FOUR_DIGITS)


def test_sites_that_nothing_distinguishes_are_halfway():
    assert siting.topsis([[3, 0], [3, 0]], [1, 1], [1, 1]).tolist() == [0.5, 0.5]
    assert siting.weighted_sum([[3, 0], [3, 0]], [1, 1], [1, 1]).tolist() == [0, 0]
    almost = siting.topsis_bounds(np.array([[0.1 + 0.2], [0.3]]), [1], [1])  # they differ by a rounding error
    assert almost.low.tolist() == almost.high.tolist() == [0.5, 0.5]


def with_holes(draw: random.Random) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Values with unknown ones, the same filled with anything between the worst and the best known, weights, senses."""
    sites, criteria = draw.randint(2, 7), draw.randint(1, 5)
    values = np.array([[round(draw.uniform(-5, 60), 1) for _ in range(criteria)] for _ in range(sites)])
    holes = np.array([[draw.random() < 0.35 for _ in range(criteria)] for _ in range(sites)])
    filled = values.copy()
    for column in range(criteria):
        known = values[~holes[:, column], column]
        ends = (known.min(), known.max()) if len(set(known)) > 1 else (0, 100)  # nobody knows what a difference is worth: anything
        for row in np.flatnonzero(holes[:, column]):
            filled[row, column] = draw.choice([*ends, draw.uniform(*ends)])
    weights = np.array([draw.choice([0, draw.random()]) for _ in range(criteria)]) + 1e-3
    return np.where(holes, UNKNOWN, values), filled, weights, np.array([draw.choice([1, -1]) for _ in range(criteria)])


@pytest.mark.parametrize(("bounds", "score"), [(siting.sum_bounds, siting.weighted_sum), (siting.topsis_bounds, siting.topsis)])
def test_whatever_the_unknown_values_are_the_score_is_within_its_bounds(bounds, score):
    draw = random.Random(48)
    for _ in range(2_000):
        values, filled, weights, senses = with_holes(draw)
        found, true = bounds(values, weights, senses), score(filled, weights, senses)
        assert (found.low <= true + 1e-9).all(), (values, filled, weights, senses)
        assert (true <= found.high + 1e-9).all(), (values, filled, weights, senses)
        assert ((found.low >= 0) & (found.high <= 1)).all()


def test_one_more_unknown_value_never_narrows_the_bounds():
    draw = random.Random(12)
    for _ in range(300):
        values, _, weights, senses = with_holes(draw)
        row, column = draw.randrange(len(values)), draw.randrange(len(weights))
        if np.nanmin(values[:, column], initial=np.inf) < values[row, column] < np.nanmax(values[:, column], initial=-np.inf):
            lost = values.copy()
            lost[row, column] = UNKNOWN
            for bounds in (siting.sum_bounds, siting.topsis_bounds):
                before, after = bounds(values, weights, senses), bounds(lost, weights, senses)
                assert (after.low <= before.low + 1e-9).all()
                assert (after.high >= before.high - 1e-9).all()


def test_a_criterion_unknown_everywhere_gives_everybody_the_same_doubt():
    found = siting.sum_bounds(np.array([[1, UNKNOWN], [2, UNKNOWN]]), [0.7, 0.3], [1, 1])
    assert found.low == pytest.approx([0, 0.7])
    assert found.high == pytest.approx([0.3, 1])


def test_a_single_known_value_does_not_stand_for_the_others():
    found = siting.sum_bounds(np.array([[1, 250], [2, UNKNOWN]]), [0.7, 0.3], [1, 1])
    assert found.low == pytest.approx([0, 0.7])
    assert found.high == pytest.approx([0.3, 1])
