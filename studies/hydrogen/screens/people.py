"""Hauliers, farmers, craftsmen, industry: what each of them would find in it, beside biomethane and batteries."""

from textwrap import wrap

import pandas as pd

from data import tables as data_tables
from data.ground import french
from pages.parts import provenance, tables
from pages.parts.charts import alternatives, chart_panel, figures
from pages.parts.study.view import View
from studies.hydrogen.screens import road
from studies.hydrogen.screens.money import END, LINE_COLOURS, LINES, at_end, mark_row, short
from studies.hydrogen.screens.price import FLEETS, KEY, TECHNOLOGIES, cheapest, costs, doubtful, heading, kilometre_source, number, said, switch
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units

WIDTH = 26  # characters of a name before a bar
HEAT = {"gas": "Gaz d'aujourd'hui", "syngas": "Gaz de bois", "electric": "Électricité", "h2": "Hydrogène"}
PLANT = "Usine et stations d'hydrogène"
WORKSHOPS = {name: LINES[f"vehicles_{name}"] for name in ("h2", "biogas", "battery")}
UPKEEP_COLOURS = LINE_COLOURS | {PLANT: figures.PURPLE}
SALE = {
    "hgv": "Des camions roulent en Suisse depuis 2020 ; peu de modèles en France",
    "coach": "Des autocars transformés roulent sur liO",
    "refuse": "Quelques collectivités en ont acheté",
    "snow": "Aucun modèle trouvé",
    "lcv": "HyVia liquidée en 2025 ; Stellantis, à partir de 70 000 €",
}


def wrapped(name: str) -> str:
    """A name on as many lines as it needs before a bar."""
    return "<br>".join(wrap(name, WIDTH))


# Hauliers


def hauliers(view: View) -> str:
    """The cheapest kilometre of a local truck, and how far the nearest stations are."""
    truck = costs(view.outcome.data)[FLEETS["hgv"]]
    least = cheapest(truck)
    times = truck["Hydrogène"] / truck[least]
    stations = units.headline(view.outcome.values["stations"], "stations")
    if least == "Hydrogène":
        return f"L'hydrogène serait le moins cher pour un poids lourd local, avec {stations} en Lozère"
    return (
        f"Aujourd'hui, aucune station en Lozère : la plus proche est à Rodez ou à Clermont-Ferrand. Avec celles de ce choix, un kilomètre à "
        f"l'hydrogène coûterait {french.significant(times)} fois {articled(least)}"
    )


def articled(technology: str) -> str:
    """The kilometre of a technology after "fois"."""
    return {"Diesel": "celui au diesel", "Biométhane": "celui au biométhane", "Batterie": "celui à batterie"}[technology]


def show_hauliers(view: View) -> None:
    """The costs fleet by fleet, what is on sale, then the stations around."""
    rows = []
    for fleet, words in FLEETS.items():
        found = {title: number(view, f"tco[{name}, {fleet}]") for name, title in TECHNOLOGIES.items()}
        rows.append(
            {
                "Flotte": words,
                "Coût d'un kilomètre, bascule et vente": ", ".join(
                    f"{french.in_sentence(title)} {units.headline(value, 'EUR_2024/km')}" for title, value in found.items()
                )
                + f" ; le moins cher : **{french.in_sentence(cheapest(found))}**. Bascule face au diesel : "
                + f"{switch(number(view, f'parity[{fleet}]'))}. "
                + SALE[fleet],
            }
        )
    heading("Le kilomètre de chaque flotte, aides comprises")
    tables.show(rows)
    chart_panel.source_and_data(
        kilometre_source(view.study), lambda: pd.DataFrame(costs(view.outcome.data)).T.rename_axis("flotte").reset_index(), f"{KEY}.fleets"
    )
    road.show(view)
    heading("Les stations les plus proches")
    marks = data_tables.read("hydrogen_marks")
    tables.show([mark_row(row) for row in marks[marks["kind"] == "station"].itertuples()])
    provenance.small(
        "De l'A75 en Lozère, Clermont-Ferrand, Rodez et la région de Montpellier sont dans ce rayon, aller simple : un aller-retour demande un plein "
        "sur place. "
        f"{provenance.of_tables('hydrogen_marks')}"
    )


