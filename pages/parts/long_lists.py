"""A long list, some of its items at a time, with the numbers of its pages under it."""

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

import streamlit as st

Item = TypeVar("Item")


def show(found: Sequence[Item], draw: Callable[[Item], None], once: int, key: str, gap: Literal["small", "xsmall"] = "small") -> None:
    """Draws the items of the page that is chosen, `once` of them at most; no numbers under a list that holds in one page."""
    pages = max(1, -(-len(found) // once))
    place = st.container(gap=gap)
    number = min(st.pagination(pages, key=f"{key}.page-{pages}"), pages) if pages > 1 else 1
    with place:
        for one in found[(number - 1) * once : number * once]:
            draw(one)
