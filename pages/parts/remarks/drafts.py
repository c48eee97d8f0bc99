"""What somebody writes and has not sent yet, by the key of its field: a window closed by a touch beside it, another tab, the next assumption take
the field off the screen, and Streamlit forgets what a field holds that is not drawn. Once back, it holds what it held."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

HELD = "drafts"  # in the session: what each field held last


def field(writer: Callable[..., Any], label: str, *given: Any, key: str, **settings: Any) -> Any:
    """A field of Streamlit whose content outlives its place on the screen."""
    if key not in st.session_state and key in _held():
        st.session_state[key] = _held()[key]
    return writer(label, *given, key=key, on_change=holder(key), **settings)


def holder(key: str) -> Callable[[], None]:
    """What a field calls when it changes."""
    return partial(_hold, key)


def held(key: str) -> Any:
    """What a field held last; None when it held nothing."""
    return _held().get(key)


def _hold(key: str) -> None:
    _held()[key] = st.session_state[key]


def _held() -> dict[str, Any]:
    return st.session_state.setdefault(HELD, {})
