"""A study page, whole: its parts in the order one reads them, made from the folder of the study alone.

A study whose figures say enough calls `show(__file__)`; one that wants charts of its own gives them as `Chart`s: `live` ones move with the
levers, `still` ones do not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import assumptions, commune_layers, comparison, downloads, essentials, exhibit, figures, levers, maps, provenance, robustness
from pages.parts.downloads import Screen
from studies import catalog
from studies.toolkit import units
from studies.toolkit.card import Indicator
from studies.toolkit.outcome import Outcome, is_series
from studies.toolkit.study import Study


class View(NamedTuple):
    """What a chart is drawn from: the study, the outcome on screen under its title, the reference."""

    study: Study
    outcome: Outcome
    reference: Outcome
    title: str


class Drawing(NamedTuple):
    """A chart ready to be shown: the figure, the title that says its reading, the words that replace it for those who do not see it."""

    figure: go.Figure
    title: str
    alt: str


@dataclass(frozen=True)
class Chart:
    """A chart of a study: its key, the line that tells its sources, how it is drawn, the table that is downloaded under it."""

    key: str
    source: str
    draw: Callable[[View], Drawing]
    data: Callable[[Outcome], pd.DataFrame]


def results(*names: str) -> Callable[[Outcome], pd.DataFrame]:
    """The table of some results by date, under their French names."""

    def table(outcome: Outcome) -> pd.DataFrame:
        frame = outcome.data[list(names)].to_dataframe()
        return frame.rename(columns={name: outcome.data[name].attrs["label"] for name in names}).reset_index()

    return table


def indicator_chart(study: Study, indicator: Indicator) -> Chart:
    """The chart that any study has for an indicator that is a series by year: the choice, the reference, the range."""

    def draw(view: View) -> Drawing:
        one, series = view.outcome.indicators[indicator.id], view.outcome.data[indicator.variable]
        base = study.scenarios[study.card.reference].title
        figure = figures.compared_series(indicator.variable, view.outcome, view.reference, view.title, base)
        reading = f"{indicator.label} : {units.headline(one.value, one.unit)}, {units.headline_range(one.low, one.high, one.unit)}"
        return Drawing(figure, reading, figures.in_words(series.attrs["label"], series.year.values, series.values, one.unit))

    return Chart(f"{study.slug}.{indicator.variable}", provenance.of_model(study), draw, results(indicator.variable))


def indicator_charts(study: Study) -> list[Chart]:
    """One chart for each indicator that is a series by year, never twice the same result."""
    data = study.run().data
    series = {one.variable: one for one in study.card.indicators if is_series(data[one.variable])}
    return [indicator_chart(study, one) for one in series.values()]


def room_for(chart: Chart, screen: Screen) -> DeltaGenerator:
    """The place of a chart, with its source and data below."""
    return exhibit.place(chart.source, lambda: chart.data(screen.outcome), chart.key)


def show(page_file: str, live: Sequence[Chart] | None = None, still: Sequence[Chart] = ()) -> None:
    """Draws the page of the study whose folder holds `page_file`. `live` replaces the charts made from the indicators."""
    study = catalog.get(Path(page_file).parent.name)
    screen = Screen(study)
    charts = indicator_charts(study) if live is None else live
    essentials.header(study)
    answer_place, cards_place = st.container(), st.container()
    scenario = levers.choose_scenario(study)
    with cards_place:
        cards = essentials.headline_cards(study, scenario)
    essentials.options(study)
    st.header("Carte")
    panel = maps.panel(f"{study.slug}.map", commune_layers.of_study(study, study.run()), start=_headline_year(study))
    st.header("Scénarios")
    left, right = st.columns([1, 2], gap="large")
    with left:
        st.subheader("Ce que le département décide")
        levers_place = st.container()
        world = levers.uncertainties(study, scenario)
        levers.reset_button(study, scenario)
    with right:
        rooms = [room_for(chart, screen) for chart in charts]
        comparison_place = st.container()

    @st.fragment
    def move() -> None:
        """All that a lever moves, together; it writes in the places kept above, and nothing else is sent again."""
        with levers_place:
            choice = levers.choice(study, scenario, levers.levers(study, scenario) | world)
            levers.tell(study, choice)
        screen.choice = choice
        view = View(study, choice.outcome(study), study.run(study.card.reference), choice.title(study))
        with answer_place:
            essentials.answer(study, view.outcome, view.reference)
        essentials.headlines(study, cards, view.outcome, view.reference)
        maps.draw(panel, commune_layers.of_study(study, view.outcome))
        for chart, room in zip(charts, rooms, strict=True):
            exhibit.chart(room, *chart.draw(view), chart.key)
        with comparison_place:
            comparison.what_it_takes(study, choice, view.outcome)
            comparison.differences(study, view.outcome, view.reference, view.title)

    move()
    _side_by_side(still, View(study, screen.outcome, study.run(study.card.reference), screen.choice.title(study)), screen)
    assumptions.show(study)
    robustness.show(study, scenario)
    downloads.show(screen)
    essentials.limits(study)


def _headline_year(study: Study) -> float | None:
    """The date that the map shows first: the one of the first indicator that has one [year]."""
    return next((one.year for one in study.card.indicators if one.year is not None), None)


def _side_by_side(charts: Sequence[Chart], view: View, screen: Screen) -> None:
    """Charts that no lever moves, two by two."""
    for start in range(0, len(charts), 2):
        for column, chart in zip(st.columns(2, gap="large"), charts[start : start + 2], strict=False):
            with column:
                exhibit.chart(room_for(chart, screen), *chart.draw(view), chart.key)
