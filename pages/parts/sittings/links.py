"""The sitting that the address names."""

from urllib.parse import urlencode

import streamlit as st

from pages.parts import menu, visitor

SITTING = "seance"  # in the address: the sitting on screen


def whole(identifier: str) -> str:
    """The address of a sitting, to send to somebody."""
    return f"{visitor.base()}/{menu.SITTINGS.address}?{urlencode({SITTING: identifier})}"


def choose(identifier: str) -> None:
    """Has the address name a sitting, "" for none."""
    if identifier:
        st.query_params[SITTING] = identifier
    else:
        st.query_params.pop(SITTING, None)
