"""A browser that answers late moves nothing back: what it says of a widget that we write is no choice when it is what we wrote, now or before."""

from types import SimpleNamespace

import pytest

from pages.parts.study.choosing import echoes

KEY = "broadband.typed.sessions"


@pytest.fixture
def said(monkeypatch):
    """The session of a visitor; a function that has the browser say a value of the widget, and tells whether it is a choice."""
    session: dict[str, object] = {}
    monkeypatch.setattr(echoes.st, "session_state", session)

    def browser(value: str) -> bool:
        session[KEY] = value
        return echoes.chosen(KEY)

    echoes.show(KEY, "10")
    return browser


def test_a_value_from_before_is_no_choice(said):
    echoes.show(KEY, "20")
    assert not said("10")
    echoes.show(KEY, "30")
    assert not said("20")
    assert not said("10")


def test_what_was_last_written_is_no_choice_when_it_reaches_a_browser_that_the_next_move_has_overtaken(said):
    """The slider at 60, the run of 50 given up before it wrote: the browser says 30, then 40, which are what it was sent before."""
    echoes.show(KEY, "30")
    assert not said("10")
    echoes.show(KEY, "40")
    assert not said("30")
    assert not said("40")


def test_another_value_is_a_choice(said):
    echoes.show(KEY, "20")
    assert said("55")


def test_a_visitor_may_choose_again_what_stood_there(said):
    echoes.show(KEY, "20")
    said("20")
    assert said("55")
    assert said("20")


def test_a_choice_taken_is_written_back_without_counting_as_another(said):
    assert said("55")
    echoes.show(KEY, "55")
    assert not said("55")


@pytest.mark.parametrize(
    ("run", "moved", "stands"),
    [
        pytest.param(["meeting"], False, 0.2, id="a fragment that asks every second ran: the slider is put back where what was typed moved it"),
        pytest.param(["lever"], True, 0.1, id="its own fragment ran: the visitor moved it"),
        pytest.param(["meeting", "lever"], True, 0.1, id="both ran"),
        pytest.param([], True, 0.1, id="the whole page ran"),
    ],
)
def test_what_a_browser_says_of_a_lever_while_another_fragment_runs_is_no_move(monkeypatch, run, moved, stands):
    session: dict[str, object] = {}
    monkeypatch.setattr(echoes.st, "session_state", session)
    monkeypatch.setattr(echoes, "get_script_run_ctx", lambda: SimpleNamespace(fragment_ids_this_run=run))
    monkeypatch.setattr(echoes.ThreadState, "get", lambda: SimpleNamespace(fragment_id="lever"))  # as when its callback is called
    echoes.drawn(KEY, 0.2)
    session[KEY] = 0.1
    assert echoes.touched(KEY) is moved
    assert session[KEY] == stands
