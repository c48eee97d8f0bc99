"""Where what is shown comes from: the line under each chart and map."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from data import tables
from data.ground import escaping, french, links
from pages.parts import prose
from pages.parts.remarks import standing
from studies.toolkit.reading.sources import Source
from studies.toolkit.running import narrative
from studies.toolkit.running.study import Study

IN_ADDRESS = "/:?#@!$&'*+,;=%-._~"  # kept in an address; brackets and spaces would end its link
TREATMENT = "Traitement Studio Lozère Développement."
DOUBT = narrative.DOUBT
READABLE = 780  # [px] about 75 characters of the text: longer lines are tiring
TEXTS = Path(__file__).parents[1] / "texts"


def small(text: str, **settings: Any) -> None:
    """Small print in full contrast: Streamlit's captions fade their links below 4.5:1."""
    prose.markdown(f":small[{text}]", **settings)


def article(name: str, **values: str) -> None:
    """A text of the house on the page, as `text` gives it."""
    with st.container(width=READABLE):
        prose.markdown(text(name, **values))


def text(name: str, **values: str) -> str:
    """A text of the house, from pages/texts; `values` replace the names in braces."""
    return (TEXTS / f"{name}.md").read_text("utf-8").format(**values)


def line(study: Study, *names: str) -> str:
    """The line of a figure of a study, from its sources and from tables of data/: producers, titles with links, dates, licences."""
    return _line(of_source(study.sources[name]) if name in study.sources else _of_table(name) for name in names)


def of_model(study: Study) -> str:
    """The line of a figure that the model computes from all its assumptions, with what the committee said of them."""
    said = standing.told(study.slug)
    return f"Source : calcul de l'étude, version {study.version}, d'après ses hypothèses{f' ({said})' if said else ''} et leurs sources. {TREATMENT}"


def of_tables(*names: str) -> str:
    """The line of a figure made from tables of data/ only."""
    return _line(_of_table(name) for name in names)


def of_rows(frame: pd.DataFrame) -> str:
    """The line of a figure made from rows that each name their source, in the columns source and url."""
    return _line(linked(row.source, row.url) for row in frame.itertuples())


def linked(text: str, url: str) -> str:
    """A text that somebody wrote, shown as it is, that leads to its source when that one has an address, on the web or in the Studio."""
    written = escaping.markdown(text)
    return f"[{written}]({address(url)})" if links.FOLLOWED.match(address(url)) else written


def address(url: str) -> str:
    """An address as a link carries it: nothing in it ends the link."""
    return quote(url, safe=IN_ADDRESS)


def of_source(source: Source) -> str:
    """A source in a list: its producer, its title that leads to it, its date, its licence."""
    return _told(source.producer, source.title, source.url, source.published_on, source.licence)


def _of_table(name: str) -> str:
    card = tables.card(name)
    return _told(card.producer, card.source_title, card.url, card.data_on, card.licence)


def _told(producer: str, title: str, url: str, on: str, licence: str) -> str:
    dated = ", ".join(escaping.markdown(text) for text in (day(on), french.without_brackets(licence)) if text)
    return f"{escaping.markdown(producer)}, {linked(title, url)} ({dated})"


def day(text: str) -> str:
    """A day as French readers write it; a year or a month stays as it is."""
    try:
        return french.short_day(date.fromisoformat(text))
    except ValueError:
        return text


def _line(parts: Iterable[str]) -> str:
    return f"Source : {' ; '.join(dict.fromkeys(parts))}. {TREATMENT}"
