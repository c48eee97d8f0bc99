"""The small picture of each study, for the cards of the home page: the map or the chart that its card names, under what the study advises.

One drawing for both themes: it holds what each shows, and follows the page when its theme changes without a new run.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data import official_contours
from data.ground import french, svg
from data.ground.svg import element
from data.ground.svg_sheet import BOLD, MARGIN, NIGHT, WHITE, Entry, Paper, wrapped
from geo.maps import layers
from geo.maps.drawn_map import drawing as drawn_map
from pages.parts.charts import figures
from pages.parts.drawings.chart import drawing as drawn_chart
from pages.parts.home import advised
from pages.parts.maps import commune_layers, legend, territory_map
from pages.parts.maps.commune_layers import CommuneLayer
from pages.parts.study import scenario_lines, study_map
from pages.parts.study.view import View
from studies import catalog
from studies.publishing import shown
from studies.toolkit.reading.card import Indicator, Layer
from studies.toolkit.running.outcome import read
from studies.toolkit.running.study import Study

WIDTH, HEIGHT = 320, 200  # [px] as wide as the card of a phone
MAP = 160  # [px] width of a map, beside its legend
LETTERS, ROW, LINE = 11, 17, 14.3  # [px] of the legend: its letters, a class, a line more of words
TITLE_LINES = 4  # a longer title of a chart would leave no room to the chart; the whole of it stands in the title of the SVG
THEMES: dict[str, Paper] = {"light": WHITE, "dark": NIGHT}
ONE_AT_A_TIME = ".dark{display:none}@media (prefers-color-scheme:dark){.light{display:none}.dark{display:inline}}"


@dataclass(frozen=True)
class Picture:
    """A picture ready to be served: its SVG at its address, and the words that replace it."""

    address: str
    digest: str
    body: bytes
    alt: str


def of_study(study: Study) -> Picture | None:
    """The picture of a study; None for a study with neither map nor series."""
    return _drawn(study, official_contours.stamp())


def find(digest: str) -> Picture | None:
    """The picture of that digest, even when no page has shown it yet."""
    studies = dict.fromkeys([*catalog.studies(), *shown.studies()])  # a digest is known to those only who were shown the picture
    every = map(of_study, studies)
    return next((picture for picture in every if picture and picture.digest == digest), None)


def warm() -> None:
    """Draws them all, so that no visitor waits for it."""
    find("")


@lru_cache(maxsize=64)
def _drawn(study: Study, _stamp: object) -> Picture | None:
    shown = study.card.pictured
    if shown is None:
        return None
    alt, text = _of_layer(study, shown) if isinstance(shown, Layer) else _of_indicator(study, shown)
    body = text.encode("utf-8")
    digest = hashlib.sha256(body).hexdigest()[: layers.DIGEST_LENGTH]
    return Picture(f"/pictures/{digest}.svg", digest, body, alt)


def _of_layer(study: Study, shown: Layer) -> tuple[str, str]:
    """A map of the communes beside its title and its classes."""
    known = commune_layers.of_study(study, advised.outcome(study))
    layer = next(layer for layer in known if layer.key == shown.variable)
    date = layer.shown_first(study_map.first_date(study))
    alt = f"Carte des communes de Lozère. {territory_map.colour_words(layer, date)}"
    deck = json.loads(territory_map.coloured(layer, date, sites=False).to_json())
    left = drawn_map(deck, MAP, HEIGHT, words=False)
    return alt, _document(shown.title, alt, lambda paper: _legend(_title(layer, date), legend.classes(layer, unit=False), paper), left)


def _title(layer: CommuneLayer, date: float | None) -> str:
    """What the map shows, when, and the unit of its classes, which is long beside each of them."""
    unit = f" ({layer.unit_words()})" if layer.rate and layer.unit_words() else ""
    return ", ".join(filter(None, [layer.title, commune_layers.date_words(date)])) + unit


def _legend(title: str, entries: Sequence[Entry], paper: Paper) -> str:
    """A title and the classes under it, in a column beside the map: the title takes what the classes leave of its height."""
    left, down = MAP + MARGIN, float(MARGIN)
    room, drawn = WIDTH - left, []
    classes = [(shape, wrapped(french.spaced(text), LETTERS, room - 20)) for shape, text in entries]
    taken = sum(ROW + (len(lines) - 1) * LINE for _, lines in classes)
    most = max(1, int((HEIGHT - 2 * MARGIN - taken) / LINE))
    for line in wrapped(title, LETTERS * BOLD, room, most):
        drawn.append(svg.words(left, down + LETTERS, line, LETTERS, paper.words, font_weight=600))
        down += LINE
    down += MARGIN / 2
    for shape, lines in classes:
        drawn.append(element("svg", shape, x=left, y=down, width=16, height=20, viewBox="0 0 16 20"))
        drawn += [svg.words(left + 20, down + 14 + place * LINE, line, LETTERS, paper.words) for place, line in enumerate(lines)]
        down += ROW + (len(lines) - 1) * LINE
    return "".join(drawn)


def _of_indicator(study: Study, shown: Indicator) -> tuple[str, str]:
    """The chart that the page of the study has for an indicator, under its name."""
    outcome = advised.outcome(study)
    reference = study.run(study.card.reference)
    view = View(study, outcome, reference, study.scenarios[outcome.scenario].title)
    series = read(outcome.data, shown.variable)
    name = series.attrs["label"]
    figure = scenario_lines.compared(view, shown.variable, small=True)
    alt = figures.in_words(name, series.year.values, series.values, outcome.indicators[shown.id].unit)
    title = wrapped(name, (LETTERS + 1) * BOLD, WIDTH - MARGIN, TITLE_LINES)
    top = MARGIN / 2 + len(title) * ROW

    def drawing(paper: Paper) -> str:
        places = [MARGIN / 2 + (row + 1) * ROW - 4 for row in range(len(title))]
        lines = [svg.words(MARGIN, y, line, LETTERS + 1, paper.words, font_weight=600) for y, line in zip(places, title, strict=True)]
        chart = drawn_chart(french.spaced_within(figure), WIDTH, HEIGHT - top, paper)
        return "".join([*lines, element("g", chart, transform=f"translate(0 {top})")])

    return f"Graphique. {alt}.", _document(name, f"{alt}.", drawing)


def _document(title: str, described: str, on_paper: Callable[[Paper], str], shared: str = "") -> str:
    """A picture for both themes: the ground and what is drawn on the paper of each, one at a time, then what they share."""
    drawn = [
        element("g", element("rect", width=WIDTH, height=HEIGHT, fill=paper.ground), on_paper(paper), class_=theme) for theme, paper in THEMES.items()
    ]
    return svg.document(WIDTH, HEIGHT, title, described, element("style", ONE_AT_A_TIME), *drawn, shared)
