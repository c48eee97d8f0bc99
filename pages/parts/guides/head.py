"""The head of a page beside the studies: its title, what one chooses beside it, what the page is in a sentence."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from pages.parts import prose

Chosen = TypeVar("Chosen")


def show(title: str, words: str) -> None:
    """The title, then the sentence."""
    with_choice(title, words, lambda: None)


def with_choice(title: str, words: str, choose: Callable[[], Chosen]) -> Chosen:
    """The same, with what `choose` draws beside the title; gives what it gives."""
    with st.container(key="page-head"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            prose.title(title, width="content")
            chosen = choose()
        prose.markdown(words)
    return chosen
