"""A chart as SVG, without a browser, from the figure that the page shows: same figures, same colours, same words.

drawing(figure, 700, 380)   # a part of a sheet, see data.ground.svg_sheet
"""

from collections.abc import Iterator, Sequence

from data.ground.svg import element, paint
from data.ground.svg_sheet import WHITE, Paper
from pages.parts.drawings import cells, marks
from pages.parts.drawings.axes import Axis
from pages.parts.drawings.flows import flows
from pages.parts.drawings.frame import EDGE, LETTERS, Frame, framed, grid
from pages.parts.drawings.legend import legend
from pages.parts.drawings.plotted import Value, dashed, written

KINDS = ("scatter", "bar", "waterfall", "heatmap", "contour")
OVER = 0.07  # [share of the highest bar] left above it for its words


def drawing(figure: dict, width: float, height: float, paper: Paper = WHITE) -> str:
    """The chart in a frame of that size [px]. ValueError (in French) for a kind of chart that this module does not know how to draw."""
    traces, layout = figure["data"], figure["layout"]
    if traces and traces[0]["type"] == "sankey":
        ground = element("rect", width=width, height=height, fill=layout.get("paper_bgcolor", paper.ground))
        return ground + "".join(flows(traces[0], width, height))
    for trace in traces:
        if trace["type"] not in KINDS:
            raise ValueError(f"graphique « {trace['type']} » inconnu du dessin sans navigateur")
    named, tall = legend(traces, layout, width, paper)
    scaled = any(trace["type"] == "heatmap" and trace.get("showscale", True) for trace in traces)
    beside = cells.SCALE + cells.WORDS if scaled else max(0, layout.get("margin", {}).get("r", EDGE) - EDGE)  # for the names at the ends of curves
    frame = _frame(traces, layout, width, height - tall, paper, beside)
    drawn = [_shapes(layout, frame, "rect"), grid(frame), *_traces(traces, layout, frame), _shapes(layout, frame, "line"), *_notes(layout, frame)]
    return named + element("g", *drawn, transform=f"translate(0 {tall:.1f})")


def _frame(traces: Sequence[dict], layout: dict, width: float, height: float, paper: Paper, beside: float) -> Frame:
    x, y = [], []
    for trace in traces:
        across, down = marks.places(trace)
        x += across
        y += down
    mode = layout.get("barmode", "group")
    bars = [trace for trace in traces if trace["type"] in ("bar", "waterfall")]
    level = any(trace.get("orientation") == "h" for trace in bars)
    lengths = _reached(bars, mode)
    if bars:  # what the bars reach, not what each adds
        others = [marks.places(trace)[0 if level else 1] for trace in traces if trace not in bars]
        reached = [*lengths, *(value for values in others for value in values)]
        x, y = (reached, y) if level else (x, reached)
    cellular = [trace for trace in traces if trace["type"] == "heatmap"]
    if cellular:  # the cells fill the frame; a point between two of them makes them no narrower
        x, y = marks.places(cellular[0])
    pointed = any("markers" in trace.get("mode", "") for trace in traces)
    x_axis, y_axis = layout.get("xaxis", {}), layout.get("yaxis", {})
    across = Axis(x_axis, True, x, bars=(bool(bars) and not level) or bool(cellular), pointed=pointed or level)
    return framed(across, Axis(y_axis, False, y, bars=(bool(bars) and level) or bool(cellular)), paper, width, height, beside)


def _reached(bars: Sequence[dict], mode: str) -> list[Value]:
    """Where the bars begin and end, with the room of the words beyond them."""
    found: list[float] = [0.0] if any("base" not in trace for trace in bars) else []
    sums: dict[tuple[Value, bool], float] = {}
    for trace in bars:
        x, y = marks.places(trace)
        names, lengths = (y, x) if trace.get("orientation") == "h" else (x, y)
        at = 0.0
        for rank, (name, length, start) in enumerate(zip(names, lengths, marks.bases(trace, len(names)), strict=True)):
            if length is None:
                continue
            if trace["type"] == "waterfall":
                at = at if trace["measure"][rank] == "total" else at + length
                found.append(at)
                continue
            base = sums.get((name, length < 0), 0.0) if mode == "stack" else start
            sums[name, length < 0] = base + length
            found += [base, base + length] if "base" in trace else [base + length]
    if any(trace.get("text") for trace in bars) and found:
        found.append(max(found) * (1 + OVER))
    return found


