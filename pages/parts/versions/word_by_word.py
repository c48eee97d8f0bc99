"""A text that changed, word by word: what was taken away struck through, what was put in underlined."""

import streamlit as st

from pages.parts.prose import as_html
from studies.publishing import difference
from studies.toolkit.reading import paragraphs

TAGS = {"same": "", "removed": "del", "added": "ins"}
AROUND = 80  # signs of the unchanged text kept on each side of a change
DOTS = " … "  # what is left out


def show(before: str, after: str) -> None:
    """The changes with a few words around; the rest of the text is left out, and said so by dots."""
    st.html(f'<p style="white-space:pre-line">{written(before, after)}</p>')


def written(before: str, after: str) -> str:
    """The same, as HTML. The names of the paragraphs, which the page of the study does not show, are told only when nothing else changed."""
    bare = paragraphs.bare(before), paragraphs.bare(after)
    pieces = difference.words(*(bare if bare[0] != bare[1] else (before, after)))
    told = []
    for place, piece in enumerate(pieces):
        text = _cut(piece.text, place > 0, place < len(pieces) - 1) if piece.kind == "same" else piece.text
        tag = TAGS[piece.kind]
        told.append(f"<{tag}>{as_html(text)}</{tag}>" if tag else as_html(text))
    return "".join(told).replace("</del><ins>", "</del> <ins>")


def _cut(text: str, after_change: bool, before_change: bool) -> str:
    """An unchanged run without its middle, between two words."""
    if len(text) <= AROUND * (after_change + before_change) + len(DOTS):
        return text
    head = text[:AROUND].rpartition(" ")[0] if after_change else ""
    tail = text[-AROUND:].partition(" ")[2] if before_change else ""
    return f"{head}{DOTS}{tail}"
