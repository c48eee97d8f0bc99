"""Who pays: public money and the tonne saved, what waiting is worth, the aids and the targets of the Region."""

import numpy as np
import pandas as pd

from data import tables as data_tables
from data.ground import french
from pages.parts import provenance, tables
from pages.parts.charts import alternatives, chart_panel, figures
from pages.parts.study.view import View
from studies.hydrogen.screens.price import COLOURS, FLEETS, KEY, TECHNOLOGIES, doubtful, heading, number
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import Outcome, read

END = 2041  # [date] the end of 2040, the last year of the study
LINES = {
    "investment": "Investissements",
    "land": "Terrain donné",
    "guarantee": "Volume garanti",
    "vehicles_h2": "Véhicules à hydrogène",
    "vehicles_biogas": "Véhicules au biométhane",
    "vehicles_battery": "Véhicules à batterie",
}
LINE_COLOURS = {
    "Investissements": figures.PURPLE,
    "Terrain donné": figures.GREY,
    "Volume garanti": figures.VERMILION,
    "Véhicules à hydrogène": figures.BLUE,
    "Véhicules au biométhane": figures.GREEN,
    "Véhicules à batterie": figures.ORANGE,
}
RIVALS = {name: title for name, title in TECHNOLOGIES.items() if name != "diesel"}
RIVAL = "biomethane"  # the scenario that any waiting is compared with
WAITS = np.arange(6.0)  # [year] the range of the lever


def at_end(view: View, name: str) -> float:
    """A result at the end of the study [its unit]."""
    return float(view.outcome.data[name].sel(year=END))


def money(value: float) -> str:
    """Millions of euros, three digits at most."""
    return units.headline(value, "MEUR_2024")


# The cost


def cost(view: View) -> str:
    """Public money, by inhabitant and by tonne and year."""
    spent, people = at_end(view, "public_money"), float(view.study.territory.population.sum())
    tonnes = at_end(view, "carbon_saved")
    each = units.headline(spent * KILO**2 / people, "EUR_2024/inhabitant")
    h2, gas, battery = (units.headline(number(view, f"tonne[{name}, hgv]"), "EUR_2024/tCO2e") for name in ("h2", "biogas", "battery"))
    return (
        f"{money(spent)} jusqu'à fin 2040, {each}, pour {units.headline(tonnes, 'tCO2e/year')} évitées ; en poids lourd, la tonne coûte {h2} "
        f"à l'hydrogène, {gas} au biométhane, {battery} à la batterie"
    )


def show_cost(view: View) -> None:
    """Public money by line under each option, then the cost of a tonne by fleet and technology."""
    options = {option.title: view.study.run(option.scenario) for option in view.study.card.options}
    shown = {"Scénario affiché": view.outcome} | options
    groups = {title: {words: float(outcome.data[f"spent_{name}"].sel(year=END)) for name, words in LINES.items()} for title, outcome in shown.items()}
    key = f"{KEY}.public-money"
    table = pd.DataFrame(groups).T.rename_axis("option").reset_index()
    room = chart_panel.place(provenance.of_model(view.study), lambda: table, key)
    totals = {title: sum(parts.values()) for title, parts in groups.items()}
    alt = ", ".join(f"{title} {money(value)}" for title, value in totals.items())
    chart_panel.chart(
        room,
        alternatives.stacked({short(title): parts for title, parts in groups.items()}, "MEUR_2024", LINE_COLOURS),
        f"Argent public jusqu'à fin 2040, ligne par ligne : {money(totals['Scénario affiché'])} dans le scénario affiché",
        f"{alt}.",
        key,
    )
    tonnes = {words: {title: number(view, f"tonne[{name}, {fleet}]") for name, title in RIVALS.items()} for fleet, words in FLEETS.items()}
    key = f"{KEY}.tonnes"
    room = chart_panel.place(provenance.of_model(view.study), lambda: pd.DataFrame(tonnes).T.rename_axis("flotte").reset_index(), key)
    told = ". ".join(
        f"{words} : " + ", ".join(f"{name} {units.headline(value, 'EUR_2024/tCO2e')}" for name, value in by_technology.items())
        for words, by_technology in tonnes.items()
    )
    chart_panel.chart(
        room,
        alternatives.grouped(tonnes, "EUR_2024/tCO2e", COLOURS),
        "La tonne évitée coûte le plus cher à l'hydrogène dans chaque flotte" if dearest(tonnes) else "Ce que coûte une tonne évitée, par flotte",
        f"{told}.",
        key,
    )
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
    provenance.small(
        "Coût d'une tonne avant toute aide, énergie sur le cycle de vie ; négatif : on économise. Le soutien total ajoute à l'argent public ce qu'il "
        "faudrait payer chaque kilo pour rouler au prix du diesel, actualisé. Prix du biométhane, entretien et "
        f"revente{doubtful(view, 'biogas_price')}."
    )


