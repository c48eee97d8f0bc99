"""The page of the pork study: pigs and piglets that move with the levers, then the twelve questions of its committee."""

from pages.parts.study import study_page
from pages.parts.study.questions import Shown
from studies import catalog
from studies.pork.screens import common, farm, land, market, public, slaughter, welfare

study = catalog.of_page(__file__)
indicators = {indicator.id: indicator for indicator in study.card.indicators}
study_page.show(
    study,
    live=[study_page.indicator_chart(study, indicators["pigs_2041"]), study_page.indicator_chart(study, indicators["balance_2041"])],
    asked={
        "missing": Shown(market.show_missing, market.missing),
        "income": Shown(farm.show_income),
        "piglets": Shown(farm.show_piglets, common.marked),
        "abattoirs": Shown(slaughter.show_abattoirs, slaughter.abattoirs),
        "buyers": Shown(market.show_buyers, common.marked),
        "manure": Shown(land.show_manure, common.marked),
        "hosts": Shown(land.show_hosts, land.hosts, by_link=land.asked_by_link),
        # The inventory does not move with the levers.
        "cutting": Shown(land.show_cutting, land.cutting, still=True, same_answer=True),
        "signs": Shown(market.show_signs),
        "cost": Shown(public.show_cost, public.cost),
        "welfare": Shown(welfare.show_welfare, common.marked),
        "doubt": Shown(public.show_doubt, public.doubt),
    },
)
