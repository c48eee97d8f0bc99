"""The places around a map of sites: what a click fills stands beside it on a desk, right under it on a phone, before its legend and the list."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.sites import card_panel, site_list

KEY = "beside-map"  # what our stylesheet puts in another order on a phone
AFTER = "after-facts"  # begins the keys of what comes there after the facts


@dataclass(frozen=True)
class Places:
    """The map and its legend under it; the facts of a commune and the list beside them; what else is asked, in the columns that are left."""

    map: DeltaGenerator
    legend: DeltaGenerator
    facts: DeltaGenerator
    listed: DeltaGenerator
    asked: tuple[DeltaGenerator, ...]


def places(everything: pd.DataFrame, widths: list[int], map_key: str | None = None) -> Places:
    """The places in columns of these `widths`, the map first, then what a click fills: the card of the site that is open, the facts of a commune,
    and the list, which leaves its place to a card."""
    with st.container(key=KEY):
        left, right, *others = st.columns(widths, gap="medium")
    with left:
        drawn, legend = st.container(key=map_key), st.container(key=f"{AFTER}-legend")
    with right:
        if site_list.chosen():
            card_panel.show(everything, site_list.chosen())
        facts, listed = st.container(), st.container(key=f"{AFTER}-list")
    asked = tuple(column.container(key=f"{AFTER}-asked-{place}") for place, column in enumerate(others))
    return Places(drawn, legend, facts, listed, asked)
