"""Charts that set alternatives side by side: bars in groups, curves of a choice against what it competes with. Pure functions, no Streamlit."""

import math
from collections.abc import Mapping, Sequence

from data.ground import french
from data.ground.escaping import html
from pages.parts.charts import house, looks, scale
from pages.parts.charts.curves import curve
from pages.parts.charts.figures import OTHERS
from pages.parts.charts.house import BLUE, GREEN, GREY, HEIGHT, ORANGE, PURPLE, VERMILION, Chart, drawn, line
from studies.toolkit.reading import units

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, GREY)  # of alternatives that a caller does not colour itself
ROW, LEGEND = 60, 20  # [px] of an interval, of a line of the legend, which a phone takes from the height of the bars
BAR, AROUND = 13, 110  # [px] of a bar of a group, of what stands around them all: two lines of the legend, the axis and its title
VALUES = {
    "marker": {"color": "rgba(0,0,0,0)"},
    "textposition": "outside",
    "constraintext": "none",
    "textfont": {"size": 12},
    "cliponaxis": False,
    "showlegend": False,
}
LETTER = 7  # [px] of a digit of a value
DIGITS, MOST = 2, 3  # significant digits of the least of the values of a chart, of the greatest
FIGURE_SPACE = "\u2007"  # as wide as a digit: the commas of a column are in line
STRONG, THIN = 0.007, 0.004  # [share of the axis] how thick the strokes of the reference and of the other scenarios are
PAPER, PALE = "#FFFFFF", "rgba(122,133,142,0.45)"  # around the reference, so that it shows on a bar of its own grey; the other scenarios
WITHIN = 0.5  # [share of its bar] the height of the stroke of another scenario
GAP = 0.28  # [share of its room] above a group, for its name: on the left it would take the width of a phone from the bars
RANGE, MIDDLE = "Fourchette", "Milieu"  # what the table of the chart calls the bars and their discs
Groups = Mapping[str, Mapping[str, float]]  # {group: {alternative: value}}


def grouped(
    groups: Groups,
    unit: str,
    colours: Mapping[str, str] | None = None,
    known: float = 0.0,
    reference: tuple[str, Groups] | None = None,
    others: Sequence[Groups] = (),
) -> Chart:
    """Level bars in groups, all groups having the same alternatives: a grey stroke where the `reference` (its name, its groups) has each, pale ones
    where the `others` have it, the values in a column on the right. The axis keeps room for the highest `known` value, so that it keeps still while a
    lever moves."""
    names, alternatives = [html(group) for group in groups], list(next(iter(groups.values())))
    seen = [groups, *([reference[1]] if reference else []), *others]
    reached = drawn([value for each in seen for bars in each.values() for value in bars.values() if not math.isnan(value)], unit)
    ends = scale.held(drawn([known], unit) if known else reached, reached)
    texts = _aligned([drawn([bars[name] for bars in groups.values()], unit) for name in alternatives])
    bars, strokes, values, shades = [], [], [], _coloured(alternatives, colours)
    for place, name in enumerate(alternatives):
        here, *elsewhere = (drawn([group[name] for group in each.values()], unit) for each in seen)
        beside = {"type": "bar", "y": names, "orientation": "h", "offsetgroup": name, "hoverinfo": "skip"}
        here = [None if math.isnan(value) else value for value in here]  # no bar of what is without object
        bars.append({**beside, "x": here, "name": name, "marker": {"color": shades[name]}})
        if reference:
            strokes.append({**beside, **_stroke(elsewhere.pop(0), ends, STRONG), "marker": {"color": GREY, "line": {"color": PAPER, "width": 1}}})
        thin = (1 - GAP) / len(alternatives) * WITHIN
        strokes += [{**beside, **_stroke(found, ends, THIN), "marker": {"color": PALE}, "width": thin} for found in elsewhere]
        values.append({**beside, **VALUES, "x": [ends[1]] * len(names), "text": texts[place]})
    named = [line([None], reference[0], GREY, 3, x=[None])] if reference else []
    named += [line([None], OTHERS, PALE, 3, x=[None])] if others else []
    margin = {**house.LAYOUT["margin"], "r": house.LAYOUT["margin"]["r"] + LETTER * len(texts[0][0])}
    across = {"range": list(ends), "rangemode": None} if any(ends) else {}
    height = AROUND + round(BAR * len(names) * len(alternatives) / (1 - GAP))
    own = {
        "yaxis": {"autorange": "reversed", "showgrid": False, "visible": False},
        "annotations": _above(names),
        "margin": margin,
        "legend": house.LAYOUT["legend"],
    }
    return house.level([*bars, *strokes, *values, *named], unit, height, across, barmode="group", bargap=GAP, **own)


def _coloured(names: Sequence[str], colours: Mapping[str, str] | None) -> dict[str, str]:
    """The colour of each, its own or its turn's."""
    return {name: (colours or {}).get(name, turn) for name, turn in zip(names, looks.of_surfaces(len(names), COLOURS), strict=True)}


def _above(names: Sequence[str]) -> list[dict]:
    """The name of each group, just above its bars."""
    notes = {"x": 0, "xref": "x domain", "xanchor": "left", "yref": "y domain", "yanchor": "bottom", "align": "left", "showarrow": False}
    return [{**notes, "text": name, "y": round(1 - (place + GAP / 2) / len(names), 4)} for place, name in enumerate(names)]


def _stroke(values: Sequence[float], ends: tuple[float, float], thick: float) -> dict:
    """A stroke across each bar, so `thick` [share of the axis]: a very short bar of its own."""
    low, high = ends
    length = (high - low) * thick
    return {"base": [float(f"{max(low, value - length / 2):.4g}") for value in values], "x": [length] * len(values), "showlegend": False}


def _aligned(values: Sequence[Sequence[float]]) -> list[list[str]]:
    """The values of a chart as they stand in one column: the same digits after the comma, all commas in line."""
    sizes = [math.floor(math.log10(abs(value))) for line in values for value in line if value and not math.isnan(value)]
    after = max(0, min(DIGITS - 1 - min(sizes), MOST - 1 - max(sizes))) if sizes else 0
    texts = [[french.WITHOUT_OBJECT if math.isnan(value) else french.number(value, after) for value in line] for line in values]
    longest = max(len(text) for line in texts for text in line)
    return [[text.rjust(longest, FIGURE_SPACE) for text in line] for line in texts]


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
    shades = _coloured(list(next(iter(groups.values()))), colours)
    traces = [
        {"type": "bar", "y": names, "x": drawn(values, unit), "name": name, "orientation": "h", "marker": {"color": shades[name]}}
        for name in shades
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
        for (colour, dash), (name, level) in zip(looks.of_limits(len(marks or {}), shades), (marks or {}).items(), strict=True)
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
        for (colour, dash), (name, level) in zip(looks.of_limits(len(marks), shades), marks.items(), strict=True)
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
