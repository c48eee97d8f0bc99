"""The page of the broadband study: the end of copper that moves with the levers, then the twelve questions of its committee."""

from pathlib import Path

from geo.fibre import rollout
from pages.parts import provenance
from pages.parts.fibre import observed_communes
from pages.parts.maps import commune_layers
from pages.parts.study import study_page
from pages.parts.study.questions import Question
from pages.parts.study.view import Chart, results
from studies import catalog
from studies.broadband.screens import copper, network, proof, uses


def more_layers() -> list[commune_layers.CommuneLayer]:
    """What Arcep counted in the editions that were imported, the last one first, then the time to the places that help."""
    imported = [edition for edition in observed_communes.ordered(rollout.observed()) if edition.number]
    return [*map(observed_communes.layer, imported), *commune_layers.access_layers()]


study = catalog.get(Path(__file__).parent.name)
study_page.show(
    __file__,
    live=[Chart("broadband.copper", provenance.of_model(study), copper.states, results("with_fibre", "copper_lines", "at_risk"))],
    asked=[
        Question("Où en est-on, commune par commune, et quand est-ce fini ?", network.where, "la courbe et les communes", network.show_where),
        Question(
            "La promesse a-t-elle été tenue ?",
            network.promise,
            "la courbe des trois départements et de la France",
            network.show_promise,
            answer_moves=False,
            details_move=False,
        ),
        Question(
            "Qui a payé quoi ?",
            network.funding,
            "les parts de chacun et le coût d'un local",
            network.show_funding,
            answer_moves=False,
            details_move=False,
        ),
        Question(
            "Pourquoi si peu d'abonnés ?",
            network.take_up,
            "les trois lectures et les résidences secondaires",
            network.show_take_up,
            answer_moves=False,
            details_move=False,
        ),
        Question("Que se passe-t-il quand le cuivre s'arrête ?", copper.end, "la carte, les âges et ce qui s'arrête", copper.show_end),
        Question(
            "Quels leviers changent le plus de choses, et à quel prix ?",
            copper.levers,
            "levier par levier, et qui paie chaque année",
            copper.show_levers,
        ),
        Question(
            "Où ouvrir des tiers-lieux, et avec combien de postes ?",
            uses.third_places,
            "les communes candidates et le compte d'un poste",
            uses.show_third_places,
        ),
        Question(
            "Que coûte la visioconférence partagée, et à qui sert-elle ?",
            uses.videoconference,
            "les bénéficiaires et le coût",
            uses.show_videoconference,
        ),
        Question(
            "Qu'y gagnent les entreprises ?",
            uses.firms,
            "les zones, les bâtiments et les programmes",
            uses.show_firms,
            answer_moves=False,
            details_move=False,
        ),
        Question("Qu'est-ce qui est prouvé sur l'emploi et les prix ?", proof.effects, "ce qui a été mesuré, où et comment", proof.show_effects),
        Question("Est-ce cohérent avec l'étude du centre de données ?", proof.traffic, "le trafic demandé", proof.show_traffic),
        Question("Et si les hypothèses sont fausses ?", proof.doubt, "les tirages calés et les hypothèses posées", proof.show_doubt),
    ],
    more_layers=more_layers,
    digital=True,
)