# Farmers


def farming(view: View) -> str:
    """Wood, water and tractors of this choice, in one sentence."""
    wood, syngas = number(view, "wood"), said(view, "syngas_wood")
    if wood > 0:
        begun = f"{said(view, 'wood')} de bois, {said(view, 'wood_part')} de l'énergie tirée du bois aujourd'hui"
    else:
        begun = f"Pas de bois dans ce choix ; le gaz de bois de l'usine du Nord Lozère en prendrait {syngas}"
    return f"{begun}. Eau : {said(view, 'water')}. Un tracteur à hydrogène coûte {tractor_price()}, aucun n'est en vente"


def tractor_price() -> str:
    """What a hydrogen tractor costs, as so many diesel ones."""
    ratio = data_tables.read("hydrogen_marks").set_index("id").loc["tractor_ratio"]
    return f"{french.between(french.number(ratio['low']), french.number(ratio['high']))} fois un diesel"


def show_farming(view: View) -> None:
    """The wood against what is used today, the tractor, the water."""
    values = view.outcome.values
    used = values["wood_energy_today"]
    project = values["biomass_capacity"] * values["lhv"] * values["wood_input"] / KILO
    bars = {
        "Bois et biomasse d'aujourd'hui": used,
        "Gaz de bois pour toute l'usine": number(view, "syngas_wood") * values["wood_heat"] / KILO,
        "Projet du Nord Lozère, tout en hydrogène": project,
        "Bois de l'hydrogène de ce choix": number(view, "wood") * values["wood_heat"] / KILO,
        "Électricité de l'hydrogène de ce choix": number(view, "electricity"),
        "Biométhane des véhicules de ce choix": at_end(view, "biogas_energy"),
        "Électricité des véhicules à batterie de ce choix": at_end(view, "battery_energy"),
    }
    key = f"{KEY}.wood"
    room = chart_panel.place(
        f"{provenance.of_model(view.study)} {provenance.line(view.study, 'comite_enr', 'ami_nord_lozere', 'dea_storage')}",
        lambda: pd.Series(bars, name="gwh_par_an").rename_axis("usage").reset_index(),
        key,
    )
    alt = ", ".join(f"{name} {units.headline(value, 'GWh/year')}" for name, value in bars.items())
    chart_panel.chart(
        room,
        figures.bars({wrapped(name): value for name, value in bars.items()}, "GWh/year").update_layout(height=110 + 44 * len(bars)),
        f"Le projet du Nord Lozère prendrait {units.headline(project / used, 'share')} de l'énergie du bois d'aujourd'hui ; le biométhane de ce "
        f"choix en vaut {units.headline(bars['Biométhane des véhicules de ce choix'] / used, 'share')}",
        f"{alt}.",
        key,
    )
    tables.show(
        [
            {"Tracteur à hydrogène": "Consommation", "Valeur": f"{units.written(values['tractor_h2_use'], 'kg/hour')}, à 95 chevaux"},
            {"Tracteur à hydrogène": "Prix", "Valeur": tractor_price()},
            {
                "Tracteur à hydrogène": "Une journée de huit heures, au prix d'ici",
                "Valeur": units.headline(8 * values["tractor_h2_use"] * number(view, "pump_price"), "EUR_2024"),
            },
            {
                "Tracteur à hydrogène": "Demande des tracteurs de ce choix, fin 2040",
                "Valeur": units.headline(float(view.outcome.data.demand_by_segment.sel(segment="tractor", year=END)), "t/year"),
            },
        ]
    )
    provenance.small(
        "Le méthaniseur et la chaufferie au bois se disputent la même ressource : ce calcul ne les ajoute pas. Énergie d'une tonne de "
        f"bois{doubtful(view, 'wood_heat')}. "
        f"{provenance.line(view.study, 'fendt_2024')}"
    )


