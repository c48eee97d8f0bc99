"""The page of the broadband study, and the three charts that are its own, two of them under a question."""

import pandas as pd

from geo.fibre.concession import DEPARTMENTS
from geo.fibre.rollout import PROMISE
from pages.parts import provenance
from pages.parts.charts import chart_panel, figures
from pages.parts.study import study_page
from pages.parts.study.questions import Shown
from pages.parts.study.view import Chart, Drawing, View, results
from studies import catalog
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import Outcome

TODAY, LATER = 2026.5, 2031.0  # [year] the published count of subscribers, and the end of copper
TAKE_UP = {"take_up_homes": "tous les logements", "take_up_connectable": "logements raccordables", "take_up_main": "résidences principales"}


def published(view: View, code: str) -> pd.Series:
    """Published coverage [share] of a département by date [year]."""
    return view.study.territory.coverage.sel(department=code).dropna("observed_on").to_series()


def subscribers(view: View) -> Drawing:
    """How many subscribe, quarter by quarter, with the only published point."""
    outcome, series = view.outcome, view.outcome.data.subscribers
    point = {outcome.values["observed_on"]: outcome.values["subscribers_observed"]}
    base = view.study.scenarios[view.study.card.reference].title
    figure = figures.compared_series("subscribers", outcome, view.reference, view.title, base, point, "Publié par Orange")
    later, seen = units.headline(float(series.sel(year=LATER)), "subscribers"), units.written(outcome.values["subscribers_observed"], "subscribers")
    alt = f"{figures.in_words('Abonnés', series.year.values, series.values, 'subscribers')}. Point publié : {seen}."
    low, high = (side[series.year.values.tolist().index(LATER)] for side in outcome.bands["subscribers"])
    return Drawing(figure, f"{later} à la fibre fin 2030, {units.headline_range(low, high, 'subscribers')}", alt)


def take_up(view: View) -> Drawing:
    """The published subscribers on three denominators: why so few, and why it is not so few. No lever moves the past."""
    values = {words: float(view.outcome.data[name].sel(year=TODAY)) for name, words in TAKE_UP.items()}
    written = {words: units.headline(value, "share") for words, value in values.items()}
    homes, main = written["tous les logements"], written["résidences principales"]
    reading = f"Les mêmes abonnés font {homes} de tous les logements, {main} des résidences principales"
    alt = f"Abonnés rapportés à trois nombres : {', '.join(f'{value} pour {words}' for words, value in written.items())}."
    return Drawing(figures.bars(values, "share"), reading, alt)


def rollout(view: View) -> Drawing:
    """The promise of the end of 2022 against the published coverage of the three départements."""
    curves = view.outcome.data.rollout_curve.sel(year=slice(None, 2025))
    seen = {name: (published(view, code).index.tolist(), published(view, code).tolist()) for code, name in DEPARTMENTS.items()}
    fitted = {name: (curves.year.values.tolist(), curves.sel(department=code).values) for code, name in DEPARTMENTS.items()}
    figure = figures.observed_and_fitted(seen, fitted, "share", (2017.5, 2025.2), (PROMISE, "promesse : fin 2022"))
    lozere, aveyron, lot = (units.headline(1 - published(view, code)[PROMISE], "share", unit_too=False) for code in DEPARTMENTS)
    reading = f"Promesse manquée : {lozere} points en Lozère, {aveyron} en Aveyron, {lot} (Lot)"
    alt = ". ".join(figures.in_words(name, years, values, "share") for name, (years, values) in seen.items())
    return Drawing(figure, reading, f"Part des locaux raccordables par trimestre, points publiés et courbes ajustées. {alt}.")


def coverage_table(_outcome: Outcome) -> pd.DataFrame:
    """The published coverage [share] by place and date."""
    return study.territory.coverage.to_series().rename("part").reset_index()


def show_take_up(view: View) -> None:
    show(Chart("broadband.take-up", provenance.line(view.study, "orange_2026", "commune_figures"), take_up, results(*TAKE_UP)), view)


def show_rollout(view: View) -> None:
    show(Chart("broadband.rollout", provenance.line(view.study, "barometre", "studio_fit"), rollout, coverage_table), view)


def show(chart: Chart, view: View) -> None:
    """A chart in the drawer of its question."""
    room = chart_panel.place(chart.source, lambda: chart.data(view.outcome))
    chart_panel.chart(room, *chart.draw(view), chart.key)


study = catalog.of_page(__file__)
study_page.show(
    study,
    live=[Chart("broadband.subscribers", provenance.line(study, "orange_2026", "barometre"), subscribers, results("subscribers", "potential"))],
    asked={"few": Shown(show_take_up, still=True), "late": Shown(show_rollout, still=True)},
)
