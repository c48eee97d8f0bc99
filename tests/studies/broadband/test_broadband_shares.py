"""Every share of the broadband study has one numerator and one denominator of the same kind: it stays between 0 and 1, each year, in each commune."""

import numpy as np
import pytest

STUDY = "broadband"
NEEDED = "third_places_even"  # the occupation that a desk would need to pay its costs: above 1, it cannot, which the study says


@pytest.mark.parametrize("scenario", ["trend", "proactive", "breakthrough", "fracture"])
def test_every_share_stays_between_nothing_and_all(study, scenario):
    data = study.run(scenario).data
    shares = [name for name, variable in data.data_vars.items() if variable.attrs["unit"] == "share" and name != NEEDED]
    assert len(shares) >= 13
    for name in shares:
        assert float(data[name].min()) >= 0 and float(data[name].max()) <= 1, name


def test_households_that_subscribe_are_counted_among_households(study):
    """Middle of 2026: in a commune, as many of its households as of its establishments subscribe, and both are counted in the 26 000."""
    now = study.run("trend").data.sel(year=2026.5)
    main, premises = (float(study.territory[name].sum()) for name in ("main_residences", "establishments"))
    assert main == pytest.approx(35_191, abs=1)
    permanent = float(now.take_up_main) * main
    assert float(now.households_subscribed) == pytest.approx(permanent / (main + premises), rel=0.01)
    assert permanent <= 26_000


def test_the_lines_to_switch_are_one_figure_whose_communes_add_up(study):
    for scenario in study.scenarios:
        data = study.run(scenario).data
        assert float(data.lines_to_move_by_commune.sum()) == pytest.approx(float(data.lines_to_move), rel=1e-9)
        if not study.run(scenario).values["giving_up"]:  # nobody comes back to copper
            assert (data.lines_to_move_by_commune <= data.copper_by_commune.sel(year=2028.75) + 1e-9).all()
        assert np.isfinite(data.lines_to_move_by_commune).all()
