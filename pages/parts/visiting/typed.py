"""What a visitor typed in a page: kept to be copied when her access or a role ends, as the fields that went with it are drawn no more."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

FIELDS = "typed.fields"  # in the session of a page: the fields of text that it has drawn, by key, and what each held at first
LEFT = "typed.left"  # the same: what they held when her access ended


def remembered(writer: Callable[..., Any]) -> Callable[..., Any]:
    """The writer of a field of text, whose key is remembered."""

    @wraps(writer)
    def written(*given: Any, **named: Any) -> Any:
        drawn = writer(*given, **named)
        if key := named.get("key"):
            st.session_state.setdefault(FIELDS, {}).setdefault(key, drawn)
        return drawn

    return written


def left() -> list[str]:
    """What the fields held when her access ended, each text once, in the order of the page."""
    if LEFT not in st.session_state:
        st.session_state[LEFT] = within("")
    return st.session_state[LEFT]


def within(start: str) -> list[str]:
    """What was typed in the fields whose key starts so, each text once, in the order of the page."""
    held = ((st.session_state.get(key), first) for key, first in st.session_state.get(FIELDS, {}).items() if key.startswith(start))
    return list(dict.fromkeys(text for text, first in held if isinstance(text, str) and text.strip() and text != first))


def forget() -> None:
    """Her rights are whole: what she types from now on is what she would lose."""
    st.session_state.pop(LEFT, None)
