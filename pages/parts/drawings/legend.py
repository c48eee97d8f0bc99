"""The names of the curves and bars of a chart, each after its sign, above it."""

from collections.abc import Sequence

from data.ground.svg import CHARACTER, element, paint, words
from data.ground.svg_sheet import Paper, wrapped
from pages.parts.drawings.frame import EDGE, LETTERS
from pages.parts.drawings.marks import symbol
from pages.parts.drawings.plotted import dashed, lines

SIGN, GAP, ROW = 22, 14, 18  # [px] of a sign, between two names, of a line


def legend(traces: Sequence[dict], layout: dict, width: float, paper: Paper) -> tuple[str, float]:
    """The legend and its height [px]; none when a chart has one thing to name, unless the chart asks for it."""
    named = [trace for trace in traces if trace.get("name") and trace.get("showlegend", True) and trace["type"] in ("scatter", "bar")]
    asked = any(trace.get("showlegend") for trace in named)
    if not layout.get("showlegend", len([trace for trace in traces if trace.get("showlegend", True)]) > 1 or asked) or not named:
        return "", 0.0
    right, down, drawn = float(EDGE), 0.0, []
    tall = ROW  # of the line of the moment
    for trace in _in_order(named, layout):
        rows = [row for line, _ in lines(trace["name"]) for row in wrapped(line, LETTERS, width - EDGE - SIGN - 4)]
        long = SIGN + 4 + max(map(len, rows)) * LETTERS * CHARACTER
        if right > EDGE and right + long > width:
            right, down, tall = float(EDGE), down + tall, ROW
        tall = max(tall, ROW + LETTERS * (len(rows) - 1))
        middle = down + tall / 2
        drawn.append(_sign(trace, right, middle))
        first = middle - (len(rows) - 1) * LETTERS / 2 + LETTERS * 0.35
        drawn += [words(right + SIGN + 4, first + place * LETTERS, row, LETTERS, paper.words) for place, row in enumerate(rows)]
        right += long + GAP
    return "".join(drawn), down + tall + EDGE / 2


def _in_order(named: Sequence[dict], layout: dict) -> list[dict]:
    """As plotly does: what stands on one another is named from the top, unless the chart says otherwise."""
    piled = layout.get("barmode") == "stack" or any(trace.get("stackgroup") or trace.get("fill") == "tonexty" for trace in named)
    normal = layout.get("legend", {}).get("traceorder") == "normal"
    return list(reversed(named)) if piled and not normal else list(named)


def _sign(trace: dict, left: float, middle: float) -> str:
    """What stands for a trace: a rectangle for a surface, a line, a point."""
    fill = trace.get("fillcolor") if trace.get("fill") or trace.get("stackgroup") else None
    fill = trace["marker"]["color"] if trace["type"] == "bar" else fill
    if fill:
        return element("rect", x=left, y=middle - 5, width=SIGN, height=10, **paint(fill))
    if "lines" in trace.get("mode", "lines"):
        line = trace["line"]
        width = min(line.get("width", 2), 6)
        dash = dashed(line.get("dash", "solid"), width)
        return element("path", d=f"M{left:.1f} {middle:.1f}h{SIGN}", **paint(line["color"], "stroke"), stroke_width=width, stroke_dasharray=dash)
    return symbol({**trace["marker"], "size": min(trace["marker"].get("size", 6), 12)}, left + SIGN / 2, middle)
