"""What it gives and takes: local hosts, heat, jobs, carbon and water."""

import numpy as np
import pandas as pd
import streamlit as st

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel, curves, figures
from pages.parts.study import taken
from pages.parts.study.view import View, worded
from studies.datacenter.screens import money
from studies.datacenter.screens.clients import KEY, LATE, built
from studies.toolkit.constants import HOURS, KILO
from studies.toolkit.reading import units

SHOWN = 200  # points of the curve of hours
HOSTS = {"who": "Qui", "racks_alone": "Si le centre loue des baies seules", "services": "S'il vend aussi des services"}
CONTRACTS = {"form": "Forme", "who_bears_losses": "Qui porte la perte", "local_hosts": "Pour les hébergeurs d'ici"}


# Local hosts


def hosts(view: View) -> dict[str, str]:
    """What competes with local hosts, in euros."""
    service = view.outcome.values["service"]
    return {"services": units.headline(view.number(f"rents@{LATE}") * service / (1 + service), view.unit("rents"))}


def show_hosts(view: View) -> None:
    """Who is client, competitor, operator; the forms of contract."""
    left, right = st.columns(2, gap="medium")
    with left:
        texts.heading(view, "hosts_title")
        texts.table(view, "hosts", HOSTS)
    with right:
        texts.heading(view, "contracts_title")
        texts.table(view, "contracts", CONTRACTS)
    if view.number("capex") > 0:
        texts.note(view, "private")
    texts.note(view, "hosts")
    chart_panel.source_and_data(
        provenance.of_model(view.study), lambda: pd.DataFrame({"valeur_privee_meur": [view.number("npv_private")]}), f"{KEY}.hosts"
    )


# Heat


def heat(view: View) -> dict[str, str]:
    """What a near building and the network would take."""
    return {"given": units.headline(float(view.outcome.data.heat_given.sum()), view.unit("heat_given"))}


def show_heat(view: View) -> None:
    """Two clients side by side, then the hours."""
    texts.heading(view, "heat_title")
    tables.show(client_rows(view))
    need = view.outcome.values["heat_need"]
    if need > 0 and float(view.outcome.data.machines[-1]) > 0:
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
        alt = f"{reading}. Besoin de {units.headline(float(frame['besoin_kw'].iloc[0]), 'kW')} à la pointe."
        source = provenance.line(view.study, "sims_2022", "val_europe", "mende_network")
        chart_panel.whole(figure, reading, alt, source, taken.nearest(view, "heat_given", "machines", table=lambda: hours(view)), f"{KEY}.heat")
    texts.note(view, "heat")


def client_rows(view: View) -> list[dict[str, str]]:
    """A near building and the network side by side."""
    price, clients = float(view.outcome.data.electricity_price[-1]), view.names("heat_client")
    pump = {client: units.headline(price / view.number(f"pump_cop[{client}]"), view.unit("electricity_price")) for client in clients}
    return texts.rows(view, "heat_clients", {"asked": "Par client"} | clients, **pump)


def hours(view: View) -> pd.DataFrame:
    """The need of the near building, hour by hour from the greatest, and the heat offered [kW]."""
    values = view.outcome.values
    climate = view.study.modules["weather"].Climate(values["amplitude"], values["day_winter"], values["day_summer"], 0.0)
    profile, _ = view.study.function("hourly_need")(values["heat_site_temperature"], climate, values["heat_building_base"], values["heating_limit"])
    rank = np.linspace(0, HOURS - 1, SHOWN).astype(int)
    cop = view.number("pump_cop[building]")
    offered = values["heat_recovered"] * float(view.outcome.data.machines[-1]) / HOURS * cop / (cop - 1)
    return pd.DataFrame({"heure": rank, "besoin_kw": KILO * values["heat_need"] * profile[::-1][rank], "offert_kw": KILO * offered})


# Jobs


def show_jobs(view: View) -> None:
    """Direct and induced jobs, and the public money for each."""
    values = {"sur place": view.number("jobs_direct"), "entraînés (moyenne nationale)": view.number("jobs") - view.number("jobs_direct")}
    alt = f"Emplois : {', '.join(f'{name} {french.significant(value)}' for name, value in values.items())}."
    made = view.number("jobs") > 0
    reading = f"{money.each_job(view.number('public_per_job'))} d'argent public par emploi, sur 20 ans" if made else "Aucun emploi créé dans ce choix"
    source, table = provenance.line(view.study, "ey_2024", "tribune_dijon"), pd.DataFrame(values.items(), columns=["emplois", "nombre"])
    found = taken.of_results(view, "jobs_direct", "jobs", table=lambda: table)
    chart_panel.whole(figures.bars(values, view.unit("jobs")), reading, alt, source, found, f"{KEY}.jobs")
    texts.note(view, "jobs")


# Carbon and water


def show_carbon(view: View) -> None:
    """Emissions under two electricities, what is spared, water."""
    data = view.outcome.data.sel(year=LATE)
    values = worded(data, "emissions")
    table = pd.DataFrame(values.items(), columns=["electricite", "tco2e_par_an"])
    ratio = view.number(f"emissions[imported]@{LATE}") / max(view.number(f"emissions[french]@{LATE}"), 1e-9)
    reading = f"Importée, la même électricité émettrait {french.number(round(ratio, 0))} fois plus" if built(view) else "Rien n'est consommé ici"
    alt = f"Émissions : {', '.join(f'{name} {french.significant(value)} tonnes' for name, value in values.items())}."
    found = taken.of_results(view, "emissions", table=lambda: table)
    chart_panel.whole(figures.bars(values, view.unit("emissions")), reading, alt, provenance.of_model(view.study), found, f"{KEY}.carbon")
    tables.show(
        [
            {"La dixième année": data[name].attrs["label"], "Valeur": units.headline(float(data[name]), data[name].attrs["unit"])}
            for name in ("machines", "electricity", "energy_spared", "water", "water_fleet")
        ]
    )
    texts.note(view, "carbon")
