"""The studies on the home page: for each the picture of its map, one figure with its meaning and its doubt, what it advises in a sentence."""

from collections.abc import Sequence

import streamlit as st

from data.ground import escaping
from pages.parts import menu, prose, provenance, refusal
from pages.parts.drawings import pictures
from pages.parts.home import advised
from pages.parts.versions import reading
from studies.publishing.shown import Shown
from studies.toolkit.reading import units
from studies.toolkit.running import narrative, standing
from studies.toolkit.running.outcome import Headline

SIDE_BY_SIDE = 2  # cards on a desk; a phone shows one column
CARDS = "cards-home"  # the container that our stylesheet knows


def show(read: Sequence[Shown]) -> None:
    """A card for each, two by two."""
    with st.container(key=CARDS):
        for start in range(0, len(read), SIDE_BY_SIDE):
            for column, one in zip(st.columns(SIDE_BY_SIDE), read[start : start + SIDE_BY_SIDE], strict=False):
                with column, st.container(border=True, height="stretch"):
                    _card(one)


def _card(one: Shown) -> None:
    with refusal.in_place(one.study):
        _told(one)
    page = menu.as_page(menu.of_shown(one))
    prose.page_link(page, label="Ouvrir l'étude", icon=":material/arrow_forward:", query_params=advised.in_address(one.study))


def _told(one: Shown) -> None:
    study, outcome = one.study, advised.outcome(one.study)
    with st.container(horizontal=True, gap="medium"):
        if picture := pictures.of_study(study):
            with st.container(width=pictures.WIDTH):
                prose.markdown(f"![{escaping.markdown(picture.alt)}]({picture.address})")
        with st.container(width="stretch"):
            prose.header(escaping.markdown(study.card.title))
            provenance.small(f"Édition {study.card.edition} · {reading.named(one)}")
            _figure(advised.headline(study, outcome), advised.in_brief(study))
    prose.markdown(narrative.fill(study.card.summary, outcome, outcome, study.parameters))


def _figure(figure: Headline, under: str) -> None:
    """A headline: its value, what it counts, under which option, between what it may be."""
    prose.metric(figure.label, units.headline(figure.value, figure.unit), label_visibility="collapsed")
    doubt = f"{units.headline_range(figure.low, figure.high, figure.unit)}, 8 chances sur 10"
    sign = standing.sign(figure)
    prose.markdown(f":small[**{figure.label}**, {doubt}{f' ; {sign}' if sign else ''}. {under}.]")
