"""What the screens of the hydrogen study share: its values, the marks published elsewhere, its figures."""

from collections.abc import Mapping

import pandas as pd
import xarray as xr

from data import tables as data_tables
from data.ground import french
from pages.parts import provenance, tables
from pages.parts.charts import alternatives, chart_panel, end_names, figures, house
from pages.parts.charts.house import Chart
from pages.parts.charts.taken import Taken
from pages.parts.study import scenario_lines, taken
from pages.parts.study.view import View, along, worded
from pages.parts.versions.machine_addresses import Programs
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import Outcome

KEY = "hydrogen"
END = 2041  # [date] the end of 2040, the last year of the study
ADVISED, POOLED = "biomethane", "proactive"  # the scenario that the study advises; the one that stands for a choice that opens no station
H2 = "h2"  # the technology that all others are compared with
WIDTH = 26  # characters of a name before a bar
MARGIN, BAR, LINE = 110, 34, 14  # [px] around the bars, of a bar, of one line more in its name
SHADES = {
    "diesel": house.GREY,
    "biogas": house.GREEN,
    "battery": house.ORANGE,
    "h2": house.BLUE,
    "investment": house.PURPLE,
    "land": house.GREY,
    "guarantee": house.VERMILION,
    "vehicles_h2": house.BLUE,
    "vehicles_biogas": house.GREEN,
}
TIES = {"parity[hgv]": "au diesel", "tie[biogas, hgv]": "au biométhane", "tie[battery, hgv]": "à la batterie"}


# Values


def with_station(view: View) -> View:
    """The choice on screen, or the pooled fleets when it opens no station: there is then nothing to fill nor to wait for."""
    if view.outcome.values["stations"] > 0:
        return view
    return view._replace(outcome=view.study.run(POOLED), title=view.study.scenarios[POOLED].title)


def each_tonne(outcome: Outcome, reference: Outcome) -> str:
    """Public money for each tonne that what it aids saves beyond the reference over the years of service, or that there is none."""
    spent, saved = (float(outcome.data[name] - reference.data[name]) for name in ("public_money", "carbon_bought"))
    return units.headline(spent * KILO**2 / saved, "EUR_2024/tCO2e") if saved > 0 else "rien de plus évité"


def more_saved(outcome: Outcome, reference: Outcome) -> str:
    """What an outcome saves beyond the reference over all the years of service, by what public money aids."""
    return units.headline(float(outcome.data.carbon_bought - reference.data.carbon_bought), outcome.data.carbon_bought.attrs["unit"])


def money(value: float) -> str:
    """Millions of euros, three digits at most."""
    return units.headline(value, "MEUR_2024")


def vehicles(view: View, technology: str) -> str:
    """The vehicles of a technology at the end of the study, whole ones."""
    return units.headline(round(view.number(f"vehicles[{technology}]@{END}")), view.unit("vehicles"))


def coloured(view: View, dimension: str) -> dict[str, str]:
    """The colour of each French name of a dimension."""
    return {words: SHADES[name] for name, words in view.names(dimension).items()}


def by_fleet(data: xr.Dataset, name: str) -> dict[str, dict[str, float]]:
    """A result by fleet, then by technology [its unit]."""
    return {fleet: along(of_fleet(data, fleet, name), name) for fleet in data.fleet.attrs["labels"]}


def of_fleet(data: xr.Dataset, fleet: str, name: str) -> xr.Dataset:
    """What a fleet has of a result; of that one alone, since a chart asks at each move of a lever."""
    return data[[name.partition("@")[0]]].sel(fleet=fleet)


def worded_by_fleet(data: xr.Dataset, name: str) -> dict[str, dict[str, float]]:
    """The same by French names, to be shown."""
    return {words: worded(of_fleet(data, fleet, name), name) for fleet, words in data.fleet.attrs["labels"].items()}


def switch(price: float) -> str:
    """A price at which one switches, or that there is none."""
    return units.headline(price, "EUR_2024/kg") if price > 0 else "jamais, même gratuit"


