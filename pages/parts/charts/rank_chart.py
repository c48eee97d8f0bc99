"""The chart of a ranking: the rank of each site, and how far it moves."""

from collections.abc import Mapping, Sequence
from itertools import chain

from pages.parts.charts import house
from pages.parts.charts.end_names import on_lines
from pages.parts.charts.house import BLUE, GREEN, GREY, GRID, ORANGE, Chart, line

ROW, FRAME, LEGEND = 34, 70, 20  # [px] of a site, of the axis, of a line of the legend
LABEL_WIDTH, LINE, GAP = 24, 15, 6  # characters of a name on one line, so that a phone keeps room for the bars; [px] of a line, between two names

OPEN = (("diamond-open", GREEN, 17), ("square-open", ORANGE, 21))  # the other ranks, around the disc: symbol, colour, [px]


def rank_intervals(
    names: Sequence[str],
    best: Sequence[int],
    middle: Sequence[int],
    worst: Sequence[int],
    title: str = "",
    beside: Mapping[str, Sequence[int]] | None = None,
) -> Chart:
    """A bar from the best to the worst rank of each site, with its rank as a disc; the first one at the top, rank 1 on the left.

    `beside` are the ranks that the same sites have for something else, by name; the discs then have a `title` in the legend.
    """
    names = [on_lines(name, LABEL_WIDTH) for name in names]
    lines = max((name.count("<br>") for name in names), default=0) + 1
    traces = [
        line([name, name], "Rang possible", GREY, 8, x=[first, last], opacity=0.6, showlegend=False, hoverinfo="skip")
        for name, first, last in zip(names, best, worst, strict=True)
    ]
    points = {"type": "scatter", "y": names, "mode": "markers", "hoverinfo": "skip", "cliponaxis": False}
    discs = {"x": list(middle), "marker": {"color": BLUE, "size": 12}, "name": title or "Rang", "showlegend": bool(title)}
    traces.append({**points, **discs})
    for (symbol, colour, size), (other, ranks) in zip(OPEN, (beside or {}).items(), strict=False):
        marker = {"color": colour, "size": size, "symbol": symbol, "line": {"width": 2}}
        traces.append({**points, "x": list(ranks), "marker": marker, "name": other})
    last = max(chain(worst, *(beside or {}).values()), default=1)
    legend = LEGEND * (1 + len(beside or {})) if title else 0
    across = {"title": {"text": "Rang (1 : le premier)"}, "showgrid": True, "gridcolor": GRID, "zeroline": False, "range": [0.5, last + 0.5]}
    height = FRAME + legend + max(ROW, LINE * lines + GAP) * len(names)
    return house.chart(traces, across, {**house.NAMES, "rangemode": None}, hovermode=False, height=height)