def _traces(traces: Sequence[dict], layout: dict, frame: Frame) -> Iterator[str]:
    """Each trace in its order, the bars together."""
    before: list[marks.Point] = []
    floor: dict[Value, float] = {}
    bars = [trace for trace in traces if trace["type"] == "bar"]
    for trace in traces:
        kind = trace["type"]
        if kind == "scatter":
            piled = _stacked(trace, floor) if trace.get("stackgroup") else trace
            x, y = marks.places(piled)
            under = [(frame.x.at(a), frame.y.at(b)) for a, b in zip(x, piled["under"], strict=True)] if "under" in piled else before
            yield element("g", *marks.curve(piled, frame, under))
            before = [(frame.x.at(a), frame.y.at(b)) for a, b in zip(x, y, strict=True) if a is not None and b is not None]
        elif kind == "bar" and trace is bars[0]:
            yield element("g", *marks.bars(bars, frame, layout.get("barmode", "group"), layout.get("bargap", marks.GAP)))
        elif kind == "waterfall":
            yield element("g", *marks.steps(trace, frame))
        elif kind == "heatmap":
            yield element("g", *cells.cells(trace, frame), *(cells.scale(trace, frame) if trace.get("showscale", True) else ()))
        elif kind == "contour":
            yield element("g", *cells.level(trace, frame))


def _stacked(trace: dict, floor: dict[Value, float]) -> dict:
    """A trace of a stack: where it begins and where it ends, above those that came before."""
    x, y = marks.places(trace)
    under = [floor.get(at, 0.0) for at in x]
    over = [low + (value or 0.0) for low, value in zip(under, y, strict=True)]
    floor.update(zip(x, over, strict=True))
    return {**trace, "x": x, "y": over, "under": under}


def _at(axis: Axis, value: Value, reference: str) -> float:
    """Where a shape or a note falls: a value of the axis, or a share of its length."""
    if reference.endswith(("domain", "paper")):
        share = float(value)
        return axis.start + axis.length * (share if axis.across else 1 - share)
    return axis.at(value)


def _shapes(layout: dict, frame: Frame, kind: str) -> str:
    """The lines that cross the chart, the stretches behind it."""
    drawn = []
    for shape in layout.get("shapes", []):
        if shape["type"] != kind:
            continue
        x0, x1 = (_at(frame.x, shape[end], shape.get("xref", "x")) for end in ("x0", "x1"))
        y0, y1 = (_at(frame.y, shape[end], shape.get("yref", "y")) for end in ("y0", "y1"))
        if kind == "rect":
            fill = paint(shape["fillcolor"])
            drawn.append(element("rect", x=min(x0, x1), y=min(y0, y1), width=abs(x1 - x0), height=abs(y1 - y0), **fill, opacity=shape["opacity"]))
        else:
            line = shape["line"]
            dash = dashed(line.get("dash", "solid"), line["width"])
            path = f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
            drawn.append(element("path", d=path, stroke=line["color"], stroke_width=line["width"], stroke_dasharray=dash))
    return "".join(drawn)


def _notes(layout: dict, frame: Frame) -> Iterator[str]:
    """The words beside a line."""
    for note in layout.get("annotations", []):
        x, y = _at(frame.x, note["x"], note.get("xref", "x")), _at(frame.y, note["y"], note.get("yref", "y"))
        anchor = {"left": "start", "right": "end"}.get(note.get("xanchor", ""), "start")
        if note.get("showarrow"):  # the name of a curve that had to be moved from its end
            x, end, y = x + note["ax"], (x, y), _at(frame.y, note["ay"], note["ayref"])
            yield element("path", d=f"M{end[0]:.1f} {end[1]:.1f}L{x:.1f} {y:.1f}", stroke=note["arrowcolor"], stroke_width=note["arrowwidth"])
        down = {"top": LETTERS / 2, "bottom": -LETTERS / 2}.get(note.get("yanchor", ""), 0)
        yield written(x + (4 if anchor == "start" else -4), y + down, note["text"], LETTERS, frame.paper.soft, text_anchor=anchor)
