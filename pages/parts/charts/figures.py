"""The charts of the studies, as pure functions of an outcome: no Streamlit, so that tests read them."""

from collections.abc import Mapping, Sequence

import numpy as np

from data.ground import french
from pages.parts.charts import end_names, house, looks, scale
from pages.parts.charts.house import BLUE, DARK, GREEN, GREY, HEIGHT, ORANGE, PURPLE, VERMILION, Chart, drawn, line, stroke
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import Outcome, read

SERIES_COLOURS = (BLUE, VERMILION, GREEN, PURPLE)
BAND = "rgba(86,180,233,0.3)"  # sky blue: as pale by day as the blue of a curve at a fifth, and seen at night
STATE_COLOURS = (BLUE, ORANGE, VERMILION, PURPLE)  # parts of a whole, from the good end to the bad one
BEHIND, REFERENCE, CHOSEN = (GREY, 1, ""), (GREY, 2, "dash"), (BLUE, 3, "")  # colour, width [px] and dashes of a curve
EDGE = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}  # of a band: it has no line of its own
BARS = 260  # [px] of a few level bars
OTHERS = "autres scénarios"  # the one name of all of them, where there is no room for theirs
SMALL = 100  # [px] the height of the axis of a small chart, were its letters those of a page


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
    small: bool = False,
) -> Chart:
    """A result by year: the `others` thin behind, the reference dashed, the choice with its 8-chances-out-of-10 band, the published points. The axis
    holds the `known` values, and widens when the choice leaves them. A `small` chart has room for the names of the choice and of the reference."""
    data, base = read(outcome.data, variable), read(reference.data, variable)
    unit, start = data.attrs["unit"], float(data.year[0])
    whole = data.year.values % 1 == 0  # yearly points draw the same curve in a quarter of the bytes
    low, high = (drawn(side[whole], unit) for side in outcome.bands[variable])
    traces, ends = _band(low, high, "8 chances sur 10", start), {}
    curves = {name: (values, BEHIND) for name, values in (others or {}).items()} | {reference_title: (base.values, REFERENCE)}
    if outcome is not reference:
        curves[title] = (data.values, CHOSEN)
    for name, (values, style) in curves.items():
        y = drawn(values[whole], unit)
        own = {"hoverinfo": "skip"} if style is BEHIND else {}
        if small and style is BEHIND:
            unnamed = not any(trace.get("name") == OTHERS for trace in traces)
            traces.append(line(y, OTHERS, *style, x0=start, showlegend=unnamed, **own))
        else:
            ends[name] = end_names.Ending(y[-1], name == title, style[0])
            traces.append(line(y, name, *style, x0=start, **own))
    reached = [*low, *high, *(value for values, _ in curves.values() for value in drawn(values, unit))]
    if observed:
        traces.append(_points(observed, unit, observed_title))
        reached += traces[-1]["y"]
    bottom, top = scale.held(drawn(known or (), unit) or reached, reached)
    figure = house.by_date(traces, unit, up={"range": [bottom, top], "rangemode": None})
    return end_names.instead_of_legend(figure, ends, SMALL if small else end_names.ROOM)


def _band(low: Sequence[float], high: Sequence[float], name: str, start: float) -> list[dict]:
    """What lies between two curves that begin at the date `start`; nothing where they are one: a legend would name what nobody sees."""
    if list(low) == list(high):
        return []
    return [
        {**EDGE, "x0": start, "y": low, "showlegend": False},
        {**EDGE, "x0": start, "y": high, "fill": "tonexty", "fillcolor": BAND, "name": name},
    ]


def stacked(years: Sequence[float], parts: Mapping[str, np.ndarray], unit: str, mark: tuple[str, np.ndarray], known: float = 0.0) -> Chart:
    """Parts of a whole year by year, one above the other in the order given; `mark` is a dashed line with its name (the reference). The axis keeps
    room for the `known` whole, that of the reference, so that it keeps still while a lever moves."""
    start, (name, values) = float(years[0]), mark
    surfaces = [
        {"type": "scatter", "x0": start, "y": drawn(amounts, unit), "name": part, "stackgroup": "all", "mode": "none", "fillcolor": colour}
        for colour, (part, amounts) in zip(looks.of_surfaces(len(parts), STATE_COLOURS), parts.items(), strict=True)
    ]
    over = line(drawn(values, unit), name, DARK, 2, "dash", x0=start, showlegend=False)
    named = line([None], name, GREY, 2, "dash", x=[None])  # the legend stands on the page, light or dark
    up = {"range": scale.held(drawn([known], unit), drawn(sum(parts.values()), unit)), "rangemode": None} if known else {}
    return house.by_date([*surfaces, over, named], unit, up=up)


