"""Places that people drew, shown: one beside what is said of it, all of a study on one map with the list."""

import json
from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from data.ground import escaping, french, svg
from data.store.writings.discussion import Remark
from geo.maps import decks
from geo.maps.drawn_map import drawing as drawn_map
from geo.places import drawn_places
from pages.parts import prose, provenance, tables

WIDTH, HEIGHT = 300, 320  # [px] of the map of one place
KEPT = 64  # drawings remembered
TALL = 420  # [px] of the map of them all


def one(remark: Remark, key: str) -> None:
    """The communes that the place of a remark touches, in words, and a small map of it behind them; nothing when it has none."""
    if not remark.place:
        return
    words = drawn_places.words(remark.place)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            provenance.small(f":material/location_on: {escaping.markdown(words)}")
        drawer = prose.popover("Voir la carte", type="tertiary", key=f"{key}.{remark.id}.place", on_change="rerun", width="content")
    if drawer.open:
        with drawer:
            st.image(_picture(remark.place), width=WIDTH, alt=words)


def of_study(remarks: Sequence[Remark], key: str) -> None:
    """The places drawn in these remarks, on one map, and the list that says what each is about, once it is opened; nothing when none was drawn."""
    placed = [remark for remark in remarks if remark.place and not remark.hidden]
    if not placed:
        return
    count = len(placed)
    label = f"{french.counted(count, 'lieu dessiné', 'lieux dessinés')} sur la carte"
    drawer = prose.expander(label, icon=":material/map:", key=f"{key}.places", on_change="rerun")
    if drawer.open:
        with drawer:
            _together(placed)


def _together(placed: Sequence[Remark]) -> None:
    facts = [
        {
            "Lieu": f"**{rank}.** {escaping.markdown(drawn_places.words(remark.place))}",
            "À propos de": escaping.markdown(remark.label),
            "Avis": escaping.markdown(remark.text),
        }
        for rank, remark in enumerate(placed, start=1)
    ]
    on_map, listed = st.columns([2, 3], gap="medium")
    with on_map:
        alt = "Carte des lieux dessinés ; les mêmes sont dans la liste, par numéro"
        prose.pydeck_chart(decks.commune_map(sites=False, above=drawn_places.layers_of([remark.place for remark in placed])), height=TALL, alt=alt)
    with listed:
        tables.show(facts)


@lru_cache(maxsize=KEPT)
def _picture(place: str) -> str:
    deck = decks.commune_map(sites=False, above=drawn_places.layers_of([place], numbered=False))
    return svg.document(WIDTH, HEIGHT, "", drawn_places.words(place), drawn_map(json.loads(deck.to_json()), WIDTH, HEIGHT))
