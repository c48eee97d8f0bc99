"""The frame of a chart: the room of its bars and curves, its axes, and the words around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.ground.svg import element, paint, words
from data.ground.svg_sheet import Paper
from pages.parts.drawings.axes import Axis
from pages.parts.drawings.plotted import lines, longest, written

LETTERS = 12  # [px] of every word inside a chart
WIDEST = 0.62  # [share of the size] mean width of a letter where a machine has no narrower font than DejaVu Sans: none is cut at the edge
APART = {True: 62, False: 34}  # [px] between two graduations, across and down
EDGE = 10  # [px] around
LINES = "#7A858E"  # seen on both themes


@dataclass
class Frame:
    """Two axes and the colours of the page that they stand on."""

    x: Axis
    y: Axis
    paper: Paper

    @property
    def bottom(self) -> float:
        """The lower edge [px]."""
        return self.y.start + self.y.length


def framed(x: Axis, y: Axis, paper: Paper, width: float, height: float, beside: float = 0.0) -> Frame:
    """The axes of a chart of that size [px], once room is left for their words and, on the right, `beside`."""
    y.start, y.length, x.length = EDGE / 2, height, width  # first lengths, for the graduations whose room is asked
    below = _title_room(x) + max((LETTERS * len(lines(text)) for _, text in x.ticks(APART[True])), default=0) + EDGE / 2
    y.length = height - below - EDGE / 2
    left = _title_room(y) + max((longest(text) * LETTERS * WIDEST for _, text in y.ticks(APART[False])), default=0) + EDGE
    x.start, x.length = left, width - left - EDGE - beside
    return Frame(x, y, paper)


def _title_room(axis: Axis) -> float:
    return LETTERS * 1.5 if _title(axis) else 0.0


def _title(axis: Axis) -> str:
    title = axis.settings.get("title") or {}
    return "" if axis.settings.get("visible") is False else (title.get("text", "") if isinstance(title, dict) else title)


def grid(frame: Frame) -> str:
    """The graduations, their words, the titles of the axes."""
    return "".join([*_across(frame), *_down(frame)])


def _across(frame: Frame) -> Sequence[str]:
    x, paper = frame.x, frame.paper
    bottom = frame.bottom
    ticks = x.ticks(APART[True])
    drawn = [element("path", d=f"M{x.start:.1f} {bottom:.1f}h{x.length:.1f}", stroke=LINES)] if ticks else []
    for value, text in ticks:
        if x.settings.get("showgrid", True) and not x.categories:
            drawn.append(_line(x.at(value), frame.y.start, x.at(value), bottom, x.settings))
        half = longest(text) * LETTERS * WIDEST / 2
        middle = min(max(x.at(value), half), x.start + x.length + EDGE - half)  # the first and the last do not go over the edge
        drawn.append(written(middle, bottom + EDGE / 2 + LETTERS * len(lines(text)) / 2, text, LETTERS, paper.soft, text_anchor="middle"))
    if title := _title(x):
        tall = max((len(lines(text)) for _, text in ticks), default=0) * LETTERS
        drawn.append(words(x.start + x.length / 2, bottom + tall + LETTERS * 1.6, title, LETTERS, paper.words, text_anchor="middle"))
    return drawn


def _down(frame: Frame) -> Sequence[str]:
    y, paper, drawn = frame.y, frame.paper, []
    for value, text in y.ticks(APART[False]):
        if y.settings.get("showgrid", True):
            drawn.append(_line(frame.x.start, y.at(value), frame.x.start + frame.x.length, y.at(value), y.settings))
        drawn.append(written(frame.x.start - EDGE / 2, y.at(value), text, LETTERS, paper.soft, text_anchor="end"))
    if title := _title(y):
        middle = y.start + y.length / 2
        drawn.append(words(0, 0, title, LETTERS, paper.words, text_anchor="middle", transform=f"translate({LETTERS} {middle:.1f}) rotate(-90)"))
    return drawn


def _line(x0: float, y0: float, x1: float, y1: float, settings: dict) -> str:
    stroke = paint(settings.get("gridcolor", "rgba(122,133,142,0.3)"), "stroke")
    return element("path", d=f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", **stroke)
