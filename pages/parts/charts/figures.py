"""The charts of the studies, as pure functions of an outcome: no Streamlit, so that tests read them.

Colours are Okabe-Ito; a scenario keeps its colour everywhere, the reference is a dashed grey that shows on both themes.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from data.ground import french
from pages.parts.charts import end_names, scale
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import Outcome, read

GREY = "#7A858E"
BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SERIES_COLOURS = (BLUE, VERMILION, GREEN, PURPLE)
CHOICE = BLUE
BAND = "rgba(0,114,178,0.18)"
ORANGE = "#E69F00"
DARK = "#12181B"  # a line drawn on coloured areas, which are the same on both themes
STATE_COLOURS = (BLUE, ORANGE, VERMILION, PURPLE)  # parts of a whole, from the good end to the bad one
HEIGHT = 380  # [px]
LAYOUT = {
    "template": None,
    "separators": ",\u202f",
    "height": HEIGHT,
    "margin": {"l": 10, "r": 10, "t": 10, "b": 10},
    "hovermode": "x unified",
    "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
}
BEHIND, REFERENCE, CHOSEN = {"color": GREY, "width": 1}, {"color": GREY, "dash": "dash", "width": 2}, {"color": CHOICE, "width": 3}
SYMBOL = 2  # letters: a unit that short is a symbol, t or k€, and keeps its small letter
GRID = "rgba(122,133,142,0.3)"


DIGITS = 4  # significant digits of a drawn value: a thousandth of the height of a chart is less than a pixel


def _scaled(values: np.ndarray, unit: str) -> list[float | int]:
    """Values as they are drawn, without digits that nobody can see."""
    rounded = (float(f"{value * units.find(unit).scale:.{DIGITS}g}") for value in np.asarray(values, dtype=float))
    return [int(value) if value.is_integer() else value for value in rounded]


def framed(figure: go.Figure, unit: str, span: tuple[float, float] | None = None) -> go.Figure:
    """The axes of every chart: the unit in words, light lines, zero visible."""
    label = units.label(unit)
    word = label.partition("/")[0].partition(" ")[0]
    title = label[:1].upper() + label[1:] if len(word) > SYMBOL and word[1:2].islower() else label  # kWh and km stay as they are
    figure.update_layout(**LAYOUT)
    figure.update_xaxes(showgrid=False, tickformat="d", range=span, linecolor=GREY, automargin=True)
    figure.update_yaxes(title=title, gridcolor=GRID, rangemode="tozero", zeroline=False, automargin=True, tickformat=",~f")
    return figure


def compared_series(
    variable: str,
    outcome: Outcome,
    reference: Outcome,
    title: str,
    reference_title: str,
    observed: Mapping[float, float] | None = None,
    observed_title: str = "Publié",
    others: Mapping[str, np.ndarray] | None = None,
    known: tuple[float, float] | None = None,
) -> go.Figure:
    """A result by year: the `others` thin behind, the reference dashed, the choice with its 8-chances-out-of-10 band, the published points. The axis
    holds the `known` values, and widens when the choice leaves them."""
    data, base = read(outcome.data, variable), read(reference.data, variable)
    unit, start, whole = (
        data.attrs["unit"],
        float(data.year[0]),
        data.year.values % 1 == 0,
    )  # yearly points draw the same curve in a quarter of the bytes
    low, high = (_scaled(side[whole], unit) for side in outcome.bands[variable])
    figure, ends = go.Figure(), {}
    edge = {"x0": start, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure.add_scatter(y=low, showlegend=False, **edge)
    figure.add_scatter(y=high, fill="tonexty", fillcolor=BAND, name="8 chances sur 10", **edge)
    curves = {name: (values, BEHIND) for name, values in (others or {}).items()} | {reference_title: (base.values, REFERENCE)}
    if outcome is not reference:
        curves[title] = (data.values, CHOSEN)
    for name, (values, line) in curves.items():
        drawn = _scaled(values[whole], unit)
        ends[name] = end_names.Ending(drawn[-1], strong=name == title)
        figure.add_scatter(x0=start, y=drawn, mode="lines", line=line, name=name, **({"hoverinfo": "skip"} if line is BEHIND else {}))
    if observed:
        _points(figure, observed, unit, observed_title)
    framed(figure, unit)
    reached = [
        *low,
        *high,
        *(value for values, _ in curves.values() for value in _scaled(values, unit)),
        *_scaled(list((observed or {}).values()), unit),
    ]
    bottom, top = scale.held(_scaled(list(known or ()), unit) or reached, reached)
    figure.update_yaxes(range=[bottom, top], rangemode=None)
    if end_names.fit(ends):
        figure.for_each_trace(lambda trace: trace.update(showlegend=False), lambda trace: trace.name in ends)
        figure.update_layout(showlegend=True)
        end_names.write(figure, ends, bottom, top)
    return figure


def stacked(years: Sequence[float], parts: Mapping[str, np.ndarray], unit: str, mark: tuple[str, np.ndarray], known: float = 0.0) -> go.Figure:
    """Parts of a whole year by year, one above the other in the order given; `mark` is a dashed line with its name (the reference). The axis keeps
    room for the `known` whole, that of the reference, so that it keeps still while a lever moves."""
    figure = go.Figure()
    for colour, (name, values) in zip(STATE_COLOURS, parts.items(), strict=False):
        figure.add_scatter(x0=float(years[0]), y=_scaled(values, unit), name=name, stackgroup="all", mode="none", fillcolor=colour)
    name, values = mark
    line = {"dash": "dash", "width": 2}
    figure.add_scatter(x0=float(years[0]), y=_scaled(values, unit), name=name, mode="lines", line={**line, "color": DARK}, showlegend=False)
    figure.add_scatter(x=[None], y=[None], name=name, mode="lines", line={**line, "color": GREY})  # the legend stands on the page, light or dark
    framed(figure, unit)
    if known:
        figure.update_yaxes(range=scale.held(_scaled([known], unit), _scaled(sum(parts.values()), unit)), rangemode=None)
    return figure


def stacked_bars(years: Sequence[float], parts: Mapping[str, np.ndarray], unit: str) -> go.Figure:
    """Parts of a sum year by year, one bar a year; one bar a part when every year is the same."""
    steady = {name: float(values[0]) for name, values in parts.items() if np.any(values)}
    if steady and len(years) > 1 and all(np.allclose(values, values[0]) for values in parts.values()):
        figure = bars(steady, unit)
        return figure.update_xaxes(title=f"{figure.layout.xaxis.title.text}, le même chaque année de {years[0]:.0f} à {years[-1]:.0f}")
    figure = go.Figure()
    for colour, (name, values) in zip(SERIES_COLOURS, parts.items(), strict=False):
        figure.add_bar(x=[int(year) for year in years], y=_scaled(values, unit), name=name, marker={"color": colour})
    return framed(figure, unit).update_layout(barmode="stack")


def fan(
    years: Sequence[float],
    bands: np.ndarray,
    unit: str,
    observed: Mapping[float, float],
    outer: str = "9 tirages sur 10",
    line: str = "tirage du milieu",
) -> go.Figure:
    """A fan of draws: `bands` are five rows by date, the quantiles of 25 and 75 % second and fourth, and in the middle what `line` says; `outer` says
    how many draws the first and the last hold; `observed`: the published points."""
    whole = np.asarray(years) % 1 == 0
    low, early, middle, late, high = (_scaled(band[whole], unit) for band in bands)
    figure, edge = go.Figure(), {"x0": float(years[0]), "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    for name, bottom, top in ((outer, low, high), ("la moitié des tirages", early, late)):
        figure.add_scatter(y=bottom, showlegend=False, **edge)
        figure.add_scatter(y=top, fill="tonexty", fillcolor=BAND, name=name, **edge)
    figure.add_scatter(x0=float(years[0]), y=middle, mode="lines", name=line, line={"color": BLUE, "width": 3})
    _points(figure, observed, unit, "Publié")
    return framed(figure, unit)


def _points(figure: go.Figure, observed: Mapping[float, float], unit: str, title: str) -> None:
    """The published points of a series."""
    marker = {"color": VERMILION, "size": 10, "symbol": "diamond"}
    figure.add_scatter(x=list(observed), y=_scaled(np.array(list(observed.values())), unit), mode="markers", name=title, marker=marker)


def by_quarter(
    published: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    imported: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    unit: str,
    span: tuple[float, float],
    mark: tuple[float, str],
    reference: str,
) -> go.Figure:
    """Published points joined by a line, one colour a place, the first one thicker and `reference` dashed; imported points are diamonds."""
    figure = go.Figure()
    colours = iter(SERIES_COLOURS)
    for rank, (name, (years, values)) in enumerate(published.items()):
        colour = GREY if name == reference else next(colours)
        line = {"color": colour, "width": 4 if rank == 0 else 2, "dash": "dash" if name == reference else "solid"}
        figure.add_scatter(x=list(years), y=_scaled(values, unit), mode="lines", line=line, name=name, legendgroup=name, **_dated(years))
        if name in imported:
            own, counted = imported[name]
            marker = {"color": colour, "size": 9, "symbol": "diamond"}
            named = {"name": f"{name}, importé", "legendgroup": name, "showlegend": False}
            figure.add_scatter(x=list(own), y=_scaled(counted, unit), mode="markers", marker=marker, **named, **_dated(own))
    return framed(_marked(figure, mark), unit, span).update_layout(hovermode="closest")


def _dated(years: Sequence[float]) -> dict:
    """What a point says when it is pointed at: its value, and its quarter in words."""
    return {"customdata": [french.end_of_quarter(year) for year in years], "hovertemplate": "%{y} %, %{customdata}"}


def _marked(figure: go.Figure, mark: tuple[float, str] | None) -> go.Figure:
    """The figure with a dated vertical line and its words."""
    if mark:
        figure.add_vline(
            x=mark[0], line={"color": GREY, "dash": "dot", "width": 2}, annotation={"text": mark[1], "yref": "paper", "y": 0.05, "xanchor": "right"}
        )
    return figure


def waterfall(parts: Mapping[str, float], total: str, unit: str) -> go.Figure:
    """What a sum is made of: each part begins where the one above ends, the whole stands last under the name `total`; amounts under the names."""
    figure = go.Figure()
    amounts = {**parts, total: sum(parts.values())}
    figure.add_waterfall(
        y=[f"{name}<br><b>{units.headline(value, unit)}</b>" for name, value in amounts.items()],
        x=_scaled(np.array(list(amounts.values())), unit),
        measure=[*["relative"] * len(parts), "total"],
        orientation="h",
        increasing={"marker": {"color": BLUE}},
        totals={"marker": {"color": GREY}},
        connector={"line": {"color": GREY, "width": 1}},
        hoverinfo="skip",
    )
    return _horizontal(figure, unit, HEIGHT)


def bars(values: Mapping[str, float], unit: str) -> go.Figure:
    """Horizontal bars, one a category, each with its value written."""
    figure = go.Figure()
    figure.add_bar(
        y=list(values),
        x=_scaled(np.array(list(values.values())), unit),
        orientation="h",
        marker={"color": BLUE},
        text=[units.headline(value, unit) for value in values.values()],
        textposition="auto",
        hoverinfo="skip",
    )
    return _horizontal(figure, unit, 260)


def _horizontal(figure: go.Figure, unit: str, height: int) -> go.Figure:
    """The axes of horizontal bars: the unit below, the names on the left, in the order given."""
    framed(figure, unit)
    figure.update_layout(hovermode=False, height=height)
    figure.update_xaxes(title=units.label(unit), tickformat=",~f", rangemode="tozero")
    figure.update_yaxes(title=None, autorange="reversed", tickformat=None, showgrid=False)
    return figure


def in_words(name: str, years: Sequence[float], values: Sequence[float], unit: str) -> str:
    """The alternative text of a series: where it starts, where it ends."""
    first, last = (f"{units.headline(values[end], unit)} ({french.end_of_quarter(years[end])})" for end in (0, -1))
    return f"{name} : de {first} à {last}"
