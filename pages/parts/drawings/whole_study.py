"""Every map and every chart of a study as SVG: the page of the study is run without a browser, its questions open, and what it shows is drawn."""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from data.ground import french
from data.ground.faults import Fault
from data.ground.svg_sheet import Sheet, inside
from geo.maps import landmarks
from geo.maps.drawn_map import drawing as drawn_map
from geo.sites import located
from geo.territory import contours, positions
from pages.parts import incidents
from pages.parts.drawings import chart_sheet
from pages.parts.drawings.chart_sheet import WIDTH, plain
from pages.parts.maps import commune_layers, territory_map
from pages.parts.maps import legend as signs
from pages.parts.study import groups, study_map
from studies.toolkit.errors import FaultyStudy, hint, in_one_line
from studies.toolkit.reading.code.loading import line_in
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

APP = Path(__file__).parents[3] / "app.py"
MAP_HEIGHT = 720  # [px]
PATIENCE = 300  # [s] for a page whose questions are all open
LOGS = ("streamlit.error_util", incidents.LOG.name)  # Streamlit gives what a page raises to the first, we what a part of it raises to the second
READING, SMALL = "### ", ":small["
KEY = re.compile(r"\$\$ID-[0-9a-f]+-(.+)")  # how Streamlit names what has a key


@dataclass(frozen=True)
class Drawn:
    """A drawing: the name of its file, and its SVG."""

    name: str
    svg: str


def drawings(study: Study, outcome: Outcome) -> Iterator[Drawn]:
    """The map of each layer, at the date that the page shows first, then what the page shows under its readings."""
    for layer in commune_layers.of_study(study, outcome):
        date = layer.shown_first(study_map.first_date(study))
        sites = f"Sites : {positions.POSITION_NOTE} quand rien de mieux n'est connu. {located.example_words()}".strip()
        notes = french.spaced_within([contours.contours().note, landmarks.note(), sites, plain(layer.source)])
        legend = [*signs.classes(layer), *signs.sites(), signs.ROAD_ENTRY]
        around = Sheet(layer.named(date), territory_map.colour_words(layer, date), _spaced(legend), notes)
        deck = json.loads(territory_map.coloured(layer, date).to_json())
        yield Drawn(_file("carte", layer.key), around.around(drawn_map(deck, inside(WIDTH), MAP_HEIGHT), WIDTH, MAP_HEIGHT))
    yield from on_page(leaves(_opened(study, outcome).main))


def _spaced(legend: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(shape, french.spaced(words)) for shape, words in legend]


def _opened(study: Study, outcome: Outcome) -> AppTest:
    """The page of a study under the scenario and the levers of an outcome, its tabs in sight and its questions open. Raises FaultyStudy when it
    cannot be shown."""
    with _errors() as errors:
        page = AppTest.from_file(str(APP), default_timeout=PATIENCE)
        page.run()
        page.switch_page(str(study.folder / "page.py"))
        page.query_params[groups.VIEW] = groups.WHOLE
        page.query_params[f"{study.slug}.scenario"] = outcome.scenario
        for name, value in outcome.changes.items():
            page.query_params[f"{study.slug}.{name}"] = repr(value)
        page.run()
        for drawer in page.expander:
            if found := KEY.fullmatch(drawer.proto.id):
                page.session_state[found[1]] = True
        page.run()
    if errors:
        raise FaultyStudy(study.slug, [_failed(study, errors[0])])
    return page


@contextmanager
def _errors() -> Iterator[list[BaseException]]:
    """What pages raise while they run without a browser. The words of an error are kept from the page; only a log is given the error."""
    logs, found = [logging.getLogger(name) for name in LOGS], []

    def take(record: logging.LogRecord) -> bool:
        """Keeps the error, and leaves its English words out of the console."""
        if record.exc_info:
            found.append(record.exc_info[1])
        return not record.exc_info

    for log in logs:
        log.filters.insert(0, take)  # before the filter of a server, which keeps these errors for itself
    try:
        yield found
    finally:
        for log in logs:
            log.removeFilter(take)


def _failed(study: Study, error: BaseException) -> Fault:
    """A page that raised: the line of the study that did, and what it said."""
    said = in_one_line(error)
    remedy = hint(said, "corriger cette ligne, ou la valeur du dossier de l'étude qu'elle lit")
    return Fault(line_in(study.folder, error, f"studies/{study.slug}", "page.py"), f"la page échoue : {said}", remedy)


def leaves(block: Any) -> Iterator[Any]:
    """The elements of a page in the order one reads them."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from leaves(child)
        else:
            yield child


def on_page(elements: Iterator[Any]) -> Iterator[Drawn]:
    """The charts and maps that stand under a reading (a heading of third rank), with the legend and the source below each."""
    kept = list(elements)
    reading, maps = "", 0
    for place, element in enumerate(kept):
        if element.type == "header":
            reading = ""  # the map of the page, drawn layer by layer, stands under no reading
        elif element.type == "markdown" and element.value.startswith(READING):
            reading = plain(element.value.removeprefix(READING))
        elif element.type in ("plotly_chart", "deck_gl_json_chart") and reading:
            maps += element.type == "deck_gl_json_chart"
            yield _drawn(element, reading, _below(kept[place + 1 :]), maps)


def _below(elements: Sequence[Any]) -> list[Any]:
    """What follows a drawing, down to the next one."""
    ends = (place for place, element in enumerate(elements) if element.type in ("plotly_chart", "deck_gl_json_chart"))
    return list(elements[: next(ends, len(elements))])


def _drawn(element: Any, reading: str, below: Sequence[Any], number: int) -> Drawn:
    """A chart under its key; a map under its `number`, as nothing that is clicked gives it a key."""
    said = [plain(found.value.removeprefix(SMALL).removesuffix("]")) for found in below if found.type == "markdown" and found.value.startswith(SMALL)]
    source = [text for text in said if text.startswith("Source")][:1]
    if element.type == "plotly_chart":
        figure = json.loads(element.proto.spec)
        return Drawn(_file("graphique", KEY.fullmatch(element.proto.id)[1]), chart_sheet.svg(figure, reading, element.proto.alt, source))
    legend = [entry for found in below if found.type == "html" for entry in signs.read(found.value)]
    notes = [contours.contours().note, landmarks.note(), *source]
    drawing = drawn_map(json.loads(element.proto.json), inside(WIDTH), MAP_HEIGHT)
    return Drawn(_file("carte", f"page {number}"), Sheet(reading, element.proto.alt, legend, notes).around(drawing, WIDTH, MAP_HEIGHT))


def _file(kind: str, key: str) -> str:
    return f"{kind}-{re.sub(r'[^a-z0-9]+', '-', key.lower()).strip('-')}.svg"
