"""The names of the curves of a chart at their right ends, instead of a legend: as many as its height has room for, none over another."""

from collections.abc import Mapping
from itertools import accumulate, pairwise
from statistics import fmean
from textwrap import wrap
from typing import NamedTuple

from data.ground.escaping import html
from data.ground.svg_sheet import BOLD
from pages.parts.charts import scale
from pages.parts.charts.house import GREY, Chart

WIDTH = 18  # characters of a line: more would take too much of the width of a phone
LETTER, LINE = 6.4, 17  # [px] a letter of 12 px, from a line to the next
LEADER = 16  # [px] from the end of a curve to its name, when the name has to stand higher or lower: a stroke joins them
FARTHEST = 3 * LINE  # [px] a name farther than that from its curve is not sought: the legend has it
ROOM = 210  # [px] the height of the axis of the lowest of our charts, 280 px with its dates


def on_lines(name: str, width: int) -> str:
    """A name on lines of `width` characters, as text: plotly would read its angle brackets as HTML."""
    return "<br>".join(html(part) for part in wrap(name, width))


class Ending(NamedTuple):
    """Where a curve ends on the axis, whether its name stands out, and the colour of the stroke that joins the two."""

    at: float
    strong: bool = False
    colour: str = GREY


def fit(names: Mapping[str, Ending], room: float = ROOM) -> bool:
    """Whether all of them can be read along an axis of that `room` [px]."""
    return sum(_tall(name) for name in names) <= room


def instead_of_legend(figure: Chart, names: Mapping[str, Ending], room: float = ROOM) -> Chart:
    """The same chart, its curves named at their ends when all their names fit in the `room` of its axis [px]; the legend keeps what is no curve. The
    vertical axis has its range."""
    if not fit(names, room):
        return figure
    data = [{**trace, "showlegend": False} if trace.get("name") in names else trace for trace in figure["data"]]
    layout = figure["layout"]
    named = written(names, *layout["yaxis"]["range"], layout["margin"], room)
    named["annotations"] = [*layout.get("annotations", []), *named["annotations"]]
    return {"data": data, "layout": {**layout, "showlegend": True, **named}}


def of_lines(figure: Chart) -> Chart:
    """The same for a chart that is made of lines only, on an axis that has zero in it; one line, two of one name, nothing but zeros, or
    ends too near one another, are left as they are."""
    lines = figure["data"]
    names = {trace["name"]: Ending(trace["y"][-1], colour=trace["line"]["color"]) for trace in lines}
    reached = [value for trace in lines for value in trace["y"]]
    if not 1 < len(names) == len(lines) or not any(reached):
        return figure
    low, high = scale.held(reached, reached)
    unit = (high - low) / ROOM
    if any(abs(middle - names[name].at) > FARTHEST * unit for name, middle in _apart(names, low, high, unit).items()):
        return figure  # a name so far from its curve would be read as that of another
    up = {**figure["layout"]["yaxis"], "range": [low, high], "rangemode": None}
    return instead_of_legend({**figure, "layout": {**figure["layout"], "yaxis": up}}, names)


def written(names: Mapping[str, Ending], low: float, high: float, margin: Mapping[str, int], room: float = ROOM) -> dict:
    """What the names add to the layout of a chart: each beside the end of its curve, moved up or down just enough to leave the others readable, a
    stroke joining it to its curve when it is moved by half a line; `low`, `high` are the ends of the axis."""
    unit = (high - low) / room  # of the axis, for a pixel
    texts = {name: on_lines(name, WIDTH) for name in names}
    middles = _apart(names, low, high, unit)
    moved = {name for name, middle in middles.items() if abs(middle - names[name].at) > LINE / 2 * unit}
    notes = [
        {
            "text": f"<b>{texts[name]}</b>" if names[name].strong else texts[name],
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            **(_joined(names[name], middle) if name in moved else {"y": float(f"{middle:.4g}"), "showarrow": False}),
        }
        for name, middle in middles.items()
    ]
    longest = max(len(part) * (BOLD if names[name].strong else 1) for name, text in texts.items() for part in text.split("<br>"))
    return {"annotations": notes, "margin": {**margin, "r": 10 + round(LETTER * longest) + (LEADER if moved else 0)}}


def _joined(end: Ending, middle: float) -> dict:
    """Where a name stands, and the stroke to the end of its curve."""
    stroke = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": end.colour}
    return {"y": float(f"{end.at:.4g}"), "ax": LEADER, "ay": float(f"{middle:.4g}"), "ayref": "y", **stroke}


def _tall(name: str) -> int:
    return LINE * (on_lines(name, WIDTH).count("<br>") + 1)


def _apart(names: Mapping[str, Ending], low: float, high: float, unit: float) -> dict[str, float]:
    """The middle of each name, in the order of the ends of their curves and within the axis: those that would touch stand side by side around the
    middle of their ends, which moves each as little as can be (pool adjacent violators: Barlow et al., 1972)."""
    ordered = sorted(names, key=lambda name: names[name].at)
    halves = [_tall(name) / 2 * unit for name in ordered]
    bases = [0.0, *accumulate(half + after for half, after in pairwise(halves))]  # of each middle over that of the lowest, when they all touch
    groups: list[list[float]] = []
    for name, base in zip(ordered, bases, strict=True):
        groups.append([names[name].at - base])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    floor = low - LINE / 2 * unit + halves[0]
    roof = high + LINE / 2 * unit - halves[-1] - bases[-1]
    lowest = [min(max(fmean(group), floor), roof) for group in groups for _ in group]
    return {name: base + start for name, base, start in zip(ordered, bases, lowest, strict=True)}
