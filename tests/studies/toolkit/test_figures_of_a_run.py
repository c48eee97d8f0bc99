"""What a model receives: figures by draw, as the last axis, the same lines for one run and for many."""

import numpy as np
import pytest

from studies.toolkit.running import ensemble, runs
from tests.studies.study_changes import good_study


@pytest.fixture(scope="module")
def study():
    return good_study()


@pytest.fixture(scope="module")
def alone(study):
    return runs.assemble(study, runs.choices(study, "proactive", {}))


@pytest.fixture(scope="module")
def many(study):
    return runs.assemble(study, runs.choices(study, "proactive", {}), ensemble.draw(study.parameters))


def test_a_figure_with_a_range_has_one_draw_in_a_single_run_and_all_in_an_ensemble(alone, many):
    assert (alone.draws, many.draws) == (None, 256)
    assert alone.innovation.shape == alone.final_coverage.shape == (1,)
    assert many.innovation.shape == (256,)
    assert many.final_coverage.shape == (1,)  # a lever is chosen, not drawn


def test_values_by_year_times_a_figure_have_the_draw_last(alone, many):
    by_year = np.array([1.0, 2.0, 3.0])[:, None]
    assert (by_year * alone.innovation).shape == (3, 1)
    assert (by_year * many.innovation).shape == (3, 256)
    assert (by_year * alone.homes).shape == (3, 1)


def test_a_figure_without_range_is_a_number_in_both(alone, many):
    assert float(alone.homes) == float(many.homes) == 71_000
    assert alone.homes.shape == many.homes.shape == ()


def test_the_figures_before_the_decision_keep_their_own_values(alone):
    assert alone.imitation.tolist() == [0.45] and alone.base.imitation.tolist() == [0.4]


def test_a_model_cannot_write_in_a_figure(alone, many):
    for figures in (alone, many):
        with pytest.raises(ValueError, match="read-only"):
            figures.innovation[0] = 1
        with pytest.raises(ValueError, match="read-only"):
            figures.homes[...] = 1
