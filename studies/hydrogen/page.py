"""The page of the hydrogen study: the price at the pump that moves with the levers, then the questions of its committee."""

from pathlib import Path

from pages.parts.study import study_page
from pages.parts.study.questions import Question
from pages.parts.study.view import Chart
from studies import catalog
from studies.hydrogen.screens import decide, hours, money, people, places, price, proof

study = catalog.get(Path(__file__).parent.name)
study_page.show(
    __file__,
    live=[Chart("hydrogen.tco", price.kilometre_source(study), price.kilometre, price.kilometre_table)],
    asked=[
        Question(
            "Que faire maintenant, que surveiller, et à quel prix un camion basculerait-il ?",
            decide.now,
            "les quatre options, et les repères à suivre",
            decide.show_now,
        ),
        Question(
            "À quel prix arrive-t-on à la pompe, et face à quoi ?",
            price.landing,
            "de quoi ce prix est fait, et les prix publiés ailleurs",
            price.show_landing,
        ),
        Question("Combien de véhicules faut-il pour que cela marche ?", price.enough, "le prix selon le nombre de camions", price.show_enough),
        Question(
            "Que cela coûte-t-il à la collectivité, par tonne et par habitant ?",
            money.cost,
            "l'argent public ligne par ligne et la tonne évitée",
            money.show_cost,
        ),
        Question("Que vaut l'attente ?", money.waiting, "le soutien selon l'année de départ", money.show_waiting),
        Question(
            "Transporteurs : mon camion peut-il faire le plein, existe-t-il, que coûte-t-il ?",
            people.hauliers,
            "les coûts de chaque flotte et les stations",
            people.show_hauliers,
        ),
        Question("Agriculteurs : bois, tracteurs, eau, conflit ou revenu ?", people.farming, "le bois, le tracteur et l'eau", people.show_farming),
        Question("Artisans : quels emplois, quels métiers ?", people.jobs, "les emplois selon le scénario", people.show_jobs),
        Question(
            "Est-ce cohérent avec le plan régional et le corridor, et quelle aide convient ?",
            money.region,
            "les objectifs et les aides",
            money.show_region,
        ),
        Question(
            "Industrie : gaz de bois, hydrogène ou électricité pour 50 GWh de chaleur ?",
            people.industry,
            "le MWh de chaleur selon l'énergie",
            people.show_industry,
        ),
        Question(
            "Quelle zone, et où mettre une à trois stations ?",
            places.zones,
            "les zones classées et les communes",
            places.show_zones,
            on_zones=True,
            asked_by_link=places.asked_by_link,
        ),
        Question(
            "Quelle puissance, quelle électricité, heure par heure ?",
            hours.power,
            "une semaine de marche, la taille et le domaine du calcul",
            hours.show_power,
        ),
        Question("Cet hydrogène est-il propre ?", price.clean, "le carbone d'un kilo et d'un kilomètre", price.show_clean),
        Question("Riverains : risque, bruit, eau, paysages ?", places.residents, "les seuils, l'eau et les parcs", places.show_residents),
        Question("En est-on sûr ?", proof.doubt, "l'éventail des tirages et les chiffres à vérifier", proof.show_doubt),
    ],
    levels=proof.levels,
)
