"""A page to print: `vue=imprimer` in its address.

It is the same page, read from the same address, with everything open and nothing to press: what one chooses is written, charts and maps are drawn as
SVG for white paper, each once for all who print the same choice."""

import json
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

import streamlit as st
from plotly.io.json import to_json_plotly
from pydeck import Deck
from streamlit.delta_generator import DeltaGenerator

from data.ground import french, svg
from geo.maps.drawn_map import drawing as drawn_map
from pages.parts.charts import figures
from pages.parts.drawings.chart import drawing as drawn_chart

VIEW, PRINTED = "vue", "imprimer"
WIDTH = 680  # [px] of an A4 sheet between its margins: 180 mm
MAP_WIDTH, MAP_HEIGHT = 332, 350  # [px] it holds with its legend under the headlines on the first sheet, elsewhere with its facts
SHORTER = 0.68  # [share of the height on a screen] a chart of the common height is not made smaller, letters included, by our stylesheet
TALLEST = 900  # [px] of a chart: a sheet of 257 mm between its margins, less its title and its source
ORIGINS = "D'où viennent les chiffres de tête"  # the title of what a screen opens behind each headline
KEPT = 256  # drawings remembered: about ten choices of a study
SCREEN_ONLY = "screen-only"  # begins the key of what our stylesheet leaves off the paper
CHOSEN = {True: "oui", False: "non"}


def is_printed() -> bool:
    """Whether the address asks for the page to print."""
    return st.query_params.get(VIEW) == PRINTED


def or_else(writer: Callable[..., Any], on_paper: Callable[..., Any]) -> Callable[..., Any]:
    """The writer on a screen, what stands for it on paper."""

    @wraps(writer)
    def written(*given: Any, **named: Any) -> Any:
        return (on_paper if is_printed() else writer)(*given, **named)

    return written


def opened(expander: Callable[..., Any]) -> Callable[..., Any]:
    """A drawer on paper: open."""

    def written(label: str, **named: Any) -> DeltaGenerator:
        return expander(label, **{**named, "expanded": True})

    return written


def in_the_page(label: str, **_named: Any) -> DeltaGenerator:
    """What a button opens over the page: on paper, it stands in it under its name."""
    st.markdown(f":small[**{label}**]")
    return st.container()


def nothing(*_given: Any, **_named: Any) -> bool:
    """A button on paper: nobody presses it."""
    return False


def chosen(writer: Callable[..., Any]) -> Callable[..., Any]:
    """A choice on paper: made by the address, and written."""

    def written(label: str, *given: Any, **named: Any) -> Any:
        with st.container(key=f"{SCREEN_ONLY}.{named['key']}"):
            value = writer(label, *given, **named)
        if value not in (None, ""):
            st.markdown(french.spaced(f":small[{label} : **{named.get('format_func', _plain)(value)}**]"))
        return value

    return written


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return CHOSEN[value]
    return french.number(value) if isinstance(value, int | float) else str(value)


def chart(figure: dict, alt: str = "", **_named: Any) -> None:
    """A chart on paper."""
    height = round(min(SHORTER * (figure["layout"].get("height") or figures.HEIGHT), TALLEST))
    st.image(_drawn_chart(to_json_plotly(figure), height, alt), width=WIDTH, alt=alt)


def chart_map(deck: Deck, alt: str = "", **_named: Any) -> None:
    """A map on paper."""
    st.image(_drawn_map(deck.to_json(), alt), width=MAP_WIDTH, alt=alt)


@lru_cache(maxsize=KEPT)
def _drawn_chart(figure: str, height: int, alt: str) -> str:
    return svg.document(WIDTH, height, "", alt, drawn_chart(json.loads(figure), WIDTH, height))


@lru_cache(maxsize=KEPT)
def _drawn_map(deck: str, alt: str) -> str:
    return svg.document(MAP_WIDTH, MAP_HEIGHT, "", alt, drawn_map(json.loads(deck), MAP_WIDTH, MAP_HEIGHT))
