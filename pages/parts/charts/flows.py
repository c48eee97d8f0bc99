"""More charts as pure functions of numbers: several series, a grid of two assumptions, flows between stages."""

from collections.abc import Mapping, Sequence

import numpy as np

from pages.parts.charts import end_names, house, looks
from pages.parts.charts.house import BLUE, GREEN, GREY, HEIGHT, ORANGE, PURPLE, VERMILION, Chart, drawn, line, stroke
from studies.toolkit.reading import units

COLOURS = (BLUE, ORANGE, GREEN, VERMILION, PURPLE, GREY)  # at most six categories, then direct labels
LINK = "rgba(0,114,178,0.35)"
DIVERGING = [[0, VERMILION], [0.5, "#F2F2F2"], [1, BLUE]]  # orange to blue, white at nothing


def lines(years: Sequence[float], series: Mapping[str, Sequence[float]], unit: str, dashed: Mapping[str, Sequence[float]] | None = None) -> Chart:
    """Several series by year; `dashed` are limits or references, each in the colour of the series of the same rank."""
    traces = [
        line(drawn(values, unit), name, colour, width, limit or dash, x=list(years))
        for width, limit, found in ((3, "", series), (2, "dash", dashed or {}))
        for (colour, dash), (name, values) in zip(looks.of_curves(len(found), COLOURS), found.items(), strict=True)
    ]
    return end_names.of_lines(house.by_date(traces, unit))


def parts(names: Sequence[str], values: Mapping[str, Sequence[float]], unit: str, mark: tuple[str, float] | None = None) -> Chart:
    """Level bars made of parts, one by name; `mark` is a line with its words."""
    traces = [
        {"type": "bar", "y": list(names), "x": drawn(amounts, unit), "name": part, "orientation": "h", "marker": {"color": colour}}
        for colour, (part, amounts) in zip(looks.of_surfaces(len(values), COLOURS), values.items(), strict=True)
    ]
    crossing = house.crossing("x", drawn([mark[1]], unit)[0], stroke(GREY, 2, "dash"), mark[0], y=1) if mark else {}
    return house.level(traces, unit, 130 + 45 * len(names), barmode="stack", hovermode="y unified", **crossing)


def grid(across: Sequence[str], down: Sequence[str], values: np.ndarray, unit: str, titles: tuple[str, str]) -> Chart:
    """A result for each pair of two assumptions, each value written in its cell; nothing is white, the best blue, the worst orange.

    values [unit, down x across]; titles of the two axes.
    """
    most = float(np.abs(values).max()) or 1.0
    cells = {
        "type": "heatmap",
        "x": list(across),
        "y": list(down),
        "z": values,
        "text": [[units.headline(value, unit, unit_too=False) for value in row] for row in values],
        "texttemplate": "%{text}",
        "colorscale": DIVERGING,
        "zmin": -most,
        "zmax": most,
        "showscale": False,
        "colorbar": {"title": {"text": units.label(unit)}},
        "hoverinfo": "skip",
        "xgap": 2,
        "ygap": 2,
        "textfont": {"color": "#000000"},
    }
    of_names = {"type": "category", "tickformat": None, "rangemode": None, "showgrid": False}
    two = ({"title": {"text": title}, **of_names} for title in titles)
    return house.chart([cells], *two, hovermode=False)


def flows(amounts: Mapping[tuple[str, str], float], unit: str) -> Chart:
    """What goes from a stage to the next one: a band by pair, as wide as its amount, the name of a stage with all that goes through it.

    Short names: a phone has a third of its width for each.
    """
    kept = {pair: value for pair, value in amounts.items() if value > 0}
    names = list(dict.fromkeys(name for pair in kept for name in pair))
    sums = {
        name: max(sum(value for (start, _), value in kept.items() if start == name), sum(value for (_, end), value in kept.items() if end == name))
        for name in names
    }
    node = {
        "label": [f"{name}, {units.headline(sums[name], unit, unit_too=False)}" for name in names],
        "customdata": names,
        "color": GREY,
        "pad": 14,
        "thickness": 12,
    }
    link = {
        "source": [names.index(start) for start, _ in kept],
        "target": [names.index(end) for _, end in kept],
        "value": drawn(list(kept.values()), unit),
        "color": LINK,
    }
    letters = {"size": 13, "color": "#000000", "shadow": "none"}
    sankey = {"type": "sankey", "node": node, "link": link, "hoverinfo": "skip", "valuesuffix": units.label(unit), "textfont": letters}
    # The names stand on the bands, the same on both themes.
    return house.chart([sankey], xaxis=None, yaxis=None, hovermode="closest", height=HEIGHT + 60, paper_bgcolor="#FFFFFF")
