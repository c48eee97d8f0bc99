"""The page of the broadband study, in the order one reads it."""

from pathlib import Path

import pandas as pd
import streamlit as st

from pages.parts import assumptions, commune_layers, comparison, downloads, essentials, exhibit, figures, levers, maps, provenance
from studies import catalog
from studies.toolkit import units
from studies.toolkit.outcome import Outcome

study = catalog.get(Path(__file__).parent.name)
screen = downloads.Screen(study)
PROMISE = 2023.0  # [year] the concession of 2017 promised every premise connectable at the end of 2022 (La Tribune, 4 December 2017)
NEIGHBOURS = {"48": "Lozère", "12": "Aveyron", "46": "Lot"}
TODAY, LATER = 2026.5, 2031.0  # [year] the published count of subscribers, and the end of copper
TAKE_UP = {"take_up_homes": "tous les logements", "take_up_connectable": "logements raccordables", "take_up_main": "résidences principales"}


def published(code: str) -> pd.Series:
    """Published coverage [share] of a département by date [year]."""
    return study.territory.coverage.sel(department=code).dropna("observed_on").to_series()


def results(*names: str) -> pd.DataFrame:
    """Some results on screen by date, under their French names."""
    outcome = screen.outcome
    return outcome.data[list(names)].to_dataframe().rename(columns={name: outcome.data[name].attrs["label"] for name in names}).reset_index()


def subscribers(outcome: Outcome, reference: Outcome, title: str) -> None:
    """How many subscribe, quarter by quarter, with the only published point."""
    point = {outcome.values["observed_on"]: outcome.values["subscribers_observed"]}
    figure = figures.compared_series(
        "subscribers", outcome, reference, title, study.scenarios[study.card.reference].title, point, "Publié par Orange"
    )
    series = outcome.data.subscribers
    later, seen = units.headline(float(series.sel(year=LATER)), "subscribers"), units.written(outcome.values["subscribers_observed"], "subscribers")
    reading = f"{later} à la fibre fin 2030, {figures.range_in_words(outcome, 'subscribers', LATER)}"
    alt = f"{figures.in_words('Abonnés', series.year.values, series.values, 'subscribers')}. Point publié : {seen}."
    exhibit.chart(subscribers_place, figure, reading, alt, f"{study.slug}.subscribers")


def take_up(outcome: Outcome) -> None:
    """The published subscribers on three denominators: why so few, and why it is not so few. No lever moves the past."""
    values = {words: float(outcome.data[name].sel(year=TODAY)) for name, words in TAKE_UP.items()}
    written = {words: units.headline(value, "share") for words, value in values.items()}
    homes, main = written["tous les logements"], written["résidences principales"]
    reading = f"Les mêmes abonnés font {homes} de tous les logements et {main} des résidences principales, à la mi-2026"
    alt = ", ".join(f"{value} pour {words}" for words, value in written.items())
    key = f"{study.slug}.take-up"
    place = exhibit.place(provenance.line(study, "orange_2026", "commune_figures"), lambda: results(*TAKE_UP), key)
    exhibit.chart(place, figures.bars(values, "share"), reading, f"Abonnés rapportés à trois nombres : {alt}.", key)


def rollout() -> None:
    """The promise of the end of 2022 against the published coverage of the three départements; no lever moves it."""
    key = f"{study.slug}.rollout"
    curves = study.run().data.rollout_curve.sel(year=slice(None, 2025))
    seen = {name: (published(code).index.tolist(), published(code).tolist()) for code, name in NEIGHBOURS.items()}
    fitted = {name: (curves.year.values.tolist(), curves.sel(segment=code).values) for code, name in NEIGHBOURS.items()}
    figure = figures.observed_and_fitted(seen, fitted, "share", (2017.5, 2025.2), (PROMISE, "promesse : fin 2022"))
    lozere, aveyron, lot = (units.headline(1 - published(code)[PROMISE], "share", unit_too=False) for code in NEIGHBOURS)
    reading = f"La promesse de fin 2022 a été manquée de {lozere} points en Lozère, {aveyron} en Aveyron, {lot} dans le Lot"
    alt = ". ".join(figures.in_words(name, years, values, "share") for name, (years, values) in seen.items())
    place = exhibit.place(
        provenance.line(study, "barometre", "studio_fit"), lambda: study.territory.coverage.to_series().rename("part").reset_index(), key
    )
    exhibit.chart(place, figure, reading, f"Part des locaux raccordables par trimestre, points publiés et courbes ajustées. {alt}.", key)


essentials.header(study)
answer_place, cards = st.container(), essentials.headline_cards(study)
scenario = levers.choose_scenario(study)
essentials.options(study)
st.header("Carte")
panel = maps.panel(f"{study.slug}.map", commune_layers.of_study(study, study.run()), start=LATER)
st.header("Scénarios")
left, right = st.columns([1, 2], gap="large")
with left:
    st.subheader("Ce que le département décide")
    levers_place = st.container()
    world = levers.uncertainties(study, scenario)
    levers.reset_button(study, scenario)
with right:
    subscribers_place = exhibit.place(
        provenance.line(study, "orange_2026", "barometre"), lambda: results("subscribers", "potential"), f"{study.slug}.subscribers"
    )
    comparison_place = st.container()


@st.fragment
def live() -> None:
    """All that a lever moves, together; it writes in the places kept above, and nothing else is sent again."""
    with levers_place:
        choice = levers.choice(study, scenario, levers.levers(study, scenario) | world)
        levers.tell(study, choice)
    screen.choice = choice
    outcome, reference, title = choice.outcome(study), study.run(study.card.reference), choice.title(study)
    with answer_place:
        essentials.answer(study, outcome, reference)
    essentials.headlines(study, cards, outcome, reference)
    maps.draw(panel, commune_layers.of_study(study, outcome))
    subscribers(outcome, reference, title)
    with comparison_place:
        comparison.what_it_takes(study, choice, outcome)
        comparison.differences(study, outcome, reference, title)


live()
left, right = st.columns(2, gap="large")
with left:
    take_up(screen.outcome)
with right:
    rollout()
assumptions.show(study)
downloads.show(screen)
essentials.limits(study)
