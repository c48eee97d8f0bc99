"""A study page beside a process apart: the same ranges on screen, whether that process counts them or has died."""

import multiprocessing
import os
import signal
import sys
import time
import types

import pytest

from studies import catalog
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from studies.toolkit.running.apart import pool

PATIENCE = 240  # [s]


@pytest.fixture
def counting(monkeypatch):
    """The process apart of a server, ready; no other replaces it, which would read app.py again: a server has a script that says nothing then."""
    monkeypatch.setattr(pool, "LIVES", 1)
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))  # that of a page that another test ran
    pool.start(catalog.ranges, catalog.prepare)
    end = time.monotonic() + PATIENCE
    while not pool.POOL.ready():
        if time.monotonic() > end:
            pytest.fail("the process apart is not ready")
        time.sleep(0.05)
    yield
    pool.stop()


def said(page) -> list[str]:
    """All that the page says in small, ranges included."""
    return [caption.value for caption in page.caption]


def shown(study_page, **address: str):
    """The page of the broadband study without what was computed before."""
    runs._outcome.cache_clear()
    return study_page(**address)


def test_the_page_shows_the_ranges_of_the_process_apart_and_those_that_it_counts_when_it_is_killed(counting, study_page):
    page = shown(study_page, sessions="41")
    outcome = runs.run(catalog.get("broadband"), catalog.get("broadband").card.default_scenario, {"sessions": 41.0})
    assert not page.exception
    assert outcome.bands._spreads  # counted apart
    apart = said(page)
    headline = next(iter(outcome.indicators.values()))
    span = units.headline_span(headline.low, headline.high, headline.unit, beside=headline.value)
    assert any(span[1:] in line for line in apart)
    os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)
    for _ in range(2):  # heard of at once or a moment later: a page says the same in both
        page = shown(study_page, sessions="41")
        assert not page.exception
        assert said(page) == apart
