"""A chart as it is sent. To have Plotly check each of its properties costs ten times what the rest of it does, and finds nothing new when only its
numbers and its words have moved since it last did: it is asked once for each kind of chart."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import streamlit as st
from plotly.basedatatypes import BaseFigure
from plotly.tools import return_figure_from_figure_or_data

from pages.parts.charts.house import Chart

KEPT = 512  # kinds of charts remembered, some kilobytes each: a study has about ten, each with a few
WORDS = {
    "text",
    "ticktext",
    "name",
    "legendgroup",
    "customdata",
    "hovertemplate",
    "hovertext",
    "texttemplate",
}  # properties that any text may stand in
_known: set[Hashable] = set()


class Checked(BaseFigure):
    """A chart whose kind Plotly knows; Streamlit takes it as it is."""

    def __init__(self, figure: Chart) -> None:
        self._figure = figure

    def to_dict(self) -> Chart:
        """What is sent."""
        return self._figure


def plotly_chart(figure: Chart, **settings: Any) -> Any:
    """Streamlit's writer of charts. Raises what Plotly raises for a chart that has a property it does not know."""
    return st.plotly_chart(checked(figure), **settings)


def checked(figure: Chart) -> Checked:
    """The chart, once its kind is known."""
    kind = _kind(figure)
    if kind not in _known:
        return_figure_from_figure_or_data(figure, validate_figure=True)
        if len(_known) >= KEPT:
            _known.clear()
        _known.add(kind)
    return Checked(figure)


def _kind(value: Any, name: str = "") -> Hashable:
    """All that a chart has but its numbers and its words."""
    if isinstance(value, dict):
        return tuple((key, _kind(part, key)) for key, part in value.items())
    if isinstance(value, str):
        return str if name in WORDS else value
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float | np.number):
        return float
    if isinstance(value, np.ndarray):
        return np.ndarray, value.dtype.kind, value.ndim
    kinds = [_kind(part, name) for part in value]
    return (list, kinds[0]) if len(set(kinds)) == 1 else (list, *kinds)
