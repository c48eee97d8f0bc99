"""Several series by year in one chart, in the same unit. Pure functions, no Streamlit."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pages.parts.charts import end_names, house, looks, scale
from pages.parts.charts.figures import SERIES_COLOURS
from pages.parts.charts.house import Chart, drawn, line

FEW = 6  # years


class Series(NamedTuple):
    """Values [unit of the chart] by date [year]; one that is not known is not a number."""

    years: Sequence[float]
    values: Sequence[float]


def lines(
    series: Mapping[str, Series],
    unit: str,
    reference: Mapping[str, Series] | None = None,
    reference_title: str = "",
    known: tuple[float, float] | None = None,
) -> Chart:
    """A curve each, named at its end, cut where a value is not known; those of the `reference` behind, dashed and of the same colour. The axis holds
    the `known` values, and widens for others."""
    traces, ends, reached = [], {}, []
    for (colour, dash), (name, one) in zip(looks.of_curves(len(series), SERIES_COLOURS), series.items(), strict=True):
        if reference is not None:
            behind = reference[name]
            dashed = _gaps(behind, unit)
            traces.append(line(dashed, f"{name}, {reference_title}", colour, 2, "dash", x=list(behind.years), showlegend=False, hoverinfo="skip"))
            reached += dashed
        y = _gaps(one, unit)
        alone = {"mode": "lines+markers", "marker": {"color": colour, "size": 7}} if None in y else {}  # a point between two gaps is on no line
        traces.append(line(y, name, colour, dash=dash, x=list(one.years)) | alone)
        ends[name] = end_names.Ending(next((value for value in reversed(y) if value is not None), 0.0), colour=colour)
        reached += y
    reached = [value for value in reached if value is not None]
    bottom, top = scale.held(drawn(known, unit) if known else reached, reached)
    dates = [year for one in series.values() for year in one.years]
    few = {"dtick": 1} if max(dates) - min(dates) <= FEW else {}  # else the name of a year stands twice
    figure = house.by_date(traces, unit, few, up={"range": [bottom, top], "rangemode": None})
    return end_names.instead_of_legend(figure, ends) if len(ends) > 1 else figure


def _gaps(series: Series, unit: str) -> list[float | None]:
    return [None if math.isnan(value) else value for value in drawn(series.values, unit)]
