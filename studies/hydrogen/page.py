"""The page of the hydrogen study: the price at the pump that moves with the levers, then the questions of its committee."""

from pathlib import Path

from pages.parts.study import study_page
from pages.parts.study.questions import Question
from pages.parts.study.view import Chart
from studies import catalog
from studies.hydrogen import page_decide, page_hours, page_money, page_people, page_places, page_price, page_proof

study = catalog.get(Path(__file__).parent.name)
study_page.show(
    __file__,
    live=[Chart("hydrogen.tco", page_price.kilometre_source(study), page_price.kilometre, page_price.kilometre_table)],
    asked=[
        Question(
            "Que faire maintenant, que surveiller, et à quel prix un camion basculerait-il ?",
            page_decide.now,
            "les quatre options, et les repères à suivre",
            page_decide.show_now,
        ),
        Question(
            "À quel prix arrive-t-on à la pompe, et face à quoi ?",
            page_price.landing,
            "de quoi ce prix est fait, et les prix publiés ailleurs",
            page_price.show_landing,
        ),
        Question(
            "Combien de véhicules faut-il pour que cela marche ?", page_price.enough, "le prix selon le nombre de camions", page_price.show_enough
        ),
        Question(
            "Que cela coûte-t-il à la collectivité, par tonne et par habitant ?",
            page_money.cost,
            "l'argent public ligne par ligne et la tonne évitée",
            page_money.show_cost,
        ),
        Question("Que vaut l'attente ?", page_money.waiting, "le soutien selon l'année de départ", page_money.show_waiting),
        Question(
            "Transporteurs : mon camion peut-il faire le plein, existe-t-il, que coûte-t-il ?",
            page_people.hauliers,
            "les coûts de chaque flotte et les stations",
            page_people.show_hauliers,
        ),
        Question(
            "Agriculteurs : bois, tracteurs, eau, conflit ou revenu ?", page_people.farming, "le bois, le tracteur et l'eau", page_people.show_farming
        ),
        Question("Artisans : quels emplois, quels métiers ?", page_people.jobs, "les emplois selon le scénario", page_people.show_jobs),
        Question(
            "Est-ce cohérent avec le plan régional et le corridor, et quelle aide convient ?",
            page_money.region,
            "les objectifs et les aides",
            page_money.show_region,
        ),
        Question(
            "Industrie : gaz de bois, hydrogène ou électricité pour 50 GWh de chaleur ?",
            page_people.industry,
            "le MWh de chaleur selon l'énergie",
            page_people.show_industry,
        ),
        Question("Quelle zone, et où mettre une à trois stations ?", page_places.zones, "les zones classées et les communes", page_places.show_zones),
        Question(
            "Quelle puissance, quelle électricité, heure par heure ?",
            page_hours.power,
            "une semaine de marche, la taille et le domaine du calcul",
            page_hours.show_power,
        ),
        Question("Cet hydrogène est-il propre ?", page_price.clean, "le carbone d'un kilo et d'un kilomètre", page_price.show_clean),
        Question("Riverains : risque, bruit, eau, paysages ?", page_places.residents, "les seuils, l'eau et les parcs", page_places.show_residents),
        Question("En est-on sûr ?", page_proof.doubt, "l'éventail des tirages et les chiffres à vérifier", page_proof.show_doubt),
    ],
    levels=page_proof.levels,
)
