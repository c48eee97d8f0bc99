"""The page of the datacenter study: the cash that moves with the levers, then the questions of its committee."""

from pages.parts import provenance
from pages.parts.study import study_page
from pages.parts.study.questions import Shown
from pages.parts.study.view import Chart, results
from studies import catalog
from studies.datacenter.screens import air, clients, effects, electricity, link, money, sites

study = catalog.of_page(__file__)
study_page.show(
    study,
    live=[
        Chart("datacenter.chart-cash", provenance.of_model(study), money.cash, results("cumulated", "net_flow", "ebitda")),
        Chart("datacenter.chart-racks", provenance.of_model(study), clients.filling, results("racks_sold", "racks_rented", "racks_installed")),
    ],
    asked={
        "size": Shown(clients.show_size, clients.size),
        "clients": Shown(clients.show_clients, clients.clients),
        "where": Shown(sites.show_where, sites.where, on_zones=True, by_link=sites.asked_by_link),
        "climate": Shown(air.show_climate, air.climate),
        "cost": Shown(money.show_cost, money.cost),
        "even": Shown(money.show_even, money.even),
        "electricity": Shown(electricity.show_electricity, electricity.electricity),
        "hosts": Shown(effects.show_hosts, effects.hosts),
        "safe": Shown(link.show_safe),
        "heat": Shown(effects.show_heat, effects.heat),
        "jobs": Shown(effects.show_jobs),
        "carbon": Shown(effects.show_carbon),
    },
)
