"""All that the product says: each page from app.py with every question and drawer open, then what visitors take away."""

import html
import io
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
from google.protobuf.message import Message
from openpyxl import load_workbook
from pypdf import PdfReader

from data.ground import formulas, french
from geo.maps import layers, standalone_map
from geo.sites import offers, site_card
from geo.sites.located import KINDS
from geo.travel import access
from pages.parts import menu
from studies import catalog
from studies.exports import site_exports, site_sheet, study_exports
from tests.pages.conftest import Visitor, in_whole

WORKBOOKS = ("datacenter", "hydrogen")  # the others are made alike, from texts that their page shows; that of broadband takes six seconds
QUESTIONS = 20  # more than any committee asks
# What Streamlit sends that nobody reads: identifiers, addresses, formats, drawings.
UNREAD = {
    "id", "key", "url", "icon", "form_id", "element_id", "page_script_hash", "page", "fragment_id", "mapbox_token", "config", "theme", "type",
    "width", "height", "src", "imgs", "query_string", "script_path", "url_pathname", "group_id", "raw_data", "styler", "data", "arrow_data",
    "marker", "element_type", "file_name", "color", "language", "tooltip", "user_key",
}  # fmt: skip
PLOTTED = {
    "text",
    "name",
    "hovertemplate",
    "texttemplate",
    "ticktext",
    "customdata",
    "labels",
    "label",
    "x",
    "y",
    "hovertext",
    "ticksuffix",
    "tickprefix",
}


class Said(NamedTuple):
    """A text, and where it is read."""

    where: str
    text: str


def pages() -> Iterator[Said]:
    """Every page of the menu."""
    page = Visitor.new().run()
    for entry in menu.entries():
        if entry is not menu.HOME:
            page.switch_page(str(entry.file))
            in_whole(page)
            for key in drawers(entry.file.parent.name):
                page.session_state[key] = True
            page.run()
        assert not page.exception, (entry.title, page.exception)
        yield from (Said(f"/{entry.address} ({kind})", text) for kind, text in _tree(page._tree))


def drawers(slug: str) -> list[str]:
    """The keys of what a visitor opens on the page of a study."""
    return [
        f"{slug}.{name}" for name in (*(f"question-{number}" for number in range(1, QUESTIONS + 1)), "map.places", "map.digital-places", "method")
    ]


def files() -> Iterator[Said]:
    """The files to take away, and what the maps ask for."""
    for slug in WORKBOOKS:
        study = catalog.get(slug)
        yield from _of_workbook(f"{study.slug}.xlsx", study_exports.workbook(study, study.run(), "version 1, brouillon"))
    found, method = offers.offers(), access.method()
    yield from _of_workbook("sites.xlsx", site_exports.workbook(found, method))
    yield from (Said("sites.csv", name) for name in site_exports.table(found, method).columns)
    yield from (Said("sites.html", text) for text in _of_html(standalone_map.page(found, method).decode("utf-8")))
    for kind in KINDS:
        site = next(found[found["kind"] == kind].itertuples())
        document = PdfReader(io.BytesIO(site_sheet.pdf(site, site_card.card(site.site_id, site.kind), method)))
        yield from (Said(f"{site.site_id}.pdf", line) for page in document.pages for line in page.extract_text().splitlines())
    for layer in layers.public_layers():
        yield from (Said(f"layer {layer.name}", text) for text in _drawn(json.loads(layer.body), True))


def _of_workbook(name: str, content: bytes) -> Iterator[Said]:
    for sheet in load_workbook(io.BytesIO(content), read_only=True):
        yield from (
            Said(f"{name}, {sheet.title}", formulas.FORMULA.sub("X", cell))
            for row in sheet.iter_rows(values_only=True)
            for cell in row
            if isinstance(cell, str)
        )


def _of_html(page: str) -> Iterator[str]:
    """The words between the tags, then those that the script draws."""
    yield from (html.unescape(text) for text in re.findall(r">([^<>]+)<", re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)))
    yield from _drawn(json.loads(re.search(r'id="content">(.*?)</script>', page, re.DOTALL)[1])["kinds"], True)


def _tree(node: Any) -> Iterator[tuple[str, str]]:
    for child in node.children.values():
        proto = getattr(child, "proto", None)
        if child.type == "table":
            yield from (("table", text) for text in cells(child.value))
        if child.type == "html":
            yield from (("html", text) for text in _of_our_html(proto.body))
        elif isinstance(proto, Message):
            yield from ((child.type, formulas.FORMULA.sub("X", text)) for text in _strings(proto))
        if hasattr(child, "children"):
            yield from _tree(child)


def _of_our_html(body: str) -> Iterator[str]:
    """The words between the tags; each figure of a table after the name of its line: « Argent public : 7,88 M€ »."""
    for line in re.findall(r"<tr>(.*?)</tr>", body):
        name, *values = [html.unescape(re.sub(r"<small>.*?</small>|<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)]
        yield from (french.spaced(f"{name} : {value}" if name else value) for value in values)
    yield from (html.unescape(text) for text in re.findall(r">([^<>]+)<", body))


def cells(frame: pd.DataFrame) -> Iterator[str]:
    """The header and the texts of a table."""
    yield from map(str, frame.columns)
    for column in frame:
        yield from (value for value in frame[column] if isinstance(value, str))


def _strings(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in UNREAD or field.name.endswith(("_id", "_key")):
            continue
        if field.name in ("spec", "json"):
            yield from _drawn(json.loads(value), field.name == "json")
            continue
        for part in value if field.is_repeated else [value]:
            if isinstance(part, Message):
                yield from _strings(part)
            elif isinstance(part, str):
                yield part


def _drawn(value: Any, whole: bool, read: bool = False) -> Iterator[str]:
    """The words of a chart (those of `PLOTTED`) or of a map."""
    if isinstance(value, str):
        if (whole or read) and " " in value and not value.startswith("@@=") and "://" not in value:
            yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _drawn(part, whole, name in PLOTTED)
    elif isinstance(value, list):
        for part in value:
            yield from _drawn(part, whole, read)
