"""Widgets that others move too, as two that show one value each move the other, while a browser answers late.

The one that the visitor does not touch is written by us. Until the browser has our answer, its next message still holds the value from before: taken
for a choice of the visitor, it would undo what has just been chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState


@dataclass
class Sent:
    """What the browser was last sent of a widget, or said of it; what it may still say from before; where the widget stands, sent or not yet."""

    known: Any = None
    before: set = field(default_factory=set)
    stands: Any = None

    def now_known(self, value: Any) -> None:
        """The browser is sent that value, or says it."""
        if value != self.known:
            self.before.add(self.known)
        self.known = self.stands = value


def show(key: str, value: Any) -> None:
    """Writes a value in a widget that is about to be drawn."""
    drawn(key, value)
    st.session_state[key] = value


def drawn(key: str, value: Any) -> None:
    """Keeps what a widget is drawn with."""
    sent = _sent(key)
    if st.session_state.get(key) == sent.known:  # the browser has it
        sent.before.clear()
    sent.now_known(value)


def put(key: str, value: Any) -> None:
    """Writes a value, in a callback, in a widget that will be drawn again."""
    _sent(key).stands = st.session_state[key] = value


def chosen(key: str, source: Any) -> bool:
    """Whether what a browser says of a widget is a choice of the visitor, which it then holds: neither what was last written in it, which has just
    reached the browser, nor what it held before that.

    What it held before is a choice when its own fragment runs and `source`, what would be written in it now, is what was last written: had the
    browser not received that, it would be the source that has moved again.
    """
    sent, said = _sent(key), st.session_state[key]
    ran, own = _run()
    if said == sent.known or (said in sent.before and not (own in ran and source == sent.known)):
        return False
    sent.known = said
    return True


def touched(key: str) -> bool:
    """Whether the visitor moved the widget of a callback, which others `put` somewhere too; else it goes back where it stands.

    No move: what a browser says while fragments run that do not hold it, such as the one that asks every second where the levers of a meeting stand;
    what it held before, as long as what was put there is not drawn, or when the whole page runs for another reason than this widget.
    """
    sent, (ran, own) = _sent(key), _run()
    late = st.session_state[key] in (sent.known, *sent.before)
    if (ran and own not in ran) or (late and (sent.stands != sent.known or (own and not ran))):
        st.session_state[key] = sent.stands
        return False
    sent.now_known(st.session_state[key])  # not written: the browser has it, and would go back to it from where the visitor has moved since
    return True


def _run() -> tuple[Sequence[str], str | None]:
    """The fragments of this run, none for the whole page; the one where the widget of a callback stands."""
    run = get_script_run_ctx()
    return (run.fragment_ids_this_run if run is not None else None) or (), ThreadState.get().fragment_id


def _sent(key: str) -> Sent:
    return st.session_state.setdefault(f"{key}.sent", Sent())
