"""Where what is shown comes from: the line under each chart and map."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from data import french, tables
from studies.toolkit.sources import Source
from studies.toolkit.study import Study

TREATMENT = "Traitement Studio Lozère Développement."


def small(text: str) -> None:
    """Small print in full contrast: Streamlit's captions fade their links below 4.5:1."""
    st.markdown(f":small[{text}]")


def line(study: Study, *names: str) -> str:
    """The line of a figure of a study, from its sources and from tables of data/: producers, titles with links, dates, licences."""
    return _line(_of_source(study.sources[name]) if name in study.sources else _of_table(name) for name in names)


def of_tables(*names: str) -> str:
    """The line of a figure made from tables of data/ only."""
    return _line(_of_table(name) for name in names)


def linked(text: str, url: str) -> str:
    """A text that leads to its source, when the source has an address."""
    return f"[{text}]({url})" if url else text


def _of_source(source: Source) -> str:
    return f"{source.producer}, {linked(source.title, source.url)} ({_day(source.published_on)}, {source.licence})"


def _of_table(name: str) -> str:
    card = tables.card(name)
    return f"{card.producer}, {linked(card.source_title, card.url)} ({_day(card.data_on)}, {card.licence})"


def _day(text: str) -> str:
    """A day as French readers write it; a year or a month stays as it is."""
    try:
        return french.short_day(date.fromisoformat(text))
    except ValueError:
        return text


def _line(parts: Iterable[str]) -> str:
    return f"Source : {' ; '.join(dict.fromkeys(parts))}. {TREATMENT}"
