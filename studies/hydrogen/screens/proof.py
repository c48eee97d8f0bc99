"""How sure: the draws of everything that is uncertain, and the figures to be contested first."""

import math

import numpy as np
import pandas as pd

from data.ground import french
from pages.parts import tables, texts
from pages.parts.charts import alternatives, figures, house
from pages.parts.study import taken
from pages.parts.study.view import Drawing, View
from studies.hydrogen.screens import common
from studies.hydrogen.screens.common import H2, TIES, tied
from studies.toolkit.reading import units
from studies.toolkit.running import ensemble, runs, sensitivity
from studies.toolkit.running.narrative import Given
from studies.toolkit.running.outcome import read
from studies.toolkit.running.study import Study

FAN = (0.1, 0.25, 0.5, 0.75, 0.9)  # the quantiles of the fan: half of the draws, then eight in ten
AGAINST = ("diesel", "biogas", "battery")  # what the ties of a truck stand against
FIRST = 12  # figures told; the table of the assumptions has them all
EIGHT_IN_TEN = (0.1, 0.9)  # the quantiles told on each side of the run of the central assumptions
PRICES = ("pump_price", "parity_price")  # the headlines that the switch prices of a truck stand against
WINNERS = ("biomethane", "battery")  # the scenarios where a rival takes the vehicles


def levels(study: Study, scenario: str, indicator: str) -> dict[str, float]:
    """What the swings of an indicator are read against: the prices at which a truck switches, or where each rival would bring the indicator."""
    if indicator in PRICES:
        return tied(View(study, study.run(scenario), study.run(study.card.reference), study.scenarios[scenario].title))
    found = {}
    for name in WINNERS:
        headline = study.run(name).indicators[indicator]
        found[f"« {study.scenarios[name].title} » : {units.headline(headline.value, headline.unit)}"] = headline.value
    return found


def doubt(view: View) -> Given:
    """How often a truck would prefer hydrogen to each rival over the draws, and how many figures are to be verified."""
    answer, figures_of = runs.draws(view.study, view.outcome), view.study.parameters
    found = {name: units.headline(float((answer.pump_price < read(answer, tie)).mean()), "share") for name, tie in zip(AGAINST, TIES, strict=True)}
    weak = sum(parameter.doubtful for parameter in figures_of.values())
    return found | {"draws": str(ensemble.DRAWS), "weak": str(weak), "figures": str(len(figures_of))}


def show_doubt(view: View) -> None:
    """The fan of the energy, the kilometres and the prices over the draws, the figures to contest first."""
    answer = runs.draws(view.study, view.outcome)
    common.draw(view, f"{common.KEY}.fan", *fan(view, answer), taken.of_results(view, "energy", table=lambda: fan_table(view, answer)))
    show_kilometres(answer, view)
    texts.heading(view, "prices_title")
    names = {"pump_price": "Prix à la pompe"} | {name: f"Bascule face {words}" for name, words in TIES.items()}
    ranges = {words: told(view, answer, name) for name, words in names.items()}
    tables.show(
        [
            {
                "Par kilo": words,
                "8 tirages sur 10": units.headline_range(low, high, view.unit("pump_price")),
                "Ici": units.headline(here, view.unit("pump_price")),
            }
            for words, (low, here, high) in ranges.items()
        ]
    )
    texts.heading(view, "doubt_title", number=str(FIRST))
    tables.show([contested(view, *figure) for figure in weakest(view)[:FIRST]])
    texts.note(view, "doubt")


def told(view: View, answer, name: str) -> tuple[float, float, float]:
    """A result over the draws and on screen [its unit]: the ends that hold eight draws in ten, the run of the central assumptions between them."""
    here = view.number(name)
    low, high = (here, here) if math.isnan(here) else np.quantile(read(answer, name).values, EIGHT_IN_TEN)
    return low, here, high


def weakest(view: View) -> list[tuple[str, float, float]]:
    """The figures to be verified, those that move the gap between the pump and the switch of a truck most first: (name, how far each goes
    [EUR/kg])."""
    scenario, changes = view.outcome.scenario, dict(view.outcome.changes)
    swings = {
        indicator: {swing.parameter: abs(swing.high - swing.low) for swing in sensitivity.tornado(view.study, indicator, scenario, changes)}
        for indicator in ("pump_price", "parity_price")
    }
    names = [
        name
        for name, parameter in view.study.parameters.items()
        if parameter.doubtful and parameter.role == "uncertainty" and parameter.low is not None
    ]
    sold = not math.isnan(view.number("pump_price"))  # else the price is without object, and so is what moves it
    found = [(name, swings["pump_price"].get(name, 0.0) if sold else math.nan, swings["parity_price"].get(name, 0.0)) for name in names]
    return sorted(found, key=lambda figure: -np.nansum(figure[1:]))


