"""The herd of the pork study read from stocks by date, against the same herd written week by week: within 1e-9, whatever the levers."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studies.pork import chain, farms, herd, stages, weeks
from studies.pork.model import by_outlet, gather
from studies.toolkit.running import ensemble, runs
from tests.studies.pork import weekly_herd

STUDY = "pork"
SHOCKS = {
    "a ban over the turn of a year": ("trend", {"ban_weeks": 26, "ban_year": 2030.8}),
    "a ban in the last weeks": ("breakthrough", {"ban_weeks": 26, "ban_year": 2039}),
    "three abattoirs closed": ("trend", {f"closed_years_{name}": 4 for name in ("langogne", "antrenas", "saint_chely")}),
    "a ban while Langogne is closed": ("breakthrough", {"closed_years_langogne": 3, "ban_weeks": 12, "ban_year": 2032}),
    "all sows supported, a collective unit in the middle of a year": (
        "proactive",
        {"technical_support": 1, "collective_sows": 600, "collective_year": 2030.37},
    ),
}
LEVERS = ("install_eng_lr", "install_ne_lr", "install_ne_m", "install_ne_bio", "install_ferm", "install_pa_ext", "collective_sows", "collective_year")
TESTS = ("technical_support", "premium", "ban_weeks", "ban_year", "closure_year", "closed_years_langogne", "closed_years_antrenas", "clients_lost")


def agreed(study, scenario, changes, draws):
    """The parameters of a run, its herd, and the same written week by week from the same farms."""
    p = runs.assemble(study, runs.choices(study, scenario, changes), ensemble.draw(study.parameters, draws) if draws else None)
    sizes = farms.size(p, today=True), farms.size(p, today=False)
    found = chain.chain(p, gather(study.territory), sizes, sum(by_outlet(p, study.territory)[1].values())).found
    banned = weekly_herd.during(p.ban_year, p.ban_weeks)
    return p, found, sizes, weekly_herd.herd(p, found.farms, found.opened, sizes, banned)


def close(found, expected):
    """Within 1e-9 of the size of the series."""
    expected = np.asarray(expected)
    assert np.broadcast_to(found, expected.shape) == pytest.approx(expected, rel=1e-9, abs=1e-9 * max(1.0, np.abs(expected).max()))


def same_herd(study, scenario, changes, draws=0):
    p, found, sizes, slow = agreed(study, scenario, changes, draws)
    animals, years = found.animals, weekly_herd.by_year
    for name, pigs in slow.sold.items():
        close(found.sold[name], years(pigs))
    for name, farrower in animals.farrowers.items():
        close(farrower.sows(weeks.Years(0)), years(slow.sows[name]))
        close(farrower.weaned(weeks.Years(0)), years(slow.weaned[name]))
    close(found.sold_today, weekly_herd.sold_by_today(p, found.farms, sizes, slow))
    for mine, expected in zip(
        herd.paid_and_raised(p, animals, found.sold, np.ones_like(found.tonnes)),
        weekly_herd.paid_and_raised(slow, np.ones_like(found.tonnes)),
        strict=True,
    ):
        close(mine, expected)
    piglets, born = herd.exchanged(p, animals), years(sum(slow.born_here.values()))
    for name in ("for_sale", "wanted", "from_here", "stopped", "stuck"):
        close(piglets[name], years(getattr(slow, name)))
    close(piglets["born_here"], born)
    by_week = sum(slow.sold.values()).reshape(len(farms.YEARS), 52, -1)
    fewest, most = herd.least_and_most(p, animals)
    close(fewest, by_week.min(axis=1))
    close(most, by_week.max(axis=1))
    grown = stages.stages(p, animals)
    places = stages.present_animals(p, animals, *grown)
    for mine, expected in (
        (stages.animal_balance(animals, *grown, piglets, places), weekly_herd.animal_balance(slow)),
        (places, weekly_herd.present_animals(p, slow)),
    ):
        assert mine.keys() == expected.keys()
        for name, values in expected.items():
            close(mine[name], values)


@pytest.mark.parametrize(("scenario", "changes"), SHOCKS.values(), ids=SHOCKS)
def test_the_herd_read_from_stocks_by_date_is_the_weekly_one_under_shocks(study, scenario, changes):
    same_herd(study, scenario, changes)
    same_herd(study, scenario, changes, draws=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_herd_read_from_stocks_by_date_is_the_weekly_one_whatever_the_levers(study, data):
    moved = data.draw(st.lists(st.sampled_from((*LEVERS, *TESTS)), max_size=6, unique=True))
    changes = {name: data.draw(st.floats(study.parameters[name].low, study.parameters[name].high)) for name in moved}
    same_herd(study, data.draw(st.sampled_from(sorted(study.scenarios))), changes)


def test_stages_of_any_length_are_the_weekly_ones(study):
    """Pigs kept more than a year, piglets two months in the nursery, sows that wait a year and a half: no stage is shorter than a year by rule."""
    values = runs.choices(study, "breakthrough", {"age_pa_ext": 480, "age_ferm": 420, "nursery_weeks": 9, "setup_weeks": 80, "ban_weeks": 26})
    same_herd(study, "breakthrough", {name: values[name] for name in ("age_pa_ext", "age_ferm", "nursery_weeks", "setup_weeks", "ban_weeks")})
