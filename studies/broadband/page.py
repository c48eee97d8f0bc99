"""The page of the broadband study, in the order one reads it."""

from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.parts import assumptions, comparison, downloads, essentials, exhibit, figures, levers, maps, provenance
from studies import catalog
from studies.toolkit import units
from studies.toolkit.outcome import Outcome

study = catalog.get(Path(__file__).parent.name)
PROMISE = 2023.0  # [year] the concession of 2017 promised every premise connectable at the end of 2022 (La Tribune, 4 December 2017)
NEIGHBOURS = {"48": "Lozère", "12": "Aveyron", "46": "Lot"}
TODAY, LATER = 2026.5, 2031.0  # [year] the published count of subscribers, and the end of copper
TAKE_UP = {"take_up_homes": "tous les logements", "take_up_connectable": "logements raccordables", "take_up_main": "résidences principales"}


def published(code: str) -> pd.Series:
    """Published coverage [share] of a département by date [year]."""
    return study.territory.coverage.sel(department=code).dropna("observed_on").to_series()


def results(outcome: Outcome, names: list[str]) -> pd.DataFrame:
    """Some results by date, under their French names."""
    return outcome.data[names].to_dataframe().rename(columns={name: outcome.data[name].attrs["label"] for name in names}).reset_index()


def subscribers(outcome: Outcome, reference: Outcome, title: str) -> None:
    """How many subscribe, quarter by quarter, with the only published point."""
    point = {outcome.values["observed_on"]: outcome.values["subscribers_observed"]}
    figure = figures.compared_series("subscribers", outcome, reference, title, study.scenarios[study.card.reference].title, point, "Publié par Orange")
    series = outcome.data.subscribers
    reading = f"{units.headline(float(series.sel(year=LATER)), 'subscribers')} à la fibre fin 2030, {figures.range_in_words(outcome, 'subscribers', LATER)}"
    alt = f"{figures.in_words('Abonnés', series.year.values, series.values, 'subscribers')}. Point publié : {units.written(next(iter(point.values())), 'subscribers')}."
    exhibit.chart(figure, reading, alt, provenance.of_sources(study, "orange_2026", "barometre"),
                  lambda: results(outcome, ["subscribers", "potential"]), f"{study.slug}.subscribers")


def take_up(outcome: Outcome) -> None:
    """The same subscribers on three denominators: why so few, and why it is not so few."""
    groups = {label: {words: float(outcome.data[name].sel(year=date)) for name, words in TAKE_UP.items()} for label, date in (("mi-2026", TODAY), ("fin 2030", LATER))}
    written = {label: {words: units.headline(value, "share") for words, value in values.items()} for label, values in groups.items()}
    now = written["mi-2026"]
    reading = f"Les mêmes abonnés : {now['tous les logements']} de tous les logements, {now['résidences principales']} des résidences principales à la mi-2026"
    alt = ". ".join(f"{label} : {', '.join(f'{value} des {words}' for words, value in values.items())}" for label, values in written.items())
    exhibit.chart(figures.grouped_bars(groups, "share"), reading, f"Abonnés rapportés à trois nombres. {alt}.",
                  provenance.of_sources(study, "orange_2026") + " " + provenance.of_tables("commune_figures"), lambda: results(outcome, list(TAKE_UP)), f"{study.slug}.take-up")


@st.cache_data(max_entries=4)  # nothing in it moves with a lever: kept by version of the study
def rollout_figure(version: str) -> go.Figure:
    """Published points and fitted curves of the three départements, with the date of the promise."""
    curves = study.run().data.rollout_curve.sel(year=slice(None, 2025))
    seen = {name: (published(code).index.tolist(), published(code).tolist()) for code, name in NEIGHBOURS.items()}
    fitted = {name: (curves.year.values.tolist(), curves.sel(segment=code).values) for code, name in NEIGHBOURS.items()}
    return figures.observed_and_fitted(seen, fitted, "share", (2017.5, 2025.2), (PROMISE, "promesse : fin 2022"))


def rollout() -> None:
    """The promise of the end of 2022 against the published coverage of the three départements."""
    lozere, aveyron, lot = (units.headline(1 - published(code)[PROMISE], "share", unit_too=False) for code in NEIGHBOURS)
    reading = f"La promesse de fin 2022 a été manquée de {lozere} points en Lozère, {aveyron} en Aveyron, {lot} dans le Lot"
    alt = ". ".join(figures.in_words(name, published(code).index.tolist(), published(code).tolist(), "share") for code, name in NEIGHBOURS.items())
    exhibit.chart(rollout_figure(study.version), reading, f"Part des locaux raccordables par trimestre, points publiés et courbes ajustées. {alt}.",
                  provenance.of_sources(study, "barometre", "studio_fit"), lambda: study.territory.coverage.to_series().rename("part").reset_index(), f"{study.slug}.rollout")


@st.fragment
def live() -> None:
    """All that a lever moves, together, so that the frame of the site is not run again."""
    essential, scenario_bar, place, scenarios, details = (st.container() for _ in range(5))
    with scenario_bar:
        scenario = levers.choose_scenario(study)
    with scenarios:
        st.header("Scénarios")
        left, right = st.columns([1, 2], gap="large")
        with left:
            choice = levers.Choice(scenario, levers.sliders(study, scenario))
            levers.reset(study, choice)
    outcome, reference = choice.outcome(study), study.run(study.card.reference)
    title = choice.title(study)
    with essential:
        essentials.answer(study, outcome, reference)
        essentials.headlines(study, outcome, reference)
    with place:
        essentials.options(study)
        st.header("Carte")
        maps.show(f"{study.slug}.map", [*maps.study_layers(study, outcome), *maps.observed_layers()], start=LATER)
    with right:
        subscribers(outcome, reference, title)
        comparison.what_it_takes(study, choice, outcome)
        comparison.differences(study, outcome, reference, title)
    with scenarios:
        left, right = st.columns(2, gap="large")
        with left:
            take_up(outcome)
        with right:
            rollout()
    with details:
        assumptions.show(study, outcome)
        downloads.show(study, choice)


essentials.header(study)
live()
essentials.limits(study)
