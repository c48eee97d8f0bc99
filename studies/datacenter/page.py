"""The page of the datacenter study: the cash that moves with the levers, then the questions of its committee."""

from pathlib import Path

from pages.parts import provenance
from pages.parts.study import study_page
from pages.parts.study.questions import Question
from pages.parts.study.view import Chart, results
from studies import catalog
from studies.datacenter.screens import air, clients, effects, electricity, link, money, sites

study = catalog.get(Path(__file__).parent.name)
study_page.show(
    __file__,
    live=[
        Chart("datacenter.chart-cash", provenance.of_model(study), money.cash, results("cumulated", "net_flow", "ebitda")),
        Chart("datacenter.chart-racks", provenance.of_model(study), clients.filling, results("racks_sold", "racks_rented", "racks_installed")),
    ],
    asked=[
        Question("Quelle taille a du sens, et à quelle condition ?", clients.size, "la valeur selon le nombre de baies", clients.show_size),
        Question("Combien de baies seraient vraiment louées, et par qui ?", clients.clients, "la demande par intercommunalité", clients.show_clients),
        Question(
            "Où l'installer ?",
            sites.where,
            "les zones, leur classement et le compte des trois premières",
            sites.show_where,
            on_zones=True,
            asked_by_link=sites.asked_by_link,
        ),
        Question("Notre climat vaut-il quelque chose ?", air.climate, "les heures, les euros et le PUE", air.show_climate),
        Question("Combien cela coûte-t-il au public ?", money.cost, "qui finance, et ce que d'autres ont payé", money.show_cost),
        Question("À partir de quand est-ce rentable ?", money.even, "le loyer, l'occupation et la subvention", money.show_even),
        Question(
            "Et si l'électricité double, ou baisse de moitié ?", electricity.electricity, "les contrats indexés ou non", electricity.show_electricity
        ),
        Question("Cela fait-il du tort aux hébergeurs d'ici ?", effects.hosts, "qui est client, concurrent ou exploitant", effects.show_hosts),
        Question("Le lien est-il sûr ?", link.safe, "les routes de fibre et leurs points faibles", link.show_safe),
        Question("La chaleur peut-elle chauffer quelque chose ?", effects.heat, "deux clients, heure par heure", effects.show_heat),
        Question("Combien d'emplois ?", effects.jobs, "les emplois et leur prix", effects.show_jobs),
        Question("Que pèse-t-il en carbone et en eau ?", effects.carbon, "l'électricité, le carbone et l'eau", effects.show_carbon),
    ],
)
