"""« Avis », beside what a remark may be about: opens the tab of remarks with that thing chosen. Drawn for who may give one, and for nobody else.

A button where a thing stands alone (a chart, a figure, a question, the commune on the map). Where many stand together (the assumptions, the sentences
of a text, the options under their table, whose names fill a line each), one list for all of them: a button beside each of two hundred assumptions
would be as many widgets to send and to run at each click.

To be drawn by the page and not by the fragment of the levers: a click there would draw again what levers move, not the tabs.
"""

from collections.abc import Mapping

import streamlit as st

from data.ground import escaping, french
from pages.parts import prose
from pages.parts.printing import paper
from pages.parts.remarks.committee import TITLE, Committee
from pages.parts.study.choosing import state
from studies.toolkit.running.study import Study

ITEM = "remarks.item"  # in the session: what the form is about
WIDTH = 360  # [px] of a list


def button(committee: Committee | None, item: str, called: str, named: str = "") -> None:
    """The button of one thing, with how many remarks it has; `called` tells which in its help, `named` beside the button too."""
    if not drawn(committee):
        return
    words = counted(committee, item) or TITLE
    prose.button(
        f"{words} : {named}" if named else words,
        icon=":material/rate_review:",
        type="tertiary",
        key=state.key(committee.study, f"remark-on.{item}"),
        help=f"Donner un avis, ou lire ceux du comité, sur « {escaping.markdown(called)} »",
        on_click=open_on,
        args=(committee.study, item),
    )


def choose(committee: Committee | None, name: str, asks: str, things: Mapping[str, str]) -> None:
    """The list of many things, each with how many remarks it has; `asks` stands in it until one is chosen."""
    if not drawn(committee) or not things:
        return
    key = state.key(committee.study, f"remark-on.{name}")

    def words(item: str) -> str:
        said = counted(committee, item)
        return f"{things[item]} ({said})" if said else things[item]

    prose.selectbox(
        asks, list(things), index=None, placeholder=asks, format_func=words, key=key, label_visibility="collapsed", width=WIDTH,
        on_change=_follow, args=(committee.study, key),
    )  # fmt: skip


def counted(committee: Committee | None, item: str) -> str:
    """« 3 avis », "" when there is none that who visits may read."""
    count = committee.counts[item] if committee is not None else 0
    return f"{french.number(count)} avis" if count else ""


def open_on(study: Study, item: str) -> None:
    """Has the next run show the tab of remarks, its form about that thing."""
    st.session_state[state.key(study, "tab")] = TITLE
    st.session_state[state.key(study, ITEM)] = item


def _follow(study: Study, key: str) -> None:
    if item := st.session_state[key]:
        st.session_state[key] = None
        open_on(study, item)


def drawn(committee: Committee | None) -> bool:
    """Whether any of this is drawn for who visits."""
    return committee is not None and committee.gives and not paper.is_printed()
