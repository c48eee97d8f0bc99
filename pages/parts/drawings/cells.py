"""Coloured cells, the line where they are zero, their scale."""

from collections.abc import Iterator, Sequence

import numpy as np

from data.ground import french
from data.ground.svg import element, hexadecimal
from pages.parts.drawings.frame import LETTERS, Frame
from pages.parts.drawings.plotted import array, column, written

SCALE, WORDS = 14, 66  # [px] width of the scale beside the cells, and of its words
STRIPES = 24  # of the scale
GRADUATIONS = 5


def cells(trace: dict, frame: Frame) -> Iterator[str]:
    """A rectangle for each value, in its colour, with its words when it has some."""
    across, down, values = column(trace["x"]), column(trace["y"]), array(trace["z"]).astype(float)
    texts = trace.get("text")
    columns, rows = _edges([frame.x.at(value) for value in across]), _edges([frame.y.at(value) for value in down])
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            if not np.isfinite(value):
                continue
            left, top = min(columns[j : j + 2]), min(rows[i : i + 2])
            wide, tall = abs(columns[j + 1] - columns[j]), abs(rows[i + 1] - rows[i])
            gap = trace.get("xgap", 0)
            yield element("rect", x=left, y=top, width=wide - gap, height=tall - gap, fill=colour(trace, float(value)), shape_rendering="crispEdges")
            if texts is not None:
                colour_of_words = trace.get("textfont", {}).get("color", frame.paper.words)
                yield written(left + wide / 2, top + tall / 2, str(texts[i][j]), LETTERS, colour_of_words, text_anchor="middle")


def _edges(middles: Sequence[float]) -> list[float]:
    """The limits between places, half way; the outer ones are as far as the inner ones."""
    if len(middles) == 1:
        return [middles[0] - 20, middles[0] + 20]
    between = [(before + after) / 2 for before, after in zip(middles, middles[1:], strict=False)]
    return [2 * middles[0] - between[0], *between, 2 * middles[-1] - between[-1]]


def colour(trace: dict, value: float) -> str:
    """The colour of a value, between the two that are around it in the scale of the trace."""
    low, high = trace["zmin"], trace["zmax"]
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    stops = [(float(at), [int(name[k : k + 2], 16) for k in (1, 3, 5)]) for at, name in trace["colorscale"]]
    return hexadecimal([round(np.interp(share, [at for at, _ in stops], [shade[k] for _, shade in stops])) for k in range(3)])


def scale(trace: dict, frame: Frame) -> Iterator[str]:
    """The colours from the lowest to the highest value, beside the cells, under the name of their unit."""
    left = frame.x.start + frame.x.length + LETTERS
    top, tall = frame.y.start + LETTERS * 1.5, frame.y.length - LETTERS * 1.5
    low, high = trace["zmin"], trace["zmax"]
    for stripe in range(STRIPES):
        value = high - (stripe + 0.5) / STRIPES * (high - low)
        yield element("rect", x=left, y=top + tall * stripe / STRIPES, width=SCALE, height=tall / STRIPES + 0.5, fill=colour(trace, value))
    yield written(left, frame.y.start + LETTERS / 2, trace["colorbar"]["title"]["text"], LETTERS, frame.paper.words)
    for value in np.linspace(low, high, GRADUATIONS):
        at = top + tall * (high - value) / (high - low)
        yield written(left + SCALE + 4, at, french.significant(float(value), 2), LETTERS, frame.paper.soft)


def level(trace: dict, frame: Frame) -> Iterator[str]:
    """The line along which the values are zero, straight through each cell."""
    x, y = [frame.x.at(value) for value in column(trace["x"])], [frame.y.at(value) for value in column(trace["y"])]
    z = array(trace["z"]).astype(float)
    parts = []
    for i in range(len(y) - 1):
        for j in range(len(x) - 1):
            corners = [(x[j], y[i], z[i, j]), (x[j + 1], y[i], z[i, j + 1]), (x[j + 1], y[i + 1], z[i + 1, j + 1]), (x[j], y[i + 1], z[i + 1, j])]
            crossed = [_crossing(corners[side], corners[(side + 1) % 4]) for side in range(4)]
            ends = [point for point in crossed if point]
            parts += [f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" for a, b in zip(ends[::2], ends[1::2], strict=False)]
    if parts:
        yield element("path", d="".join(parts), fill="none", stroke=trace["colorscale"][0][1], stroke_width=trace["line"]["width"])


def _crossing(one: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float] | None:
    """Where a side of a cell is zero, if it is."""
    if (one[2] < 0) == (other[2] < 0):
        return None
    share = one[2] / (one[2] - other[2])
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