def tied(view: View) -> dict[str, float]:
    """The pump prices at which a truck would prefer hydrogen to each rival, named with their value; 0 when even a free one would not do."""
    return {f"Bascule face {words} : {switch(view.number(name))}": max(view.number(name), 0.0) for name, words in TIES.items()}


def avoided(outcome: Outcome) -> str:
    """What is no longer emitted each year at the end of the study."""
    saved = outcome.data.carbon_saved
    tonnes, unit = float(saved.sel(year=END)), saved.attrs["unit"]
    return f"{units.headline(tonnes, unit)} {units.agreeing(tonnes, unit, 'évitée', 'évitées')}"


# Marks published elsewhere


def marks(*kinds: str) -> pd.DataFrame:
    """The published marks by name, those of some kinds when they are told."""
    known = data_tables.read("hydrogen_marks").set_index("id", drop=False)
    return known[known["kind"].isin(kinds)] if kinds else known


def show_marks(kind: str) -> None:
    """The marks of a kind, a line each."""
    tables.show(
        [
            {
                "Repère": row.label,
                "Valeur": french.with_unit(french.number(row.value), row.unit) + (f", {provenance.DOUBT}" if row.confidence == "low" else ""),
                "Année": str(row.year),
                "Où": row.place,
                "À savoir": row.note if isinstance(row.note, str) else "",
                "Source": provenance.linked(row.source, row.url if isinstance(row.url, str) else ""),
            }
            for row in marks(kind).itertuples()
        ]
    )


# Figures


def frame(groups: Mapping[str, Mapping[str, float]], what: str) -> pd.DataFrame:
    """Values in groups as a table to download: a row for each group, named in the column `what`."""
    return pd.DataFrame(groups).T.rename_axis(what).reset_index()


def draw(view: View, key: str, figure: Chart, reading: str, alt: str, data: Taken, source: str = "") -> None:
    """A figure under what it says, then its source, the model unless another is told, and its data to take away."""
    chart_panel.whole(figure, reading, alt, source or provenance.of_model(view.study), data, key)


def draw_bars(
    view: View, key: str, bars: Mapping[str, float], unit: str, reading: str, columns: tuple[str, str], programs: Programs, source: str = ""
) -> None:
    """Values beside one another, each bar with its name over as many lines as it needs; `columns` name those of the table to download, `programs`
    says where a program reads them."""
    drawn = {end_names.on_lines(name, WIDTH): max(value, 0) for name, value in bars.items()}
    figure = figures.bars(drawn, unit, height=MARGIN + sum(BAR + LINE * name.count("<br>") for name in drawn))
    data = Taken(lambda: pd.DataFrame(list(bars.items()), columns=list(columns)), programs)
    draw(view, key, figure, reading, f"{alternatives.in_words(bars, unit)}.", data, source)


def draw_by_fleet(view: View, key: str, name: str, reading: str) -> None:
    """A result of each fleet with each technology, in groups of bars."""
    result, found = view.outcome.data[name], worded_by_fleet(view.outcome.data, name)
    data = taken.of_results(view, name, table=lambda: frame(found, "flotte"))
    draw(view, key, grouped(view, name), reading, alternatives.groups_in_words(found, result.attrs["unit"]), data)


def grouped(view: View, name: str) -> Chart:
    """A result of each fleet with each technology, beside the reference and the other scenarios, on a scale that no lever moves."""
    result, study = view.outcome.data[name], view.study
    base = None if view.outcome is view.reference else (study.scenarios[study.card.reference].title, worded_by_fleet(view.reference.data, name))
    others = [worded_by_fleet(study.run(scenario).data, name) for scenario in scenario_lines.others_than(view)]
    known = scenario_lines.highest(study, name)
    found = worded_by_fleet(view.outcome.data, name)
    return alternatives.grouped(found, result.attrs["unit"], coloured(view, str(result.dims[0])), known, base, others)
