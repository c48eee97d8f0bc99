"""The page of the hydrogen study: the kilometre that moves with the levers, then the questions of its committee."""

from pathlib import Path

from pages.parts.study import questions, study_page
from pages.parts.study.view import Chart
from studies import catalog
from studies.hydrogen.screens import decide, hours, money, people, places, price, proof

SHOWN = {
    "now": decide.show_now,
    "landing": price.show_landing,
    "enough": price.show_enough,
    "cost": money.show_cost,
    "waiting": money.show_waiting,
    "hauliers": people.show_hauliers,
    "farming": people.show_farming,
    "jobs": people.show_jobs,
    "region": money.show_region,
    "industry": people.show_industry,
    "zones": places.show_zones,
    "power": hours.show_power,
    "clean": price.show_clean,
    "residents": places.show_residents,
    "doubt": proof.show_doubt,
}
NAMED = {
    "now": decide.now,
    "enough": price.enough,
    "cost": money.cost,
    "waiting": money.waiting,
    "hauliers": people.hauliers,
    "farming": people.farming,
    "jobs": people.jobs,
    "region": money.region,
    "industry": people.industry,
    "zones": places.zones,
    "residents": places.residents,
    "doubt": proof.doubt,
}

study = catalog.get(Path(__file__).parent.name)
study_page.show(
    __file__,
    live=[Chart("hydrogen.tco", price.kilometre_source(study), price.kilometre, price.kilometre_table)],
    asked=questions.written(study, SHOWN, on_zones=["zones"], named=NAMED, by_link={"zones": places.asked_by_link}),
    levels=proof.levels,
)
