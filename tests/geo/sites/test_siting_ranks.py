"""Ranks, how far they move, the sites set aside, and the sentence that gives the reason of a rank."""

import random

import numpy as np
import pandas as pd
import pytest

from geo.sites import siting
from geo.sites.reasons import reason
from geo.sites.siting import Criterion
from tests.geo.sites.test_siting import AIRCRAFT, AIRCRAFT_SENSES, AIRCRAFT_WEIGHTS

UNKNOWN = np.nan
CRITERIA = [
    Criterion("minutes", "temps d'accès à l'autoroute", "min", -1),
    Criterion("fibre", "fibre", "", 1),
    Criterion("price", "prix", "EUR/m²", -1),
    Criterion("power", "puissance électrique", "kVA", 1),
]
WEIGHTS = {"minutes": 40, "fibre": 30, "price": 20, "power": 10}
SITES = pd.DataFrame(
    {"minutes": [8, 25, 40, 12], "fibre": [3, 2, 1, 2], "price": [45, 20, 10, UNKNOWN], "power": [UNKNOWN, 250, UNKNOWN, 36]},
    index=["aumont", "mende", "langogne", "antrenas"],
)


def one_criterion(*values: float) -> siting.Ranking:
    """The ranking of sites a, b, c... on one criterion: every draw of the weights is the same."""
    return siting.rank(pd.DataFrame({"x": values}, index=list("abcdefgh"[: len(values)])), [Criterion("x", "x", "", 1)], {"x": 1})


def test_ranks_and_unknown_worked_by_hand():
    # scores: a 0, b 1/3, c anything from 0 to 1, d 1
    frame = one_criterion(1, 2, UNKNOWN, 4).frame
    assert frame["rank_best"].to_dict() == {"d": 1, "c": 1, "b": 2, "a": 3}
    assert frame["rank_worst"].to_dict() == {"d": 2, "c": 4, "b": 3, "a": 4}
    assert frame["unknown"].to_dict() == {"d": (), "c": ("x",), "b": (), "a": ()}
    assert frame.index.tolist() == ["d", "b", "a", "c"]  # c, unknown, behind all that is known


def test_sites_that_tie_share_their_ranks():
    frame = one_criterion(5, 9, 9, 1).frame
    assert frame["rank"].to_dict() == {"b": 1, "c": 1, "a": 3, "d": 4}
    assert frame.loc["b", ["rank_best", "rank_worst", "rank_topsis"]].tolist() == [1, 2, 1]
    assert frame.loc["a", ["rank_best", "rank_worst"]].tolist() == [3, 3]


def test_the_ranks_of_the_published_aircraft():
    names = ["speed", "range", "payload", "cost", "reliability", "manoeuvrability"]
    values = pd.DataFrame(AIRCRAFT, index=["A1", "A2", "A3", "A4"], columns=names)
    criteria = [Criterion(name, name, "", sense) for name, sense in zip(names, AIRCRAFT_SENSES, strict=True)]
    frame = siting.rank(values, criteria, dict(zip(names, AIRCRAFT_WEIGHTS, strict=True))).frame
    assert frame["rank_topsis"].to_dict() == {"A1": 1, "A3": 2, "A4": 3, "A2": 4}
    assert frame.loc["A1", "closeness_low"] == pytest.approx(0.643, abs=5e-4)


def test_the_rank_is_that_of_the_weights_asked_for_and_not_the_middle_of_the_draws():
    """With 50, 30 and 20 %, scores of 0.52, 0.5 and 0.48: a, b, c; b is better than a on what weighs most, and the draws move its rank the most."""
    values = pd.DataFrame({"x": [0.4, 1.0, 0.0], "y": [0.64, 0.0, 0.96], "z": [0.64, 0.0, 0.96]}, index=["a", "b", "c"])
    criteria = [Criterion(name, name, "", 1, scale=(0, 1)) for name in values]
    for seed in range(20):
        frame = siting.rank(values, criteria, {"x": 50, "y": 30, "z": 20}, draws=7, concentration=1, seed=seed).frame
        assert frame["rank"].to_dict() == {"a": 1, "b": 2, "c": 3}


def test_a_site_better_on_everything_is_first_in_every_draw():
    values = pd.DataFrame({"a": [3, 1, 2], "b": [9, 8, 2]}, index=["best", "second", "third"])
    criteria = [Criterion("a", "a", "", 1), Criterion("b", "b", "", 1)]
    row = siting.rank(values, criteria, {"a": 1, "b": 1}, concentration=None).frame.loc["best"]
    assert row[["rank", "rank_best", "rank_worst", "first_surely", "first_possibly"]].tolist() == [1, 1, 1, 1, 1]


def test_a_site_that_an_unknown_value_may_carry_to_the_top_is_first_possibly_and_not_surely():
    values = pd.DataFrame({"a": [3.0, 2.9, 1.0], "b": [np.nan, 5.0, 1.0]}, index=["one", "two", "three"])
    criteria = [Criterion("a", "a", "", 1), Criterion("b", "b", "", 1)]
    frame = siting.rank(values, criteria, {"a": 1, "b": 1}).frame
    assert frame.loc["one", ["first_surely", "first_possibly"]].tolist() == [0, 1]  # b anywhere from 1 to 5: last or first
    assert frame.loc["three", "first_possibly"] == 0


