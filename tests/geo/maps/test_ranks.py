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


def lines_to(*names):
    """The lines [px] to the numbers of the sites of these names, in this order, all the others drawn."""
    sites = located.all_sites()
    places = sites.set_index("name")[["lon_shown", "lat_shown"]]
    ranked = [(*places.loc[name], str(rank)) for rank, name in enumerate(names, start=1)]
    leaders = symbols.ranks(ranked, places.to_numpy().tolist())[0]
    return [tuple(frame.pixels(*end) for end in path) for path in leaders.data["features"][0]["geometry"]["coordinates"]]


def smaller(box):
    """A box less the pixel to which a shift is rounded."""
    return labels.Box(box.x, box.y, box.width - 1, box.height - 1)


@pytest.mark.parametrize("sign", [labels.POINT, symbols.RING_RADIUS])
def test_nine_ranks_around_mende_cover_neither_one_another_nor_a_name(sign):
    numbers = [smaller(box) for box in boxes(NEAR_MENDE, sign=sign)]
    assert len(numbers) == 9
    assert not any(one.overlaps(other) for one, other in combinations(numbers, 2))
    assert not any(number.overlaps(name) for number in numbers for name in landmarks.written())


def test_a_line_to_a_rank_is_neither_short_nor_flat_as_a_minus_is_and_crosses_no_name_of_a_town():
    """The first sites for a firm near the motorway, as the page Territoire ranks them, then others of Mende."""
    first = ["ZA de Marvejols", "ZA de Chanac", "ZA de La Canourgue", "ZAE de Carlac (Le Monastier)", "ZAE du Pêcher (Aumont-Aubrac)"]
    near_mende = located.all_sites().set_index("commune_code").loc["48095", "name"].tolist()[:3]
    for start, end in lines_to(*first, *near_mende):
        assert math.dist(start, end) >= 11.9  # [px] once rounded on the ground
        assert abs(end[1] - start[1]) > abs(end[0] - start[0]) / 2
        assert not any(labels.crosses((start, end), name) for name in landmarks.written())


def test_a_line_crosses_a_box_that_it_goes_through_and_none_beside_it():
    box = labels.Box(0, 0, 10, 10)
    assert labels.crosses(((-20, 0), (20, 0)), box)
    assert labels.crosses(((-8, -6), (6, 8)), box)
    assert not labels.crosses(((-20, 6), (20, 6)), box)
    assert not labels.crosses(((-20, 0), (-6, 0)), box)
    assert not labels.crosses(((0, 12), (12, 0)), box)


def test_a_number_has_room_between_it_and_a_name_or_another_number_on_its_line():
    alone = labels.Box(0, 0, 13, 13)
    (free,) = labels.numbered([(0, 0, "4")], 18, 13, [alone])
    name = labels.Box(free.box.x + 46, free.box.y, 60, 12)  # « Mende », 11 px from where the number would be
    (kept,) = labels.numbered([(0, 0, "4")], 18, 13, [alone], [name])
    (moved,) = labels.numbered([(0, 0, "4")], 18, 13, [alone], [labels.Box(name.x - 5, name.y, 60, 12)])
    assert free.line is None and kept.box == free.box
    assert moved.box != free.box
    beside = labels.Box(28, 0, 13, 13)
    one, other = labels.numbered([(0, 0, "4"), (28, 0, "2")], 18, 13, [alone, beside])
    assert abs(one.box.y - other.box.y) >= one.box.height or labels.between(one.box, other.box) >= 10


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
