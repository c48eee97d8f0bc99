"""The page of the broadband study: the end of copper that moves with the levers, then the twelve questions of its committee."""

from geo.fibre import rollout
from pages.parts import provenance
from pages.parts.fibre import observed_communes
from pages.parts.maps import commune_layers
from pages.parts.study import study_page
from pages.parts.study.questions import Shown
from pages.parts.study.view import Chart, results
from studies import catalog
from studies.broadband.screens import copper, network, proof, uses


def more_layers() -> list[commune_layers.CommuneLayer]:
    """What Arcep counted in the editions that were imported, the last one first, then the time to the places that help."""
    imported = [edition for edition in observed_communes.ordered(rollout.observed()) if edition.number]
    return [*map(observed_communes.layer, imported), *commune_layers.access_layers()]


study = catalog.of_page(__file__)
study_page.show(
    study,
    live=[Chart("broadband.copper", provenance.of_model(study), copper.states, results("with_fibre", "copper_lines", "at_risk"))],
    asked={
        "where": Shown(network.show_where, network.reached),
        "promise": Shown(network.show_promise, network.missed, still=True),
        "funding": Shown(network.show_funding, network.payers, still=True),
        "take_up": Shown(network.show_take_up, still=True),
        "end": Shown(copper.show_end),
        "levers": Shown(copper.show_levers, copper.strongest),
        "third_places": Shown(uses.show_third_places, uses.next_and_help),
        "videoconference": Shown(uses.show_videoconference),
        "firms": Shown(uses.show_firms, uses.served, still=True),
        "effects": Shown(proof.show_effects, proof.at_most),
        "traffic": Shown(proof.show_traffic, proof.asked),
        "doubt": Shown(proof.show_doubt, proof.supposed),
    },
    more_layers=more_layers,
    digital=True,
)
