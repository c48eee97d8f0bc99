"""What tells where one is: words that do not overlap, towns around in their direction, the A75 between its exits."""

import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.maps import frame, labels, landmarks

WEST, SOUTH, EAST, NORTH = frame.BOUNDS


def test_the_departement_fills_the_frame_of_a_phone_but_for_a_small_margin():
    left, bottom = frame.pixels(WEST, SOUTH)
    right, top = frame.pixels(EAST, NORTH)
    assert 0.9 < (right - left) / frame.WIDTH < 0.96
    assert 0.85 < (bottom - top) / frame.HEIGHT < 0.98
    assert right == pytest.approx(-left, abs=1)
    assert bottom == pytest.approx(-top, abs=1)


def test_a_place_on_the_screen_is_a_place_on_the_ground():
    assert frame.degrees(*frame.pixels(3.5, 44.5)) == pytest.approx((3.5, 44.5))


def test_ten_towns_and_six_towns_around_are_named_without_overlap_on_a_phone():
    boxes = [*landmarks.town_boxes(), *landmarks.directions().values()]
    assert len(boxes) == 16
    assert all(spot.inside() for spot in boxes)
    assert not any(box.overlaps(other) for box, other in combinations(boxes, 2))


def test_a_dense_departement_names_as_many_towns_as_have_a_place():
    near = [(3.5 + 0.001 * i, 44.5, f"Une commune dont le nom ne finit pas, même sur deux lignes, {i}") for i in range(10)]
    apart = [(3.1 + 0.2 * i, 44.3 + 0.1 * i, f"Ville {i}") for i in range(4)]
    assert len(json.loads(landmarks.of_towns(apart, frame.VIEW).body)["features"]) == 4
    assert 1 <= len(json.loads(landmarks.of_towns(near, frame.VIEW).body)["features"]) < 10
    assert json.loads(landmarks.of_towns([], frame.VIEW).body)["features"] == []


def test_a_name_leaves_the_signs_beside_its_point_in_sight_where_it_can():
    right, left = labels.Box(30, 0, 12, 12), labels.Box(-30, 0, 12, 12)
    (first,) = labels.placed([(0, 0, "Chanac")], 12)
    assert first.overlaps(right)
    (spared,) = labels.placed([(0, 0, "Chanac")], 12, spared=[right])
    assert not spared.overlaps(right)
    (crowded,) = labels.placed([(0, 0, "Chanac")], 12, spared=[right, left, labels.Box(0, 0, 200, 200)])  # nowhere is free of signs
    assert crowded.inside() and abs(crowded.x) < 60


def test_a_name_that_would_hide_a_sign_chooses_before_another_that_has_elsewhere_to_go():
    first, second = (0, 0, "Chanac"), (8, 20, "Mende")
    below = labels.Box(30, 20, 12, 12)  # where « Mende » would go, were it alone: it goes to the left
    boxes = labels.placed([first, second], 12, taken=[labels.Box(-40, 20, 80, 30)], spared=[below])
    assert not any(box.overlaps(below) for box in boxes)


def test_no_name_of_a_town_hides_the_a75():
    """« Bourgs sur Colagne » did."""
    assert [
        name for (_, _, name), box in zip(landmarks.towns(), landmarks.town_boxes(), strict=True) if any(map(box.overlaps, landmarks.course()))
    ] == []


def test_the_first_town_named_is_mende_and_long_names_have_two_lines():
    names = [name for _, _, name in landmarks.towns()]
    assert names[0] == "Mende"
    assert "Saint-Chély-\nd'Apcher" in names


def test_an_arrow_tells_the_direction_of_each_town_around():
    assert list(landmarks.directions()) == ["Le Puy ↗", "Aubenas →", "Alès ↘", "Millau ↙", "Rodez ←", "Aurillac ↖"]


def test_the_name_of_a_town_around_hides_no_site():
    assert not any(name.overlaps(sign) for name in landmarks.directions().values() for sign in landmarks._signs())


def test_the_a75_goes_from_an_exit_to_the_next_one():
    lines = [part for part in landmarks._landmarks() if part["geometry"]["type"] == "LineString"]
    course = lines[0]["geometry"]["coordinates"]
    assert [line["properties"]["w"] for line in lines] == [5, 2.5]
    latitudes = [lat for _, lat in course]
    assert latitudes == sorted(latitudes, reverse=True)  # from north to south, never back
    assert len(course) >= 8


def test_the_landmarks_weigh_little_and_are_found_by_their_digest():
    layer = landmarks.landmark_layer()
    assert len(layer.body) < 6_000
    assert landmarks.find(layer.digest) == layer
    assert landmarks.find("absent") is None


@given(st.lists(st.tuples(st.floats(-120, 120), st.floats(-160, 160)), min_size=1, max_size=9))
def test_rank_numbers_never_overlap(points):
    boxes = labels.placed([(x, y, str(rank)) for rank, (x, y) in enumerate(points, start=1)], 20)
    assert not any(box.overlaps(other) for box, other in combinations(boxes, 2))
