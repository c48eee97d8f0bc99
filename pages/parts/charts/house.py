"""The template of every chart: its colours, its axes, its grid, its frame, its French numbers; a chart says only what it has of its own.

A chart is a plain dictionary, {"data": [...], "layout": {...}}: checked when it is shown (checked.py). The template is laid under it here,
and `template` left as good as empty: Plotly's own would travel with each chart at each move of a lever. Letters come from the theme of the page.

Colours are Okabe-Ito; a scenario keeps its colour everywhere, the reference is a dashed grey that shows on both themes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from data.ground import french
from studies.toolkit.reading import units

Chart = dict[str, Any]

GREY = "#7A858E"
BLUE, VERMILION, GREEN, PURPLE, ORANGE = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"
DARK = "#12181B"  # a line drawn on coloured areas, which are the same on both themes
GRID = "rgba(122,133,142,0.3)"
HEIGHT = 380  # [px]
DIGITS = 4  # significant digits of a drawn value: a thousandth of the height of a chart is less than a pixel
SYMBOL = 2  # letters: a unit that short is a symbol, t or k€, and keeps its small letter
LAYOUT = {
    "template": {"data": {"scatter": [{"type": "scatter"}]}},  # what Plotly itself writes for an empty one
    "separators": ",\u202f",
    "height": HEIGHT,
    "margin": {"l": 10, "r": 10, "t": 10, "b": 10},
    "hovermode": "x unified",
    "legend": {
        "orientation": "h",
        "yref": "container",
        "yanchor": "top",
        "y": 0.98,
        "x": 0,
    },  # placed by the axes, it would stand on them once a page has grown again
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
}
ACROSS = {"showgrid": False, "tickformat": "d", "linecolor": GREY, "automargin": True}
UP = {"gridcolor": GRID, "rangemode": "tozero", "zeroline": False, "automargin": True, "tickformat": ",~f"}
NUMBERS = {"tickformat": ",~f"}  # of an axis that is not of dates
NAMES = {"autorange": "reversed", "tickformat": None, "showgrid": False}  # of an axis of names, in the order given, from the top


def chart(data: Sequence[Mapping], across: Mapping | None = None, up: Mapping | None = None, **layout: Any) -> Chart:
    """Traces on the two axes of the house; `across` and `up` are what these have of their own, `layout` the rest. None takes a setting away."""
    axes = {"xaxis": _set(ACROSS, across), "yaxis": _set(UP, up)}
    return {"data": list(data), "layout": _set(LAYOUT | axes, layout)}


def by_date(data: Sequence[Mapping], unit: str, across: Mapping | None = None, up: Mapping | None = None, **layout: Any) -> Chart:
    """Values [unit] over dates: the unit in words on the left."""
    return chart(data, across, {"title": {"text": unit_words(unit)}, **(up or {})}, **layout)


def level(data: Sequence[Mapping], unit: str, height: int, across: Mapping | None = None, **layout: Any) -> Chart:
    """Values [unit] in level bars: the unit below, the names on the left."""
    below = {"title": {"text": unit_words(unit)}, **NUMBERS, "rangemode": "tozero", **(across or {})}
    return chart(data, below, NAMES, height=height, **{"hovermode": False, **layout})


def unit_words(unit: str) -> str:
    """A unit as the title of an axis: a word takes a capital, kWh and km stay as they are."""
    label = units.label(unit)
    word = label.partition("/")[0].partition(" ")[0]
    return french.begun(label) if len(word) > SYMBOL and word[1:2].islower() else label


def drawn(values: Sequence[float] | np.ndarray, unit: str) -> list[float | int]:
    """Values as they are drawn, in the scale of the unit, without digits that nobody can see."""
    scale = units.find(unit).scale
    rounded = (float(f"{value * scale:.{DIGITS}g}") for value in np.asarray(values, dtype=float).tolist())
    return [int(value) if value.is_integer() else value for value in rounded]


def line(y: Sequence, name: str, colour: str, width: int = 3, dash: str = "", **trace: Any) -> dict:
    """A curve."""
    return {"type": "scatter", "mode": "lines", "y": y, "name": name, "line": stroke(colour, width, dash), **trace}


def stroke(colour: str, width: int, dash: str = "") -> dict:
    """A line; full unless it has dashes."""
    return {"color": colour, "width": width, **({"dash": dash} if dash else {})}


def crossing(axis: str, at: float, line: Mapping, words: str = "", **note: Any) -> dict[str, list]:
    """What a line that crosses a chart at a value of its axis ("x" or "y") adds to its layout, with the words beside an upright one."""
    other = "y" if axis == "x" else "x"
    shape = {"type": "line", f"{axis}0": at, f"{axis}1": at, f"{other}0": 0, f"{other}1": 1, f"{axis}ref": axis, f"{other}ref": f"{other} domain"}
    said = {"text": words, "x": at, "xref": "x", "xanchor": "left", "yref": "y domain", "yanchor": "top", "showarrow": False, **note}
    return {"shapes": [{**shape, "line": dict(line)}], **({"annotations": [said]} if words else {})}


def _set(usual: Mapping, own: Mapping | None) -> dict:
    """Settings over the usual ones, without those that are taken away."""
    return {name: value for name, value in {**usual, **(own or {})}.items() if value is not None}
