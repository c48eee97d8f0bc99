"""Charts whose axis is not time: curves along a quantity, stacked bars by place, a grid of colours with the line where it is zero."""

from collections.abc import Mapping, Sequence

import numpy as np

from pages.parts.charts import end_names, house, looks
from pages.parts.charts.figures import SERIES_COLOURS
from pages.parts.charts.house import BLUE, DARK, GREEN, GREY, NUMBERS, ORANGE, PURPLE, VERMILION, Chart, drawn, line, stroke
from studies.toolkit.reading import units

PARTS = (BLUE, ORANGE, GREEN, PURPLE, VERMILION)
ROW, FRAME = 30, 110  # [px] of a bar, of the rest
GRID_HEIGHT = 420  # [px]
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
    across: Mapping | None = None,
    up: Mapping | None = None,
) -> Chart:
    """Values [unit] along a quantity named by `axis`; `here` marks where the choice on screen is, `zero` draws the line of nothing; `across` and `up`
    are what the axes have of their own."""
    told = zip(looks.of_curves(len(series), SERIES_COLOURS), series.items(), strict=True)
    traces = [line(drawn(values, unit), name, colour, dash=dash, x=list(along)) for (colour, dash), (name, values) in told]
    found = [house.crossing("y", 0, stroke(GREY, 2))] if zero else []
    if here is not None:
        found.append(house.crossing("x", here, stroke(GREY, 2, "dot"), here_words, y=0.04))
    lines = {name: [piece for one in found for piece in one.get(name, [])] for name in ("shapes", "annotations")}
    below = {"title": {"text": axis}, **NUMBERS, **(across or {})}
    figure = house.by_date(traces, unit, below, up, showlegend=len(series) > 1, **{name: pieces for name, pieces in lines.items() if pieces})
    return figure if up else end_names.of_lines(figure)  # an axis of its own does not hold zero


def stacked_by_place(places: Sequence[str], parts: Mapping[str, Sequence[float]], unit: str) -> Chart:
    """Level bars, one a place, made of parts."""
    traces = [
        {"type": "bar", "y": list(places), "x": drawn(values, unit), "name": name, "orientation": "h", "marker": {"color": colour}}
        for colour, (name, values) in zip(looks.of_surfaces(len(parts), PARTS), parts.items(), strict=True)
    ]
    return house.level(traces, unit, FRAME + ROW * len(places), barmode="stack", hovermode="y unified")


def grid(across: Sequence[float], down: Sequence[float], values: np.ndarray, unit: str, axes: tuple[str, str], here: tuple[float, float]) -> Chart:
    """Colours for a value [unit] that depends on two quantities (down x across), the line where it is zero, and the choice on screen."""
    most = float(np.abs(values).max()) or 1.0
    label = units.label(unit)
    places = {"x": list(across), "y": list(down)}
    cells = {
        "type": "heatmap",
        **places,
        "z": np.round(values, 2),
        "zmin": -most,
        "zmax": most,
        "colorscale": [list(colour) for colour in DIVERGING],
        "colorbar": {"title": {"text": label}, **NUMBERS},
        "hovertemplate": f"%{{z}} {label}<extra></extra>",
    }
    nothing = {
        "type": "contour",
        **places,
        "z": values,
        "showscale": False,
        "contours": {"start": 0, "end": 0, "size": 1, "coloring": "lines"},
        "colorscale": [[0, DARK], [1, DARK]],
        "line": {"width": 3},
        "hoverinfo": "skip",
        "name": "zéro",
        "showlegend": False,
    }
    shown = {
        "type": "scatter",
        "x": [here[0]],
        "y": [here[1]],
        "mode": "markers",
        "marker": {"color": DARK, "size": 14, "symbol": "x"},
        "name": "choix affiché",
        "hoverinfo": "skip",
    }
    two = ({"title": {"text": title}, **NUMBERS, "showgrid": False, "zeroline": False, "rangemode": None} for title in axes)
    traces = [cells, *([nothing] if values.min() < 0 < values.max() else []), shown]
    return house.chart(traces, *two, hovermode="closest", height=GRID_HEIGHT)
