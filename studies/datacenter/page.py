"""The page of the datacenter study: the cash that moves with the levers, then the questions of its committee."""

from pathlib import Path

from pages.parts import provenance
from pages.parts.study import study_page
from pages.parts.study.questions import Question
from pages.parts.study.view import Chart, results
from studies import catalog
from studies.datacenter import page_air, page_clients, page_effects, page_electricity, page_link, page_money, page_sites

study = catalog.get(Path(__file__).parent.name)
study_page.show(
    __file__,
    live=[
        Chart("datacenter.chart-cash", provenance.of_model(study), page_money.cash, results("cumulated", "net_flow", "ebitda")),
        Chart("datacenter.chart-racks", provenance.of_model(study), page_clients.filling, results("racks_sold", "racks_rented", "racks_installed")),
    ],
    asked=[
        Question("Quelle taille a du sens, et à quelle condition ?", page_clients.size, "la valeur selon le nombre de baies", page_clients.show_size),
        Question(
            "Combien de baies seraient vraiment louées, et par qui ?",
            page_clients.clients,
            "la demande par intercommunalité",
            page_clients.show_clients,
        ),
        Question("Où l'installer ?", page_sites.where, "les zones, leur classement et le compte des trois premières", page_sites.show_where),
        Question("Notre climat vaut-il quelque chose ?", page_air.climate, "les heures, les euros et le PUE", page_air.show_climate),
        Question("Combien cela coûte-t-il au public ?", page_money.cost, "qui finance, et ce que d'autres ont payé", page_money.show_cost),
        Question("À partir de quand est-ce rentable ?", page_money.even, "le loyer, l'occupation et la subvention", page_money.show_even),
        Question(
            "Et si l'électricité double, ou baisse de moitié ?",
            page_electricity.electricity,
            "les contrats indexés ou non",
            page_electricity.show_electricity,
        ),
        Question(
            "Cela fait-il du tort aux hébergeurs d'ici ?", page_effects.hosts, "qui est client, concurrent ou exploitant", page_effects.show_hosts
        ),
        Question("Le lien est-il sûr ?", page_link.safe, "les routes de fibre et leurs points faibles", page_link.show_safe),
        Question("La chaleur peut-elle chauffer quelque chose ?", page_effects.heat, "deux clients, heure par heure", page_effects.show_heat),
        Question("Combien d'emplois ?", page_effects.jobs, "les emplois et leur prix", page_effects.show_jobs),
        Question("Que pèse-t-il en carbone et en eau ?", page_effects.carbon, "l'électricité, le carbone et l'eau", page_effects.show_carbon),
    ],
)
