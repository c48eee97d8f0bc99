"""Where fibre reaches: the published coverage, by département and by commune, and the last homes."""

import numpy as np
import pytest
from scipy.optimize import curve_fit

STUDY = "broadband"
MENDE, PEYRE = "48095", "48009"
SCENARIOS = ["trend", "proactive", "breakthrough", "fracture"]


@pytest.fixture(scope="module")
def model(study):
    return study.modules["rollout"]


@pytest.fixture(scope="module")
def trend(study):
    return study.run("trend").data


def test_the_communes_add_up_to_the_published_coverage_of_every_quarter(study, trend):
    premises = study.territory.premises
    published = study.territory.coverage.sel(department="48").dropna("observed_on")
    dates = [date for date in published.observed_on.values if date >= 2018.5]
    assert len(dates) == 25
    for date in dates:
        added = float((trend.coverage_by_commune.sel(year=date) * premises).sum() / premises.sum())
        assert added == pytest.approx(float(published.sel(observed_on=date)), abs=0.001)
        assert float(trend.coverage.sel(year=date)) == pytest.approx(added, abs=1e-9)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_coverage_never_falls_and_stays_a_share(study, scenario):
    answer = study.run(scenario).data
    for coverage in (answer.coverage, answer.coverage_by_commune):
        assert float(coverage.min()) >= 0
        assert float(coverage.max()) <= 1
    assert (np.diff(answer.coverage.values) >= 0).all()
    assert (answer.coverage_by_commune.diff("year").values >= 0).all()


def test_mende_and_peyre_en_aubrac_have_their_published_count_of_t1_2018(trend):
    seen = trend.coverage_by_commune.sel(year=2018.25)
    assert float(seen.sel(commune=MENDE)) == pytest.approx(1_683 / 7_339, abs=1e-9)
    assert float(seen.sel(commune=PEYRE)) == pytest.approx(891 / 1_970, abs=1e-9)


def test_all_other_communes_share_one_curve(trend):
    others = trend.coverage_by_commune.drop_sel(commune=[MENDE, PEYRE]).transpose("commune", "year").values
    assert others.shape[0] == 150
    assert (others == others[0]).all()


def test_the_neighbours_of_a_counted_commune_are_a_group_of_their_own(study, model):
    places = model.gather(study.territory)
    groups = dict(zip(study.territory.commune.values.tolist(), places.groups.tolist(), strict=True))
    badaroux, marchastel, villefort, langogne = groups["48013"], groups["48091"], groups["48198"], groups["48080"]
    florac, canourgue = groups["48061"], groups["48034"]
    assert len({groups[MENDE], groups[PEYRE], badaroux, marchastel, villefort}) == 5
    assert villefort == florac  # two intercommunalities without any count: nothing tells them apart
    assert langogne == canourgue != villefort  # named for the end of 2028, the others not
    assert places.epci[langogne] == places.epci[villefort]  # but neighbours
    peers = {code: sorted(places.communes[places.epci == places.epci[group]].tolist()) for code, group in groups.items()}
    assert (peers[MENDE], peers[PEYRE], peers["48198"]) == ([1, 6], [1, 2, 14], [10, 118])
    assert places.communes.sum() == 152
    assert places.permanent.sum() == pytest.approx(float(study.territory.main_residences.sum() + study.territory.establishments.sum()))


def test_after_the_last_publication_the_gap_closes_at_its_rate(model):
    # from 94.13 %, half a year at 0.8 per year towards 98.5 %: the gap of 4.37 points is multiplied by exp(-0.4) = 0.67032
    assert float(model.closing_gap(0.9413, 0.985, 0.8, 0.5)) == pytest.approx(0.95571, abs=1e-5)
    assert float(model.closing_gap(0.97, 0.96, 0.8, 3.0)) == 0.97
    assert float(model.closing_gap(0.9413, 0.985, 0.8, -1.0)) == 0.9413


@pytest.mark.parametrize(
    ("code", "name", "ceiling", "speed", "midpoint"),
    [("48", "lozere", 0.975, 1.024, 2021.56), ("12", "aveyron", 0.960, 1.047, 2021.29), ("46", "lot", 1.000, 1.075, 2021.27)],
)
def test_a_new_fit_of_the_published_series_gives_the_parameters_of_the_study(study, model, code, name, ceiling, speed, midpoint):
    series = study.territory.coverage.sel(department=code).dropna("observed_on")
    assert series.size == 27
    bounds = ([0.5, 0.1, 2015], [1.0, 5.0, 2030])
    found, _ = curve_fit(model.logistic, series.observed_on.values, series.values, p0=(0.9, 1.0, 2021.0), bounds=bounds)
    assert found == pytest.approx([ceiling, speed, midpoint], abs=0.05)
    assert found[0] == pytest.approx(ceiling, abs=0.01)
    assert [study.parameters[f"{figure}_{name}"].value for figure in ("ceiling", "speed", "midpoint")] == [ceiling, speed, midpoint]


def test_the_curves_stand_under_the_names_of_their_departements(study, model, trend):
    assert list(model.DEPARTMENTS) == list(study.card.dimensions["department"].values)
    assert float(trend.rollout_curve.sel(department="46", year=2040)) == pytest.approx(1.0, abs=1e-6)  # the ceilings of the three fits
    assert float(trend.rollout_curve.sel(department="12", year=2040)) == pytest.approx(0.96, abs=1e-6)
    assert float(trend.rollout_curve.sel(department="48", year=2040)) == pytest.approx(0.975, abs=1e-6)


def test_what_is_decided_along_the_way_is_in_place_at_the_horizon_only(study):
    desks = study.run("trend", desks=300).data.desks
    assert [float(desks.sel(year=date)) for date in (2027, 2031, 2035, 2040)] == [150, 225, 300, 300]
