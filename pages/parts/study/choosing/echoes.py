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
    """What was last drawn in a widget, the values that the browser may still hold instead, and what was written in it since, not drawn yet."""

    value: Any = None
    before: set = field(default_factory=set)
    put: Any = None

    @property
    def stands(self) -> Any:
        """Where the widget stands, whatever a late browser says."""
        return self.value if self.put is None else self.put


def show(key: str, value: Any) -> None:
    """Writes a value in a widget that is about to be drawn."""
    drawn(key, value)
    st.session_state[key] = value


def drawn(key: str, value: Any) -> None:
    """Keeps what a widget is drawn with."""
    sent = _sent(key)
    if st.session_state.get(key) == sent.value:  # the browser has it
        sent.before.clear()
    if value != sent.value:
        sent.before.add(sent.value)
    sent.value, sent.put = value, None


def put(key: str, value: Any) -> None:
    """Writes a value, in a callback, in a widget that will be drawn again."""
    _stands(key, value)
    st.session_state[key] = value


def chosen(key: str) -> bool:
    """Whether what a browser says of a widget is a choice of the visitor, which it then holds: neither what was last written in it, which has just
    reached the browser, nor what it held before that."""
    sent, said = _sent(key), st.session_state[key]
    if said == sent.value or said in sent.before:
        return False
    sent.value = said
    return True


def touched(key: str) -> bool:
    """Whether the visitor moved the widget of a callback, which others `put` somewhere too; else it goes back where it stands.

    No move: what a browser says while fragments run that do not hold it, such as the one that asks every second where the levers of a meeting stand;
    what it held before, as long as what was put there is not drawn, or when the whole page runs for another reason than this widget.
    """
    run, sent = get_script_run_ctx(), _sent(key)
    ran, own = run.fragment_ids_this_run if run is not None else None, ThreadState.get().fragment_id
    late = st.session_state[key] in (sent.value, *sent.before)
    if (ran and own not in ran) or (late and (sent.put is not None or (own and not ran))):
        st.session_state[key] = sent.stands
        return False
    _stands(key, st.session_state[key])  # not written: the browser has it, and would go back to it from where the visitor has moved since
    return True


def _stands(key: str, value: Any) -> None:
    sent = _sent(key)
    sent.put = None if value == sent.value else value


def _sent(key: str) -> Sent:
    return st.session_state.setdefault(f"{key}.sent", Sent())
