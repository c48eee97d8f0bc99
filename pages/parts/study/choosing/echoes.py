"""Two widgets that show one value, each of which moves the other, while a browser answers late.

The one that the visitor does not touch is written by us. Until the browser has our answer, its next message still holds the value from before: taken
for a choice of the visitor, it would undo what has just been chosen.
"""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st


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


def _sent(key: str) -> Sent:
    return st.session_state.setdefault(f"{key}.sent", Sent())
