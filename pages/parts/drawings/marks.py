"""What a chart is made of: curves, bands, points, bars, steps of a sum, coloured cells; one function for each kind of plotly that our charts use."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from data.ground.svg import CHARACTER, element, paint
from pages.parts.drawings.frame import LETTERS, Frame
from pages.parts.drawings.plotted import Value, column, dashed, written

GAP = 0.2  # [share of its room] beside a bar, or all the bars of a group, in a chart that does not say
BAR = 1 - GAP
BEYOND = 4  # [px] between the end of a bar and the words beyond it
Point = tuple[float, float]


def places(trace: dict) -> tuple[list[Value], list[Value]]:
    """The two coordinates of each point; those that plotly counts from x0 are written out."""
    x, y = column(trace.get("x")), column(trace.get("y"))
    return (x if x or not y else [trace.get("x0", 0) + place * trace.get("dx", 1) for place in range(len(y))]), y


def bases(trace: dict, count: int) -> list[float]:
    """Where each bar begins: at nothing unless told."""
    told = trace.get("base") or 0.0
    return [float(start) for start in told] if isinstance(told, list) else [float(told)] * count


def curve(trace: dict, frame: Frame, below: Sequence[Point]) -> Iterator[str]:
    """A line, the band down to the line `below`, the points and their words."""
    x, y = places(trace)
    known = [None if b is None or a is None else (frame.x.at(a), frame.y.at(b)) for a, b in zip(x, y, strict=True)]
    mode, line, seen = trace.get("mode", "lines"), trace.get("line", {}), trace.get("opacity")
    points = [point for point in known if point]
    if trace.get("fill") == "tonexty" or trace.get("stackgroup"):
        yield element("path", d=f"M{_through([*points, *reversed(below)])}z", **paint(trace["fillcolor"]))
    width = line.get("width", 2)
    if "lines" in mode and width:
        runs = [list(run) for whole, run in groupby(known, key=bool) if whole]
        path = "".join(f"M{_through(run)}" for run in runs)
        dash = dashed(line.get("dash", "solid"), width)
        if path:
            yield element("path", d=path, fill="none", **paint(line["color"], "stroke"), stroke_width=width, stroke_dasharray=dash, opacity=seen)
    if "markers" in mode:
        yield from (symbol(trace.get("marker", {}), *point) for point in points)
    if "text" in mode:
        for point, text in zip(points, column(trace["text"]), strict=True):
            yield _beside(point, str(text), trace.get("textposition", "middle center"), trace.get("marker", {}).get("size", 0), frame)


def _through(points: Sequence[Point]) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _beside(point: Point, text: str, position: str, size: float, frame: Frame) -> str:
    """Words above, on the right of, or on a point."""
    away = size / 2 + BEYOND
    across = {"right": (away, "start"), "left": (-away, "end")}.get(position.rpartition(" ")[2], (0, "middle"))
    up = -(away + LETTERS / 2) if position.startswith("top") else 0
    return written(point[0] + across[0], point[1] + up, text, LETTERS, frame.paper.words, text_anchor=across[1])


def symbol(marker: dict, x: float, y: float) -> str:
    """The sign of a point."""
    name, half = marker.get("symbol", "circle"), marker.get("size", 6) / 2
    shape, _, hollow = name.partition("-")
    drawn = {"fill": "none", "stroke": marker["color"], "stroke_width": marker.get("line", {}).get("width", 1)} if hollow else paint(marker["color"])
    if shape == "circle":
        return element("circle", cx=x, cy=y, r=half, **drawn)
    if shape == "square":
        return element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **drawn)
    if shape == "diamond":
        wide = half * 1.3
        return element("path", d=f"M{_through([(x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)])}z", **drawn)
    if shape == "x":
        cross = f"M{_through([(x - half, y - half), (x + half, y + half)])}M{_through([(x + half, y - half), (x - half, y + half)])}"
        return element("path", d=cross, stroke=marker["color"], stroke_width=half / 1.5)
    raise ValueError(f"signe « {name} » inconnu du dessin sans navigateur")


def bars(traces: Sequence[dict], frame: Frame, mode: str, gap: float) -> Iterator[str]:
    """The bars of all the traces: side by side (group), one after the other (stack), or over one another; `gap` [share of its room] beside them."""
    reached: dict[tuple[Value, bool], float] = {}
    beside = list(dict.fromkeys(trace.get("offsetgroup", rank) for rank, trace in enumerate(traces)))
    for rank, trace in enumerate(traces):
        level = trace.get("orientation") == "h"
        along, over = (frame.x, frame.y) if level else (frame.y, frame.x)
        x, y = places(trace)
        count, place = (len(beside), beside.index(trace.get("offsetgroup", rank))) if mode == "group" else (1, 0)
        width = over.slot * (1 - gap) / count
        texts = column(trace.get("text")) or [None] * len(x)
        for name, length, text, start in zip(*((y, x) if level else (x, y)), texts, bases(trace, len(x)), strict=True):
            if length is None:
                continue
            side = (name, length < 0)
            base = reached.get(side, 0.0) if mode == "stack" else start
            reached[side] = base + length
            middle = over.at(name) + width * (place - (count - 1) / 2)
            own = trace["width"] * over.slot if "width" in trace else width  # of a stroke that is thinner than its bar
            yield _bar(along.at(base), along.at(base + length), middle, own, level, trace["marker"]["color"])
            if text is not None:
                beyond = trace.get("cliponaxis") is False  # there is room for words beyond the frame
                yield _value(along.at(base + length), middle, str(text), width, level, length < 0, frame, beyond)


def _bar(start: float, end: float, middle: float, width: float, level: bool, colour: str) -> str:
    first, long = min(start, end), abs(end - start)
    if level:
        return element("rect", x=first, y=middle - width / 2, width=long, height=width, **paint(colour))
    return element("rect", x=middle - width / 2, y=first, width=width, height=long, **paint(colour))


def _value(end: float, middle: float, text: str, width: float, level: bool, back: bool, frame: Frame, beyond: bool) -> str:
    """The value of a bar beyond its end, in letters that do not reach the next bar; inside it when the page ends there, unless it goes `beyond` the
    frame."""
    room = len(text) * LETTERS * 0.6 + BEYOND
    if not level:
        size = min(LETTERS, width / BAR / (len(text) * CHARACTER))
        return written(middle, end + (size if back else -size) * 0.7, text, size, frame.paper.words, text_anchor="middle")
    inside = end + room > frame.x.start + frame.x.length if not back else end - room < frame.x.start
    if inside and not beyond:
        return written(end + (BEYOND if back else -BEYOND), middle, text, LETTERS, "#FFFFFF", text_anchor="start" if back else "end")
    return written(end + (-BEYOND if back else BEYOND), middle, text, LETTERS, frame.paper.words, text_anchor="end" if back else "start")


def steps(trace: dict, frame: Frame) -> Iterator[str]:
    """A sum, part after part, then whole: each begins where the one above ends."""
    x, y = places(trace)
    width, at = frame.y.slot * BAR, 0.0
    for name, amount, kind in zip(y, x, trace["measure"], strict=True):
        start, end = (0.0, at) if kind == "total" else (at, at + amount)
        colour = trace["totals" if kind == "total" else "increasing"]["marker"]["color"]
        middle = frame.y.at(name)
        yield _bar(frame.x.at(start), frame.x.at(end), middle, width, True, colour)
        at = end
        if kind != "total":
            link = trace["connector"]["line"]
            down = f"M{frame.x.at(at):.1f} {middle + width / 2:.1f}v{frame.y.slot - width:.1f}"
            yield element("path", d=down, stroke=link["color"], stroke_width=link["width"])
