"""What is known never stands behind what is not; how much a rank moves, and what would change it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.sites import confidence, siting
from geo.sites.reasons import reason
from geo.sites.siting import Criterion

NAMES = ("fibre", "minutes", "power")
CRITERIA = [Criterion("fibre", "fibre", "", 1, scale=(0, 3)), Criterion("minutes", "temps", "min", -1), Criterion("power", "puissance", "kVA", 1)]
WEIGHTS = {"fibre": 40, "minutes": 40, "power": 20}
VALUE = st.one_of(st.just(np.nan), st.integers(0, 3).map(float))


@given(arrays(float, (6, 3), elements=VALUE), st.sampled_from(NAMES), st.integers(0, 3))
def test_a_site_of_which_one_more_fact_is_known_never_stands_behind_the_same_site_without_it(others, fact, value):
    values = pd.DataFrame(others, columns=NAMES, index=[*"abcdef"])
    values.loc["known"] = values.loc["unknown"] = values.loc["a"]
    values.loc["known", fact], values.loc["unknown", fact] = float(value), np.nan
    for order in (values, values.iloc[::-1]):
        frame = siting.rank(order, CRITERIA, WEIGHTS, draws=20).frame
        assert list(frame.index).index("known") < list(frame.index).index("unknown")
        assert all(frame.at["known", name] <= frame.at["unknown", name] for name in ("rank", "rank_topsis"))


@given(arrays(float, (7, 3), elements=VALUE), st.sampled_from(NAMES))
def test_learning_that_a_fact_is_as_good_as_can_be_never_costs_a_rank(others, fact):
    values = pd.DataFrame(others, columns=NAMES)
    values.loc[0, fact] = np.nan
    known = values.copy()
    known.loc[0, fact] = {"fibre": 3.0, "minutes": 0.0, "power": 3.0}[fact]
    before, after = (siting.rank(table, CRITERIA, WEIGHTS, draws=20).frame for table in (values, known))
    assert after.at[0, "rank"] <= before.at[0, "rank"]


def test_a_good_fact_that_all_the_known_sites_share_is_good_still_and_lifts_them_above_the_unknown_one():
    values = pd.DataFrame({"fibre": [2, 2, np.nan], "minutes": [10, 10, 10], "power": [5, 5, 5]}, index=["marvejols", "carlac", "antrenas"])
    ranking = siting.rank(values, CRITERIA, WEIGHTS)
    assert ranking.frame["rank"].to_dict() == {"marvejols": 1, "carlac": 1, "antrenas": 3}
    told = reason(ranking, values, CRITERIA, WEIGHTS, "marvejols")
    assert "point fort, fibre" in told and "point faible" not in told


@given(arrays(float, (8, 3), elements=VALUE))
def test_somebody_is_always_first_and_a_rank_counts_those_before_it(others):
    frame = siting.rank(pd.DataFrame(others, columns=NAMES), CRITERIA, WEIGHTS, draws=20).frame
    assert frame["rank"].tolist() == [1 + int((frame["rank"] < rank).sum()) for rank in frame["rank"]]
    assert ((frame["rank_best"] <= frame["rank"]) & (frame["rank"] <= frame["rank_worst"])).all()


@pytest.mark.parametrize(
    ("best", "worst", "count", "said"),
    [
        (1, 1, 1, "peu variable"),
        (4, 4, 20, "peu variable"),
        (1, 3, 26, "peu variable"),
        (1, 9, 26, "variable"),
        (1, 26, 26, "très variable"),
        (1, 2, 2, "très variable"),
    ],
)
def test_a_rank_moves_little_some_or_much(best, worst, count, said):
    assert confidence.confidence(best, worst, count) == said


@given(st.integers(2, 200).flatmap(lambda count: st.tuples(st.just(count), st.integers(1, count), st.integers(1, count))))
def test_a_rank_that_moves_by_more_is_never_said_to_move_less(drawn):
    count, *ends = drawn
    best, worst = sorted(ends)
    classes = list(confidence.CONFIDENCES)
    if worst < count:
        narrow, wide = (classes.index(confidence.confidence(best, to, count)) for to in (worst, worst + 1))
        assert narrow <= wide


def test_the_fact_that_would_move_a_rank_most_is_named_with_the_rank_that_it_would_give():
    values = pd.DataFrame({"fibre": [3, 2, np.nan], "minutes": [30, 20, 10], "power": [9, 8, 7]}, index=["a", "b", "c"])
    assert confidence.what_would_change(values, CRITERIA, WEIGHTS, "c") == "connaître « fibre » (1er au mieux)"


def test_a_criterion_that_the_committee_would_give_up_is_named_when_everything_is_known():
    values = pd.DataFrame({"fibre": [3, 0], "minutes": [30, 10], "power": [9, 9]}, index=["a", "b"])
    assert confidence.what_would_change(values, CRITERIA, {"fibre": 60, "minutes": 30, "power": 10}, "a") == "ne plus compter « fibre » (2e)"


def test_nothing_is_named_when_nothing_would_change_a_rank():
    values = pd.DataFrame({"fibre": [3, 0], "minutes": [10, 30], "power": [9, 1]}, index=["a", "b"])
    assert confidence.what_would_change(values, CRITERIA, WEIGHTS, "a") == ""
