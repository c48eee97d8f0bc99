"""The chart of a ranking: the rank of each site, and how far it moves."""

from collections.abc import Mapping, Sequence
from itertools import chain

import plotly.graph_objects as go

from pages.parts.charts.end_names import on_lines
from pages.parts.charts.figures import BLUE, GREEN, GREY, GRID, LAYOUT, ORANGE

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
) -> go.Figure:
    """A bar from the best to the worst rank of each site, with its median rank as a disc; the first one at the top, rank 1 on the left.

    `beside` are the ranks that the same sites have for something else, by name; the discs then have a `title` in the legend.
    """
    figure = go.Figure()
    names = [on_lines(name, LABEL_WIDTH) for name in names]
    lines = max((name.count("<br>") for name in names), default=0) + 1
    for name, first, last in zip(names, best, worst, strict=True):
        figure.add_scatter(
            x=[first, last],
            y=[name, name],
            name="Rang possible",
            mode="lines",
            line={"color": GREY, "width": 8},
            opacity=0.6,
            showlegend=False,
            hoverinfo="skip",
        )
    marker = {"color": BLUE, "size": 12}
    drawn = {"mode": "markers", "hoverinfo": "skip", "cliponaxis": False}
    figure.add_scatter(x=list(middle), y=list(names), marker=marker, name=title or "Rang", showlegend=bool(title), **drawn)
    for (symbol, colour, size), (other, ranks) in zip(OPEN, (beside or {}).items(), strict=False):
        marker = {"color": colour, "size": size, "symbol": symbol, "line": {"width": 2}}
        figure.add_scatter(x=list(ranks), y=list(names), marker=marker, name=other, **drawn)
    last = max(chain(worst, *(beside or {}).values()), default=1)
    legend = LEGEND * (1 + len(beside or {})) if title else 0
    figure.update_layout(**{**LAYOUT, "hovermode": False, "height": FRAME + legend + max(ROW, LINE * lines + GAP) * len(names)})
    figure.update_xaxes(title="Rang (1 : le premier)", tickformat="d", gridcolor=GRID, zeroline=False, range=[0.5, last + 0.5])
    figure.update_yaxes(autorange="reversed", showgrid=False, automargin=True)
    return figure
