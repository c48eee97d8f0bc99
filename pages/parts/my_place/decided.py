"""The decisions that touch a place: those that name it, then how those of the whole département stand."""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from data.ground import french
from geo.places import chosen
from geo.places.chosen import Place
from pages.parts import menu, prose, provenance
from pages.parts.decisions import last_year, reading
from pages.parts.decisions.reading import Held
from pages.parts.visitor import Visitor
from studies.decisions import followed
from studies.decisions.followed import Followed

SHORT, WHOLE = "CC ", "communauté de communes "  # how the tables and how people write an intercommunality


def show(place: Place, visiting: Visitor) -> None:
    """A card: the decisions that name the place, how many stand for all and what became of them, the way to them all."""
    held = reading.held(visiting)
    named = naming(held.followed, _texts(held), place)
    with st.container(key="cards-decided"), st.container(border=True):
        prose.header("Décisions")
        if named:
            prose.markdown("\n".join([f":small[**{place.name}**]", "", *(f"- {last_year.line(one, with_sitting=True)}" for one in named)]))
        others = [one for one in held.followed if one not in named]
        if others:
            count = french.counted(len(others), "décision")
            provenance.small(f"**Toute la Lozère** : {count}, {followed.counted(others)}.{'' if named else f' Aucune ne nomme {place.in_sentence}.'}")
        prose.page_link(menu.as_page(menu.DECISIONS), label="Toutes les décisions", icon=":material/arrow_forward:")


def naming(found: Sequence[Followed], texts: Mapping[str, str], place: Place) -> list[Followed]:
    """Those whose text (`texts`, by identifier) names a place: a commune or its intercommunality, an intercommunality or one of its communes."""
    around = chosen.intercommunality_of(place)
    places = [place, around] if place.is_commune else [place, *(chosen.places()[code] for code in place.communes)]
    names = {name for one in places for name in (one.name, one.name.replace(SHORT, WHOLE, 1))}
    any_of = "|".join(map(re.escape, sorted(names))).replace("'", "['’]")  # a word processor curls it
    named = re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])")
    return [one for one in found if named.search(texts[one.id])]


def _texts(held: Held) -> dict[str, str]:
    """What each decision says: its question, what was decided, its conditions; of a former one, its subject."""
    told = {one.id: " ".join((one.question, one.decided, one.conditions)) for one in held.settled}
    return {one.id: told.get(one.id) or " ".join(filter(None, (one.former and one.former.subject, one.decided))) for one in held.followed}
