"""A chart as the house shows it: a title that says the reading, the chart, its source, its data to download.

`place` draws what a lever does not move (the source, the data) and keeps room above them; `chart` fills that room, as often as a lever moves.
`whole` does both at once.
"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import french
from pages.parts import prose, provenance, refusal
from studies.exports import spreadsheets

CONFIG = {"displayModeBar": False, "locale": "fr"}  # Plotly's tool bar has English labels; the data are downloaded below the chart


def place(source: str, data: Callable[[], pd.DataFrame], key: str) -> DeltaGenerator:
    """Room for a chart, with the line under it; the data are made when they are asked for."""
    room = st.container()
    source_and_data(source, data, key)
    return room


def whole(figure: go.Figure, title: str, alt: str, source: str, data: Callable[[], pd.DataFrame], key: str) -> None:
    """A chart drawn at once with its source and its data, where a lever has all of it written again."""
    chart(place(source, data, key), figure, title, alt, key)


def source_and_data(source: str, data: Callable[[], pd.DataFrame], key: str) -> None:
    """The line under a chart or a map: where it comes from, and its data."""
    provenance.small(source)
    prose.download_button(
        "Données de cette figure (CSV)",
        lambda: spreadsheets.csv_for_spreadsheets(refusal.told(data)),
        file_name=f"{key.replace('.', '-')}.csv",
        mime="text/csv",
        key=f"{key}.data",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def chart(room: DeltaGenerator, figure: go.Figure, title: str, alt: str, key: str) -> None:
    """Draws `figure` under `title` in its room; `alt` says in words what it shows."""
    with room:
        prose.markdown(f"### {title}")
        prose.plotly_chart(french.spaced_within(figure.to_plotly_json()), config=CONFIG, key=key, alt=alt)
