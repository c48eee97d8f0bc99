"""The numbers of a ranking on a map."""

import math
from itertools import combinations

import pytest

from geo.maps import frame, labels, landmarks, symbols
from geo.sites import located

NEAR_MENDE = sorted(
    located.all_sites()[["lon_shown", "lat_shown"]].to_numpy().tolist(), key=lambda place: (place[0] - 3.5) ** 2 + (place[1] - 44.52) ** 2
)[:9]


def boxes(places, drawn=(), sign=labels.POINT, ringed=()):
    """Where the numbers of the ranking stand."""
    *_, numbers = symbols.ranks([(*place, str(rank)) for rank, place in enumerate(places, start=1)], drawn, sign, ringed)
    return [
        labels.box(number["t"], symbols.RANK_SIZE, *(start + shift for start, shift in zip(frame.pixels(*number["p"]), number["o"], strict=True)))
        for number in numbers.data
    ]


def smaller(box):
    """A box less the pixel to which a shift is rounded."""
    return labels.Box(box.x, box.y, box.width - 1, box.height - 1)


@pytest.mark.parametrize("sign", [labels.POINT, symbols.RING_RADIUS])
def test_nine_ranks_around_mende_cover_neither_one_another_nor_a_name(sign):
    numbers = [smaller(box) for box in boxes(NEAR_MENDE, sign=sign)]
    assert len(numbers) == 9
    assert not any(one.overlaps(other) for one, other in combinations(numbers, 2))
    assert not any(number.overlaps(name) for number in numbers for name in landmarks.written())


def test_no_number_stands_over_the_a75_nor_over_the_sign_of_its_site_or_of_another_one():
    every_site = located.all_sites()[["lon_shown", "lat_shown"]].to_numpy().tolist()
    signs = [labels.Box(*frame.pixels(*place), 12, 12) for place in every_site]  # [px] the disc of a zone has a ring of 10.5
    along_the_road = [place for place in every_site if place[0] < 3.3][:9]
    for ranked in (NEAR_MENDE, along_the_road):
        numbers = boxes(ranked, every_site)
        assert len(numbers) == 9
        assert [number for number in numbers if any(map(smaller(number).overlaps, [*signs, *landmarks.course()]))] == []


def test_a_number_stands_nearer_to_its_site_than_to_the_one_beside():
    alone, beside = (3.4, 44.6), (3.42, 44.6)  # 6 px apart
    (number,) = boxes([alone], [beside])
    own, other = (math.dist((number.x, number.y), frame.pixels(*place)) for place in (alone, beside))
    assert own < other


def test_a_number_stands_outside_of_the_ring_of_its_place():
    (number,) = boxes([(3.2, 44.3)], sign=symbols.RING_RADIUS)
    assert not smaller(number).overlaps(labels.Box(*frame.pixels(3.2, 44.3), 2 * symbols.RING_RADIUS, 2 * symbols.RING_RADIUS))


@pytest.mark.parametrize("chosen", NEAR_MENDE[:3])
def test_no_number_is_hidden_under_the_ring_of_the_chosen_site(chosen):
    ring = labels.Box(*frame.pixels(*chosen), 2 * symbols.RING_RADIUS + symbols.RING_WIDTH, 2 * symbols.RING_RADIUS + symbols.RING_WIDTH)
    assert not any(smaller(number).overlaps(ring) for number in boxes(NEAR_MENDE, ringed=[chosen]))


def test_where_all_is_full_a_number_stands_on_its_site_and_none_is_lost():
    crowd = [(3.05 + column * 0.06, 44.15 + row * 0.06) for row in range(13) for column in range(15)]  # [degrees] 195 places
    *_, numbers = symbols.ranks([(*place, str(rank)) for rank, place in enumerate(crowd, start=1)])
    assert [number["t"] for number in numbers.data] == [str(rank) for rank in range(1, 196)]
    assert any(math.dist(number["p"], place) < 0.0001 and number["o"] == [0, 0] for number, place in zip(numbers.data, crowd, strict=True))


def test_a_number_that_stands_apart_is_joined_to_its_site_by_a_line_with_a_white_edge_and_a_number_beside_its_site_is_not():
    (lon, lat), around = (3.5, 44.5), [(3.5 + 0.03 * east, 44.5 + 0.02 * north) for east in (-2, -1, 0, 1, 2) for north in (-2, -1, 0, 1, 2)]
    alone = symbols.ranks([(3.4, 44.3, "1")])
    leaders, numbers = symbols.ranks([(lon, lat, "1")], [place for place in around if place != (lon, lat)])
    edge, line = leaders.data["features"]
    assert [layer.id for layer in alone] == ["ranks"]
    assert edge["geometry"] == line["geometry"] and edge["properties"] == {"rgb": [255, 255, 255], "w": 3.5} and line["properties"]["w"] == 1.5
    ((start, end),) = [[frame.pixels(*place) for place in path] for path in line["geometry"]["coordinates"]]
    site, number = frame.pixels(lon, lat), frame.pixels(*numbers.data[0]["p"])
    assert math.dist(site, start) <= symbols.SIGN_SIDE and math.dist(number, end) <= symbols.RANK_SIZE
    assert numbers.data[0]["o"] == [0, 0]  # it stays at the end of its line on a map that is enlarged
