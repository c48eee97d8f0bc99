"""Two widgets that show one value, each of which moves the other, while a browser answers late.

The one that the visitor does not touch is written by us. Until the browser has our answer, its next message still holds the value from before: taken
for a choice of the visitor, it would undo what has just been chosen.
"""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState


@dataclass
class Sent:
    """What was last written in a widget, and the values that the browser may still hold instead."""

    value: Any = None
    before: set = field(default_factory=set)


def show(key: str, value: Any) -> None:
    """Writes a value in a widget that is about to be drawn."""
    sent = _sent(key)
    if st.session_state.get(key) == sent.value:  # the browser has it
        sent.before.clear()
    if value != sent.value:
        sent.before.add(sent.value)
        sent.value = value
    st.session_state[key] = value


def chosen(key: str) -> bool:
    """Whether what a browser says of a widget is a choice of the visitor, which it then holds: neither what was last written in it, which has just
    reached the browser, nor what it held before that."""
    sent, said = _sent(key), st.session_state[key]
    if said == sent.value or said in sent.before:
        return False
    sent.value = said
    return True


def drawn(key: str, value: Any) -> None:
    """Keeps what a widget that others write too has just been drawn with."""
    st.session_state[f"{key}.drawn"] = value


def touched(key: str) -> bool:
    """Whether the visitor may have moved the widget of a callback. What a browser says of it while fragments run that do not hold it, such as the
    one that asks every second where the levers of a meeting stand, is what it held before our answer: the widget is put back where it was drawn."""
    run = get_script_run_ctx()
    if run is None or not run.fragment_ids_this_run or ThreadState.get().fragment_id in run.fragment_ids_this_run:
        return True
    st.session_state[key] = st.session_state[f"{key}.drawn"]
    return False


def _sent(key: str) -> Sent:
    return st.session_state.setdefault(f"{key}.sent", Sent())
