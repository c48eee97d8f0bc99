"""The page of the pork study: pigs and piglets that move with the levers, then the twelve questions of its committee."""

from dataclasses import replace
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
OWN = {"hosts": {"asked_by_link": land.asked_by_link}, "cutting": {"answer_moves": False}}  # the inventory does not move with the levers

study = catalog.get(Path(__file__).parent.name)
indicators = {indicator.id: indicator for indicator in study.card.indicators}
asked = questions.written(study, SHOWN, still=["cutting"], named=NAMED)
study_page.show(
    __file__,
    live=[study_page.indicator_chart(study, indicators["pigs_2041"]), study_page.indicator_chart(study, indicators["balance_2041"])],
    asked=[replace(question, **OWN.get(name, {})) for name, question in zip(study.questions, asked, strict=True)],
)
