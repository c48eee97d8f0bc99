"""The page of the pork study: pigs and piglets that move with the levers, then the twelve questions of its committee."""

from pathlib import Path

from pages.parts.study import questions, study_page
from studies import catalog
from studies.pork.screens import common, farm, land, market, public, slaughter, welfare

SHOWN = {
    "missing": market.show_missing,
    "income": farm.show_income,
    "piglets": farm.show_piglets,
    "abattoirs": slaughter.show_abattoirs,
    "buyers": market.show_buyers,
    "manure": land.show_manure,
    "hosts": land.show_hosts,
    "cutting": land.show_cutting,
    "signs": market.show_signs,
    "cost": public.show_cost,
    "welfare": welfare.show_welfare,
    "doubt": public.show_doubt,
}
NAMED = dict.fromkeys(("piglets", "buyers", "manure", "welfare"), common.marked) | {
    "missing": market.missing,
    "abattoirs": slaughter.abattoirs,
    "hosts": land.hosts,
    "cutting": land.cutting,
    "cost": public.cost,
    "doubt": public.doubt,
}
AT_REST = ["cutting"]  # the inventory does not move with the levers

study = catalog.get(Path(__file__).parent.name)
indicators = {indicator.id: indicator for indicator in study.card.indicators}
study_page.show(
    __file__,
    live=[study_page.indicator_chart(study, indicators["pigs_2041"]), study_page.indicator_chart(study, indicators["balance_2041"])],
    asked=questions.written(study, SHOWN, still=AT_REST, same_answer=AT_REST, named=NAMED, by_link={"hosts": land.asked_by_link}),
)
