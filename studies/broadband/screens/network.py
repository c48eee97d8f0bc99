"""Questions 1 to 4: where the network stands, whether the promise was kept, who paid, why so few subscribe."""

import pandas as pd

from data.ground import french
from geo.fibre import concession, rollout
from geo.territory import lozere
from pages.parts import menu, prose, provenance, tables, texts
from pages.parts.charts import chart_panel, figures
from pages.parts.fibre import coverage as fibre_coverage
from pages.parts.fibre import funding as fibre_funding
from pages.parts.fibre import observed_communes
from pages.parts.maps import commune_layers
from pages.parts.study import taken
from pages.parts.study.view import View
from studies.broadband.screens import common
from studies.broadband.screens.common import KEY
from studies.toolkit.reading import units

TODAY = 2026.5  # [year] the published count of subscribers
DEPARTMENTS = {"lozere": "48", "aveyron": "12", "lot": "46"}
PAYERS = {"holder": concession.HOLDER, "state": concession.STATE, "local": concession.LOCAL, "region": concession.REGION}
NEARLY = 0.005  # [share] the rollout is called finished when it is that near to its end: half a point is below what surveys tell apart
TAKE_UP = {"take_up_homes": "tous les logements", "take_up_connectable": "logements raccordables", "households_subscribed": "résidences principales"}


# 1. Where, and when is it finished


def reached(view: View) -> dict[str, str]:
    """The last published coverage and its date, the date at which the scenario is nearly at its end, written."""
    series = published(view)
    share, counted_on = units.headline(series.iloc[-1], "share"), french.end_of_quarter(series.index[-1])
    return {"published": share, "counted_on": counted_on, "finished_on": french.end_of_quarter(finished(view))}


def published(view: View):
    """The published coverage of Lozère by date [share, year]."""
    return view.study.territory.coverage.sel(department=lozere.LOZERE).dropna("observed_on").to_series()


def finished(view: View) -> float:
    """The first date at which the coverage is within half a point of its end [year]."""
    coverage = view.outcome.data.coverage
    return float(coverage.year[coverage.values >= float(coverage[-1]) - NEARLY][0])


def show_where(view: View) -> None:
    """The curve of the département with its range and its published points; the communes as the editions of Arcep counted them."""
    reading = f"Terminé ou presque {french.end_of_quarter(finished(view))}, d'après le scénario affiché"
    source = provenance.line(view.study, "barometre")
    common.show_by_year(view, f"{KEY}.coverage", "coverage", reading, source=source, published=published(view).to_dict())
    edition = observed_communes.ordered(rollout.observed())[0]
    observed_communes.show_reading(edition)
    texts.note(view, "communes", observed_communes.source(edition))
    prose.page_link(menu.as_page(menu.ROLLOUT), label="La fibre, commune par commune", icon=":material/cable:")


# 2. The promise


def missed(_view: View) -> dict[str, str]:
    """By how much it was missed in each département, written."""
    gaps = rollout.promise_gap().set_index("department")["gap"]
    return {name: fibre_coverage.points(gaps[code]) for name, code in DEPARTMENTS.items()}


def show_promise(view: View) -> None:
    """The curves by quarter, the line of the promise, the gaps in a table."""
    series, gaps = rollout.coverage_series(), rollout.promise_gap()
    reading, source = view.note("promise"), provenance.of_tables("coverage_series")
    figure, alt = fibre_coverage.chart(series), fibre_coverage.alt(series)
    chart_panel.whole(figure, reading, alt, source, taken.of_tables("coverage_series", table=lambda: fibre_coverage.table(series)), f"{KEY}.promise")
    tables.show(fibre_coverage.territories(series, gaps))


# 3. The money


def payers(_view: View) -> dict[str, str]:
    """The whole cost, and what each brought to it, written."""
    amounts = concession.who_paid().set_index("payer")["amount"]
    found = {"all": amounts.sum(), **{name: amounts[payer] for name, payer in PAYERS.items()}}
    return {name: units.headline(amount, "MEUR_2017") for name, amount in found.items()}


def show_funding(_view: View) -> None:
    """What each brought, and what a premise costs in each département."""
    fibre_funding.show_parts(f"{KEY}.funding", f"{KEY}.costs")


# 4. Why so few subscribe


def shares(view: View) -> dict[str, str]:
    """The take-up on each denominator, written."""
    return {words: units.headline(value, "share") for words, value in on_denominators(view).items()}


def on_denominators(view: View) -> dict[str, float]:
    """The share that subscribes, of each sort of homes [share]."""
    data = view.outcome.data
    return {words: float(data[name].sel(year=TODAY)) for name, words in TAKE_UP.items()}


def show_take_up(view: View) -> None:
    """The three denominators, then the second homes by intercommunality."""
    values = on_denominators(view)
    table = pd.Series(values, name="part").rename_axis("rapportes_a").reset_index()
    alt = f"Abonnés rapportés à trois nombres : {', '.join(f'{value} pour {words}' for words, value in shares(view).items())}."
    reading = view.note("take_up")
    source = provenance.line(view.study, "orange_2026", "commune_figures")
    chart_panel.whole(figures.bars(values, "share"), reading, alt, source, taken.of_results(view, *TAKE_UP, table=lambda: table), f"{KEY}.take-up")
    second = next(layer for layer in commune_layers.observed() if layer.key == "second_homes")
    rates = commune_layers.by_epci(second, None)
    ordered = rates.drop("Département").sort_values(ascending=False)
    texts.heading(view, "second_homes_title", least=units.headline(ordered.iloc[-1], "share"), most=units.headline(ordered.iloc[0], "share"))
    tables.show([{"Intercommunalité": name, "Résidences secondaires": units.headline(value, "share")} for name, value in ordered.items()])
    chart_panel.source_and_data(second.source, lambda: commune_layers.table(second, None), f"{KEY}.second-homes")
