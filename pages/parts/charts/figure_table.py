"""The figures of a chart as a table: read from what is drawn, so that the chart and its table never say two things."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from data.ground import french
from pages.parts.drawings.marks import places
from pages.parts.drawings.plotted import Value, array, column, lines

DIGITS = 3  # significant digits of the middle value of a table; the others have its decimals, so that their commas are in line
YEARS = "d"  # the format of an axis of dates
FIRST, LAST = "de", "à"  # the two edges of a band


class Column(NamedTuple):
    """A column: its name, its values by what their rows are."""

    name: str
    values: Mapping[Value, Value]


class Table(NamedTuple):
    """A table as it is read: what the rows are, the unit of all its figures, the header of each other column, the rows, their name first."""

    rows_are: str
    unit: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def of_figure(figure: dict) -> Table:
    """The table of a chart (plotly's JSON)."""
    traces, layout = figure["data"], figure["layout"]
    if traces[0]["type"] == "sankey":
        return _flows(traces[0])
    if grid := next((trace for trace in traces if trace["type"] == "heatmap"), None):
        return _grid(grid, layout)
    if layout["xaxis"].get("visible") is False:
        return _marks(traces, _title(layout["yaxis"]))
    level = any(isinstance(value, str) for trace in traces for value in places(trace)[1])
    names, amounts = (layout["yaxis"], layout["xaxis"]) if level else (layout["xaxis"], layout["yaxis"])
    found = list(_columns(traces, level))
    if not level:
        found.sort(key=lambda part: -_stroke(traces, part.name))  # the choice comes right after the dates: one scrolls to the others
    dated = names.get("tickformat") == YEARS
    rows = list(dict.fromkeys(name for part in found for name in part.values))
    shown = rows if any(isinstance(name, str) for name in rows) else sorted(rows)
    return _written(_title(names) or ("Année" if dated else ""), _title(amounts), found, _row_names(shown, dated, len(found) == 1))


def _columns(traces: Sequence[dict], level: bool) -> Iterator[Column]:
    """A column for each name of the legend; two for what is drawn from one value to another, a band or a segment."""
    held: dict[str, list[tuple[Value, Value]]] = {}
    edge: list[tuple[Value, Value]] = []
    bars_named = any(trace["type"] == "bar" and trace.get("name") for trace in traces)
    for trace in traces:
        if trace["type"] == "contour" or (trace["type"] == "bar" and bars_named and not trace.get("name")):
            continue  # a line or a stroke to read the others against
        values, name = list(_pairs(trace, level)), _words(trace.get("name"))
        if trace.get("line", {}).get("width") == 0 and not name:
            edge = values  # of the band that comes next
            continue
        low = edge if trace.get("fill") == "tonexty" else []
        held.setdefault(name, []).extend([*low, *values])
    longest = max((dict(pairs) for pairs in held.values()), key=len, default={})
    for name, pairs in held.items():
        rows = dict(pairs)
        if len(rows) < len(pairs):
            yield Column(f"{name}, {FIRST}", dict(reversed(pairs)))  # the first value of each row
            yield Column(f"{name}, {LAST}", rows)
        elif len(rows) == 2 < len(longest) and len(set(rows.values())) == 1:
            yield Column(name, dict.fromkeys(longest, pairs[0][1]))  # a line across the chart, drawn by its ends
        elif rows:
            yield Column(name, rows)


def _stroke(traces: Sequence[dict], name: str) -> float:
    """How thick the curve of a name is drawn, dashed when it is the reference; nothing for a band."""
    strokes = [trace.get("line", {}) for trace in traces if _words(trace.get("name")) == name]
    return max((line.get("width", 0.0) for line in strokes), default=0.0)


def _pairs(trace: dict, level: bool) -> Iterator[tuple[Value, Value]]:
    """The name of the row of each value of a trace, and the value: where a bar that stands on a base ends."""
    x, y = places(trace)
    base = float(trace.get("base") or 0.0)
    for name, value in zip(*((y, x) if level else (x, y)), strict=True):
        if name is not None and value is not None:
            yield name, value + base


def _written(rows_are: str, unit: str, found: Sequence[Column], rows: Mapping[Value, str]) -> Table:
    """A lone column that has no name takes that of its unit."""
    after = _decimals(value for part in found for value in part.values.values())
    shown = [[name, *(_number(part.values.get(row), after) for part in found)] for row, name in rows.items()]
    return Table(rows_are, unit, [_capital(part.name or unit) for part in found], shown)


def _row_names(rows: Sequence[Value], dated: bool, alone: bool) -> dict[Value, str]:
    """How each row is called: a name, a date, a quantity with the decimals of its fellows."""
    if any(isinstance(row, str) for row in rows):
        return {row: _name(row, alone) for row in rows}
    if dated:
        whole = all(float(row).is_integer() for row in rows)
        return {row: f"{row:.0f}" if whole else french.end_of_quarter(row) for row in rows}
    return {row: french.number(row, _decimals(rows)) for row in rows}


def _name(text: Value, alone: bool) -> str:
    """The name of a bar; the sum that stands in bold under it goes between brackets, or goes away where a lone column says it already."""
    words = " ".join(line for line, bold in lines(text) if not bold)
    bold = " ".join(line for line, bold in lines(text) if bold)
    return words if alone or not bold else f"{words} ({bold})"


def _marks(traces: Sequence[dict], along: str) -> Table:
    """What stands along a road: each point by its own words or those of the legend, where it is; of a stretch, where it ends."""
    rows = []
    for trace in traces:
        x, y = places(trace)
        texts = column(trace.get("text")) or [trace["name"]] * len(y)
        stretch = trace.get("mode") == "lines" and len(set(x)) == 1
        rows += [[_words(text), french.number(value, 0)] for text, value in zip(texts, y, strict=True)][-1 if stretch else None :]
    return Table("", "", [along], rows)


def _grid(trace: dict, layout: dict) -> Table:
    """A row for each line of cells, under the values of the other quantity."""
    cells, across, down = array(trace["z"]), column(trace["x"]), column(trace["y"])
    after = _decimals(np.ravel(cells).tolist())
    header = [_quantity(value, across) for value in across]
    rows = [[_quantity(name, down), *(_number(value, after) for value in line)] for name, line in zip(down, cells, strict=True)]
    unit = _title({"title": trace.get("colorbar", {}).get("title")})
    return Table(f"{_title(layout['yaxis'])} ↓ {_title(layout['xaxis'])} →", unit, header, rows)


def _quantity(value: Value, among: Sequence[Value]) -> str:
    return _words(value) if isinstance(value, str) else french.number(value, _decimals(among))


def _flows(trace: dict) -> Table:
    """A row for each band: where it comes from, where it goes, how much."""
    names, link = trace["node"]["customdata"], trace["link"]
    amounts = column(link["value"])
    after = _decimals(amounts)
    rows = [
        [_words(names[start]), _words(names[end]), _number(value, after)]
        for start, end, value in zip(column(link["source"]), column(link["target"]), amounts, strict=True)
    ]
    return Table("De", "", ["Vers", _capital(trace["valuesuffix"])], rows)


def _decimals(values: Iterable[Value]) -> int:
    """How many digits after the comma figures of one unit need: none more than they have."""
    known = [abs(value) for value in values if isinstance(value, (int, float)) and value]
    if not known:
        return 0
    wanted = max(0, DIGITS - 1 - math.floor(math.log10(median(known))))
    return next(after for after in range(wanted + 1) if after == wanted or all(math.isclose(value, round(value, after)) for value in known))


def _number(value: Value, decimals: int) -> str:
    return "" if value is None else french.number(value, decimals)


def _title(axis: Mapping) -> str:
    title = axis.get("title") or ""
    return _words(title.get("text") if isinstance(title, dict) else title)


def _capital(text: str) -> str:
    return french.begun(text) if text[1:2].islower() or text[1:2] == " " else text


def _words(text: object) -> str:
    """A text of a chart on one line."""
    return re.sub(r"\s+", " ", " ".join(line for line, _ in lines(text or ""))).strip()
