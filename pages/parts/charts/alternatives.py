"""Charts that set alternatives side by side: bars in groups, curves of a choice against what it competes with. Pure functions, no Streamlit."""

from collections.abc import Mapping, Sequence

import numpy as np

from data.ground import french
from pages.parts.charts import house, scale
from pages.parts.charts.curves import curve
from pages.parts.charts.end_names import on_lines
from pages.parts.charts.house import BLUE, GREEN, GREY, HEIGHT, ORANGE, PURPLE, VERMILION, Chart, drawn, line
from studies.toolkit.reading import units

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, GREY)  # of alternatives that a caller does not colour itself
ROW, LEGEND = 60, 20  # [px] of an interval, of a line of the legend, which a phone takes from the height of the bars
UNDER = 13  # characters of a line of the name of a group: a phone keeps room for the bars
BEYOND = 40  # [px] beyond the longest bar, for its value
STRONG, THIN = 0.007, 0.003  # [share of the axis] how thick the strokes of the reference and of the other scenarios are
VALUES = {
    "marker": {"color": "rgba(0,0,0,0)"},
    "textposition": "outside",
    "constraintext": "none",
    "textfont": {"size": 11},
    "cliponaxis": False,
    "showlegend": False,
}
PAPER = "#FFFFFF"  # around a stroke, so that it shows on a bar of its own grey
WHOLE = 100  # a value from there on is written without decimals
RANGE, MIDDLE = "Fourchette", "Milieu"  # what the table of the chart calls the bars and their discs
Groups = Mapping[str, Mapping[str, float]]  # {group: {alternative: value}}
DASHES = ("dash", "dot", "dashdot", "longdash")  # of the marks, so that colour is not alone in telling them apart


def grouped(
    groups: Groups,
    unit: str,
    colours: Mapping[str, str] | None = None,
    known: float = 0.0,
    reference: tuple[str, Groups] | None = None,
    others: Sequence[Groups] = (),
) -> Chart:
    """Level bars in groups, all groups having the same alternatives, each with its value: a grey stroke where the `reference` (its name, its groups)
    has it, thin ones where the `others` have it. The axis keeps room for the highest `known` value, so that it keeps still while a lever moves."""
    names = [on_lines(group, UNDER) for group in groups]
    seen = [groups, *([reference[1]] if reference else []), *others]
    reached = drawn([value for each in seen for bars in each.values() for value in bars.values()], unit)
    top = scale.held(drawn([known], unit) if known else reached, reached)[1]
    bars, strokes, values = [], [], []
    for place, name in enumerate(next(iter(groups.values()))):
        here, *elsewhere = ([group[name] for group in each.values()] for each in seen)
        beside = {"type": "bar", "y": names, "orientation": "h", "offsetgroup": name, "hoverinfo": "skip"}
        colour = (colours or {}).get(name, COLOURS[place])
        bars.append({**beside, "x": drawn(here, unit), "name": name, "marker": {"color": colour}})
        for rank, found in enumerate(elsewhere):
            strokes.append({**beside, **_stroke(drawn(found, unit), top, strong=bool(reference) and rank == 0)})
        ends = np.max([here, *elsewhere], axis=0)
        values.append({**beside, **VALUES, "x": drawn(ends, unit), "text": [_short(value, unit) for value in here]})
    named = [line([None], reference[0], GREY, 3, x=[None])] if reference else []
    margin = {**house.LAYOUT["margin"], "r": BEYOND}
    across = {"range": [0, top], "rangemode": None} if known else {}
    return house.level([*bars, *strokes, *values, *named], unit, HEIGHT, across, barmode="group", bargap=0.12, margin=margin)


def _stroke(values: Sequence[float], top: float, strong: bool) -> dict:
    """A stroke across each bar, at a value of an axis that goes to `top`: a very short bar of its own."""
    thick = top * (STRONG if strong else THIN)
    marker = {"color": GREY, "line": {"color": PAPER, "width": 1}} if strong else {"color": GREY, "opacity": 0.6}
    return {
        "base": [float(f"{max(0.0, value - thick / 2):.4g}") for value in values],
        "x": [thick] * len(values),
        "marker": marker,
        "showlegend": False,
    }