def stacked_bars(years: Sequence[float], parts: Mapping[str, np.ndarray], unit: str) -> Chart:
    """Parts of a sum year by year, one bar a year; one bar a part when every year is the same."""
    steady = {name: float(values[0]) for name, values in parts.items() if np.any(values)}
    if steady and len(years) > 1 and all(np.allclose(values, values[0]) for values in parts.values()):
        same = f"{house.unit_words(unit)}, le même chaque année de {years[0]:.0f} à {years[-1]:.0f}"
        return bars(steady, unit, {"title": {"text": same}})
    traces = [
        {"type": "bar", "x": [int(year) for year in years], "y": drawn(values, unit), "name": name, "marker": {"color": colour}}
        for colour, (name, values) in zip(looks.of_surfaces(len(parts), SERIES_COLOURS), parts.items(), strict=True)
    ]
    return house.by_date(traces, unit, barmode="stack")


def fan(years: Sequence[float], bands: np.ndarray, unit: str, observed: Mapping[float, float], middle: str) -> Chart:
    """A fan of draws: `bands` are five rows by date, the quantiles of 10, 25, 75 and 90 % with, in the middle, what `middle` says; `observed`: the
    published points."""
    start, whole = float(years[0]), np.asarray(years) % 1 == 0
    low, early, between, late, high = (drawn(band[whole], unit) for band in bands)
    traces = [
        *_band(low, high, "8 tirages sur 10", start),
        *_band(early, late, "la moitié des tirages", start),
        line(between, middle, BLUE, x0=start),
    ]
    return house.by_date([*traces, *([_points(observed, unit, "Publié")] if observed else [])], unit)


def _points(observed: Mapping[float, float], unit: str, title: str) -> dict:
    """The published points of a series."""
    marker = {"color": VERMILION, "size": 10, "symbol": "diamond"}
    return {"type": "scatter", "mode": "markers", "x": list(observed), "y": drawn(list(observed.values()), unit), "name": title, "marker": marker}


def by_quarter(
    published: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    imported: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    unit: str,
    span: tuple[float, float],
    mark: tuple[float, str],
    reference: str,
) -> Chart:
    """Published points joined by a line, one colour a place, the first one thicker and `reference` dashed; imported points are diamonds."""
    traces, others = [], iter(looks.of_curves(len(published), SERIES_COLOURS))
    for rank, (name, (years, values)) in enumerate(published.items()):
        colour, dash = (GREY, "dash") if name == reference else next(others)
        traces.append(line(drawn(values, unit), name, colour, 4 if rank == 0 else 2, dash, legendgroup=name, **_dated(years)))
        if name in imported:
            own, counted = imported[name]
            marker = {"color": colour, "size": 9, "symbol": "diamond"}
            named = {"name": f"{name}, importé", "legendgroup": name, "showlegend": False}
            traces.append({"type": "scatter", "mode": "markers", "y": drawn(counted, unit), "marker": marker, **named, **_dated(own)})
    promise = house.crossing("x", mark[0], stroke(GREY, 2, "dot"), mark[1], y=0.05, xanchor="right")
    return house.by_date(traces, unit, across={"range": span}, hovermode="closest", **promise)


def _dated(years: Sequence[float]) -> dict:
    """Where points stand, and what one says when it is pointed at: its value, and its quarter in words."""
    return {"x": list(years), "customdata": [french.end_of_quarter(year) for year in years], "hovertemplate": "%{y} %, %{customdata}"}


def waterfall(parts: Mapping[str, float], total: str, unit: str) -> Chart:
    """What a sum is made of: each part begins where the one above ends, the whole stands last under the name `total`; amounts under the names."""
    amounts, (says, whole) = {**parts, total: sum(parts.values())}, units.adding(list(parts.values()), unit)
    steps = {
        "type": "waterfall",
        "y": [f"{name}<br><b>{said}</b>" for name, said in zip(amounts, [*says, whole], strict=True)],
        "x": drawn(list(amounts.values()), unit),
        "measure": [*["relative"] * len(parts), "total"],
        "orientation": "h",
        "increasing": {"marker": {"color": BLUE}},
        "totals": {"marker": {"color": GREY}},
        "connector": {"line": {"color": GREY, "width": 1}},
        "hoverinfo": "skip",
    }
    return house.level([steps], unit, HEIGHT)


def bars(values: Mapping[str, float], unit: str, across: Mapping | None = None, height: int = BARS) -> Chart:
    """Level bars, one a category, each with its value written; `across` is what the axis of the values has of its own."""
    trace = {
        "type": "bar",
        "y": list(values),
        "x": drawn(list(values.values()), unit),
        "orientation": "h",
        "marker": {"color": BLUE},
        "text": [units.headline(value, unit) for value in values.values()],
        "textposition": "auto",
        "hoverinfo": "skip",
    }
    return house.level([trace], unit, height, across)


def in_words(name: str, years: Sequence[float], values: Sequence[float], unit: str) -> str:
    """The alternative text of a series: where it starts, where it ends."""
    first, last = (f"{units.headline(values[end], unit)} ({french.end_of_quarter(years[end])})" for end in (0, -1))
    return f"{name} : de {first} à {last}"
