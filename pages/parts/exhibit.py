"""A chart as the house shows it: a title that says the reading, the chart, its source, its data to download."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.parts import provenance
from studies.publishing import exports

CONFIG = {"displayModeBar": False, "locale": "fr"}  # Plotly's tool bar has English labels; the data are downloaded below the chart


def chart(figure: go.Figure, title: str, alt: str, source: str, data: Callable[[], pd.DataFrame], key: str) -> None:
    """Draws `figure` under `title`; `alt` says in words what it shows; `data` makes the table to download, when it is asked for."""
    st.subheader(title)
    st.plotly_chart(figure, config=CONFIG, key=key, alt=alt)
    source_and_data(source, data, key)


def source_and_data(source: str, data: Callable[[], pd.DataFrame], key: str) -> None:
    """The line under a chart or a map: where it comes from, and its data."""
    provenance.small(source)
    st.download_button("Données de cette figure (CSV)", lambda: exports.csv_for_spreadsheets(data()), file_name=f"{key.replace('.', '-')}.csv", mime="text/csv",
                       key=f"{key}.data", icon=":material/download:", type="tertiary", on_click="ignore")
