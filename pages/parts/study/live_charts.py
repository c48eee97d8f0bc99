"""The charts of a study page that levers move: those that its page.py gives, or those that its indicators make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.ground.faults import Fault
from pages.parts import provenance, refusal
from pages.parts.charts import chart_panel, figures
from pages.parts.charts.taken import Taken
from pages.parts.remarks import in_place
from pages.parts.study import scenario_lines
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import Chart, Drawing, Results, View, results
from pages.parts.versions import machine_addresses
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Indicator
from studies.toolkit.running.outcome import is_series, read
from studies.toolkit.running.study import Study

BESIDE = 280  # [px] of a chart that is not alone


@dataclass
class LiveCharts(Part):
    """Charts one under the other."""

    charts: Sequence[Chart]
    id: str = "charts"

    @property
    def height(self) -> int | None:
        """Of each [px]: two stand beside one map, one alone has its own."""
        return None if len(self.charts) == 1 else BESIDE

    def draw(self, screen: Screen) -> None:
        """The source of each, around its places."""
        self.rooms = [self._room(screen, chart) for chart in self.charts]

    def _room(self, screen: Screen, chart: Chart) -> chart_panel.Room:
        names = chart.data.names if isinstance(chart.data, Results) else ()
        taken = Taken(lambda: chart.data(screen.outcome), machine_addresses.of(screen.study, names))
        return chart_panel.place(chart.source, taken, _beside(screen, chart))

    def redraw(self, view: View) -> None:
        """Each chart, drawn from the choice."""
        for chart, room in zip(self.charts, self.rooms, strict=True):
            with room.picture, refusal.in_place(view.study):
                chart_panel.chart(room, *chart.draw(view), chart.key, self.height)

    def refuse(self, fault: Fault) -> None:
        """No figure to draw."""
        refusal.no_figure([room.picture for room in self.rooms])


def _beside(screen: Screen, chart: Chart) -> Callable[[], None] | None:
    """The way to give one's opinion on the first result of a chart, for who may."""
    if not (isinstance(chart.data, Results) and in_place.drawn(screen.committee)):
        return None
    name = chart.data.first
    return lambda: in_place.button(screen.committee, f"result:{name}", screen.study.results[name].label)


def indicator_chart(study: Study, indicator: Indicator) -> Chart:
    """The chart that any study has for an indicator that is a series by year: the choice, the reference, the range."""

    def draw(view: View) -> Drawing:
        headline, series = view.outcome.indicators[indicator.id], read(view.outcome.data, indicator.variable)
        figure = scenario_lines.compared(view, indicator.variable)
        reading = (
            f"{indicator.label} : {units.headline(headline.value, headline.unit)}, {units.headline_range(headline.low, headline.high, headline.unit)}"
        )
        return Drawing(figure, reading, figures.in_words(series.attrs["label"], series.year.values, series.values, headline.unit))

    return Chart(f"{study.slug}.{indicator.variable}", provenance.of_model(study), draw, results(indicator.variable))


def of_indicators(study: Study) -> list[Chart]:
    """One chart for each indicator that is a series by year, never twice the same result."""
    data = study.run().data
    series = {indicator.variable: indicator for indicator in study.card.indicators if is_series(read(data, indicator.variable))}
    return [indicator_chart(study, indicator) for indicator in series.values()]
