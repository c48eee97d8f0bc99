"""Every map and every chart of a study as SVG: the page of the study is run without a browser, its questions open, and what it shows is drawn."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from data.ground import french
from data.ground.svg_sheet import Sheet, inside
from geo.maps import landmarks
from geo.maps.drawn_map import drawing as drawn_map
from geo.sites import located
from geo.territory import contours, positions
from pages.parts.drawings import chart_sheet
from pages.parts.drawings.chart_sheet import WIDTH, plain
from pages.parts.drawings.without_browser import KEY, opened
from pages.parts.maps import commune_layers, territory_map
from pages.parts.maps import legend as signs
from pages.parts.study import study_map
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

MAP_HEIGHT = 720  # [px]
READING, SMALL = "### ", ":small["


@dataclass(frozen=True)
class Drawn:
    """A drawing: the name of its file, and its SVG."""

    name: str
    svg: str


def drawings(study: Study, outcome: Outcome) -> Iterator[Drawn]:
    """The map of each layer, at the date that the page shows first, then what the page shows under its readings."""
    for layer in commune_layers.of_study(study, outcome):
        date = layer.shown_first(study_map.first_date(study))
        sites = [f"Sites : {positions.POSITION_NOTE} quand rien de mieux n'est connu. {located.example_words()}".strip()] if study.card.sites else []
        notes = french.spaced_within([contours.contours().note, landmarks.note(), *sites, plain(layer.source)])
        legend = [*signs.classes(layer), *(signs.sites() if study.card.sites else []), signs.ROAD_ENTRY]
        around = Sheet(layer.named(date), territory_map.colour_words(layer, date), _spaced(legend), notes)
        deck = json.loads(territory_map.coloured(layer, date, sites=study.card.sites).to_json())
        yield Drawn(_file("carte", layer.key), around.around(drawn_map(deck, inside(WIDTH), MAP_HEIGHT), WIDTH, MAP_HEIGHT))
    yield from on_page(leaves(opened(study, outcome).main))


def _spaced(legend: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(shape, french.spaced(words)) for shape, words in legend]


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