def test_the_rank_moves_with_the_weights_when_no_site_is_better_on_everything():
    values = pd.DataFrame({"a": [3, 1], "b": [1, 3]}, index=["one", "two"])
    criteria = [Criterion("a", "a", "", 1), Criterion("b", "b", "", 1)]
    even = siting.rank(values, criteria, {"a": 1, "b": 1}).frame
    assert even[["rank_best", "rank_worst"]].to_numpy().tolist() == [[1, 2], [1, 2]]
    assert even["first_surely"].sum() == pytest.approx(1)
    assert even["first_possibly"].equals(even["first_surely"])  # everything is known
    assert siting.rank(values, criteria, {"a": 9, "b": 1}).frame.loc["one", "rank_worst"] == 1  # 90 % moves by ±5 points: never under 50 %
    assert siting.rank(values, criteria, {"a": 9, "b": 1}, concentration=None).frame.loc["one", "rank_worst"] == 2  # any weights: it does


def test_the_rank_is_always_within_its_interval():
    draw = random.Random(7)
    for _ in range(60):
        sites = draw.randint(1, 12)
        values = pd.DataFrame({name: [draw.choice([UNKNOWN, draw.randint(0, 5)]) for _ in range(sites)] for name in WEIGHTS})
        frame = siting.rank(values.astype(float), CRITERIA, WEIGHTS, draws=50).frame
        assert ((frame["rank_best"] >= 1) & (frame["rank_best"] <= frame["rank"])).all()
        assert ((frame["rank"] <= frame["rank_worst"]) & (frame["rank_worst"] <= sites)).all()
        assert frame["rank"].is_monotonic_increasing


def test_an_unknown_value_widens_the_interval_of_its_site():
    known = siting.rank(SITES.fillna({"price": 20, "power": 100}), CRITERIA, WEIGHTS, concentration=1e9).frame  # the weights themselves
    unknown = siting.rank(SITES, CRITERIA, WEIGHTS, concentration=1e9).frame
    width, wider = (frame["rank_worst"] - frame["rank_best"] for frame in (known, unknown))
    assert wider["antrenas"] > width["antrenas"]
    assert (wider >= width[wider.index]).all()


def test_the_same_weights_give_the_same_ranks():
    pd.testing.assert_frame_equal(siting.rank(SITES, CRITERIA, WEIGHTS).frame, siting.rank(SITES, CRITERIA, WEIGHTS).frame)


def test_the_names_and_the_order_of_the_sites_and_criteria_change_nothing():
    before = siting.rank(SITES, CRITERIA, WEIGHTS, draws=1, concentration=1e9).frame  # one draw, at the weights themselves
    after = siting.rank(SITES.iloc[::-1].rename(str.upper), CRITERIA[::-1], WEIGHTS, draws=1, concentration=1e9).frame
    assert after.rename(str.lower).index.tolist() == before.index.tolist()
    scores = ["score_low", "score_high", "closeness_low", "closeness_high"]
    assert after[scores].to_numpy() == pytest.approx(before[scores].to_numpy())


def test_a_better_value_never_costs_a_rank():
    draw = random.Random(3)
    for _ in range(200):
        values = pd.DataFrame({name: [draw.uniform(0, 9) for _ in range(6)] for name in WEIGHTS})
        better = values.copy()
        better.loc[2, "fibre"] += draw.uniform(0, 9)
        ranks = [siting.rank(table, CRITERIA, WEIGHTS, draws=20).frame.loc[2] for table in (values, better)]
        assert all(ranks[1][name] <= ranks[0][name] for name in ("rank", "rank_best", "rank_worst"))


def test_a_criterion_of_weight_zero_counts_for_nothing_even_unknown():
    without = siting.rank(SITES.drop(columns="power"), CRITERIA[:3], {name: WEIGHTS[name] for name in ("minutes", "fibre", "price")})
    zero = siting.rank(SITES, CRITERIA, {**WEIGHTS, "power": 0})
    assert zero.frame["unknown"].to_dict() == {"aumont": (), "mende": (), "langogne": (), "antrenas": ("prix",)}
    assert zero.frame.drop(columns="unknown").to_numpy(dtype=float) == pytest.approx(without.frame.drop(columns="unknown").to_numpy(dtype=float))


def test_the_draws_have_the_weights_of_the_committee_as_their_mean():
    shares = np.array([0.5, 0.3, 0.2, 0])
    drawn = siting.weight_draws(shares, 20_000, siting.CONCENTRATION, seed=1)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert drawn.mean(axis=0) == pytest.approx(shares, abs=0.003)
    assert not drawn[:, 3].any()
    # Dirichlet of concentration 30: standard deviation of a weight p is sqrt(p (1 - p) / 31), 9.0, 8.2 and 7.2 points here
    assert 100 * drawn.std(axis=0)[:3] == pytest.approx([9.0, 8.2, 7.2], abs=0.2)
    assert siting.spread(shares, siting.CONCENTRATION) == pytest.approx(8.2, abs=0.05)


