"""A long table of the page Fibre, a few lines at a time."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from data.ground import french
from pages.parts import prose, tables

AT_ONCE, WHOLE = 25, 30  # lines: about a screen; a table hardly longer is shown whole


def show(frame: pd.DataFrame, written: Callable[[tuple], Mapping[str, str]], key: str) -> None:
    """The table, whole when it is short, else with the choice of the lines shown; `written` makes the cells of a line."""
    once = AT_ONCE if len(frame) > WHOLE else WHOLE
    starts = range(0, len(frame), once)
    first = 0
    if len(starts) > 1:
        name, words = f"{key}.from", partial(_words, count=len(frame))
        if st.session_state.get(name, 0) not in starts:  # the table was longer
            st.session_state[name] = 0
        prose.relabelled(name, map(words, starts))
        first = prose.selectbox("Lignes affichées", starts, format_func=words, key=name)
    if len(frame):
        tables.show([written(row) for row in frame.iloc[first : first + once].itertuples()])


def _words(start: int, count: int) -> str:
    return f"{french.number(start + 1)} à {french.number(min(start + AT_ONCE, count))} sur {french.number(count)}"
