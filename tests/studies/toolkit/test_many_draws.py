"""Thousands of draws, some at a time: the figures of one piece."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.running import ensemble, outcome, runs
from tests.studies.study_changes import good_study

STUDIES = ("broadband", "datacenter", "hydrogen", "pork")
ROUNDING = 1e-12  # of the largest value of a result
SEVERAL = 704  # draws: five chunks of 128, the last one longer


def in_chunks(study, draws: int):
    """The same study, whose model computes so many draws at once."""
    return replace(study, card=study.card.model_copy(update={"chunk": draws}))


def cuts(draws: int, chunk: int) -> list[tuple[int, int]]:
    return [(place.start, place.stop) for place in ensemble.cut(draws, chunk)]


def test_draws_are_cut_in_whole_chunks_and_what_is_left_goes_last():
    assert cuts(256, 512) == [(0, 256)]
    assert cuts(1_024, 512) == [(0, 512), (512, 1_024)]
    assert cuts(10_000, 2_048) == [(0, 2_048), (2_048, 4_096), (4_096, 6_144), (6_144, 8_192), (8_192, 10_000)]


def test_no_chunk_is_so_small_that_a_model_takes_it_for_a_single_run():
    assert cuts(1_025, 512) == [(0, 512), (512, 1_025)]
    assert cuts(127, 64) == [(0, 127)]
    assert cuts(1, 64) == [(0, 1)]


@given(st.integers(1, 20_000), st.integers(1, 40).map(lambda times: times * 64))
def test_every_draw_is_in_one_chunk(draws, chunk):
    found = cuts(draws, chunk)
    assert [start for start, _ in found] == [0, *(end for _, end in found[:-1])]
    assert found[-1][1] == draws
    assert all(64 <= end - start < chunk + 64 and start % 64 == 0 for start, end in found) or found == [(0, draws)]


def assert_same_figures(study, scenario: str, changes: dict[str, float], chunk: int, draws: int = SEVERAL):
    """Headlines to the last bit, all other results within rounding."""
    chosen, drawn = runs.choices(study, scenario, changes), ensemble.draw(study.parameters, draws)
    whole, cut = runs.simulate(study, chosen, drawn), runs.by_chunks(in_chunks(study, chunk), chosen, drawn)
    assert list(cut.data_vars) == list(whole.data_vars)
    for indicator in study.card.indicators:
        assert np.array_equal(outcome.at(cut, indicator).values, outcome.at(whole, indicator).values), indicator.id
    for name, variable in outcome.results(whole):
        other = cut.variables[name]
        assert (other.dims, other.shape, other.attrs) == (variable.dims, variable.shape, variable.attrs), name
        np.testing.assert_allclose(other.values, variable.values, rtol=0, atol=ROUNDING * max(np.abs(variable.values).max(), 1e-300), err_msg=name)


@pytest.mark.parametrize(
    ("slug", "scenario", "changes"),
    [
        ("broadband", "copper", {"sessions": 37.0}),
        ("datacenter", "breakthrough", {"racks": 46.0}),
        ("hydrogen", "proactive", {"guaranteed_volume": 35.0}),
        ("pork", "breakthrough", {"closed_years_langogne": 3.0}),
        ("pork", "small_farms", {"ban_weeks": 7.0}),
    ],
)
def test_chunks_give_the_figures_of_one_piece(slug, scenario, changes):
    assert_same_figures(catalog.get(slug), scenario, changes, 128)


@pytest.mark.parametrize("slug", STUDIES)
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_chunks_give_the_figures_of_one_piece_wherever_the_levers_are(slug, data):
    study = catalog.get(slug)
    levers = [parameter for parameter in study.parameters.values() if parameter.role == "lever"]
    moved = data.draw(st.lists(st.sampled_from(levers), max_size=4, unique_by=lambda lever: lever.id))
    changes = {lever.id: lever.low + data.draw(st.integers(0, 20)) / 20 * (lever.high - lever.low) for lever in moved}
    scenario = data.draw(st.sampled_from(sorted(study.scenarios)))
    try:
        runs.run(study, scenario, changes)
    except BadRequest:  # values that the model refuses have no figure in chunks either
        return
    assert_same_figures(study, scenario, changes, data.draw(st.sampled_from([64, 128, 256])), 320)


def test_ten_times_more_draws_narrow_nothing_but_the_doubt_on_the_ranges():
    study = good_study()
    shown = study.run("proactive")
    found = runs.with_draws(in_chunks(study, 256), shown, 2_500)
    drawn = runs.simulate(study, shown.values, ensemble.draw(study.parameters, 2_500))
    for indicator in study.card.indicators:
        headline, values = found.indicators[indicator.id], outcome.at(drawn, indicator).values
        assert headline.value == shown.indicators[indicator.id].value
        assert (headline.low, headline.high) == (np.quantile(values, 0.1), np.quantile(values, 0.9))
        assert headline.low != shown.indicators[indicator.id].low


def test_a_study_without_doubt_has_no_draws_to_cut():
    study = good_study()
    chosen = runs.choices(study, "trend", {})
    assert runs.by_chunks(study, chosen, {}).identical(runs.simulate(study, chosen))


def test_results_that_nobody_wants_are_not_kept():
    study = good_study()
    drawn = ensemble.draw(study.parameters, 512)
    assert list(runs.by_chunks(in_chunks(study, 64), runs.choices(study, "trend", {}), drawn, {"subscribers"}).data_vars) == ["subscribers"]


def test_the_command_line_asks_for_more_draws(told):
    status, more = told("run", "broadband", "--draws", "1024")
    assert status == 0
    assert more != told("run", "broadband")[1]


@pytest.mark.parametrize("draws", ["1", "255", "65537"])
def test_the_command_line_refuses_too_few_or_too_many_draws(told, draws):
    status, said = told("run", "broadband", "--draws", draws)
    assert status == 2
    assert "choisir entre 256 et 65536" in said
