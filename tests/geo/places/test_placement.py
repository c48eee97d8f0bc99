"""Where new places go: on a line of communes worked out by hand, and on the real territory."""

import numpy as np
import pandas as pd
import pytest

from geo.places import placement
from geo.territory import lozere
from geo.travel import reach
from geo.travel.reach import Travel

LINE = ["48027", "48039", "48061", "48080", "48095"]  # five communes, ten minutes from one to the next


@pytest.fixture
def line(monkeypatch):
    """A territory of five communes along a road; POLeN is at its end."""
    steps = np.arange(5.0)
    minutes = np.maximum(10 * np.abs(steps[:, None] - steps[None, :]), 1)
    monkeypatch.setattr(reach, "between_communes", lambda: Travel(minutes, tuple(LINE), "à la main"))


def weights(*loads: float) -> pd.Series:
    return pd.Series(loads, index=LINE)


@pytest.fixture(scope="module")
def people() -> pd.Series:
    return lozere.dataset()["population"].to_series()


def test_one_place_goes_in_the_middle_of_a_line(line):
    placed = placement.place(weights(1, 1, 1, 1, 1), 1)
    assert placed.sites.to_dict("records") == [{"code": "48061", "served": 5, "before": pytest.approx(np.nan, nan_ok=True), "after": 12.2, "hub": 20}]
    assert placed.mean_after == pytest.approx((20 + 10 + 1 + 10 + 20) / 5)
    assert np.isnan(placed.mean_before)


def test_a_place_that_is_open_counts_and_stays(line):
    placed = placement.place(weights(1, 1, 1, 1, 1), 1, opened=["48095"])
    assert placed.sites["code"].tolist() == ["48039"]  # the far end: 10, 1, 10 then 10 and 1 at the open one
    assert placed.sites["served"].tolist() == [3]
    assert placed.mean_before == pytest.approx((40 + 30 + 20 + 10 + 1) / 5)
    assert placed.mean_after == pytest.approx((10 + 1 + 10 + 10 + 1) / 5)
    assert placed.communes["place"].tolist() == ["48039", "48039", "48039", "48095", "48095"]


def test_the_first_rank_serves_the_most(line):
    placed = placement.place(weights(1, 0, 0, 0, 9), 2)
    assert placed.sites["code"].tolist() == ["48095", "48027"]
    assert placed.sites["served"].tolist() == [9, 1]


def test_coverage_serves_the_most_people_within_a_time(line):
    placed = placement.place(weights(5, 1, 1, 1, 2), 1, within=10)
    assert placed.sites["code"].tolist() == ["48039"]  # within ten minutes: 5 + 1 + 1; at the end itself only 5 + 1
    assert placed.sites["served"].tolist() == [7]
    assert (placed.near_before, placed.near_after) == (0, 0.7)


def test_of_two_communes_that_cover_as_much_the_one_where_the_demand_lives_is_chosen(line):
    placed = placement.place(weights(0, 1, 6, 0, 0), 1, within=10)
    assert placed.sites["code"].tolist() == ["48061"]  # the first, the second and the third cover all of it


@pytest.mark.parametrize("within", [None, 20])
def test_open_places_are_never_offered_again(people, within):
    opened = ["48095", "48061", "48039"]
    placed = placement.place(people, 5, opened, within)
    assert len(placed.sites) == 5
    assert not set(placed.sites["code"]) & set(opened)
    assert set(placed.communes["place"]) <= {*opened, *placed.sites["code"]}


def test_one_more_place_never_makes_the_mean_time_longer(people):
    means = [placement.place(people, count, ["48095"]).mean_after for count in range(1, 6)]
    assert means == sorted(means, reverse=True)
    assert means[0] < placement.place(people, 1, ["48095"]).mean_before


def test_one_more_place_never_leaves_fewer_people_within_reach(people):
    shares = [placement.place(people, count, ["48095"], 20).near_after for count in range(1, 6)]
    assert shares == sorted(shares)


def test_the_same_question_has_the_same_answer_whatever_the_order_of_the_communes(people):
    shuffled = people.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(placement.place(people, 2).sites, placement.place(shuffled, 2).sites)


@pytest.mark.parametrize(
    ("loads", "count", "opened", "words"),
    [
        ((0, 0, 0, 0, 0), 1, (), "la demande est nulle partout : il n'y a personne à servir"),
        ((1, 1, 1, 1, np.nan), 1, (), "connus, positifs ou nuls"),
        ((1, 1, 1, 1, -1), 1, (), "connus, positifs ou nuls"),
        ((1, 1, 1, 1, 1), 6, (), "le nombre de nouveaux lieux va de 1 à 5"),
        ((1, 1, 1, 1, 1), 1, ("12001",), "communes inconnues en Lozère : 12001"),
    ],
)
def test_a_question_without_an_answer_is_refused_in_french(line, loads, count, opened, words):
    with pytest.raises(ValueError, match=words):
        placement.place(weights(*loads), count, opened)


def test_the_demand_of_other_communes_is_refused(people):
    with pytest.raises(ValueError, match="152 communes"):
        placement.place(people.iloc[1:], 1)