def contested(view: View, name: str, price: float, switch: float) -> dict[str, str]:
    """A figure to be verified, as a line of the table."""
    parameter = view.study.parameters[name]
    low, high = (units.written(end, parameter.unit) for end in (parameter.low, parameter.high))
    gaps = (("le prix à la pompe", price, "pump_price"), ("la bascule", switch, "parity"))
    moved = [f"{what} de {units.headline(gap, view.unit(name))}" for what, gap, name in gaps if not math.isnan(gap)]
    return {
        "Chiffre": f"**{parameter.label}** : {units.written(view.outcome.values[name], parameter.unit)}, {french.between(low, high)}",
        "Déplace": ", ".join(moved),
        "Pourquoi en douter": parameter.note or "de mémoire",
    }


def show_kilometres(answer, view: View) -> None:
    """The kilometre of a local truck over the draws, with each technology."""
    technologies = view.names("technology")
    found = {name: told(view, answer, f"tco[{name}, hgv]") for name in technologies}
    ranges = {technologies[name]: ends for name, ends in found.items()}
    table = pd.DataFrame(ranges, index=["quantile_10", "ici", "quantile_90"]).T.rename_axis("technologie").reset_index()
    said = [f"{title} {units.headline_between(low, high, view.unit('tco'))}" for title, (low, _, high) in ranges.items()]
    apart = found[H2][0] > max(high for name, (_, _, high) in found.items() if name != H2)
    reading = "reste le plus cher, même dans ses tirages favorables" if apart else "et ses concurrents se recouvrent : rien n'est joué"
    figure = alternatives.intervals(ranges, view.unit("tco"), common.coloured(view, "technology"))
    title = f"Le kilomètre d'un poids lourd, 8 tirages sur 10 : l'hydrogène {reading}"
    common.draw(view, f"{common.KEY}.kilometres", figure, title, f"{'. '.join(said)}.", taken.of_results(view, "tco", table=lambda: table))


def fan(view: View, answer) -> Drawing:
    """The energy asked for over the draws, year by year, with what its rivals ask for, all by the run of the central assumptions."""
    years, bands = answer.year.values, np.quantile(of_draws(answer, "h2"), FAN, axis=0)
    bands[2] = here(view, "h2")
    figure = figures.fan(years, bands, view.unit("energy"), {}, "Hydrogène, dans ce choix")
    said = []
    for (name, title), dash in zip(view.names("rival").items(), ("dot", "dash"), strict=True):
        values = here(view, name)
        figure["data"].append(
            house.line(house.drawn(values, view.unit("energy")), f"{title}, dans ce choix", common.SHADES[name], dash=dash, x=list(years))
        )
        said.append(f"{french.in_sentence(title)} {units.headline(values[-1], view.unit('energy'))}")
    most = units.headline_between(bands[0, -1], bands[-1, -1], view.unit("energy"))
    reading = f"Huit tirages sur dix donnent {most} d'hydrogène fin 2040 ; {', '.join(said)}"
    alt = f"Éventail de {answer.sizes['draw']} tirages. Dans ce choix, {figures.in_words('hydrogène', years, bands[2], view.unit('energy'))}."
    return Drawing(figure, reading, f"{alt} {', '.join(said)}.")


def here(view: View, technology: str) -> np.ndarray:
    """The energy that a technology asks for on screen, by year [GWh/year]: the run of the central assumptions."""
    return view.outcome.data.energy.sel(cleaner=technology).values


def of_draws(answer, technology: str) -> np.ndarray:
    """The energy that a technology asks for, by draw and year [GWh/year]."""
    return read(answer, f"energy[{technology}]").transpose("draw", "year").values


def fan_table(view: View, answer) -> pd.DataFrame:
    """The quantiles of the energy of hydrogen by date, and what each technology asks for on screen."""
    bands = np.quantile(of_draws(answer, "h2"), FAN, axis=0)
    shown = {f"{name}_ici": here(view, name) for name in answer.cleaner.values}
    quantiles = {f"quantile_{round(100 * quantile)}": band for quantile, band in zip(FAN, bands, strict=True)}
    return pd.DataFrame({"date": answer.year.values} | quantiles | shown)
