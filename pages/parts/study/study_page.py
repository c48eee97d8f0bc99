"""A study page, whole: its parts in the order one reads them, made from the folder of the study alone.

A study whose figures say enough calls `show(__file__)`; one that wants charts of its own gives them as `Chart`s, which move with the levers, and
answers the questions of its committee one by one as `Question`s.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import address, prose, provenance, refusal
from pages.parts.charts import chart_panel, figures
from pages.parts.maps import commune_layers, territory_map
from pages.parts.maps.commune_layers import CommuneLayer
from pages.parts.study import assumptions, cautioning, comparison, downloads, essentials, levers, questions, report, robustness
from pages.parts.study.downloads import Screen
from pages.parts.study.questions import Question
from pages.parts.study.robustness import Levels
from pages.parts.study.view import Chart, Drawing, View, results
from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Indicator
from studies.toolkit.running.outcome import is_series, read
from studies.toolkit.running.study import Study


@dataclass(frozen=True)
class Places:
    """Where a lever writes on the page."""

    answer: DeltaGenerator
    cautions: DeltaGenerator
    cards: list[DeltaGenerator]
    panel: territory_map.Panel
    charts: list[tuple[Chart, DeltaGenerator]]
    comparison: DeltaGenerator
    answers: list[questions.Room]

    def of_figures(self) -> list[DeltaGenerator]:
        """Those where figures stand."""
        rooms = [room for _, room in self.charts]
        return [*self.cards, self.panel.map_place, self.panel.facts_place, *rooms, self.comparison, *questions.places(self.answers, moving=True)]


def indicator_chart(study: Study, indicator: Indicator) -> Chart:
    """The chart that any study has for an indicator that is a series by year: the choice, the reference, the range."""

    def draw(view: View) -> Drawing:
        headline, series = view.outcome.indicators[indicator.id], read(view.outcome.data, indicator.variable)
        base = study.scenarios[study.card.reference].title
        figure = figures.compared_series(indicator.variable, view.outcome, view.reference, view.title, base)
        reading = (
            f"{indicator.label} : {units.headline(headline.value, headline.unit)}, {units.headline_range(headline.low, headline.high, headline.unit)}"
        )
        return Drawing(figure, reading, figures.in_words(series.attrs["label"], series.year.values, series.values, headline.unit))

    return Chart(f"{study.slug}.{indicator.variable}", provenance.of_model(study), draw, results(indicator.variable))


def indicator_charts(study: Study) -> list[Chart]:
    """One chart for each indicator that is a series by year, never twice the same result."""
    data = study.run().data
    series = {indicator.variable: indicator for indicator in study.card.indicators if is_series(read(data, indicator.variable))}
    return [indicator_chart(study, indicator) for indicator in series.values()]


def room_for(chart: Chart, screen: Screen) -> DeltaGenerator:
    """The place of a chart, with its source and data below."""
    return chart_panel.place(chart.source, lambda: chart.data(screen.outcome), chart.key)


def seen(screen: Screen) -> View:
    """What charts are drawn from, for the choice on screen."""
    study = screen.study
    return View(study, screen.outcome, study.run(study.card.reference), screen.choice.title(study))


def show(
    page_file: str,
    live: Sequence[Chart] | None = None,
    asked: Sequence[Question] = (),
    more_layers: Callable[[], Sequence[CommuneLayer]] = tuple,
    digital: bool = False,
    levels: Levels = robustness.no_level,
) -> None:
    """Draws the page of the study whose folder holds `page_file`.

    `live` replaces the charts made from the indicators; `asked` are the questions of the committee; `more_layers` are counted or computed apart from
    the model and no lever moves them; `digital` offers the digital places on the map; `levels` are what the chart of robustness is to be read
    against.
    """
    study = catalog.get(Path(page_file).parent.name)
    screen = Screen(study)
    charts = indicator_charts(study) if live is None else live
    still_layers = more_layers()
    essentials.header(study)
    answer_place, cautions_place, cards_place = st.container(), st.container(), st.container()
    scenario = levers.choose_scenario(study)
    with cards_place:
        cards = essentials.headline_cards(study, scenario)
    essentials.options(study)
    story_place = st.container()
    prose.header("Carte")
    start = [*commune_layers.of_study(study, study.run()), *still_layers]
    panel = territory_map.panel(f"{study.slug}.map", start, _headline_year(study), digital)
    prose.header("Scénarios")
    left, right = st.columns([1, 2], gap="large")
    with left:
        groups, world = levers.panel(study, scenario)
    with right:
        rooms = [room_for(chart, screen) for chart in charts]
        comparison_place = st.container()
    answers = questions.rooms(study.slug, asked)

    places = Places(answer_place, cautions_place, cards, panel, list(zip(charts, rooms, strict=True)), comparison_place, answers)

    @st.fragment
    def move() -> None:
        """All that a lever moves, together; it writes in the places kept above, and nothing else is sent again."""
        screen.choice = levers.chosen(study, scenario, groups, world)
        _show_choice(places, screen, still_layers)
        address.tell()  # after the questions, whose details may be tied to the address too

    move()
    with refusal.in_place():
        view = seen(screen)
        questions.fill(answers, view, moving=False)
        with story_place:
            essentials.story(study, view.outcome, view.reference)
        essentials.since(study, view.outcome, view.reference)
    assumptions.show(study)
    with refusal.in_place():
        robustness.show(study, scenario, levels)
    downloads.show(screen)
    report.show(study)
    essentials.limits(study)


def _show_choice(places: Places, screen: Screen, still_layers: Sequence[CommuneLayer]) -> None:
    """What the choice on screen gives, in its places; the refusal of the model when it gives nothing."""
    study = screen.study
    try:
        view = seen(screen)
    except BadRequest as refused:
        refusal.everywhere(refused.fault, places.answer, places.of_figures())
        with places.cautions:
            st.empty()
        return
    essentials.headlines(study, places.cards, view.outcome, view.reference)  # first: it reaches the screen while the rest is counted
    with places.answer:
        essentials.answer(study, view.outcome, view.reference)
    with places.cautions:
        cautioning.show(study, view.outcome, view.reference)
    territory_map.draw(places.panel, [*commune_layers.of_study(study, view.outcome), *still_layers])
    for chart, room in places.charts:
        with room, refusal.in_place():
            chart_panel.chart(room, *chart.draw(view), chart.key)
    with places.comparison:
        comparison.what_it_takes(study, screen.choice, view.outcome)
        comparison.differences(study, view.outcome, view.reference, view.title)
    questions.fill(places.answers, view, moving=True)


def _headline_year(study: Study) -> float | None:
    """The date that the map shows first: the one of the first indicator that has one [year]."""
    return next((indicator.year for indicator in study.card.indicators if indicator.year is not None), None)
