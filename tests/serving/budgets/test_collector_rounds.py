"""What closed pages leave is freed, by rounds that nobody waits for."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from pages.parts import lane
from pages.serving.budgets import collector_rounds
from pages.serving.budgets.collector_rounds import MOST, SOME, Rounds


class Circle:
    """What a closed page leaves: a thing that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def rounds() -> Iterator[Rounds]:
    """Rounds of the collector of this process, for a test."""
    made = Rounds()
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
    assert rounds.short == 2


def test_a_whole_round_frees_closed_pages_as_soon_as_nobody_computes(rounds):
    page = closed_page()
    assert not rounds.whole_if_due(calm=True)
    rounds.short = SOME
    assert not rounds.whole_if_due(calm=False)
    assert page() is not None
    assert rounds.whole_if_due(calm=True)
    assert page() is None
    assert rounds.short == 0


def test_a_whole_round_does_not_wait_for_ever_for_a_quiet_moment(rounds):
    page = closed_page()
    rounds.short = MOST
    assert rounds.whole_if_due(calm=False)
    assert page() is None


def test_a_young_round_counts_for_nothing(rounds):
    gc.collect(0)
    gc.collect(1)
    assert rounds.short == 0


def test_a_moment_is_calm_when_nobody_computes_from_its_first_look_to_its_last(monkeypatch):
    looks = []
    monkeypatch.setattr(collector_rounds.time, "sleep", looks.append)
    assert collector_rounds.is_calm() and sum(looks) == pytest.approx(2.0)
    with lane.turn(lane.REST):
        assert not collector_rounds.is_calm()
    begun = iter([False] * 20 + [True])
    monkeypatch.setattr(collector_rounds.lane, "busy", lambda: next(begun))
    assert not collector_rounds.is_calm()
