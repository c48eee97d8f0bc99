"""The map of a study page: its results by commune, then what is observed there."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.ground.faults import Fault
from geo.territory import lozere
from pages.parts import refusal
from pages.parts.maps import commune_layers, territory_map
from pages.parts.maps.commune_layers import CommuneLayer
from pages.parts.remarks import in_place, things
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import View
from studies.toolkit.running.study import Study


@dataclass
class StudyMap(Part):
    """`more` are layers that no lever moves; `digital` offers the digital places too."""

    study: Study
    more: Sequence[CommuneLayer] = ()
    digital: bool = False
    id = "map"

    @property
    def tied(self) -> Sequence[str]:
        """The layer, its date, the commune, and whether digital places are drawn."""
        layers = [*(layer.variable for layer in self.study.card.layers), *(layer.key for layer in [*commune_layers.observed(), *self.more])]
        return territory_map.in_address(f"{self.study.slug}.map", layers, self.digital)

    def draw(self, screen: Screen) -> None:
        """The choices above the map, its legend, the list of its places."""
        study = screen.study
        start = [*commune_layers.of_study(study, study.run()), *self.more]
        self.panel = territory_map.panel(f"{study.slug}.map", start, first_date(study), self.digital, narrow=True, sites=study.card.sites)
        if self.panel.commune is not None:
            item = things.commune(self.panel.commune)
            called = lozere.communes(lozere.LOZERE)["name"][self.panel.commune]
            in_place.button(screen.committee, item, called, called)

    def redraw(self, view: View) -> None:
        """The map and the facts of the choice."""
        territory_map.draw(self.panel, [*commune_layers.of_study(view.study, view.outcome), *self.more])

    def refuse(self, fault: Fault) -> None:
        """Neither map nor facts."""
        refusal.no_figure([self.panel.map_place, self.panel.facts_place])


def first_date(study: Study) -> float | None:
    """The date that the map shows first: the one of the first indicator that has one [year]."""
    return next((indicator.year for indicator in study.card.indicators if indicator.year is not None), None)
