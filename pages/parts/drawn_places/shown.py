"""Places that people drew, shown: one beside what is said of it, all of a study on one map with the list."""

import json
from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from data.ground import escaping, svg
from data.store.writings.discussion import Remark
from geo.maps import decks
from geo.maps.drawn_map import drawing as drawn_map
from geo.places import drawn_places
from pages.parts import prose, tables

WIDTH, HEIGHT = 300, 320  # [px] of the map of one place
KEPT = 64  # drawings remembered
TALL = 420  # [px] of the map of them all


def one(place: str) -> None:
    """A small map of a place, with the communes that it touches in words; nothing for no place."""
    if not place:
        return
    words = drawn_places.words(place)
    st.image(_picture(place), width=WIDTH, caption=words, alt=words)


def of_study(remarks: Sequence[Remark]) -> None:
    """The places drawn in these remarks, on one map, and the list that says what each is about; nothing when none was drawn."""
    placed = [remark for remark in remarks if remark.place and not remark.hidden]
    if not placed:
        return
    facts = [
        {
            "Lieu": f"**{rank}.** {drawn_places.words(remark.place)}",
            "À propos de": escaping.markdown(remark.label),
            "Avis": escaping.markdown(remark.text),
        }
        for rank, remark in enumerate(placed, start=1)
    ]
    shown, listed = st.columns([2, 3], gap="medium")
    with shown:
        alt = "Carte des lieux dessinés ; les mêmes sont dans la liste, par numéro"
        prose.pydeck_chart(decks.commune_map(sites=False, above=drawn_places.layers_of([remark.place for remark in placed])), height=TALL, alt=alt)
    with listed:
        tables.show(facts)


@lru_cache(maxsize=KEPT)
def _picture(place: str) -> str:
    deck = decks.commune_map(sites=False, above=drawn_places.layers_of([place], numbered=False))
    return svg.document(WIDTH, HEIGHT, "", drawn_places.words(place), drawn_map(json.loads(deck.to_json()), WIDTH, HEIGHT))
