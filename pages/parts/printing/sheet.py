"""What a study page becomes on paper: what was chosen at its head in the place of what one moves, where it comes from at its foot."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data.ground import french
from pages.parts import menu, prose, provenance
from pages.parts.committee.levers_together import MeetingUnderWay
from pages.parts.printing import paper
from pages.parts.study.choosing import links
from pages.parts.study.choosing.near_levers import NearLevers
from pages.parts.study.downloads import Downloads
from pages.parts.study.effects import origin
from pages.parts.study.groups import Aside, Tabs
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import MINE
from pages.parts.tables import show as show_table
from studies.toolkit.reading import units
from studies.toolkit.running import runs

MARK = "printed"  # the key that our stylesheet knows the page by
FOOT = "printed-foot"


def on_paper(parts: Sequence[Part]) -> list[Part]:
    """The parts of a page to print: those that one presses are left out."""
    kept = [_read(part) for part in parts if not isinstance(part, Aside | NearLevers | MeetingUnderWay)]
    header, *others = kept
    return [header, Chosen(), *others, Origins(), Foot()]


def _read(part: Part) -> Part:
    """A part without the tab of what one takes away."""
    if not isinstance(part, Tabs):
        return part
    return Tabs(part.slug, [tab for tab in part.tabs if not any(isinstance(held, Downloads) for held in tab.parts)])


class Chosen(Part):
    """The choice of the address, in the place of the side panel."""

    id = "levers"
    first = True

    def draw(self, screen: Screen) -> None:
        """The scenario, then each lever that was moved, from where to where."""
        study = screen.study
        screen.choice = choice = links.asked(study)
        scenario = study.scenarios[choice.scenario]
        with st.container(key=MARK):
            prose.markdown(f"**{'Scénario de départ' if choice.changes else 'Scénario'} : {scenario.title}.** {scenario.summary}")
        if not choice.changes:
            prose.markdown("Aucun levier déplacé.")
            return
        named = runs.choices(study, choice.scenario, {})
        moved = [(study.parameters[name], named[name], value) for name, value in choice.changes]
        prose.markdown(f"**{MINE} : {french.counted(len(moved), 'levier déplacé', 'leviers déplacés')}**")
        show_table(
            [
                {"Levier": parameter.label, "Scénario": units.written(before, parameter.unit), "Ici": f"**{units.written(value, parameter.unit)}**"}
                for parameter, before, value in moved
            ]
        )


class Origins(Part):
    """Where the headlines come from: what stands behind their names on a screen."""

    id = "origins"

    def complete(self, screen: Screen) -> None:
        """After the figures and the answers."""
        prose.header(paper.ORIGINS)
        for indicator in screen.study.card.indicators:
            origin.show(screen, indicator)


class Foot(Part):
    """The sources of the study, the day, the address that gives the same page back."""

    id = FOOT

    def complete(self, screen: Screen) -> None:
        """After everything else."""
        study = screen.study
        prose.header("Sources")
        prose.markdown("\n".join(f"- {provenance.of_source(source)}" for source in study.sources.values()))
        home = f"/{menu.of_study(study).address}"
        prose.markdown(
            f"Étude « {study.card.title} », version {study.version}, imprimée le {french.day(date.today())} : à discuter, pas "
            f"une prévision. Licence Ouverte 2.0. Le même choix, à déplacer : [{home}]({home}?{links.to(study, screen.choice)})."
        )
