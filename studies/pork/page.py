"""The page of the pork study: pigs and piglets that move with the levers, then the twelve questions of its committee."""

from pathlib import Path

from pages.parts.study import study_page
from pages.parts.study.questions import Question
from studies import catalog
from studies.pork import page_farm, page_land, page_market, page_public, page_slaughter, page_welfare

study = catalog.get(Path(__file__).parent.name)
indicators = {one.id: one for one in study.card.indicators}
study_page.show(
    __file__,
    live=[study_page.indicator_chart(study, indicators["pigs_2041"]), study_page.indicator_chart(study, indicators["balance_2041"])],
    asked=[
        Question(
            "Combien de porcs de Lozère manque-t-il, débouché par débouché ?",
            page_market.missing,
            "les débouchés et le chemin des porcs",
            page_market.show_missing,
        ),
        Question(
            "Un atelier donne-t-il un revenu ? À quel prix s'arrête-t-il ?",
            page_farm.income,
            "le coût d'un kilogramme, la prime et l'aliment",
            page_farm.show_income,
        ),
        Question("D'où viennent les porcelets ?", page_farm.piglets, "les porcelets avec et sans naissage collectif", page_farm.show_piglets),
        Question(
            "Les volumes tiennent-ils les abattoirs ? Et si l'un ferme ?",
            page_slaughter.abattoirs,
            "les charges, les fermetures et la carte",
            page_slaughter.show_abattoirs,
        ),
        Question(
            "Que reçoivent les acheteurs : régularité, poids, prix ?",
            page_market.buyers,
            "les semaines, les carcasses et le prix",
            page_market.show_buyers,
        ),
        Question(
            "Lisier, eau, voisins, installations classées : qu'est-ce qui bloque ?",
            page_land.manure,
            "l'azote par zone, les parcours, les classes",
            page_land.show_manure,
        ),
        Question("Quelles communes pourraient accueillir un atelier ?", page_land.hosts, "la carte, les poids et les rangs", page_land.show_hosts),
        Question(
            "Où découper et sécher ?",
            page_land.cutting,
            "les sites proches des abattoirs",
            page_land.show_cutting,
            answer_moves=False,
            details_move=False,
        ),
        Question("Quel signe de qualité, et pour quels volumes ?", page_market.signs, "ce que chaque signe demande", page_market.show_signs),
        Question(
            "Que coûte un emploi, un porc ? Et si l'on ne fait rien ?",
            page_public.cost,
            "les scénarios, l'argent public et les leviers",
            page_public.show_cost,
        ),
        Question(
            "Les animaux sont-ils dehors, voyagent-ils loin ?",
            page_welfare.welfare,
            "leur vie, leur trajet et les règles",
            page_welfare.show_welfare,
        ),
        Question("Sur quoi tout cela repose-t-il ?", page_public.doubt, "le départ à remplacer et ce qui compte le plus", page_public.show_doubt),
    ],
)
