"""A study page, whole: what one moves in the side panel, what it changes in the strip, on the map and on the chart, the rest behind tabs.

A study whose figures say enough calls `show(__file__)`; one that wants charts of its own gives them as `Chart`s, which move with the levers, and
what it alone can give to the questions of its committee as `Shown`. One that wants other parts, or another order, gives `arranged`. A draft or a
version that was kept is shown as its own page.py says by `show_own(catalog.get(slug, version, source))`.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from pages.parts import address, prose
from pages.parts.committee.levers_together import MeetingUnderWay
from pages.parts.decisions.beside_study import Decided
from pages.parts.maps.commune_layers import CommuneLayer
from pages.parts.printing import paper, sheet
from pages.parts.remarks import committee, their_scenario, window
from pages.parts.remarks.committee import Committee
from pages.parts.remarks.remarks_part import Remarks
from pages.parts.study import essentials, live_charts, part, robustness
from pages.parts.study.assumptions import Assumptions
from pages.parts.study.cautioning import Cautions
from pages.parts.study.choosing import redrawn
from pages.parts.study.choosing.changes import Changes
from pages.parts.study.choosing.levers import Levers
from pages.parts.study.choosing.near_levers import NearLevers
from pages.parts.study.choosing.scenario import ScenarioChoice
from pages.parts.study.downloads import Downloads
from pages.parts.study.effects.comparison import BreakEvens, Differences
from pages.parts.study.effects.headline_strip import HeadlineStrip
from pages.parts.study.effects.many_draws import ManyDraws
from pages.parts.study.effects.options import Options
from pages.parts.study.figures.declared_figures import DeclaredFigures
from pages.parts.study.groups import Aside, Row, Tab, Tabs
from pages.parts.study.part import Part, Screen
from pages.parts.study.questions import Question, Questions, Shown, heard, written
from pages.parts.study.report import Report
from pages.parts.study.robustness import Levels, Robustness
from pages.parts.study.study_map import StudyMap
from pages.parts.study.view import Chart, Choice
from pages.parts.study.writing.keeping import Keeping
from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading.code import page_loading
from studies.toolkit.running.study import Study

indicator_chart = live_charts.indicator_chart  # what a page.py asks for


def parts(
    study: Study,
    live: Sequence[Chart],
    asked: Sequence[Question] = (),
    more_layers: Sequence[CommuneLayer] = (),
    digital: bool = False,
    levels: Levels = robustness.no_level,
    said: Committee | None = None,
) -> list[Part]:
    """The parts of the page of a study, in the order one reads them."""
    texts = {"story": "Le récit, pour les élus", "since": f"Ce qui s'est passé depuis {study.card.edition}"}
    told = [essentials.Told(name, title) for name, title in texts.items() if name in study.texts]
    return [
        Aside([ScenarioChoice(), Levers()]),
        essentials.Header(),
        HeadlineStrip(),
        NearLevers(),
        Changes(),
        MeetingUnderWay(),
        Tabs(
            study.slug,
            [
                Tab("L'essentiel", _essential(study, live, more_layers, digital)),
                *([Tab("Figures", [DeclaredFigures(study)])] if study.card.figures else []),
                *([Tab("Questions du comité", [Questions(asked)])] if asked else []),
                *([Tab("Récit", told)] if told else []),
                Tab("Hypothèses", [essentials.Limits(), Assumptions(), essentials.Method()]),
                Tab("Robustesse", [Robustness(study, levels), BreakEvens(), Differences(), ManyDraws()]),
                *([Tab(committee.TITLE, [Remarks(said)])] if said is not None and said.shown else []),
                Tab("Emporter", [Downloads(), Keeping(), Report()]),
            ],
        ),
    ]


def _essential(study: Study, live: Sequence[Chart], more_layers: Sequence[CommuneLayer], digital: bool) -> list[Part]:
    """What one reads in a minute: where it happens beside how it goes, the answer beside what is doubtful in it, what is put to the vote."""
    charts, answer = live_charts.LiveCharts(live), [essentials.Essential(), Cautions()]
    if not (study.card.layers or more_layers):
        return [charts, *answer, Options(), Decided()]
    return [
        Row("sight", [[StudyMap(study, more_layers, digital)], [charts]], [1, 1]),
        Row("answer", [[answer[0]], [answer[1]]], [2, 1]),
        Options(),
        Decided(),
    ]


def show(
    shown: Study | str,
    live: Sequence[Chart] | None = None,
    asked: Mapping[str, Shown] = MappingProxyType({}),
    more_layers: Callable[[], Sequence[CommuneLayer]] = tuple,
    digital: bool = False,
    levels: Levels = robustness.no_level,
    arranged: Callable[[list[Part]], Sequence[Part]] = list,
) -> None:
    """Draws the page of a study, whatever source it was read from; or of the one whose folder holds the file `shown`, which is what a page.py asks.

    `live` replaces the charts made from the indicators; `asked` is what the page gives to the questions of text/questions.md, by their names;
    `more_layers` are counted or computed apart from the model and no lever moves them; `digital` offers the digital places on the map; `levels` are
    what the chart of robustness is to be read against; `arranged` gets the parts and gives those to show, in their order.
    """
    study = catalog.of_page(shown) if isinstance(shown, str) else shown
    if heard(study, asked):
        return
    said = committee.of(study)
    if said is not None:
        study = said.with_scenario
        if gone := their_scenario.keep_up(study):
            prose.info(gone, icon=":material/info:")
    charts = live_charts.of_indicators(study) if live is None else live
    found = arranged(parts(study, charts, written(study, asked), more_layers(), digital, levels, said))
    walk(study, sheet.on_paper(found) if paper.is_printed() else found, said)


def show_own(study: Study) -> None:
    """Draws the page of a study, whatever source it was read from, as the page.py and the screens of its folder make it."""
    page_loading.run(study.folder)


def walk(study: Study, shown: Sequence[Part], said: Committee | None = None) -> None:
    """Draws parts in their order. All that a lever moves is written in the places that they keep, by a fragment: nothing else is sent again.

    Raises BadRequest when two parts have the same name.
    """
    if name := part.repeated(shown):
        raise BadRequest(f"studies/{study.slug}/page.py", f"partie « {name} » en double", "donner un nom à chacune")
    screen = Screen(study, Choice(study.card.default_scenario), committee=said)
    places = part.kept(shown)
    part.draw(shown, places, screen)

    def move() -> None:
        part.move(shown, screen)
        address.tell()  # after the questions, whose details may be tied to the address too

    redrawn.fragment(study, redrawn.CHANGED, move)
    window.show(screen)
    part.complete(shown, places, screen)
