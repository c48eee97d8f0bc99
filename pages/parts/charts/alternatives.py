"""Charts that set alternatives side by side: bars in groups, curves of a choice against what it competes with. Pure functions, no Streamlit."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from data.ground import french
from pages.parts.charts import scale
from pages.parts.charts.curves import curve
from pages.parts.charts.end_names import on_lines
from pages.parts.charts.figures import BLUE, GREEN, GREY, HEIGHT, ORANGE, PURPLE, VERMILION, framed
from studies.toolkit.reading import units

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, GREY)  # of alternatives that a caller does not colour itself
ROW, LEGEND = 60, 20  # [px] of an interval, of a line of the legend, which a phone takes from the height of the bars
UNDER = 11  # characters of a line under a group: longer ones would be tilted, or meet the next
OVER = 0.06  # [share] above the highest bar, for its value
WHOLE = 100  # a value from there on is written without decimals
RANGE, MIDDLE = "Fourchette", "Milieu"  # what the table of the chart calls the bars and their discs
DASHES = ("dash", "dot", "dashdot", "longdash")  # of the marks, so that colour is not alone in telling them apart


def grouped(groups: Mapping[str, Mapping[str, float]], unit: str, colours: Mapping[str, str] | None = None, known: float = 0.0) -> go.Figure:
    """Vertical bars in groups: {group: {alternative: value}}, all groups having the same alternatives; values written on the bars. The axis keeps
    room for the highest `known` value, so that it keeps still while a lever moves."""
    figure = go.Figure()
    for place, name in enumerate(next(iter(groups.values()))):
        values = [group[name] for group in groups.values()]
        figure.add_bar(
            x=[on_lines(group, UNDER) for group in groups],
            y=_digits(values, unit),
            name=name,
            marker={"color": (colours or {}).get(name, COLOURS[place])},
            text=[_short(value, unit) for value in values],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    framed(figure, unit)
    figure.update_xaxes(tickformat=None, tickangle=0)
    if known:
        top = scale.held(_digits([known], unit), [value for bars in figure.data for value in bars.y])[1]
        figure.update_yaxes(range=[0, top * (1 + OVER)])
    return figure.update_layout(barmode="group", hovermode=False)


def in_words(values: Mapping[str, float], unit: str) -> str:
    """Values by their names, as words: what replaces bars for those who do not see them."""
    return ", ".join(f"{name} {units.headline(value, unit)}" for name, value in values.items())


def groups_in_words(groups: Mapping[str, Mapping[str, float]], unit: str) -> str:
    """The same of bars in groups."""
    return ". ".join(f"{group} : {in_words(values, unit)}" for group, values in groups.items()) + "."


def stacked(groups: Mapping[str, Mapping[str, float]], unit: str, colours: Mapping[str, str] | None = None) -> go.Figure:
    """Horizontal bars made of parts: {whole: {part: value}}, all wholes having the same parts; the sum is written in the name of each. A part that
    is nothing everywhere is left out."""
    figure = go.Figure()
    names = {whole: f"{whole}<br><b>{units.headline(sum(parts.values()), unit)}</b>" for whole, parts in groups.items()}
    for place, name in enumerate(next(iter(groups.values()))):
        values = [parts[name] for parts in groups.values()]
        if any(values):
            figure.add_bar(
                y=list(names.values()),
                x=_digits(values, unit),
                name=name,
                orientation="h",
                marker={"color": (colours or {}).get(name, COLOURS[place])},
            )
    framed(figure, unit)
    figure.update_layout(barmode="stack", height=110 + 70 * len(groups), hovermode="closest", legend_traceorder="normal")
    figure.update_xaxes(title=units.label(unit), tickformat=",~f", rangemode="tozero")
    return figure.update_yaxes(title=None, autorange="reversed", tickformat=None, showgrid=False)


def curves(
    x: Sequence[float],
    lines: Mapping[str, Sequence[float]],
    axis: str,
    unit: str,
    marks: Mapping[str, float] | None = None,
    top: float | None = None,
    shades: Sequence[str] = (GREY, GREEN, ORANGE, VERMILION),
) -> go.Figure:
    """Curves over one axis, whose title is `axis`; `marks` are level lines with their names and their `shades`, `top` the highest value drawn
    [unit]."""
    figure = curve(x, lines, unit, axis)
    for dash, colour, (name, level) in zip(DASHES, shades, (marks or {}).items(), strict=False):
        ends = [float(x[0]), float(x[-1])]
        figure.add_scatter(x=ends, y=_digits([level, level], unit), name=name, mode="lines", line={"color": colour, "dash": dash, "width": 2})
    if top is not None:
        figure.update_yaxes(range=[0, top], rangemode=None)
    return figure.update_layout(height=HEIGHT + 40, showlegend=len(figure.data) > 1)


def crossed(figure: go.Figure, marks: Mapping[str, float], unit: str, shades: Sequence[str] = (VERMILION, GREEN, ORANGE, PURPLE)) -> go.Figure:
    """Horizontal bars crossed by vertical level lines, each named in the legend: what the bars are to be read against. Bars without a name leave the
    legend to them."""
    names = list(figure.data[0].y)
    for bars in figure.data:
        bars.showlegend = bars.name is not None
    for dash, colour, (name, level) in zip(DASHES, shades, marks.items(), strict=False):
        line = {"color": colour, "dash": dash, "width": 3}
        figure.add_scatter(x=_digits([level, level], unit), y=[names[0], names[-1]], name=name, mode="lines", line=line, hoverinfo="skip")
    return figure.update_layout(showlegend=True, height=figure.layout.height + LEGEND * len(marks))


def intervals(ranges: Mapping[str, tuple[float, float, float]], unit: str, colours: Mapping[str, str]) -> go.Figure:
    """A bar from the low to the high value of each alternative, with its middle as a disc: {alternative: (low, middle, high)}."""
    figure = go.Figure()
    for name, (low, middle, high) in ranges.items():
        colour = colours[name]
        figure.add_scatter(x=_digits([low, high], unit), y=[name, name], mode="lines", name=RANGE, line={"color": colour, "width": 12}, opacity=0.5)
        figure.add_scatter(
            x=_digits([middle], unit),
            y=[name],
            name=MIDDLE,
            mode="markers+text",
            marker={"color": colour, "size": 14},
            text=[units.headline(middle, unit)],
            textposition="top center",
        )
    framed(figure, unit)
    figure.update_layout(showlegend=False, hovermode=False, height=110 + ROW * len(ranges))
    figure.update_xaxes(title=units.label(unit), tickformat=",~f", rangemode="tozero")
    return figure.update_yaxes(title=None, autorange="reversed", tickformat=None, showgrid=False)


def _short(value: float, unit: str) -> str:
    """A value over a bar, where there is room for two digits, or for a whole number."""
    scaled = value * units.find(unit).scale
    return french.number(float(f"{scaled:.2g}")) if abs(scaled) < WHOLE else french.number(scaled, 0)


def _digits(values: Sequence[float], unit: str) -> list[float]:
    """Values as they are drawn: four digits, in the scale of the unit."""
    scale = units.find(unit).scale
    return [float(f"{float(value) * scale:.4g}") for value in np.asarray(values, dtype=float)]
