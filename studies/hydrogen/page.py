"""The page of the hydrogen study: the kilometre that moves with the levers, then the questions of its committee."""

from pages.parts.study import study_page
from pages.parts.study.questions import Shown
from pages.parts.study.view import Chart, results
from studies import catalog
from studies.hydrogen.screens import decide, hours, money, people, places, price, proof

study = catalog.of_page(__file__)
study_page.show(
    study,
    live=[Chart("hydrogen.tco", price.kilometre_source(study), price.kilometre, results("tco", table=price.kilometre_table))],
    asked={
        "now": Shown(decide.show_now, decide.now),
        "landing": Shown(price.show_landing),
        "enough": Shown(price.show_enough, price.enough),
        "cost": Shown(money.show_cost, money.cost),
        "waiting": Shown(money.show_waiting, money.waiting),
        "hauliers": Shown(people.show_hauliers, people.hauliers),
        "farming": Shown(people.show_farming, people.farming),
        "jobs": Shown(people.show_jobs, people.jobs),
        "region": Shown(money.show_region, money.region),
        "industry": Shown(people.show_industry, people.industry),
        "zones": Shown(places.show_zones, places.zones, on_zones=True, by_link=places.asked_by_link),
        "power": Shown(hours.show_power),
        "clean": Shown(price.show_clean),
        "residents": Shown(places.show_residents, places.residents),
        "doubt": Shown(proof.show_doubt, proof.doubt),
    },
    levels=proof.levels,
)
