"""The page of the pork study: pigs and piglets that move with the levers, then the twelve questions of its committee."""

from pathlib import Path

from pages.parts.study import study_page
from pages.parts.study.questions import Question
from studies import catalog
from studies.pork.screens import farm, land, market, public, slaughter, welfare

study = catalog.get(Path(__file__).parent.name)
indicators = {indicator.id: indicator for indicator in study.card.indicators}
study_page.show(
    __file__,
    live=[study_page.indicator_chart(study, indicators["pigs_2041"]), study_page.indicator_chart(study, indicators["balance_2041"])],
    asked=[
        Question(
            "Combien de porcs de Lozère manque-t-il, débouché par débouché ?",
            market.missing,
            "les débouchés et le chemin des porcs",
            market.show_missing,
        ),
        Question(
            "Un atelier donne-t-il un revenu ? À quel prix s'arrête-t-il ?",
            farm.income,
            "le coût d'un kilogramme, la prime et l'aliment",
            farm.show_income,
        ),
        Question("D'où viennent les porcelets ?", farm.piglets, "les porcelets avec et sans naissage collectif", farm.show_piglets),
        Question(
            "Les volumes tiennent-ils les abattoirs ? Et si l'un ferme ?",
            slaughter.abattoirs,
            "les charges, les fermetures et la carte",
            slaughter.show_abattoirs,
        ),
        Question(
            "Que reçoivent les acheteurs : régularité, poids, prix ?", market.buyers, "les semaines, les carcasses et le prix", market.show_buyers
        ),
        Question(
            "Lisier, eau, voisins, installations classées : qu'est-ce qui bloque ?",
            land.manure,
            "l'azote par zone, les parcours, les classes",
            land.show_manure,
        ),
        Question(
            "Quelles communes pourraient accueillir un atelier ?",
            land.hosts,
            "la carte, les poids et les rangs",
            land.show_hosts,
            asked_by_link=land.asked_by_link,
        ),
        Question(
            "Où découper et sécher ?", land.cutting, "les sites proches des abattoirs", land.show_cutting, answer_moves=False, details_move=False
        ),
        Question("Quel signe de qualité, et pour quels volumes ?", market.signs, "ce que chaque signe demande", market.show_signs),
        Question(
            "Que coûte un emploi, un porc ? Et si l'on ne fait rien ?", public.cost, "les scénarios, l'argent public et les leviers", public.show_cost
        ),
        Question("Les animaux sont-ils dehors, voyagent-ils loin ?", welfare.welfare, "leur vie, leur trajet et les règles", welfare.show_welfare),
        Question("Sur quoi tout cela repose-t-il ?", public.doubt, "le départ à remplacer et ce qui compte le plus", public.show_doubt),
    ],
)