# Craftsmen


def jobs(view: View) -> str:
    """The jobs of this choice, what they rest on, and what the upkeep of its vehicles gives the workshops."""
    kept, before = sum(at_end(view, f"workshop_{name}") for name in WORKSHOPS), at_end(view, "workshop_diesel")
    return (
        f"Peu : {said(view, 'jobs')} d'exploitation de l'hydrogène, aucune source locale ne le mesure{doubtful(view, 'jobs_per_mw')}. L'entretien "
        f"des véhicules à hydrogène, au biométhane et à batterie ferait {yearly(kept)} pour les garages fin 2040, contre "
        f"{yearly(before)} s'ils restaient au diesel"
    )


def show_jobs(view: View) -> None:
    """The upkeep that each scenario leaves to be done, technology by technology, then its jobs, and the assumption behind."""
    shown = {"Scénario affiché": view.outcome.data} | {view.study.scenarios[name].title: view.study.run(name).data for name in view.study.scenarios}
    bills = {title: upkeep(data) for title, data in shown.items()}
    key = f"{KEY}.jobs"
    frame = pd.DataFrame(bills).T.assign(emplois=[float(data.jobs) for data in shown.values()]).rename_axis("scenario").reset_index()
    room = chart_panel.place(provenance.of_model(view.study), lambda: frame, key)
    alt = ". ".join(
        f"{title} : " + ", ".join(f"{french.in_sentence(name)} {yearly(bill)}" for name, bill in parts.items()) for title, parts in bills.items()
    )
    most = max(bills["Scénario affiché"], key=bills["Scénario affiché"].get)
    reading = f"L'entretien à faire fin 2040 : le plus gros poste du scénario affiché, {french.in_sentence(most)}"
    figure = alternatives.stacked({short(title): parts for title, parts in bills.items()}, "MEUR_2024/year", UPKEEP_COLOURS)
    chart_panel.chart(room, figure, reading, f"{alt}.", key)
    heading("Les emplois d'exploitation de l'hydrogène, et l'entretien des véhicules contre celui des mêmes au diesel")
    tables.show(
        [
            {
                "Scénario": f"**{title}**",
                "Emplois": units.headline(float(data.jobs), "jobs", unit_too=False),
                "Garages": french.listed(
                    [yearly(bill) for bill in (sum(bills[title][words] for words in WORKSHOPS.values()), float(data.workshop_diesel.sel(year=END)))],
                    "contre",
                ),
            }
            for title, data in shown.items()
        ]
    )
    values = view.outcome.values
    provenance.small(
        f"Hypothèses, toutes à vérifier : {units.written(values['jobs_per_mw'], 'jobs/MW')} d'électrolyse, "
        f"{units.written(values['jobs_per_station'], 'jobs')} par station, {units.written(values['jobs_biomass'], 'jobs')} pour le projet du Nord "
        f"Lozère ; entretien d'un poids lourd, au kilomètre : {french.listed([cost_of_upkeep(view, name) for name in TECHNOLOGIES])}. Aucune source "
        "ne donne les emplois du biométhane ni des bornes : leur entretien est compté en euros, et celui de leurs stations reste dans le prix de "
        "leur énergie. Métiers : électromécanique, froid et gaz sous pression, haute tension, habilitations."
    )


def yearly(bill: float) -> str:
    """Millions of euros a year."""
    return units.headline(bill, "MEUR_2024/year")


def upkeep(data) -> dict[str, float]:
    """What there is to keep up at the end of the study [MEUR/year]: the plant and its stations, then the vehicles of each technology."""
    return {PLANT: float(data.plant_upkeep)} | {words: float(data[f"workshop_{name}"].sel(year=END)) for name, words in WORKSHOPS.items()}


