"""AHP on the cases that Saaty published, and what a consistent answer must give."""

import numpy as np
import pytest

from geo.sites import pairwise

# Saaty (2008), doi 10.1504/IJSSCI.2008.017590. Table 2, which drink is consumed more: coffee, wine, tea, beer, sodas, milk, water.
# The table prints tea against wine as 2 and wine against tea as 1/3: with 3, reciprocal, every published priority and ratio is found.
DRINKS = np.array(
    [
        [1, 9, 5, 2, 1, 1, 1 / 2],
        [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [1, 9, 4, 2, 1, 2, 1 / 2],
        [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [2, 9, 9, 3, 2, 3, 1],
    ]
)
# Table 3, criteria of the best job: flexibility, opportunities, security, reputation, salary. Table 4, under flexibility.
JOB = np.array([[1, 1 / 4, 1 / 6, 1 / 4, 1 / 8], [4, 1, 1 / 3, 3, 1 / 7], [6, 3, 1, 4, 1 / 2], [4, 1 / 3, 1 / 4, 1, 1 / 7], [8, 7, 2, 7, 1]])
FLEXIBILITY = np.array([[1, 1 / 3, 1 / 6], [3, 1, 1 / 4], [6, 4, 1]])
# Saaty (1990), How to make a decision, European Journal of Operational Research 48, 9-26, doi 10.1016/0377-2217(90)90057-I: size of three houses.
HOUSES = np.array([[1, 6, 8], [1 / 6, 1, 4], [1 / 8, 1 / 4, 1]])
NAMES = ["accès", "fibre", "prix"]
FULL = {("accès", "fibre"): 2, ("prix", "accès"): 1 / 3, ("fibre", "prix"): 4}


@pytest.mark.parametrize(
    ("compared", "published"),
    [
        (DRINKS, [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]),
        (JOB, [0.036, 0.122, 0.262, 0.075, 0.506]),
        (FLEXIBILITY, [0.091, 0.218, 0.691]),
        (HOUSES, [0.754, 0.181, 0.065]),
    ],
    ids=["drinks", "job", "flexibility", "houses"],
)
def test_the_weights_are_those_published(compared, published):
    assert pairwise.weights(compared) == pytest.approx(published, abs=5e-4)
    assert pairwise.weights(compared).sum() == pytest.approx(1)


@pytest.mark.parametrize(("compared", "published"), [(DRINKS, 0.022), (HOUSES, 0.117)], ids=["drinks", "houses"])
def test_the_consistency_ratio_is_the_one_published(compared, published):
    assert pairwise.consistency_ratio(compared) == pytest.approx(published, abs=5e-4)


def test_answers_that_agree_have_a_ratio_of_zero_and_give_back_the_weights():
    weights = np.array([0.5, 0.25, 0.125, 0.125])
    consistent = weights[:, None] / weights
    assert pairwise.consistency_ratio(consistent) == pytest.approx(0, abs=1e-12)
    assert pairwise.weights(consistent) == pytest.approx(weights)
    assert pairwise.most_inconsistent(consistent) is None


@pytest.mark.parametrize("size", [1, 2])
def test_one_or_two_criteria_cannot_contradict_each_other(size):
    compared = np.array([[1, 7], [1 / 7, 1]])[:size, :size]
    assert pairwise.consistency_ratio(compared) == 0
    assert pairwise.most_inconsistent(compared) is None


def test_the_answer_that_contradicts_the_others_is_found_with_the_one_that_fits():
    weights = np.array([8, 4, 2, 1])
    compared = weights[:, None] / weights
    compared[1, 3], compared[3, 1] = 1 / 4, 4  # 4 was answered the wrong way round
    assert pairwise.consistency_ratio(compared) > pairwise.ACCEPTED
    doubt = pairwise.most_inconsistent(compared)
    assert doubt == pairwise.Doubt(first=1, second=3, given=0.25, fitting=4)
    compared[1, 3], compared[3, 1] = doubt.fitting, 1 / doubt.fitting
    assert pairwise.consistency_ratio(compared) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("compared", [HOUSES, JOB], ids=["houses", "job"])
def test_following_the_advice_makes_the_answers_more_consistent(compared):
    doubt, changed = pairwise.most_inconsistent(compared), compared.copy()
    changed[doubt.first, doubt.second], changed[doubt.second, doubt.first] = doubt.fitting, 1 / doubt.fitting
    assert pairwise.consistency_ratio(changed) < pairwise.consistency_ratio(compared)
    assert doubt.given == compared[doubt.first, doubt.second]


def test_the_matrix_is_filled_by_the_inverse_of_each_answer():
    assert pairwise.matrix(FULL, NAMES) == pytest.approx(np.array([[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]))
    assert pairwise.matrix({}, ["prix"]).tolist() == [[1]]


@pytest.mark.parametrize(
    ("comparisons", "names", "told"),
    [
        ({("accès", "fibre"): 2}, NAMES, "comparaisons manquantes : accès et prix et fibre et prix"),
        ({**FULL, ("fibre", "accès"): 1 / 2}, NAMES, "comparés deux fois"),
        ({**FULL, ("bruit", "accès"): 2}, NAMES, "bruit"),
        ({**FULL, ("accès", "accès"): 1}, NAMES, "accès et accès"),
        ({**FULL, ("accès", "fibre"): 10}, NAMES, "1/9 à 9"),
        ({**FULL, ("accès", "fibre"): 0}, NAMES, "1/9 à 9"),
        ({**FULL, ("accès", "fibre"): float("nan")}, NAMES, "1/9 à 9"),
        ({}, [], "de 1 à 10"),
        ({}, ["prix", "prix"], "différents"),
        ({}, [str(i) for i in range(11)], "de 1 à 10"),
    ],
)
def test_answers_that_are_missing_or_impossible_are_refused(comparisons, names, told):
    with pytest.raises(ValueError, match=told):
        pairwise.matrix(comparisons, names)


@pytest.mark.parametrize(
    "compared", [[[1, 2]], [[1, 2], [2, 1]], [[1, -2], [-1 / 2, 1]], [[1, 0], [0, 1]], [[2, 2], [1 / 2, 1]], [], [[1, np.nan], [1, 1]]]
)
def test_a_matrix_that_is_not_reciprocal_has_no_weights(compared):
    with pytest.raises(ValueError, match="comparaisons"):
        pairwise.weights(np.array(compared))


def test_the_consistency_of_more_than_ten_criteria_is_not_measured():
    with pytest.raises(ValueError, match="jusqu'à 10"):
        pairwise.consistency_ratio(np.ones((11, 11)))
