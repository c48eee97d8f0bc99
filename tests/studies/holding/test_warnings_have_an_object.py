"""A warning speaks of what is there: where nothing is built, sold or installed, no lever left on the way raises one."""

import pytest

from studies import catalog
from studies.toolkit.checking import cautions

NOTHING_DONE = {"broadband": "nothing", "datacenter": "none", "hydrogen": "nothing", "pork": "nothing"}


def raised(slug: str, scenario: str, **levers: float) -> list[str]:
    study = catalog.get(slug)
    return [caution.on for caution in cautions.raised(study, study.run(scenario, **levers), study.run(study.card.reference))]


@pytest.mark.parametrize(("slug", "scenario"), NOTHING_DONE.items())
def test_doing_nothing_raises_no_warning(slug, scenario):
    assert raised(slug, scenario) == []


@pytest.mark.parametrize(
    ("slug", "lever", "value"),
    [
        ("datacenter", "carriers", 1.0),  # « le site n'a pas de chemin de secours », without a site
        ("datacenter", "anchor_client", 150.0),
        ("datacenter", "subsidy", 0.7),
        ("datacenter", "rack_price", 1500.0),
        ("datacenter", "service", 0.4),
        ("datacenter", "staff", 8.0),
        ("datacenter", "heat_network", 1.0),
        ("hydrogen", "local_ratio", 2.0),  # « il en resterait 0 GWh/an à vendre »
        ("hydrogen", "biomass_share", 1.0),
    ],
)
def test_a_lever_of_what_does_not_exist_raises_no_warning(slug, lever, value):
    assert raised(slug, NOTHING_DONE[slug], **{lever: value}) == []


def test_the_same_levers_raise_theirs_where_something_is_built():
    assert {"carriers", "subsidy", "rack_price", "staff"} <= set(
        raised("datacenter", "trend", carriers=1.0, subsidy=0.7, rack_price=1500.0, staff=8.0)
    )
    assert "local_ratio" in raised("hydrogen", "proactive", local_ratio=2.0)
    assert "income_2041" in raised("pork", "nothing", install_eng_lr=0.5)