def test_the_flat_draws_give_every_weight_the_same_chance():
    drawn = siting.weight_draws(np.array([0.9, 0.1, 0]), 20_000, None, seed=1)
    assert drawn.mean(axis=0) == pytest.approx([0.5, 0.5, 0], abs=0.01)
    assert np.quantile(drawn[:, 0], [0.1, 0.9]) == pytest.approx([0.1, 0.9], abs=0.02)
    assert siting.spread(np.array([0.9, 0.1, 0]), None) == pytest.approx(100 / np.sqrt(12))  # that of a uniform draw


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({**WEIGHTS, "power": -1}, "positif"),
        ({**WEIGHTS, "power": UNKNOWN}, "positif"),
        (dict.fromkeys(WEIGHTS, 0), "tous les poids sont nuls"),
        ({"minutes": 1}, "fibre, price, power"),
        ({**WEIGHTS, "noise": 1}, "noise"),
    ],
)
def test_weights_that_are_no_weights_are_refused(weights, told):
    with pytest.raises(ValueError, match=told):
        siting.rank(SITES, CRITERIA, weights)


def test_values_that_cannot_be_compared_are_refused():
    with pytest.raises(ValueError, match="infinie"):
        siting.rank(SITES.replace(45, np.inf), CRITERIA, WEIGHTS)
    with pytest.raises(ValueError, match="deux fois"):
        siting.rank(pd.concat([SITES, SITES]), CRITERIA, WEIGHTS)
    with pytest.raises(ValueError, match="tirage"):
        siting.rank(SITES, CRITERIA, WEIGHTS, draws=0)


def test_nobody_and_a_single_site_have_a_ranking():
    assert siting.rank(SITES.iloc[:0], CRITERIA, WEIGHTS).frame.empty
    alone = siting.rank(SITES.iloc[:1], CRITERIA, WEIGHTS)
    assert alone.frame.loc["aumont", ["rank", "rank_best", "rank_worst", "first_surely"]].tolist() == [1, 1, 1, 1]
    told = reason(alone, SITES.iloc[:1], CRITERIA, WEIGHTS, "aumont")
    assert told == "1er sur 1 : sans donnée, puissance électrique ; rang peu variable."


def test_the_reason_of_a_rank_is_one_sentence():
    ranking = siting.rank(SITES, CRITERIA, WEIGHTS)
    told = {site: reason(ranking, SITES, CRITERIA, WEIGHTS, site) for site in SITES.index}
    assert told["aumont"] == (
        "1er sur 4 : points forts, temps d'accès à l'autoroute (8\u00a0min) et fibre ; point faible, prix (45\u00a0EUR/m²) ; "
        "sans donnée, puissance électrique ; rang très variable, de 1 à 3 ; "
        "ce qui le changerait, ne plus compter « temps d'accès à l'autoroute » (2e)."
    )
    assert told["langogne"] == (
        "4e sur 4 : point fort, prix (10\u00a0EUR/m²) ; point faible, temps d'accès à l'autoroute (40\u00a0min) ; "
        "sans donnée, puissance électrique ; rang peu variable ; ce qui le changerait, ne plus compter « temps d'accès à l'autoroute » (3e)."
    )


def test_sites_that_tie_are_told_so():
    values = pd.DataFrame({"x": [2, 2]}, index=["a", "b"])
    criteria = [Criterion("x", "prix", "EUR", -1)]
    ranking = siting.rank(values, criteria, {"x": 1})
    assert reason(ranking, values, criteria, {"x": 1}, "b") == "1er ex æquo sur 2 : rang très variable, de 1 à 2."


def test_what_a_criterion_adds_is_counted_from_the_mean_of_the_sites_that_are_known():
    added = siting.contributions(SITES, CRITERIA, WEIGHTS)
    # price: 45, 20, 10 are worth 0, 5/7, 1 of the way to the best, mean 4/7, weight 0.2
    assert added["price"].tolist()[:3] == pytest.approx([-0.8 / 7, 0.2 / 7, 0.6 / 7])
    assert np.isnan(added.loc["antrenas", "price"])
    assert added.sum().tolist() == pytest.approx([0, 0, 0, 0], abs=1e-12)


def test_a_rule_sets_sites_aside_and_gives_them_back_when_it_is_taken_off():
    tests = pd.DataFrame({"flood": [True, False, None], "far": [None, True, True]}, index=["a", "b", "c"], dtype=object)
    assert siting.excluded(tests, ["flood"]).to_dict("records") == [{"site": "a", "exclusion": "flood"}]
    assert siting.undecided(tests, ["flood"]).to_dict("records") == [{"site": "c", "exclusion": "flood"}]
    assert siting.excluded(tests, []).empty
    assert siting.excluded(tests, ["flood", "far"])["site"].tolist() == ["a", "b", "c"]
    assert siting.undecided(tests, ["flood", "far"])["site"].tolist() == ["a", "c"]
