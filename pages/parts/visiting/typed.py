"""What a visitor typed in the fields of a page: kept to be copied when her access ends, as the fields that were hers alone are drawn no more."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

FIELDS = "typed.fields"  # in the session of a page: the keys of the fields of text that it has drawn
LEFT = "typed.left"  # the same: what they held when her access ended


def remembered(writer: Callable[..., Any]) -> Callable[..., Any]:
    """The writer of a field of text, whose key is remembered."""

    @wraps(writer)
    def written(*given: Any, **named: Any) -> Any:
        if key := named.get("key"):
            st.session_state.setdefault(FIELDS, {})[key] = None
        return writer(*given, **named)

    return written


def left() -> list[str]:
    """What the fields held when her access ended, each text once, in the order of the page."""
    if LEFT not in st.session_state:
        held = (st.session_state.get(key) for key in st.session_state.get(FIELDS, {}))
        st.session_state[LEFT] = list(dict.fromkeys(text for text in held if isinstance(text, str) and text.strip()))
    return st.session_state[LEFT]
