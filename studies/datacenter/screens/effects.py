"""What it gives and takes: local hosts, heat, jobs, carbon and water."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import streamlit as st

from data.ground import french
from pages.parts import prose, provenance, tables
from pages.parts.charts import chart_panel, curves, figures
from pages.parts.study.view import View
from studies.datacenter.screens.clients import LATE, built, names, number, written
from studies.toolkit.constants import HOURS, KILO
from studies.toolkit.reading import grids, units

KEY = "datacenter.committee"
SHOWN = 200  # points of the curve of hours
HOSTS = {"who": "Qui", "racks_alone": "Si le centre loue des baies seules", "services": "S'il vend aussi des services"}
CONTRACTS = {"form": "Forme", "who_bears_losses": "Qui porte la perte", "local_hosts": "Pour les hébergeurs d'ici"}


# Local hosts


def hosts(view: View) -> dict[str, str]:
    """What competes with local hosts, in euros."""
    service = view.outcome.values["service"]
    return {"services": units.headline(number(view, f"rents@{LATE}") * service / (1 + service), "kEUR_2024/year")}


def rows(view: View, name: str, titles: Mapping[str, str]) -> list[dict[str, str]]:
    """The lines of a table of words of the study, its columns under their French titles."""
    return [{title: row[column] for column, title in titles.items()} for row in grids.written(view.study.folder, name)]


def show_hosts(view: View) -> None:
    """Who is client, competitor, operator; the forms of contract."""
    left, right = st.columns(2, gap="medium")
    with left:
        prose.markdown("### Le même centre sert les hébergeurs d'ici ou les concurrence, selon ce qu'il vend")
        tables.show(rows(view, "hosts", HOSTS))
    with right:
        prose.markdown("### Trois formes de contrat, trois porteurs du risque")
        tables.show(rows(view, "contracts", CONTRACTS))
    private = written(view, "npv_private")
    provenance.small(
        f"Un privé sans subvention aurait une valeur nette de {private}, au taux de {units.written(view.outcome.values['private_rate'], 'share')} : "
        f"c'est ce qui peut justifier une aide publique, {provenance.DOUBT}. La taille de Synergee n'a pas été lue ; aucun hébergeur n'a été entendu."
    )
    chart_panel.source_and_data(
        provenance.of_model(view.study), lambda: pd.DataFrame({"valeur_privee_meur": [number(view, "npv_private")]}), f"{KEY}.hosts"
    )


# Heat


def heat(view: View) -> dict[str, str]:
    """What a near building and the network would take."""
    return {"given": units.headline(float(view.outcome.data.heat_given.sum()), "MWh/year")}


def show_heat(view: View) -> None:
    """Two clients side by side, then the hours."""
    prose.markdown("### Le réseau de Mende demande trop chaud : un bâtiment voisin prend la même chaleur à meilleur prix")
    tables.show(client_rows(view))
    need = view.outcome.values["heat_need"]
    if need > 0 and float(view.outcome.data.machines[-1]) > 0:
        key = f"{KEY}.heat"
        room = chart_panel.place(provenance.line(view.study, "sims_2022", "val_europe", "mende_network"), lambda: hours(view), key)
        frame = hours(view)
        figure = curves.curve(
            frame["heure"],
            {"besoin du bâtiment": frame["besoin_kw"], "chaleur offerte": frame["offert_kw"]},
            "kW",
            "Heures, la plus exigeante d'abord",
        )
        short = float((frame["besoin_kw"] > frame["offert_kw"]).mean())
        reading = (
            "La chaleur offerte couvre toutes les heures"
            if short == 0
            else f"La chaleur offerte ne suffit pas {units.headline(short, 'share')} des heures"
        )
        chart_panel.chart(room, figure, reading, f"{reading}. Besoin de {units.headline(float(frame['besoin_kw'].iloc[0]), 'kW')} à la pointe.", key)
    provenance.small(
        "Une étude finlandaise donne une valeur négative à un petit cas (−48,5 k€, entre −264 et 143 k€ ; Pärssinen et al., 2019). La chaleur n'est "
        f"pas comptée dans la valeur du centre. Températures du bâtiment, pompe et conduite : de mémoire, {provenance.DOUBT}. L'obligation "
        "européenne de réutiliser la chaleur ne commence qu'à 1 MW."
    )


def client_rows(view: View) -> list[dict[str, str]]:
    """A near building and the network side by side."""
    values = view.outcome.values
    power = float(view.outcome.data.electricity_price[-1])
    lines = {
        "Température demandée": lambda client: units.written(values[f"heat_{client}_temperature"], "degC"),
        "Chaleur pour 1 d'électricité": lambda client: french.significant(number(view, f"pump_cop[{client}]")),
        "Prix de la chaleur remplacée": lambda client: units.written(values[f"heat_{client}_price"], "EUR_2024/MWh"),
        "Électricité de la pompe": lambda client: units.headline(power / number(view, f"pump_cop[{client}]"), "EUR_2024/MWh"),
        "Prise dans ce choix": lambda client: written(view, f"heat_given[{client}]"),
    }
    clients = names(view, "heat_client")
    return [{"Par client": words} | {name: line(client) for client, name in clients.items()} for words, line in lines.items()]


def hours(view: View) -> pd.DataFrame:
    """The need of the near building, hour by hour from the greatest, and the heat offered [kW]."""
    values = view.outcome.values
    climate = view.study.modules["weather"].Climate(values["amplitude"], values["day_winter"], values["day_summer"], 0.0)
    profile, _ = view.study.function("hourly_need")(values["heat_site_temperature"], climate, values["heat_building_base"], values["heating_limit"])
    rank = np.linspace(0, HOURS - 1, SHOWN).astype(int)
    cop = number(view, "pump_cop[building]")
    offered = values["heat_recovered"] * float(view.outcome.data.machines[-1]) / HOURS * cop / (cop - 1)
    return pd.DataFrame({"heure": rank, "besoin_kw": KILO * values["heat_need"] * profile[::-1][rank], "offert_kw": KILO * offered})


# Jobs


def show_jobs(view: View) -> None:
    """Direct and induced jobs, and the public money for each."""
    key = f"{KEY}.jobs"
    values = {"sur place": number(view, "jobs_direct"), "entraînés (moyenne nationale)": number(view, "jobs") - number(view, "jobs_direct")}
    room = chart_panel.place(
        provenance.line(view.study, "ey_2024", "tribune_dijon"), lambda: pd.DataFrame(values.items(), columns=["emplois", "nombre"]), key
    )
    each = written(view, "public_per_job")
    alt = f"Emplois : {', '.join(f'{name} {french.significant(value)}' for name, value in values.items())}."
    chart_panel.chart(room, figures.bars(values, "jobs"), f"{each} d'argent public par emploi, sur 20 ans", alt, key)
    provenance.small(
        "Dijon tient 120 baies à 2 personnes. Les emplois entraînés, 1,5 par emploi d'exploitant, sont une moyenne de la filière : dans une petite "
        f"salle, sans doute moins, {provenance.DOUBT}. Ce que le centre évite aux clients publics, {written(view, 'rooms_avoided')} de salles "
        "informatiques, vient d'une déclaration d'exploitant."
    )


# Carbon and water


def show_carbon(view: View) -> None:
    """Emissions under two electricities, what is spared, water."""
    key = f"{KEY}.carbon"
    data = view.outcome.data.sel(year=LATE)
    values = {words: float(data.emissions.sel(power_mix=mix)) for mix, words in names(view, "power_mix").items()}
    room = chart_panel.place(provenance.of_model(view.study), lambda: pd.DataFrame(values.items(), columns=["electricite", "tco2e_par_an"]), key)
    ratio = values["électricité importée"] / max(values["électricité de France"], 1e-9)
    reading = f"Importée, la même électricité émettrait {french.number(round(ratio, 0))} fois plus" if built(view) else "Rien n'est consommé ici"
    alt = f"Émissions : {', '.join(f'{name} {french.significant(value)} tonnes' for name, value in values.items())}."
    chart_panel.chart(room, figures.bars(values, "tCO2e/year"), reading, alt, key)
    tables.show(
        [
            {"La dixième année": data[name].attrs["label"], "Valeur": units.headline(float(data[name]), data[name].attrs["unit"])}
            for name in ("machines", "electricity", "energy_spared", "water", "water_fleet")
        ]
    )
    provenance.small(
        f"Émissions directes de l'électricité seule ; ni les machines, ni le béton. Électricité importée : de mémoire, {provenance.DOUBT}. Un "
        "refroidissement sec ne consomme pas d'eau ; le parc français en prend 0,43 litre par kWh de machine (Arcep, données de 2023)."
    )
