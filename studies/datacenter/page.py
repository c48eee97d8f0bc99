"""The page of the datacenter study: the cash that moves with the levers, then the questions of its committee."""

from pathlib import Path

from pages.parts import provenance
from pages.parts.study import questions, study_page
from pages.parts.study.view import Chart, results
from studies import catalog
from studies.datacenter.screens import air, clients, effects, electricity, link, money, sites

study = catalog.get(Path(__file__).parent.name)
figures = {
    "size": clients.show_size,
    "clients": clients.show_clients,
    "where": sites.show_where,
    "climate": air.show_climate,
    "cost": money.show_cost,
    "even": money.show_even,
    "electricity": electricity.show_electricity,
    "hosts": effects.show_hosts,
    "safe": link.show_safe,
    "heat": effects.show_heat,
    "jobs": effects.show_jobs,
    "carbon": effects.show_carbon,
}
named = {
    "size": clients.size,
    "clients": clients.clients,
    "where": sites.where,
    "climate": air.climate,
    "even": money.even,
    "electricity": electricity.electricity,
    "hosts": effects.hosts,
    "heat": effects.heat,
}
study_page.show(
    __file__,
    live=[
        Chart("datacenter.chart-cash", provenance.of_model(study), money.cash, results("cumulated", "net_flow", "ebitda")),
        Chart("datacenter.chart-racks", provenance.of_model(study), clients.filling, results("racks_sold", "racks_rented", "racks_installed")),
    ],
    asked=questions.written(study, figures, on_zones=["where"], named=named, by_link={"where": sites.asked_by_link}),
)
