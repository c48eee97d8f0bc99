"""A text that changed, word by word: what was taken away struck through, what was put in underlined."""

import streamlit as st

from pages.parts.prose import as_html
from studies.publishing import difference

TAGS = {"same": "", "removed": "del", "added": "ins"}
AROUND = 80  # signs of the unchanged text kept on each side of a change


def show(before: str, after: str) -> None:
    """The changes with a few words around; the rest of the text is left out, and said so by dots."""
    pieces = difference.words(before, after)
    written = []
    for place, piece in enumerate(pieces):
        text = _cut(piece.text, place > 0, place < len(pieces) - 1) if piece.kind == "same" else piece.text
        tag = TAGS[piece.kind]
        written.append(f"<{tag}>{as_html(text)}</{tag}>" if tag else as_html(text))
    st.html(f'<p class="studio-words">{"".join(written)}</p>')


def _cut(text: str, after_change: bool, before_change: bool) -> str:
    """An unchanged run without its middle."""
    head = text[:AROUND] if after_change else ""
    tail = text[-AROUND:] if before_change else ""
    return text if len(text) <= len(head) + len(tail) + 3 else f"{head} … {tail}"
