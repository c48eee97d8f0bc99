"""A study page, whole: its parts in the order one reads them, made from the folder of the study alone.

A study whose figures say enough calls `show(__file__)`; one that wants charts of its own gives them as `Chart`s, which move with the levers, and
answers the questions of its committee one by one as `Question`s. One that wants other parts, or another order, gives `arranged`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from pages.parts import address
from pages.parts.maps.commune_layers import CommuneLayer
from pages.parts.study import comparison, essentials, levers, live_charts, part, robustness
from pages.parts.study.assumptions import Assumptions
from pages.parts.study.cautioning import Cautions
from pages.parts.study.downloads import Downloads
from pages.parts.study.headline_cards import HeadlineCards
from pages.parts.study.part import Part, Row, Screen
from pages.parts.study.questions import Question, Questions
from pages.parts.study.report import Report
from pages.parts.study.robustness import Levels, Robustness
from pages.parts.study.study_map import StudyMap
from pages.parts.study.view import Chart, Choice
from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.running.study import Study

indicator_chart = live_charts.indicator_chart  # what a page.py asks for


def parts(
    study: Study,
    live: Sequence[Chart],
    asked: Sequence[Question] = (),
    more_layers: Sequence[CommuneLayer] = (),
    digital: bool = False,
    levels: Levels = robustness.no_level,
) -> list[Part]:
    """The parts of the page of a study, in the order one reads them."""
    return [
        essentials.Header(),
        essentials.Essential(),
        Cautions(),
        HeadlineCards(),
        levers.ScenarioChoice(),
        essentials.Options(),
        essentials.Told("story", "Le récit, pour les élus"),
        StudyMap(more_layers, digital),
        Row(
            "scenarios",
            "Scénarios",
            columns=[[levers.Levers()], [live_charts.LiveCharts(live), comparison.BreakEvens(), comparison.Differences()]],
            widths=[1, 2],
        ),
        Questions(asked),
        essentials.Told("since", f"Ce qui s'est passé depuis {study.card.edition}"),
        Assumptions(),
        essentials.Method(),
        Robustness(levels),
        Downloads(),
        Report(),
        essentials.Limits(),
    ]


def show(
    page_file: str,
    live: Sequence[Chart] | None = None,
    asked: Sequence[Question] = (),
    more_layers: Callable[[], Sequence[CommuneLayer]] = tuple,
    digital: bool = False,
    levels: Levels = robustness.no_level,
    arranged: Callable[[list[Part]], Sequence[Part]] = list,
) -> None:
    """Draws the page of the study whose folder holds `page_file`.

    `live` replaces the charts made from the indicators; `asked` are the questions of the committee; `more_layers` are counted or computed apart from
    the model and no lever moves them; `digital` offers the digital places on the map; `levels` are what the chart of robustness is to be read
    against; `arranged` gets the parts and gives those to show, in their order.
    """
    study = catalog.get(Path(page_file).parent.name)
    charts = live_charts.of_indicators(study) if live is None else live
    walk(study, arranged(parts(study, charts, asked, more_layers(), digital, levels)))


def walk(study: Study, shown: Sequence[Part]) -> None:
    """Draws parts in their order. All that a lever moves is written in the places that they keep, by a fragment: nothing else is sent again.

    Raises BadRequest when two parts have the same name.
    """
    if name := part.repeated(shown):
        raise BadRequest(f"studies/{study.slug}/page.py", f"partie « {name} » en double", "donner un nom à chacune")
    screen = Screen(study, Choice(study.card.default_scenario))
    places = part.kept(shown)
    part.draw(shown, places, screen)

    @st.fragment
    def move() -> None:
        part.move(shown, screen)
        address.tell()  # after the questions, whose details may be tied to the address too

    move()
    part.complete(shown, places, screen)
