"""The legend of a map: what each sign says, and the classes of a layer on one line with their limits."""

import base64
import html
import re
from collections.abc import Sequence

import streamlit as st

from geo.maps import decks, hatching, symbols
from geo.places.digital_places import KINDS
from geo.sites import located
from pages.parts import prose
from pages.parts.maps.commune_layers import CommuneLayer
from studies.toolkit.reading import units

Entry = tuple[str, str]  # a shape (SVG, 16 x 20), and its words
DISC = '<rect width="16" height="20" fill="#CDD6D1"/><circle cx="8" cy="10" r="5" fill="{}" stroke="{}" stroke-width="1.5"/>'
SQUARE = '<rect y="3" width="14" height="14" fill="{}" stroke="#7A858E"/>'
HATCHED = (
    '<rect y="3" width="14" height="14" fill="{0}" fill-opacity="0.16" stroke="{0}"/><path d="M1 10 L7 4 M1 16 L13 4 M7 16 L13 10" stroke="{0}"/>'
)
PLOT_SIGN = '<rect x="1" y="4" width="12" height="12" fill="{}"/>'
TRIANGLE = '<path d="M8 3 L15 16 L1 16 Z" fill="{}"/>'
GLYPH = '<rect width="16" height="20" fill="#CDD6D1"/><text x="8" y="16" font-size="15" text-anchor="middle" fill="{}">{}</text>'
CIRCLE = (  # on the ground of a commune, through which the map shows it on both themes
    f'<rect width="16" height="20" fill="rgb({",".join(map(str, decks.PLAIN))})"/>'
    f'<circle cx="8" cy="10" r="6" fill="rgb({",".join(map(str, decks.CIRCLE[:3]))})" fill-opacity="{decks.CIRCLE[3] / 255:.2f}" stroke="#FFFFFF"/>'
)
ROAD = '<path d="M0 10 H16" stroke="#FFFFFF" stroke-width="6"/><path d="M0 10 H16" stroke="rgb(0,60,130)" stroke-width="3"/>'
TITLE_FITS = 38  # characters that a list of layers shows whole on a phone, and in half of the page of a small screen
ROAD_ENTRY = (ROAD, "A75, schématique")
IMAGE = '<img src="data:image/svg+xml;base64,{}" alt="{}" height="20">'  # inline SVG is taken out of what a page shows as HTML
WRITTEN = re.compile(r'base64,([^"]*)" alt="([^"]*)" height="20">(?: <span>([^<]*)</span>)?')
FILL, TAG = re.compile(r'fill="([^"]*)"'), re.compile(r"^<svg[^>]*>|</svg>$")
DIAMOND = '<path d="M7 3 L13 10 L7 17 L1 10 Z" fill="{}"/>'


def rgb(colour: Sequence[int]) -> str:
    """A colour as SVG writes it."""
    return f"rgb({','.join(map(str, colour))})"


def classes(layer: CommuneLayer, unit: bool = True) -> list[Entry]:
    """The classes of a layer with their limits, their unit unless the title says it, and what a hatched commune means when there is one."""
    return [*_named_classes(layer, unit), *_missing(layer)]


def _named_classes(layer: CommuneLayer, unit: bool = True) -> list[Entry]:
    if not layer.rate:
        return [(CIRCLE, f"la surface du rond dit la quantité, {units.headline(layer.most, layer.unit)} au plus")]
    return [(SQUARE.format(rgb(shade)), words) for shade, words in zip(layer.palette, layer.class_words(unit), strict=True)]


def _missing(layer: CommuneLayer) -> list[Entry]:
    return [(HATCHED.format(rgb(hatching.INK)), "pas de donnée")] if layer.rate and layer.values.isnull().any() else []


def sites() -> list[Entry]:
    """The signs of the sites, each with its words."""
    ink, paper = rgb(symbols.INK), rgb(symbols.PAPER)
    everything = located.all_sites()
    plots = [(PLOT_SIGN.format(rgb(symbols.PLOT)), "terrain")] if (everything["kind"] == located.PLOT).any() else []
    building = "bâtiment (exemple)" if everything["example"].any() else "bâtiment"
    return [
        (DISC.format(ink, paper), "zone fibrée"),
        (DISC.format(paper, ink), "fibre inconnue"),
        *plots,
        (DIAMOND.format(rgb(symbols.BUILDING)), building),
    ]


def digital_places() -> list[Entry]:
    """The signs of the digital places, each with its words."""
    return [(GLYPH.format(rgb(kind.colour), kind.sign), kind.singular) for kind in KINDS.values()]


def show(signs: Sequence[Entry] = (), of: CommuneLayer | None = None, with_road: bool = True, titled: bool = False) -> None:
    """The classes of a layer, then signs on the same line where there is room, each beside its words; the A75, which every map of Lozère draws, is
    the last. A legend `titled` says above, where its place is narrow, the title that a list of layers would cut there."""
    classed = scale(of) if of is not None else ""
    signed = listed([*signs, *([ROAD_ENTRY] if with_road else [])]) if signs or with_road else ""
    both = f'<div class="studio-legends">{classed}{signed}</div>' if classed and signed else classed or signed
    title = of.named(None) if of is not None and titled else ""
    st.html(f'<div class="studio-titled"><p>{prose.as_html(title)}</p>{both}</div>' if len(title) > TITLE_FITS else both)


def listed(entries: Sequence[Entry]) -> str:
    """Signs and their words, as HTML."""
    return f'<ul class="studio-legend">{"".join(map(_item, entries))}</ul>'


def _item(entry: Entry) -> str:
    shape, words = entry
    return f"<li>{_image(shape, '0 0 16 20')} <span>{prose.as_html(words)}</span></li>"


def _image(shape: str, box: str, words: str = "") -> str:
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" preserveAspectRatio="none">{shape}</svg>'
    return IMAGE.format(base64.b64encode(drawn.encode("utf-8")).decode("ascii"), prose.as_html(words))


def scale(layer: CommuneLayer) -> str:
    """The classes of a layer as HTML: their colours side by side, each limit under the line where two meet, the unit said once. Who does not see it
    hears the words of each class."""
    if not layer.rate or len(layer.limits) < 3:
        return listed(classes(layer))
    apart = _named_classes(layer)[: len(layer.palette) - len(layer.limits) + 1]  # zero, when it has a class of its own
    coloured = list(zip(layer.palette, layer.class_words(), strict=True))[len(apart) :]
    ticks = ["", *layer.limit_words()[1:-1]]
    blocks = "".join(_block(rgb(shade), words, tick) for (shade, words), tick in zip(coloured, ticks, strict=True))
    unit = prose.as_html(layer.unit_words())
    items = [_item(entry) for entry in [*apart, *_missing(layer)]]
    return (
        f'<div class="studio-scale"><ul>{blocks}</ul><span aria-hidden="true">{unit}</span>'
        + (f'<ul class="studio-legend">{"".join(items)}</ul>' if items else "")
        + "</div>"
    )


def _block(colour: str, words: str, tick: str) -> str:
    shape = f'<rect width="1" height="1" fill="{colour}"/>'
    return f'<li>{_image(shape, "0 0 1 1", words)}<span aria-hidden="true">{prose.as_html(tick)}</span></li>'


def read(shown: str) -> list[Entry]:
    """The entries of a legend, out of the HTML that a page shows: each shape with its words."""
    found = [(TAG.sub("", base64.b64decode(shape).decode("utf-8")), alt, words) for shape, alt, words in WRITTEN.findall(shown)]
    return [(shape, html.unescape(words)) if words else (SQUARE.format(FILL.search(shape)[1]), html.unescape(alt)) for shape, alt, words in found]
