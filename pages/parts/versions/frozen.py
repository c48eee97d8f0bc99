"""A version that was kept, as the page of a study shows it: the figures of its day, levers that do not move."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from data.ground import french
from pages.parts import prose
from pages.parts.printing import paper, sheet
from pages.parts.provenance import READABLE
from pages.parts.study import essentials, live_charts, questions
from pages.parts.study.assumptions import Assumptions
from pages.parts.study.cautioning import Cautions
from pages.parts.study.choosing import state
from pages.parts.study.choosing.scenario import ScenarioChoice
from pages.parts.study.downloads import Downloads
from pages.parts.study.effects.headline_strip import HeadlineStrip
from pages.parts.study.effects.options import Options
from pages.parts.study.figures.declared_figures import DeclaredFigures
from pages.parts.study.groups import Aside, Row, Tab, Tabs
from pages.parts.study.part import Part, Screen
from pages.parts.study.questions import Question
from pages.parts.study.report import Report
from pages.parts.study.study_map import StudyMap
from pages.parts.study.study_page import walk
from studies.publishing.shown import Shown
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study

FIRST = 2  # charts beside the map; the others have a tab


@dataclass
class LockedLevers(Part):
    """Where the levers of a version stand, and the way to move them on today's study."""

    version: str
    id = "levers"

    def draw(self, screen: Screen) -> None:
        """The values of the scenario on screen."""
        study, scenario = screen.study, screen.choice.scenario
        values = runs.choices(study, scenario, {})
        prose.markdown(f"**Leviers de la {self.version}**")
        prose.caption("Figés avec ses chiffres : ils ne bougent pas.")
        prose.markdown(f"[Rejouer sur la version courante]({replayed(study, scenario)})")
        lines = [f"- {one.label} : **{units.written(values[one.id], one.unit)}**" for one in study.parameters.values() if one.role == "lever"]
        prose.markdown("\n".join(lines))


class Answers(Part):
    """The questions of the committee and what the page answered that day."""

    id = "questions"

    def complete(self, screen: Screen) -> None:
        """Those that a version of before answers were kept does not have, and that only the code of the page could give, are counted."""
        view, left = screen.view, 0
        kept = screen.study.answered[view.outcome.scenario].said
        with st.container(width=READABLE):
            for words in screen.study.questions.values():
                try:
                    said = kept.get(words.id) or Question(words, questions.Shown()).answered(view)
                except BadRequest:
                    left += 1
                    continue
                prose.markdown(f":small[**{words.asked}**]")
                prose.markdown(f"### {said}")
            if left:
                told = french.plural(left, "autre réponse se lit", "autres réponses se lisent")
                prose.caption(f"{left} {told} sur la version courante : la page les calcule, cette version ne les garde pas.")


def replayed(study: Study, scenario: str) -> str:
    """The address of today's study on the values that the levers have in a scenario of a version."""
    values = runs.choices(study, scenario, {})
    kept = {state.key(study, one.id): repr(float(values[one.id])) for one in study.parameters.values() if one.role == "lever"}
    return f"/{study.card.url}?{urlencode({state.key(study, state.SCENARIO): scenario} | kept)}"


def parts(shown: Shown) -> list[Part]:
    """The parts of the page of a version, in the order one reads them."""
    study = shown.study
    drawn = live_charts.of_indicators(study)
    charts, answer = live_charts.LiveCharts(drawn[:FIRST]), [essentials.Essential(), Cautions()]
    essential: list[Part] = [charts, *answer, Options()]
    if study.card.layers:
        essential = [Row("sight", [[StudyMap(study, (), False)], [charts]], [1, 1]), Row("answer", [[answer[0]], [answer[1]]], [2, 1]), Options()]
    texts: Mapping[str, str] = {"story": "Le récit, pour les élus", "since": f"Ce qui s'est passé depuis {study.card.edition}"}
    told = [essentials.Told(name, title) for name, title in texts.items() if name in study.texts]
    return [
        Aside([ScenarioChoice(), LockedLevers(named(shown))]),
        essentials.Header(shown),
        HeadlineStrip(),
        Tabs(
            study.slug,
            [
                Tab("L'essentiel", essential),
                *([Tab("Courbes", [live_charts.LiveCharts(drawn[FIRST:], "curves")])] if drawn[FIRST:] else []),
                *([Tab("Figures", [DeclaredFigures(study)])] if study.card.figures else []),
                *([Tab("Questions du comité", [Answers()])] if study.questions else []),
                *([Tab("Récit", told)] if told else []),
                Tab("Hypothèses", [essentials.Limits(), Assumptions(), essentials.Method()]),
                Tab("Emporter", [Downloads(), Report()]),
            ],
        ),
    ]


def named(shown: Shown) -> str:
    """How a version is called: "version 3 du 30 novembre 2026"."""
    return f"version {shown.version.number} du {french.day(shown.version.at.date())}"


def show(shown: Shown) -> None:
    """Draws the page of a version."""
    found = parts(shown)
    if paper.is_printed():
        found = [part for part in sheet.on_paper(found) if not isinstance(part, sheet.Origins)]  # their swings are runs of the model
    walk(shown.study, found)
