"""Where what is shown comes from: the line under each chart and map."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from data import tables
from data.ground import french
from data.ground.escaping import markdown as plain
from data.ground.escaping import target
from studies.toolkit.reading.sources import Source
from studies.toolkit.running.study import Study

TREATMENT = "Traitement Studio Lozère Développement."
READABLE = 780  # [px] about 75 characters of the text: longer lines are tiring
TEXTS = Path(__file__).parents[1] / "texts"


def small(text: str) -> None:
    """Small print in full contrast: Streamlit's captions fade their links below 4.5:1."""
    st.markdown(f":small[{french.spaced(text)}]")


def article(name: str, **values: str) -> None:
    """A text of the house, from pages/texts; `values` replace the names in braces."""
    with st.container(width=READABLE):
        st.markdown((TEXTS / f"{name}.md").read_text("utf-8").format(**values))


def line(study: Study, *names: str) -> str:
    """The line of a figure of a study, from its sources and from tables of data/: producers, titles with links, dates, licences."""
    return _line(_of_source(study.sources[name]) if name in study.sources else _of_table(name) for name in names)


def of_model(study: Study) -> str:
    """The line of a figure that the model computes from all its assumptions."""
    return f"Source : calcul de l'étude, version {study.version}, à partir des hypothèses du tableau de cette page et de leurs sources. {TREATMENT}"


def of_tables(*names: str) -> str:
    """The line of a figure made from tables of data/ only."""
    return _line(_of_table(name) for name in names)


def of_rows(frame: pd.DataFrame) -> str:
    """The line of a figure made from rows that each name their source, in the columns source and url."""
    return _line(linked(row.source, row.url) for row in frame.itertuples())


def linked(text: str, url: str) -> str:
    """A text that somebody wrote, which leads to its source when the source has an address of the web or of this site."""
    found = target(url)
    return f"[{plain(text)}]({found})" if found else plain(text)


def _of_source(source: Source) -> str:
    return f"{plain(source.producer)}, {linked(source.title, source.url)} ({day(source.published_on)}, {source.licence})"


def _of_table(name: str) -> str:
    card = tables.card(name)
    return f"{plain(card.producer)}, {linked(card.source_title, card.url)} ({day(card.data_on)}, {card.licence})"


def day(text: str) -> str:
    """A day as French readers write it; a year or a month stays as it is."""
    try:
        return french.short_day(date.fromisoformat(text))
    except ValueError:
        return text


def _line(parts: Iterable[str]) -> str:
    return f"Source : {' ; '.join(dict.fromkeys(parts))}. {TREATMENT}"
