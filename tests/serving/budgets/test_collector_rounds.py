"""What closed pages leave is freed, by rounds that nobody waits for."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from pages.parts import lane
from pages.serving.budgets import collector_rounds
from pages.serving.budgets.collector_rounds import PAGE, SOME, Rounds


class Circle:
    """What a closed page leaves: a thing that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def opened() -> list[int]:
    """How many pages are open, to be said by a test."""
    return [0]


@pytest.fixture
def rounds(opened) -> Iterator[Rounds]:
    """Rounds of the collector of this process, for a test."""
    gc.collect()
    gc.freeze()
    made = Rounds(lambda: opened[0])
    gc.callbacks.append(made.set_aside)
    yield made
    gc.callbacks.remove(made.set_aside)


def closed_page() -> weakref.ref:
    """A page that a full round has seen open, and that was closed since."""
    page = Circle()
    gc.collect()
    return weakref.ref(page)


def test_a_short_round_does_not_look_again_at_what_a_former_one_saw(rounds):
    page = closed_page()
    gc.collect()
    assert page() is not None


def test_a_whole_round_frees_closed_pages_as_soon_as_nobody_computes(rounds, opened):
    page = closed_page()
    assert not rounds.whole_if_due(calm=True)
    opened[0] = -60  # sixty pages less than before
    assert not rounds.whole_if_due(calm=False)
    assert page() is not None
    assert rounds.whole_if_due(calm=True)
    assert page() is None
    assert not rounds.whole_if_due(calm=True)


def test_a_whole_round_does_not_wait_for_ever_for_a_quiet_moment(rounds, opened):
    page = closed_page()
    opened[0] = -481
    assert rounds.whole_if_due(calm=False)
    assert page() is None


def test_what_open_pages_hold_calls_for_no_whole_round(rounds, opened):
    held = [Circle() for _ in range(SOME + PAGE)]
    gc.collect()
    opened[0] = len(held) // PAGE
    assert rounds.left() < SOME and not rounds.whole_if_due(calm=True)
    opened[0] = 0  # nobody left to explain them
    assert rounds.left() >= SOME and rounds.whole_if_due(calm=True)
    assert rounds.left() < SOME and held


def test_a_young_round_sets_nothing_aside(rounds):
    before = gc.get_freeze_count()
    held = Circle()
    gc.collect(0)
    gc.collect(1)
    assert gc.get_freeze_count() <= before and held.itself is held


def test_a_moment_is_calm_when_nobody_computes_from_its_first_look_to_its_last(monkeypatch):
    looks = []
    monkeypatch.setattr(collector_rounds.time, "sleep", looks.append)
    assert collector_rounds.is_calm() and sum(looks) == pytest.approx(2.0)
    with lane.turn(lane.REST):
        assert not collector_rounds.is_calm()
    begun = iter([False] * 20 + [True])
    monkeypatch.setattr(collector_rounds.lane, "busy", lambda: next(begun))
    assert not collector_rounds.is_calm()
