"""What the screens of the broadband study share: a result year by year."""

from collections.abc import Mapping

from pages.parts import provenance
from pages.parts.charts import chart_panel, figures
from pages.parts.study import scenario_lines, taken
from pages.parts.study.view import View

KEY = "broadband.committee"  # begins the keys of what is drawn under the questions


def show_by_year(view: View, key: str, name: str, reading: str, *more: str, source: str = "", published: Mapping[float, float] | None = None) -> None:
    """The chart of a result beside the reference, with its published points, under what it says; `more` results are downloaded with it."""
    series = view.outcome.data[name]
    figure = scenario_lines.compared(view, name, published)
    alt = figures.in_words(series.attrs["label"], series.year.values, series.values, series.attrs["unit"])
    chart_panel.whole(figure, reading, f"{alt}.", source or provenance.of_model(view.study), taken.of_results(view, name, *more), key)
