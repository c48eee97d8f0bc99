"""The page of the broadband study: the end of copper that moves with the levers, then the twelve questions of its committee."""

from pathlib import Path

from geo.fibre import rollout
from pages.parts import provenance
from pages.parts.fibre import observed_communes
from pages.parts.maps import commune_layers
from pages.parts.study import questions, study_page
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
    asked=questions.written(
        study,
        {
            "where": network.show_where,
            "promise": network.show_promise,
            "funding": network.show_funding,
            "take_up": network.show_take_up,
            "end": copper.show_end,
            "levers": copper.show_levers,
            "third_places": uses.show_third_places,
            "videoconference": uses.show_videoconference,
            "firms": uses.show_firms,
            "effects": proof.show_effects,
            "traffic": proof.show_traffic,
            "doubt": proof.show_doubt,
        },
        still=["promise", "funding", "take_up", "firms"],
        named={
            "where": network.reached,
            "promise": network.missed,
            "funding": network.payers,
            "levers": copper.strongest,
            "third_places": uses.next_and_help,
            "firms": uses.served,
            "effects": proof.at_most,
            "traffic": proof.asked,
            "doubt": proof.supposed,
        },
    ),
    more_layers=more_layers,
    digital=True,
)