def cost_of_upkeep(view: View, name: str) -> str:
    """The upkeep of a kilometre of a truck, with its technology."""
    return f"{french.in_sentence(TECHNOLOGIES[name])} {units.written(view.outcome.values[f'upkeep_{name}'], 'EUR_2024/km')}"


# Industry


def industry(view: View) -> str:
    """The cheapest heat for the steel works, and the price of the others."""
    heat = {words: number(view, f"heat_{name}") for name, words in HEAT.items()}
    least = min(heat, key=heat.get)
    return (
        f"La chaleur la moins chère reste : {french.in_sentence(least)}, {units.headline(heat[least], 'EUR_2024/MWh')} ; gaz de bois "
        f"{units.headline(heat['Gaz de bois'], 'EUR_2024/MWh')}, électricité {units.headline(heat['Électricité'], 'EUR_2024/MWh')}, hydrogène "
        f"{units.headline(heat['Hydrogène'], 'EUR_2024/MWh')}"
    )


def show_industry(view: View) -> None:
    """A MWh of heat by energy, under the two ends of the stated investment of the project."""
    investment = view.study.parameters["biomass_capex"]
    ends = {
        millions: view.study.run(view.outcome.scenario, **{**view.outcome.changes, "biomass_capex": millions}).data
        for millions in (investment.low, investment.high)
    }
    heat = {words: number(view, f"heat_{name}") for name, words in HEAT.items()}
    bars = heat | {f"Gaz de bois, projet à {units.headline(millions, investment.unit)}": float(data.heat_syngas) for millions, data in ends.items()}
    bars["Biométhane, au prix de la pompe"] = view.outcome.values["biogas_price"] / view.outcome.values["biogas_lhv"] * KILO
    key = f"{KEY}.heat"
    room = chart_panel.place(provenance.of_model(view.study), lambda: pd.Series(bars, name="euros_par_mwh").rename_axis("energie").reset_index(), key)
    alt = ", ".join(f"{name} {units.headline(value, 'EUR_2024/MWh')}" for name, value in bars.items())
    chart_panel.chart(
        room,
        figures.bars({wrapped(name): value for name, value in bars.items()}, "EUR_2024/MWh").update_layout(height=110 + 40 * len(bars)),
        f"Le MWh de chaleur : le gaz de bois coûterait {units.headline(heat['Gaz de bois'] / heat[next(iter(heat))], 'index', False)} "
        "fois le gaz d'aujourd'hui",
        f"{alt}.",
        key,
    )
    values = view.outcome.values
    tables.show(
        [
            {"Pour l'usine de Saint-Chély-d'Apcher": "Gaz brûlé", "Valeur": f"plus de {units.written(values['gas_need'], 'GWh/year')}"},
            {"Pour l'usine de Saint-Chély-d'Apcher": "Bois pour tout remplacer par du gaz de bois", "Valeur": said(view, "syngas_wood")},
            {"Pour l'usine de Saint-Chély-d'Apcher": "Gaz remplacé par l'hydrogène de ce choix", "Valeur": said(view, "gas_replaced")},
            {
                "Pour l'usine de Saint-Chély-d'Apcher": "Émissions évitées par cet hydrogène, fin 2040",
                "Valeur": units.headline(float(view.outcome.data.saved_industry.sel(year=END)), "tCO2e/year"),
            },
        ]
    )
    provenance.small(
        "Une batterie ne chauffe pas un four : l'électricité y va directement. L'électricité est celle d'un électrolyseur "
        "souple, au prix des heures choisies : un four qui tourne sans arrêt la paierait plus cher, "
        f"{said(view, 'grid_power_price')}. Un démonstrateur d'électrolyse à haute température est prévu sur place ; il n'est pas compté. L'issue de "
        f"l'appel de 2024 n'a pas été trouvée. {provenance.line(view.study, 'arcelor_lng', 'ami_nord_lozere')}"
    )