def short(title: str) -> str:
    """A title that fits before a bar."""
    return title if len(title) <= 28 else f"{title[: title.rfind(' ', 0, 28)]}<br>{title[title.rfind(' ', 0, 28) + 1 :]}"


def each(view: View, amount: float) -> str:
    """An amount [MEUR] by inhabitant."""
    return units.headline(amount * KILO**2 / float(view.study.territory.population.sum()), "EUR_2024/inhabitant")


def dearest(tonnes: dict[str, dict[str, float]]) -> bool:
    """Whether hydrogen is the dearest tonne of every fleet."""
    return all(max(by_technology, key=by_technology.get) == "Hydrogène" for by_technology in tonnes.values())


# Waiting


def waited(view: View) -> tuple[str, dict[str, np.ndarray]]:
    """The total support and the pump price for each number of years waited: (what is waited for, results)."""
    name = view.outcome.scenario
    changes, title = dict(view.outcome.changes), view.title
    if float(view.outcome.values["stations"]) < 2 and name == view.study.card.reference and not changes:
        name, changes, title = "proactive", {}, view.study.scenarios["proactive"].title
    chosen = runs.choices(view.study, name, changes)
    answer = runs.simulate(view.study, {**chosen, "wait_years": WAITS})
    found = {
        key: np.broadcast_to(read(answer, key).values, WAITS.shape)
        for key in ("support_total", "pump_price", "parity[hgv]", "tie[biogas, hgv]", "tie[battery, hgv]")
    }
    return title, found | {"saved": answer.carbon_saved.sel(year=END).values}


def waiting(view: View) -> str:
    """What three years of waiting spare, and what they lose."""
    title, found = waited(view)
    gain = found["support_total"][0] - found["support_total"][3]
    fall = found["pump_price"][0] - found["pump_price"][3]
    words = f"feraient économiser {money(gain)} de soutien" if gain > 0 else f"coûteraient {money(-gain)} de soutien de plus"
    return f"« {title} » : trois ans d'attente {words}, et le kilo coûterait {units.headline(fall, 'EUR_2024/kg')} de moins"


def battery_first(view: View) -> tuple[float, Outcome]:
    """The share of the vehicles that batteries take in the stress test, and what comes of it beside the reference."""
    share = float(view.study.run("battery").values["battery_share"])
    return share, view.study.run(view.study.card.reference, battery_share=share)


def avoided(outcome: Outcome) -> str:
    """What is no longer emitted each year at the end of the study."""
    return f"{units.headline(float(outcome.data.carbon_saved.sel(year=END)), 'tCO2e/year')} évitées"


def show_waiting(view: View) -> None:
    """The support against the years waited, and the figures beside it."""
    title, found = waited(view)
    key = f"{KEY}.waiting"
    frame = pd.DataFrame({"annees": WAITS} | found)
    room = chart_panel.place(provenance.of_model(view.study), lambda: frame, key)
    share, battery = battery_first(view)
    marks = {
        f"« {view.study.scenarios[RIVAL].title} » tout de suite,<br>{avoided(view.study.run(RIVAL))}": float(
            view.study.run(RIVAL).data.support_total
        ),
        f"Batterie pour {units.headline(share, 'share')} des véhicules tout de suite,<br>{avoided(battery)}": float(battery.data.support_total),
    }
    lines = {f"« {title} » selon l'attente,<br>{units.headline(found['saved'][0], 'tCO2e/year')} évitées sans attendre": found["support_total"]}
    figure = alternatives.curves(WAITS, lines, "Années d'attente", "MEUR_2024", marks, shades=(figures.GREEN, figures.ORANGE))
    reading = f"Partir tout de suite : {money(found['support_total'][0])} de soutien ; cinq ans plus tard : {money(found['support_total'][-1])}"
    chart_panel.chart(
        room,
        figure,
        reading,
        f"{reading}, pour « {title} ». {', '.join(f'{words} {money(value)}' for words, value in marks.items()).replace('<br>', ' ')}.",
        key,
    )
    tables.show(
        [
            {
                "Années d'attente": f"{french.number(year, 0)}, ouverture en {units.written(view.outcome.values['first_year'] + year, 'date_year')}",
                "Soutien total": f"{money(found['support_total'][row])}, pour {units.headline(found['saved'][row], 'tCO2e/year')} évitées fin 2040",
                "Prix à la pompe": units.headline(found["pump_price"][row], "EUR_2024/kg"),
            }
            for row, year in enumerate(WAITS)
        ]
    )
    ties = {"au diesel": "parity[hgv]", "au biométhane": "tie[biogas, hgv]", "à la batterie": "tie[battery, hgv]"}
    switches = french.listed([f"{units.headline(found[name][0], 'EUR_2024/kg')} face {words}" for words, name in ties.items()])
    provenance.small(
        f"Pendant ce temps, un poids lourd bascule toujours à {switches}. "
        "L'attente ne vaut que si les prix baissent vraiment : la part de la baisse projetée qui se réalise est une incertitude, et se déplace plus "
        "haut. "
        "Les années perdues ne sont pas rattrapées avant 2040 ; le biométhane et la batterie continuent pendant ce temps."
    )


