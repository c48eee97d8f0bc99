"""What is drawn again when a lever moves: the lever itself and what it changes, not the others.

Each lever stands in a fragment of its own, and so does all that levers change. Streamlit would run the one that the visitor touched: a callback of
its widget asks for both. A lever that something else moved, and that nobody asked for, is found by the page, which then runs whole.
"""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

from pages.parts import lane
from pages.parts.study.choosing import state
from studies.toolkit.running.study import Study

CHANGED = "changed"  # the fragment of all that levers change


def fragment(study: Study, name: str, draw: Callable[[], None]) -> None:
    """Draws something that can be drawn again alone, by its name; all that has this name is drawn again together."""

    @st.fragment(key=state.key(study, f"again.{name}"))
    def drawn() -> None:
        with lane.turn(lane.HEADLINES):
            draw()
        awaited(study).discard(name)

    drawn()


def again(study: Study, *levers: str) -> None:
    """Has what levers change drawn again, then these levers and those that are still awaited, unless the whole page is about to run; the last thing
    that a callback does."""
    awaited(study).update(levers)
    run = get_script_run_ctx()
    if run is not None and run.fragment_ids_this_run:
        st.rerun([state.key(study, f"again.{name}") for name in (CHANGED, *sorted(awaited(study)))])


def give_way() -> None:
    """Stops here the run of what levers change when a newer move of the same levers has overtaken it, and starts it again on the newest values.

    By itself Streamlit stops a run for that of the whole page only: a move waits for the end of the run before, and those that come meanwhile are
    one move. Whoever drags a lever would wait for draws that nobody will read. What else was asked, a button or a drawer, still waits for the end.
    """
    run = get_script_run_ctx()
    if run is None or run.script_requests is None or not run.fragment_ids_this_run:
        return
    waiting = run.script_requests  # nothing public says what a session waits for
    if waiting._state is ScriptRequestType.RERUN and set(waiting._rerun_data.fragment_id_queue) <= set(run.fragment_ids_this_run):
        st.rerun(scope="fragment")


def awaited(study: Study) -> set[str]:
    """The levers that moved and are still to be drawn again: a move that overtakes another one may leave some."""
    return st.session_state.setdefault(state.key(study, "again"), set())
