"""The twin of a study page in plain Streamlit, as anybody would write it first: its levers, its headlines, the chart of its first series, same model
and same draws. `STUDIO_TWIN` names the study; `streamlit run benchmarks/twins/plain_page.py` shows it."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # Streamlit puts the folder of the script first, not ours

import plotly.graph_objects as go
import streamlit as st

from benchmarks.twins.shared import levers, series
from studies import catalog
from studies.toolkit.reading import units

study = catalog.get(os.environ["STUDIO_TWIN"])
st.title(study.card.title)
with st.sidebar:
    moved = {lever.id: st.slider(lever.label, lever.low, lever.high, value, key=lever.id) for lever, value in levers(study)}
outcome = study.run(study.card.default_scenario, **moved)
for column, headline in zip(st.columns(len(outcome.indicators)), outcome.indicators.values(), strict=True):
    column.metric(headline.label, units.headline(headline.value, headline.unit))
    column.caption(units.headline_range(headline.low, headline.high, headline.unit))
name, values, low, high = series(outcome)
figure = go.Figure([go.Scatter(x=values.year.values, y=each) for each in (low, high, values.values)])
st.plotly_chart(figure.update_layout(title=name))
