"""The lane: one at a time, the most urgent first, and nobody waits for ever."""

import threading
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts import lane as lane_of_pages
from pages.parts.lane import HEADLINES, REST, Lane
from tests.pages.conftest import text_of

PATIENCE = 20  # [s]


def until(true: Callable[[], bool]) -> None:
    """Waits for what other threads are about to do."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            pytest.fail("what was awaited did not happen")
        time.sleep(0.001)


def started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def line_up(lane: Lane, ranks: list[int], done: list[int]) -> list[threading.Thread]:
    """A thread for each rank, each in the line before the next one comes."""
    threads = []
    for place, rank in enumerate(ranks):

        def work(place: int = place, rank: int = rank) -> None:
            with lane.turn(rank):
                done.append(place)

        threads.append(started(work))
        until(lambda place=place: lane.waiting() == place + 1)
    return threads


@given(ranks=st.lists(st.sampled_from([HEADLINES, REST]), max_size=8))
def test_who_waits_passes_by_rank_then_by_beginning(ranks):
    lane, done = Lane(), []
    with lane.turn(REST):
        threads = line_up(lane, ranks, done)
        assert not done
    for thread in threads:
        thread.join(PATIENCE)
    assert done == sorted(range(len(ranks)), key=lambda place: (ranks[place], place))


def test_two_are_never_inside_together():
    lane, inside, most = Lane(), [], []

    def work() -> None:
        for _ in range(50):
            with lane.turn(REST):
                inside.append(1)
                most.append(len(inside))
                lane.breathe(REST)
                inside.pop()

    threads = [started(work) for _ in range(6)]
    for thread in threads:
        thread.join(PATIENCE)
    assert len(most) == 300
    with lane.turn(HEADLINES):  # the place is free again
        assert not lane.waiting()


def test_between_two_parts_who_is_more_urgent_passes_and_who_came_later_does_not():
    lane, done = Lane(), []
    with lane.turn(HEADLINES):
        threads = line_up(lane, [REST, HEADLINES], done)
        lane.breathe(REST)
        assert done == [1]
        done.append("the page that began first")
        lane.breathe(REST)
        assert done == [1, "the page that began first"]
    for thread in threads:
        thread.join(PATIENCE)
    assert done[-1] == 0


def test_a_part_that_takes_a_turn_inside_that_of_its_page_does_not_wait_for_itself():
    lane = Lane()
    with lane.turn(REST), lane.turn(HEADLINES):
        lane.breathe(REST)
    with lane.turn(REST):
        assert not lane.waiting()


def test_a_script_that_is_stopped_gives_the_place_back():
    lane, done = Lane(), []
    with pytest.raises(KeyError), lane.turn(HEADLINES):
        raise KeyError("stopped")
    started(lambda: line_up_alone(lane, done)).join(PATIENCE)
    assert done == ["passed"]


def line_up_alone(lane: Lane, done: list[str]) -> None:
    with lane.turn(REST):
        done.append("passed")


def test_who_holds_no_place_may_breathe():
    Lane().breathe(REST)


def test_who_waits_elsewhere_lets_everybody_pass_and_comes_back_at_its_place():
    lane, done = Lane(), []
    with lane.turn(HEADLINES):
        threads = line_up(lane, [REST, REST], done)
        with lane.away(REST):
            until(lambda: done == [0, 1])
            line_up_alone(lane, done)  # nobody holds the place meanwhile
        late = line_up(lane, [HEADLINES], done)
    for thread in (*threads, *late):
        thread.join(PATIENCE)
    assert done == [0, 1, "passed", 0]


def test_who_is_stopped_while_waiting_elsewhere_gives_the_place_back():
    lane, done = Lane(), []
    with pytest.raises(KeyError), lane.turn(HEADLINES), lane.away(REST):
        raise KeyError("stopped")
    started(lambda: line_up_alone(lane, done)).join(PATIENCE)
    assert done == ["passed"]


def test_who_holds_no_place_may_wait_elsewhere():
    lane = Lane()
    with lane.away(REST):
        assert not lane.waiting()


class NotWanted(Exception):
    """What stops a page that nobody waits for any more."""


def unwanted() -> None:
    raise NotWanted


def test_a_page_that_its_visitor_left_leaves_the_line_when_the_next_one_comes_and_the_others_keep_their_place():
    lane, done, stopped = Lane(), [], []

    def draw(name: str, whose: str, is_wanted: Callable[[], None]) -> None:
        try:
            with lane.turn(REST, whose, is_wanted):
                done.append(name)
        except NotWanted:
            stopped.append(name)

    with lane.turn(REST):
        threads = []
        for name, whose, is_wanted in (("former", "a", unwanted), ("other", "b", unwanted), ("still wanted", "a", lambda: None)):
            threads.append(started(lambda name=name, whose=whose, is_wanted=is_wanted: draw(name, whose, is_wanted)))
            until(lambda: lane.waiting() + len(stopped) == len(threads))
        until(lambda: stopped == ["former"])
        threads.append(started(lambda: draw("newest", "a", unwanted)))
        until(lambda: lane.waiting() == 3)
        assert stopped == ["former"]
    for thread in threads:
        thread.join(PATIENCE)
    assert done == ["other", "still wanted", "newest"]
    with lane.turn(REST):
        assert not lane.waiting()


def test_a_page_that_comes_when_too_many_wait_says_so_and_what_to_do(site, monkeypatch):
    monkeypatch.setattr(lane_of_pages, "MOST", 0)
    page = site.run()
    assert text_of(page) == "**Le Studio** : trop de pages sont demandées en ce moment. Attendre une minute, puis recharger la page."
    monkeypatch.undo()
    assert page.run().title
