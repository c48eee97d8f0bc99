"""Who pays: public money and the tonne saved, what waiting is worth, the aids and the targets of the Region."""

import numpy as np
import pandas as pd

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import alternatives, chart_panel, figures
from pages.parts.study.view import View, swept, worded
from studies.hydrogen.screens import common
from studies.hydrogen.screens.common import END, H2, TIES, avoided, money
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units
from studies.toolkit.running.narrative import Given
from studies.toolkit.running.outcome import Outcome

SHOWN = "Scénario affiché"
RIVAL = "biomethane"  # the scenario that any waiting is compared with
WAITS = np.arange(6.0)  # [year] the range of the lever
REGION = ("stations_2030", "vehicles_2030", "stations_france_2025")  # the marks that an answer names


# The cost


def each(view: View, amount: float) -> str:
    """Public money [MEUR] by inhabitant."""
    return units.headline(amount * KILO**2 / float(view.study.territory.population.sum()), "EUR_2024/inhabitant")


def cost(view: View) -> Given:
    """Public money by inhabitant."""
    return {"each": each(view, view.number(f"public_money@{END}"))}


def short(title: str) -> str:
    """A title that fits before a bar."""
    return figures.on_lines(title, common.WIDTH)


def show_cost(view: View) -> None:
    """Public money by line under each option, then the cost of a tonne by fleet and technology."""
    shown = {SHOWN: view.outcome} | {option.title: view.study.run(option.scenario) for option in view.study.card.options}
    groups = {title: worded(outcome.data, f"spent@{END}") for title, outcome in shown.items()}
    totals = {title: sum(posts.values()) for title, posts in groups.items()}
    figure = alternatives.stacked({short(title): posts for title, posts in groups.items()}, "MEUR_2024", common.coloured(view, "post"))
    reading = f"Argent public jusqu'à fin 2040, ligne par ligne : {money(totals[SHOWN])} dans le scénario affiché"
    common.draw(
        view, f"{common.KEY}.public-money", figure, reading, f"{alternatives.in_words(totals, 'MEUR_2024')}.", lambda: common.frame(groups, "option")
    )
    dearest = all(max(tonnes, key=tonnes.get) == H2 for tonnes in common.by_fleet(view.outcome.data, "tonne").values())
    always, otherwise = "La tonne évitée coûte le plus cher à l'hydrogène dans chaque flotte", "Ce que coûte une tonne évitée, par flotte"
    common.draw_by_fleet(view, f"{common.KEY}.tonnes", "tonne", always if dearest else otherwise)
    tables.show(
        [
            {
                "Scénario": f"**{title}**",
                "Argent public et émissions": f"{money(totals[title])}, {each(view, totals[title])} ; avec l'exploitation, "
                f"{money(float(outcome.data.support_total))}. Fin 2040 : {avoided(outcome)}",
            }
            for title, outcome in shown.items()
        ]
    )
    texts.note(view, "cost")


# Waiting


def waited(view: View) -> tuple[str, dict[str, np.ndarray]]:
    """The results for each number of years waited: (what is waited for, results). A choice that opens nothing waits for nothing: another is shown."""
    if view.outcome.values["stations"] < 2 and view.outcome.scenario == view.study.card.reference and not view.outcome.changes:
        scenario = "proactive"
        view = view._replace(outcome=view.study.run(scenario), title=view.study.scenarios[scenario].title)
    return view.title, swept(view, ("support_total", "pump_price", *TIES, f"carbon_saved@{END}"), {"wait_years": WAITS})


def waiting(view: View) -> Given:
    """What three years of waiting spare [MEUR] or cost more, and by how much the kilo falls."""
    title, found = waited(view)
    gain, fall = (float(found[name][0] - found[name][3]) for name in ("support_total", "pump_price"))
    return {"title": title, "gain": gain, "spared": money(gain), "added": money(-gain), "fall": units.headline(fall, "EUR_2024/kg")}


def at_once(view: View) -> dict[str, Outcome]:
    """What could be done without waiting: the rival scenario, then as much of the vehicles on batteries as in the stress test."""
    share = float(view.study.run("battery").values["battery_share"])
    battery = view.study.run(view.study.card.reference, battery_share=share)
    title = view.study.scenarios[RIVAL].title
    return {f"« {title} »": view.study.run(RIVAL), f"Batterie pour {units.headline(share, 'share')} des véhicules": battery}


def show_waiting(view: View) -> None:
    """The support against the years waited, and the figures beside it."""
    title, found = waited(view)
    support, saved = found["support_total"], found[f"carbon_saved@{END}"]
    marks = {f"{words} tout de suite,<br>{avoided(outcome)}": float(outcome.data.support_total) for words, outcome in at_once(view).items()}
    lines = {f"« {title} » selon l'attente,<br>{units.headline(saved[0], 'tCO2e/year')} évitées sans attendre": support}
    figure = alternatives.curves(WAITS, lines, "Années d'attente", "MEUR_2024", marks, shades=(figures.GREEN, figures.ORANGE))
    reading = f"Partir tout de suite : {money(support[0])} de soutien ; cinq ans plus tard : {money(support[-1])}"
    alt = f"{reading}, pour « {title} ». {alternatives.in_words(marks, 'MEUR_2024').replace('<br>', ' ')}."
    common.draw(view, f"{common.KEY}.waiting", figure, reading, alt, lambda: pd.DataFrame({"annees": WAITS} | found))
    first = view.outcome.values["first_year"]
    tables.show(
        [
            {
                "Années d'attente": f"{french.number(year, 0)}, ouverture en {units.written(first + year, 'date_year')}",
                "Soutien total": f"{money(support[row])}, pour {units.headline(saved[row], 'tCO2e/year')} évitées fin 2040",
                "Prix à la pompe": units.headline(found["pump_price"][row], "EUR_2024/kg"),
            }
            for row, year in enumerate(WAITS)
        ]
    )
    switches = [f"{units.headline(found[name][0], 'EUR_2024/kg')} face {words}" for name, words in TIES.items()]
    texts.note(view, "waiting", switches=french.listed(switches))


# The Region


def region(view: View) -> Given:
    """What the Region targets, what is there, the vehicles that this choice would bring."""
    known = common.marks()["value"]
    brought = {technology: common.vehicles(view, technology) for technology in view.names("cleaner")}
    return brought | {name: french.number(known[name]) for name in REGION}


def show_region(view: View) -> None:
    """Targets beside what is seen, then the aids with their rates and caps, then what one vehicle gets here."""
    common.heading("Les objectifs, et ce qui est observé")
    common.show_marks("target")
    common.heading("Les aides, avec leurs plafonds")
    common.show_marks("aid")
    chart_panel.source_and_data(provenance.of_tables("hydrogen_marks"), common.marks, f"{common.KEY}.marks")
    cap = view.outcome.values["aid_cap"] / view.outcome.values["vehicles_each"]
    common.draw_by_fleet(view, f"{common.KEY}.aids", "aid", f"Le plafond par bénéficiaire limite l'aide à {units.headline(cap, 'EUR_2024/vehicle')}")
    texts.note(view, "region", provenance.line(view.study, "corridor_h2", "region_aid"))
