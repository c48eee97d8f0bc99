"""Charts whose axis is not time: curves along a quantity, stacked bars by place, a grid of colours with the line where it is zero."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from pages.parts.charts.figures import BLUE, DARK, GREEN, GREY, LAYOUT, ORANGE, PURPLE, SERIES_COLOURS, VERMILION, framed
from studies.toolkit.reading import units

PARTS = (BLUE, ORANGE, GREEN, PURPLE, VERMILION)
ROW, FRAME = 30, 110  # [px] of a bar, of the rest
DIVERGING = ((0.0, "#8F4506"), (0.25, "#E9924A"), (0.5, "#F2EFEA"), (0.75, "#62A0CF"), (1.0, "#08519C"))  # orange below zero, blue above


def curve(
    along: Sequence[float],
    series: Mapping[str, Sequence[float]],
    unit: str,
    axis: str,
    *,
    here: float | None = None,
    zero: bool = False,
    here_words: str = "choix affiché",
) -> go.Figure:
    """Values [unit] along a quantity named by `axis`; `here` marks where the choice on screen is, `zero` draws the line of nothing."""
    figure = go.Figure()
    scale = units.find(unit).scale
    for colour, (name, values) in zip(SERIES_COLOURS, series.items(), strict=False):
        figure.add_scatter(
            x=list(along), y=[float(f"{value * scale:.4g}") for value in values], mode="lines", name=name, line={"color": colour, "width": 3}
        )
    framed(figure, unit)
    if zero:
        figure.add_hline(y=0, line={"color": GREY, "width": 2})
    if here is not None:
        figure.add_vline(x=here, line={"color": GREY, "dash": "dot", "width": 2}, annotation={"text": here_words, "yref": "paper", "y": 0.04})
    figure.update_layout(showlegend=len(series) > 1)
    return figure.update_xaxes(title=axis, tickformat=",~f")


def stacked_by_place(places: Sequence[str], parts: Mapping[str, Sequence[float]], unit: str) -> go.Figure:
    """Horizontal bars, one a place, made of parts."""
    figure = go.Figure()
    for colour, (name, values) in zip(PARTS, parts.items(), strict=False):
        figure.add_bar(y=list(places), x=[float(f"{value:.3g}") for value in values], name=name, orientation="h", marker={"color": colour})
    framed(figure, unit)
    figure.update_layout(barmode="stack", hovermode="y unified", height=FRAME + ROW * len(places))
    figure.update_xaxes(title=units.label(unit).capitalize(), tickformat=",~f")
    return figure.update_yaxes(title=None, autorange="reversed", tickformat=None, showgrid=False)


def grid(
    across: Sequence[float], down: Sequence[float], values: np.ndarray, unit: str, axes: tuple[str, str], here: tuple[float, float]
) -> go.Figure:
    """Colours for a value [unit] that depends on two quantities (down x across), the line where it is zero, and the choice on screen."""
    figure = go.Figure()
    most = float(np.abs(values).max()) or 1.0
    shown = np.round(values, 2)
    label = units.label(unit)
    figure.add_heatmap(
        x=list(across),
        y=list(down),
        z=shown,
        zmin=-most,
        zmax=most,
        colorscale=[list(colour) for colour in DIVERGING],
        colorbar={"title": label, "tickformat": ",~f"},
        hovertemplate=f"%{{z}} {label}<extra></extra>",
    )
    if values.min() < 0 < values.max():
        figure.add_contour(
            x=list(across),
            y=list(down),
            z=values,
            showscale=False,
            contours={"start": 0, "end": 0, "size": 1, "coloring": "lines"},
            colorscale=[[0, DARK], [1, DARK]],
            line={"width": 3},
            hoverinfo="skip",
            name="zéro",
            showlegend=False,
        )
    figure.add_scatter(
        x=[here[0]], y=[here[1]], mode="markers", marker={"color": DARK, "size": 14, "symbol": "x"}, name="choix affiché", hoverinfo="skip"
    )
    figure.update_layout(**{**LAYOUT, "hovermode": "closest", "height": 420})
    figure.update_xaxes(title=axes[0], tickformat=",~f", showgrid=False, automargin=True, zeroline=False)
    return figure.update_yaxes(title=axes[1], tickformat=",~f", showgrid=False, automargin=True, zeroline=False)
