"""What the values of a committee do: what a run with them gives, to the last digit; which options change places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from studies.committee import effects
from studies.committee.effects import Places
from studies.toolkit.errors import BadRequest
from studies.toolkit.running.study import Study
from tests.studies.study_changes import good_study

FREE = [name for name, one in good_study().parameters.items() if one.low is not None]


def runs_with(study: Study, scenario: str, values) -> dict[str, float]:
    own = study.scenarios[scenario].changes
    outcome = study.run(scenario, **{name: value for name, value in values.items() if name not in own})
    return {name: headline.value for name, headline in outcome.indicators.items()}


@some.composite
def values(draw):
    """Values of some assumptions, each in its range."""
    names = draw(some.lists(some.sampled_from(FREE), min_size=1, max_size=3, unique=True))
    ranged = [good_study().parameters[name] for name in names]
    return {one.id: draw(some.floats(one.low, one.high)) for one in ranged}


@settings(max_examples=15)
@given(values(), some.sampled_from(sorted(good_study().scenarios)))
def test_an_effect_is_what_a_run_with_the_values_gives_to_the_last_digit(chosen, scenario):
    study = good_study()
    found = effects.of(study, scenario, chosen)
    assert {name: headline.value for name, headline in found.after.items()} == runs_with(study, scenario, chosen)
    assert {name: headline.value for name, headline in found.before.items()} == runs_with(study, scenario, {})
    assert set(found.held) == set(chosen) & set(study.scenarios[scenario].changes)


@settings(max_examples=15)
@given(some.floats(0.15, 0.24))
def test_no_option_changes_places_for_an_assumption_that_moves_nothing(value):
    assert not any(one.changed for one in effects.places(good_study(), {"digital_exclusion": value}))


def test_an_option_is_ranked_by_the_better_side_of_each_headline(study):
    without = next(one for one in effects.places(study, {}) if one.indicator.id == "without_fibre_2031")
    figures = {option.id: study.run(option.scenario).indicators["without_fibre_2031"] for option in study.card.options}
    assert {headline.sense for headline in figures.values()} == {-1}
    assert [name for (name,) in without.before] == sorted(figures, key=lambda name: figures[name].value)


def test_values_that_put_an_option_in_front_of_another_are_told(study):
    found = effects.places(study, {"second_homes_gain": 0.3})  # the first option takes it, the others set their own
    passed = {one.indicator.id: one.overtaken for one in found if one.changed}
    assert ("network_alone", "support") in passed["subscribers_2031"]


def test_a_value_that_an_assumption_cannot_take_is_refused(study):
    with pytest.raises(BadRequest):
        effects.of(study, "trend", {"final_coverage": 2.0})


INDICATOR = good_study().card.indicators[0]


@pytest.mark.parametrize(
    ("before", "after", "overtaken", "joined", "left"),
    [
        ((("a",), ("b",)), (("a",), ("b",)), [], [], []),
        ((("a",), ("b",)), (("b",), ("a",)), [("b", "a")], [], []),
        ((("a",), ("b",)), (("a", "b"),), [], [("b", "a")], []),
        ((("a", "b"),), (("b",), ("a",)), [], [], [("b", "a")]),
        ((("a", "b"),), (("b", "a"),), [], [], []),
        ((("a",), ("b",), ("c",)), (("c",), ("a",), ("b",)), [("c", "a"), ("c", "b")], [], []),
    ],
)
def test_each_pair_of_options_that_changes_places_is_told_once(before, after, overtaken, joined, left):
    found = Places(INDICATOR, before, after)
    assert (found.overtaken, found.joined, found.left) == (overtaken, joined, left)
    assert found.changed is bool(overtaken or joined or left)


def test_two_sums_that_differ_by_their_last_bit_share_a_place():
    assert list(effects._levels([("a", 0.1 + 0.2), ("b", 0.3), ("c", 0.2)])) == [("a", "b"), ("c",)]
