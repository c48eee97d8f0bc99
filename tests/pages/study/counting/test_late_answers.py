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

    def browser(value: str, *run: str, source: str = "") -> bool:
        monkeypatch.setattr(echoes.ThreadState, "get", lambda: SimpleNamespace(fragment_id="lever"))  # as when its callback is called
        monkeypatch.setattr(echoes, "get_script_run_ctx", lambda: SimpleNamespace(fragment_ids_this_run=run))
        session[KEY] = value
        return echoes.chosen(KEY, source)

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


def test_a_visitor_may_type_what_stood_there_before_the_slider_moved_once_she_was_sent_where_it_is(said):
    echoes.show(KEY, "20")
    assert not said("10", "lever", source="30")  # the slider again, before the browser was sent 20
    assert not said("10", "meeting", source="20")  # a question of the page
    assert not said("10", source="20")  # the whole page
    assert said("10", "lever", source="20")


def test_a_choice_taken_is_written_back_without_counting_as_another(said):
    assert said("55")
    echoes.show(KEY, "55")
    assert not said("55")


class Session(dict):
    """A session that remembers what is written in it, which then goes to the browser."""

    def __init__(self, *given) -> None:
        super().__init__(*given)
        self.written = []

    def __setitem__(self, key, value) -> None:
        self.written.append(value)
        super().__setitem__(key, value)


@pytest.fixture
def session(monkeypatch) -> Session:
    held = Session({KEY: 0.2})
    monkeypatch.setattr(echoes.st, "session_state", held)
    return held


@pytest.fixture
def lever(session, monkeypatch):
    """A lever drawn at 0.2; a function that has the browser say where it stands in a run of some fragments, and tells whether that is a move, and
    where the lever then stands."""
    monkeypatch.setattr(echoes.ThreadState, "get", lambda: SimpleNamespace(fragment_id="lever"))  # as when its callback is called

    def browser(value: float, *run: str) -> tuple[bool, float]:
        monkeypatch.setattr(echoes, "get_script_run_ctx", lambda: SimpleNamespace(fragment_ids_this_run=run))
        session.update({KEY: value})  # it comes from the browser
        return echoes.touched(KEY), session[KEY]

    echoes.drawn(KEY, 0.2)
    return browser


def test_a_lever_that_the_visitor_moves_is_moved_and_nothing_is_written_over_where_she_has_moved_it_since(lever, session):
    assert lever(0.1, "lever") == (True, 0.1)
    assert lever(0.5, "lever", "meeting") == (True, 0.5)
    assert session.written == []


def test_a_lever_pressed_forth_and_back_before_it_is_drawn_ends_where_it_began(lever):
    assert lever(0.3, "lever") == (True, 0.3)
    assert lever(0.2, "lever") == (True, 0.2)


def test_a_lever_that_was_typed_stands_whatever_a_late_browser_says_while_the_levers_of_a_meeting_are_asked(lever):
    echoes.put(KEY, 0.7)
    assert lever(0.2, "meeting") == (False, 0.7)
    assert lever(0.2, "meeting", "changed", "lever") == (False, 0.7)  # that question, and ours to draw what was typed, in one run
    echoes.drawn(KEY, 0.7)
    assert lever(0.2, "meeting") == (False, 0.7)


def test_a_lever_put_back_stands_when_the_whole_page_runs_before_the_browser_knows_it(lever):
    echoes.put(KEY, 0.0)
    assert lever(0.2) == (False, 0.0)
    echoes.drawn(KEY, 0.0)
    assert lever(0.2) == (False, 0.0)


def test_a_visitor_may_move_a_lever_that_was_typed_before_it_is_drawn_and_back_to_where_it_was_after(lever):
    echoes.put(KEY, 0.7)
    assert lever(0.4, "changed", "lever") == (True, 0.4)
    assert lever(0.2, "meeting") == (False, 0.4)
    echoes.put(KEY, 0.7)
    echoes.drawn(KEY, 0.7)
    assert lever(0.2, "lever") == (True, 0.2)
