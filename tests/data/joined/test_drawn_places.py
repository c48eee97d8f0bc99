"""A place drawn on the map is a point or a line near Lozère, written again by us; anything else is refused with its remedy."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ground.faults import Refused
from data.intake import places
from data.store.writings import drawn

WEST, SOUTH, EAST, NORTH = places.box()
HERE = st.lists(st.floats(), min_size=0, max_size=3) | st.tuples(st.floats(WEST, EAST), st.floats(SOUTH, NORTH)).map(list)
NEAR = st.tuples(st.floats(WEST, EAST), st.floats(SOUTH, NORTH)).map(list)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(["type", "coordinates", "crs", "bbox"]), inside, max_size=4),
    max_leaves=12,
)


def test_a_point_and_a_line_are_kept_to_five_decimals():
    assert drawn.canonical('{"coordinates": [3.4999999, 44.51], "type": "Point"}') == '{"type":"Point","coordinates":[3.5,44.51]}'
    line = {"type": "LineString", "coordinates": [[3.5, 44.5], [3.500001, 44.5], [3.6, 44.6]]}
    assert drawn.canonical(json.dumps(line)) == '{"type":"LineString","coordinates":[[3.5,44.5],[3.6,44.6]]}'
    assert drawn.canonical("  ") == ""


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ('{"type":"Point","coordinates":[2.35,48.85]}', "hors de la Lozère"),
        ('{"type":"Point","coordinates":[NaN,44.5]}', "ne se lit pas"),
        ('{"type":"Point","coordinates":[1e999,44.5]}', "ne se lit pas"),
        (f'{{"type":"Point","coordinates":[{"9" * 400},44.5]}}', "hors de la Lozère"),
        ('{"type":"Point","coordinates":[3.5,44.5,900]}', "ne se lit pas"),
        ('{"type":"Point","coordinates":[true,44.5]}', "ne se lit pas"),
        ('{"type":"Point","coordinates":["3.5","44.5"]}', "ne se lit pas"),
        ('{"type":"Point","coordinates":[3.5,44.5],"properties":{"nom":"<b>"}}', "ni un point, ni une ligne"),
        ('{"type":"Polygon","coordinates":[[[3.5,44.5],[3.6,44.5],[3.6,44.6],[3.5,44.5]]]}', "ni un point, ni une ligne"),
        ('{"type":"Point","type":"Point","coordinates":[3.5,44.5]}', "ne se lit pas"),
        ('{"type":"LineString","coordinates":[[3.5,44.5],[3.5,44.5]]}', "un seul point"),
        (json.dumps({"type": "LineString", "coordinates": [[3.5 + i / 1000, 44.5] for i in range(201)]}), "201 points"),
        ("[" * 10_000, "ne se lit pas"),
        ("=1+1", "ne se lit pas"),
        ("p" * 20_001, "trop long"),
    ],
)
def test_anything_else_is_refused_with_its_remedy(place, told):
    with pytest.raises(Refused) as refused:
        drawn.canonical(place)
    assert told in refused.value.fault.fault
    assert refused.value.fault.remedy


@given(
    ANYTHING | st.builds(lambda kind, found: {"type": kind, "coordinates": found}, st.sampled_from(["Point", "LineString"]), HERE | st.lists(HERE))
)
def test_whatever_is_given_is_refused_or_is_the_same_when_it_is_given_again(place):
    try:
        kept = drawn.canonical(json.dumps(place))
    except Refused:
        return
    read = json.loads(kept)
    assert list(read) == ["type", "coordinates"]
    positions = [read["coordinates"]] if read["type"] == "Point" else read["coordinates"]
    assert all(len(one) == 2 and all(math.isfinite(number) for number in one) for one in positions)
    assert drawn.canonical(kept) == kept


@given(NEAR)
def test_every_point_near_lozere_is_kept_within_a_metre(place):
    found = json.loads(drawn.canonical(json.dumps({"type": "Point", "coordinates": place})))["coordinates"]
    assert max(abs(one - other) for one, other in zip(found, place, strict=True)) <= 0.000005001