# The Region


def region(view: View) -> str:
    """What the Region targets, what is there, what this choice would add."""
    marks = data_tables.read("hydrogen_marks").set_index("id")["value"]
    vehicles = at_end(view, "h2_vehicles")
    return (
        f"La Région vise {french.number(marks['stations_2030'])} stations et {french.number(marks['vehicles_2030'])} véhicules en 2030 ; toute la "
        "France en comptait "
        f"{french.number(marks['stations_france_2025'])} en 2025. Ce choix mettrait {units.headline(round(vehicles), 'vehicles')} à l'hydrogène en "
        "Lozère fin 2040, "
        f"{units.headline(round(at_end(view, 'biogas_vehicles')), 'vehicles')} au biométhane, "
        f"{units.headline(round(at_end(view, 'battery_vehicles')), 'vehicles')} à batterie"
    )


def show_region(view: View) -> None:
    """Targets beside what is seen, then the aids with their rates and caps, then what one vehicle gets here."""
    marks = data_tables.read("hydrogen_marks")
    heading("Les objectifs, et ce qui est observé")
    tables.show([mark_row(row) for row in marks[marks["kind"] == "target"].itertuples()])
    heading("Les aides, avec leurs plafonds")
    tables.show([mark_row(row) for row in marks[marks["kind"] == "aid"].itertuples()])
    chart_panel.source_and_data(provenance.of_tables("hydrogen_marks"), lambda: marks, f"{KEY}.marks")
    aids = {words: {title: number(view, f"aid[{name}, {fleet}]") for name, title in RIVALS.items()} for fleet, words in FLEETS.items()}
    key = f"{KEY}.aids"
    room = chart_panel.place(provenance.of_model(view.study), lambda: pd.DataFrame(aids).T.rename_axis("flotte").reset_index(), key)
    alt = ". ".join(
        f"{words} : " + ", ".join(f"{name} {units.headline(value, 'kEUR_2024/vehicle')}" for name, value in by_technology.items())
        for words, by_technology in aids.items()
    )
    cap = view.outcome.values["aid_cap"] / view.outcome.values["vehicles_each"]
    chart_panel.chart(
        room,
        alternatives.grouped(aids, "kEUR_2024/vehicle", COLOURS),
        f"Le plafond par bénéficiaire limite l'aide à {units.headline(cap, 'EUR_2024/vehicle')}",
        f"{alt}.",
        key,
    )
    provenance.small(
        "La Région a aussi financé des études et des équipements : 150 M€ pour son plan de 2019 à 2030, dont 25 M€ pour les véhicules. Aucune "
        "station du "
        f"Corridor H2 n'est en Lozère. {provenance.line(view.study, 'corridor_h2', 'region_aid')}"
    )


def mark_row(row) -> dict[str, str]:
    """A published figure as a line of a table."""
    doubt = ", **à vérifier**" if row.confidence == "low" else ""
    return {
        "Repère": row.label,
        "Valeur": f"{french.with_unit(french.number(row.value), row.unit)}{doubt}",
        "Année": str(row.year),
        "Où": row.place,
        "À savoir": row.note if isinstance(row.note, str) else "",
        "Source": provenance.linked(row.source, row.url if isinstance(row.url, str) else ""),
    }
