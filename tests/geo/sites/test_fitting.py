"""A demand of « Quel site convient ? » can be written, read again, and asked of the sites of another day."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sites import fitting, offers
from geo.sites.fitting import Search
from geo.sites.needs import Need

WEIGHTS = {criterion.id: 10.0 for criterion in fitting.criteria(Need())}
amounts = st.none() | st.integers(1, 10**6)
demands = st.builds(
    Need,
    kinds=st.lists(st.sampled_from(["zone", "terrain", "bâtiment"]), unique=True).map(tuple),
    text=st.text(max_size=60),
    open_only=st.booleans(),
    least_surface=amounts,
    transaction=st.sampled_from([None, "vente", "location"]),
    most_minutes=amounts,
    available_by=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)


@given(demands, st.lists(st.sampled_from(["kinds", "text", "most_minutes"]), unique=True))
def test_a_demand_written_and_read_is_the_same(need, rules):
    search = Search(need, tuple(rules), WEIGHTS)
    assert fitting.from_json(json.loads(json.dumps(fitting.as_json(search)))) == search


def test_a_rule_that_is_switched_off_sets_nobody_aside():
    everything = offers.offers()
    need = Need(text="nulle part")
    assert fitting.candidates(everything, need, ("text",)).empty
    assert len(fitting.candidates(everything, need, ())) == len(everything)


def test_a_demand_that_leaves_no_site_has_no_ranking():
    assert fitting.ranked(offers.offers(), Search(Need(text="nulle part"), ("text",), WEIGHTS)) is None


@pytest.mark.parametrize("changed", [{"need": {"gone": 1}}, {"weights": {"gone": 1.0}}, {"need": {"available_by": "demain"}}])
def test_a_demand_of_another_version_is_refused(changed):
    with pytest.raises(ValueError, match="unknown|other criteria|isoformat"):
        fitting.from_json({**fitting.as_json(Search(Need(), (), WEIGHTS)), **changed})
