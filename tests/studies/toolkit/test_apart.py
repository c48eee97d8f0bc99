"""Draws in a process apart: the same figures to the last bit, and the page does without it whenever it is not there."""

import logging
import math
import operator
import os
import signal
import time

import numpy as np
import pytest

from studies import catalog
from studies.toolkit.running import runs
from studies.toolkit.running.apart import pool

PATIENCE = 240  # [s] a process that loads everything on shared cores
CHOICES = [
    ("broadband", "copper", (("sessions", 43.0),)),
    ("datacenter", "proactive", (("racks", 33.0),)),
    ("hydrogen", "wait", ()),
    ("pork", "small_farms", (("ban_weeks", 3.0), ("collective_sows", 140.0))),
]


def until(told):
    """Returns what `told` says as soon as it is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := told():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{told} ne dit rien")


@pytest.fixture(scope="module")
def counting():
    """The process apart of a server, started once for the file."""
    pool.start(catalog.ranges, catalog.prepare)
    until(pool.POOL.ready)
    yield pool.POOL
    pool.stop()


@pytest.fixture
def quick():
    """A process apart that knows how to add."""
    found = pool.Pool()
    found.start(operator.add, os.getpid)
    until(found.ready)
    yield found
    found.stop()


def workers() -> list[int]:
    """Those of the pool, not what another test left running."""
    return [*pool.POOL._executor._processes]


def asked_apart(slug: str, scenario: str, changes: tuple):
    """The ranges of a choice, from the process apart; None when it does not say."""
    key = (slug, catalog.get(slug).version, scenario, changes)
    with pool.asked(*key) as future:
        assert future is not None
        pool.wait(future, lambda: None)
    return pool.answer(*key)


@pytest.mark.parametrize(("slug", "scenario", "changes"), CHOICES)
def test_ranges_counted_apart_are_those_counted_here_to_the_last_bit(counting, slug, scenario, changes):
    study = catalog.get(slug)
    here = runs._outcome.__wrapped__(study, scenario, changes)
    assert asked_apart(slug, scenario, changes) is not None
    there = runs._outcome.__wrapped__(study, scenario, changes)
    assert there.bands._spreads and not here.bands._spreads
    assert there.indicators == here.indicators
    assert list(there.bands) == list(here.bands)
    single = [indicator.variable for indicator in study.card.indicators]
    dated = [f"{name}@{here.data.year.values[-1]:g}" for name in list(here.bands)[:20]]
    for name in [*here.bands, *single, *dated]:
        for one, other in zip(here.bands[name], there.bands[name], strict=True):
            assert np.array_equal(one, other), name


def test_a_page_finds_what_it_asked_and_asks_no_more(counting):
    study, changes = catalog.get("broadband"), (("sessions", 57.0),)
    with runs.asked(study, "trend", changes) as future:
        pool.wait(future, lambda: None)
    assert study.run("trend", sessions=57.0).bands._spreads
    with runs.asked(study, "trend", changes) as future:
        assert future is None


def test_another_version_of_a_study_is_not_answered(counting):
    with pool.asked("pork", "0123456789ab", "trend", ()) as future:
        pool.wait(future, lambda: None)
        assert future.done()
    assert pool.answer("pork", "0123456789ab", "trend", ()) is None


def test_what_the_model_refuses_is_not_answered(counting):
    assert asked_apart("broadband", "nowhere", ()) is None
    assert asked_apart("broadband", "trend", (("sessions", math.inf),)) is None


def test_a_process_that_is_killed_is_replaced_and_the_page_computes_meanwhile(counting, caplog):
    caplog.set_level(logging.WARNING, pool.LOG.name)
    study, before = catalog.get("datacenter"), workers()
    os.kill(before[0], signal.SIGKILL)

    def told_dead() -> bool:  # the server hears of it a moment later
        with runs.asked(study, "trend", (("racks", 27.0),)) as future:
            if future is not None:
                pool.wait(future, lambda: None)
            return future is None

    until(told_dead)
    assert "un autre processus le remplace" in caplog.text
    assert not study.run("trend", racks=27.0).bands._spreads  # computed here
    until(pool.POOL.ready)
    assert workers() and workers() != before
    assert asked_apart("datacenter", "trend", (("racks", 29.0),)) is not None


def test_a_process_that_always_dies_is_not_replaced_for_ever(caplog):
    found = pool.Pool()
    found.start(operator.add, os.abort)

    def given_up() -> bool:
        with found.asked(1, 2) as future:
            assert future is None
        return "abandonné après 5 arrêts de suite" in caplog.text

    until(given_up)
    with found.asked(1, 2) as future:
        assert future is None


def test_what_a_newer_move_has_overtaken_is_not_begun():
    found = pool.Pool()
    found.start(time.sleep, os.getpid)
    until(found.ready)
    with found.asked(0.8), found.asked(0.7), found.asked(0.6):  # one at work, the others ahead of the next
        with found.asked(0.5) as future:
            pass
        assert future.cancelled()
        with found.asked(0.4) as kept, found.asked(0.4) as same:
            assert kept is same
        with found.asked(0.3) as mine:
            with found.asked(0.3):
                pass
            assert not mine.cancelled()  # somebody else still waits for it
    found.stop()


def test_who_waits_is_told_to_stop():
    found = pool.Pool()
    found.start(time.sleep, os.getpid)
    until(found.ready)

    def overtaken():
        raise KeyError("overtaken")

    with pytest.raises(KeyError, match="overtaken"), found.asked(1.0) as future:
        pool.wait(future, overtaken)
    found.stop()


def test_the_answers_of_a_room_are_kept_and_bounded(quick):
    for number in range(100):
        with quick.asked(number, 1) as future:
            pool.wait(future, lambda: None)
    assert quick.answer(99, 1) == 100
    assert quick.answer(36, 1) == 37
    assert quick.answer(35, 1) is None
    assert len(quick._kept) == pool.KEPT


def test_nobody_is_asked_where_no_process_was_started():
    found = pool.Pool()
    found.stop()
    with found.asked(1, 2) as future:
        assert future is None
    assert found.answer(1, 2) is None
