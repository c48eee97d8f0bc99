"""Small reference tables as real HTML tables: a header, rows of text, nothing to sort. About a third of the bytes of st.table."""

from collections.abc import Mapping, Sequence

import streamlit as st

NARROW = 3  # columns that a phone shows whole


def show(rows: Sequence[Mapping[str, str]]) -> None:
    """A table from rows that share the same keys, which are its header. Cells may hold Markdown links and bold text."""
    if rows and len(rows[0]) > NARROW:
        st.table(list(rows), hide_index=True)  # heavier, but it scrolls inside itself on a phone
    else:
        st.markdown(as_markdown(rows))


def as_markdown(rows: Sequence[Mapping[str, str]]) -> str:
    """The Markdown of a table; `|` and line breaks inside a cell are made harmless."""
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")