def in_words(values: Mapping[str, float], unit: str) -> str:
    """Values by their names, as words: what replaces bars for those who do not see them."""
    return ", ".join(f"{name} {units.headline(value, unit)}" for name, value in values.items())


def groups_in_words(groups: Groups, unit: str) -> str:
    """The same of bars in groups."""
    return ". ".join(f"{group} : {in_words(values, unit)}" for group, values in groups.items()) + "."


def stacked(groups: Groups, unit: str, colours: Mapping[str, str] | None = None) -> Chart:
    """Level bars made of parts: {whole: {part: value}}, all wholes having the same parts; the sum is written in the name of each. A part that is
    nothing everywhere is left out."""
    names = [f"{whole}<br><b>{units.headline(sum(parts.values()), unit)}</b>" for whole, parts in groups.items()]
    traces = [
        {
            "type": "bar",
            "y": names,
            "x": drawn(values, unit),
            "name": name,
            "orientation": "h",
            "marker": {"color": (colours or {}).get(name, COLOURS[place])},
        }
        for place, name in enumerate(next(iter(groups.values())))
        if any(values := [parts[name] for parts in groups.values()])
    ]
    legend = {**house.LAYOUT["legend"], "traceorder": "normal"}
    return house.level(traces, unit, 110 + 70 * len(groups), barmode="stack", hovermode="closest", legend=legend)


def curves(
    x: Sequence[float],
    lines: Mapping[str, Sequence[float]],
    axis: str,
    unit: str,
    marks: Mapping[str, float] | None = None,
    top: float | None = None,
    shades: Sequence[str] = (GREY, GREEN, ORANGE, VERMILION),
) -> Chart:
    """Curves over one axis, whose title is `axis`; `marks` are level lines with their names and their `shades`, `top` the highest value drawn
    [unit]."""
    ends = [float(x[0]), float(x[-1])]
    levels = [
        line(drawn([level, level], unit), name, colour, 2, dash, x=ends)
        for dash, colour, (name, level) in zip(DASHES, shades, (marks or {}).items(), strict=False)
    ]
    figure = curve(x, lines, unit, axis, up={"range": [0, top], "rangemode": None} if top is not None else None)
    traces = figure["data"] + levels
    return {"data": traces, "layout": {**figure["layout"], "height": HEIGHT + 40, "showlegend": len(traces) > 1}}


def crossed(figure: Chart, marks: Mapping[str, float], unit: str, shades: Sequence[str] = (VERMILION, GREEN, ORANGE, PURPLE)) -> Chart:
    """Level bars crossed by upright lines, each named in the legend: what the bars are to be read against. Bars without a name leave the legend to
    them."""
    names, layout = figure["data"][0]["y"], figure["layout"]
    bars = [{**trace, "showlegend": "name" in trace} for trace in figure["data"]]
    levels = [
        line([names[0], names[-1]], name, colour, 3, dash, x=drawn([level, level], unit), hoverinfo="skip")
        for dash, colour, (name, level) in zip(DASHES, shades, marks.items(), strict=False)
    ]
    return {"data": bars + levels, "layout": {**layout, "showlegend": True, "height": layout["height"] + LEGEND * len(marks)}}


def intervals(ranges: Mapping[str, tuple[float, float, float]], unit: str, colours: Mapping[str, str]) -> Chart:
    """A bar from the low to the high value of each alternative, with its middle as a disc: {alternative: (low, middle, high)}."""
    traces = []
    for name, (low, middle, high) in ranges.items():
        colour = colours[name]
        traces.append(line([name, name], RANGE, colour, 12, x=drawn([low, high], unit), opacity=0.5))
        traces.append(
            {
                "type": "scatter",
                "x": drawn([middle], unit),
                "y": [name],
                "name": MIDDLE,
                "mode": "markers+text",
                "marker": {"color": colour, "size": 14},
                "text": [units.headline(middle, unit)],
                "textposition": "top center",
            }
        )
    return house.level(traces, unit, 110 + ROW * len(ranges), showlegend=False)


def _short(value: float, unit: str) -> str:
    """A value over a bar, where there is room for two digits, or for a whole number."""
    scaled = value * units.find(unit).scale
    return french.number(float(f"{scaled:.2g}")) if abs(scaled) < WHOLE else french.number(scaled, 0)
