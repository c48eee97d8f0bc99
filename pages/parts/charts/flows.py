"""More charts as pure functions of numbers: several series, a grid of two assumptions, flows between stages."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from pages.parts.charts.figures import BLUE, GREEN, GREY, HEIGHT, LAYOUT, ORANGE, PURPLE, VERMILION, framed
from studies.toolkit.reading import units

COLOURS = (BLUE, ORANGE, GREEN, VERMILION, PURPLE, GREY)  # at most six categories, then direct labels
DIGITS = 4  # significant digits of a drawn value
NODE, LINK = "#7A858E", "rgba(0,114,178,0.35)"
DIVERGING = [[0, VERMILION], [0.5, "#F2F2F2"], [1, BLUE]]  # orange to blue, white at nothing


def drawn(values: Sequence[float], unit: str) -> list[float]:
    """Values as they are drawn, in the unit that is written."""
    return [float(f"{value * units.find(unit).scale:.{DIGITS}g}") for value in np.asarray(values, dtype=float)]


def lines(years: Sequence[float], series: Mapping[str, Sequence[float]], unit: str, dashed: Mapping[str, Sequence[float]] | None = None) -> go.Figure:
    """Several series by year; `dashed` are limits or references, each in the colour of the series of the same rank."""
    figure = go.Figure()
    for colour, (name, values) in zip(COLOURS, series.items(), strict=False):
        figure.add_scatter(x=list(years), y=drawn(values, unit), mode="lines", name=name, line={"color": colour, "width": 3})
    for colour, (name, values) in zip(COLOURS, (dashed or {}).items(), strict=False):
        figure.add_scatter(x=list(years), y=drawn(values, unit), mode="lines", name=name, line={"color": colour, "width": 2, "dash": "dash"})
    return framed(figure, unit)


def parts(names: Sequence[str], values: Mapping[str, Sequence[float]], unit: str, mark: tuple[str, float] | None = None) -> go.Figure:
    """Horizontal bars made of parts, one by name; `mark` is a line with its words."""
    figure = go.Figure()
    for colour, (part, amounts) in zip(COLOURS, values.items(), strict=False):
        figure.add_bar(y=list(names), x=drawn(amounts, unit), name=part, orientation="h", marker={"color": colour})
    framed(figure, unit)
    figure.update_layout(barmode="stack", hovermode="y unified", height=130 + 45 * len(names))
    figure.update_xaxes(title=units.label(unit), tickformat=",~f", rangemode="tozero")
    figure.update_yaxes(title=None, autorange="reversed", tickformat=None, showgrid=False)
    if mark:
        figure.add_vline(x=drawn([mark[1]], unit)[0], line={"color": GREY, "dash": "dash", "width": 2}, annotation={"text": mark[0]})
    return figure


def grid(across: Sequence[str], down: Sequence[str], values: np.ndarray, unit: str, titles: tuple[str, str]) -> go.Figure:
    """A result for each pair of two assumptions, each value written in its cell; nothing is white, the best blue, the worst orange.

    values [unit, down x across]; titles of the two axes.
    """
    written = [[units.headline(value, unit, unit_too=False) for value in row] for row in values]
    most = float(np.abs(values).max()) or 1.0
    figure = go.Figure(
        go.Heatmap(
            x=list(across),
            y=list(down),
            z=values,
            text=written,
            texttemplate="%{text}",
            colorscale=DIVERGING,
            zmin=-most,
            zmax=most,
            showscale=False,
            colorbar={"title": units.label(unit)},
            hoverinfo="skip",
            xgap=2,
            ygap=2,
            textfont={"color": "#000000"},
        )
    )
    figure.update_layout(**{**LAYOUT, "hovermode": False, "height": HEIGHT})
    figure.update_xaxes(title=titles[0], type="category", showgrid=False, automargin=True)
    figure.update_yaxes(title=titles[1], type="category", showgrid=False, automargin=True)
    return figure


def flows(amounts: Mapping[tuple[str, str], float], unit: str) -> go.Figure:
    """What goes from a stage to the next one: a band by pair, as wide as its amount, the name of a stage with all that goes through it.

    Short names: a phone has a third of its width for each.
    """
    kept = {pair: value for pair, value in amounts.items() if value > 0}
    names = list(dict.fromkeys(name for pair in kept for name in pair))
    sums = {
        name: max(sum(value for (start, _), value in kept.items() if start == name), sum(value for (_, end), value in kept.items() if end == name))
        for name in names
    }
    figure = go.Figure(
        go.Sankey(
            node={
                "label": [f"{name}, {units.headline(sums[name], unit, unit_too=False)}" for name in names],
                "customdata": names,
                "color": NODE,
                "pad": 14,
                "thickness": 12,
            },
            link={
                "source": [names.index(start) for start, _ in kept],
                "target": [names.index(end) for _, end in kept],
                "value": drawn(list(kept.values()), unit),
                "color": LINK,
            },
            hoverinfo="skip",
            valuesuffix=units.label(unit),
            textfont={"size": 13, "color": "#000000", "shadow": "none"},
        )
    )
    figure.update_layout(**{**LAYOUT, "height": HEIGHT + 60, "paper_bgcolor": "#FFFFFF"})  # the names stand on the bands, the same on both themes
    return figure
