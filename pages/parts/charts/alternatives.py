"""Charts that set alternatives side by side: bars in groups, curves of a choice against what it competes with. Pure functions, no Streamlit."""

from collections.abc import Mapping, Sequence

from data.ground import french
from pages.parts.charts import house, scale
from pages.parts.charts.curves import curve
from pages.parts.charts.end_names import on_lines
from pages.parts.charts.house import BLUE, GREEN, GREY, HEIGHT, ORANGE, PURPLE, VERMILION, Chart, drawn, line
from studies.toolkit.reading import units

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, GREY)  # of alternatives that a caller does not colour itself
ROW, LEGEND = 60, 20  # [px] of an interval, of a line of the legend, which a phone takes from the height of the bars
UNDER = 11  # characters of a line under a group: longer ones would be tilted, or meet the next
OVER = 0.06  # [share] above the highest bar, for its value
WHOLE = 100  # a value from there on is written without decimals
RANGE, MIDDLE = "Fourchette", "Milieu"  # what the table of the chart calls the bars and their discs
DASHES = ("dash", "dot", "dashdot", "longdash")  # of the marks, so that colour is not alone in telling them apart


def grouped(groups: Mapping[str, Mapping[str, float]], unit: str, colours: Mapping[str, str] | None = None, known: float = 0.0) -> Chart:
    """Vertical bars in groups: {group: {alternative: value}}, all groups having the same alternatives; values written on the bars. The axis keeps
    room for the highest `known` value, so that it keeps still while a lever moves."""
    names = [on_lines(group, UNDER) for group in groups]
    traces = []
    for place, name in enumerate(next(iter(groups.values()))):
        values = [group[name] for group in groups.values()]
        traces.append(
            {
                "type": "bar",
                "x": names,
                "y": drawn(values, unit),
                "name": name,
                "marker": {"color": (colours or {}).get(name, COLOURS[place])},
                "text": [_short(value, unit) for value in values],
                "textposition": "outside",
                "cliponaxis": False,
                "hoverinfo": "skip",
            }
        )
    up = {}
    if known:
        top = scale.held(drawn([known], unit), [value for bars in traces for value in bars["y"]])[1]
        up = {"range": [0, top * (1 + OVER)]}
    return house.by_date(traces, unit, {"tickformat": None, "tickangle": 0}, up, barmode="group", hovermode=False)


def in_words(values: Mapping[str, float], unit: str) -> str:
    """Values by their names, as words: what replaces bars for those who do not see them."""
    return ", ".join(f"{name} {units.headline(value, unit)}" for name, value in values.items())


def groups_in_words(groups: Mapping[str, Mapping[str, float]], unit: str) -> str:
    """The same of bars in groups."""
    return ". ".join(f"{group} : {in_words(values, unit)}" for group, values in groups.items()) + "."


def stacked(groups: Mapping[str, Mapping[str, float]], unit: str, colours: Mapping[str, str] | None = None) -> Chart:
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
