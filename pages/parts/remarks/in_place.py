"""« Avis », beside what a remark may be about: opens the window of remarks on that very thing. Drawn for who may give one, and for nobody else.

A button where a thing stands alone (a headline, an assumption, a chart, a figure, a question, the commune on the map). Where many stand together
(the sentences of a text, the options under their table, whose names fill a line each), one list for all of them.

To be drawn by the page and not by the fragment of the levers: a click there would draw again what levers move, not the window. Another fragment calls
`whole_page` as it begins.
"""

from collections.abc import Mapping

import streamlit as st

from data.ground import escaping, french
from data.store.writings.remarks import PARAMETER, Position
from pages.parts import prose
from pages.parts.printing import paper
from pages.parts.remarks.committee import TITLE, Committee
from pages.parts.study.choosing import state
from studies.toolkit.running.study import Study

ITEM = "remarks.item"  # in the session: what the window is about, "" until something is chosen in it; nothing while it is closed
SENT = "remarks.sent"  # in the session: whether the window thanks for what was just sent
PRESSED = "remarks.pressed"  # in the session: whether a button was pressed and the window is not drawn yet
WIDTH = 360  # [px] of a list
MARKS = {Position.LOW: "▲", Position.RIGHT: "=", Position.HIGH: "▼"}  # which way the members would move a figure
LEGEND = "▲ trop bas, ▼ trop haut, = juste"


def button(committee: Committee | None, item: str, called: str, named: str = "", inside: str = "") -> None:
    """The button of one thing, with what was said of it; `called` tells which in its help, `named` beside the button too; `inside` is the key of what
    it stands in and closes."""
    if not drawn(committee):
        return
    words = marked(committee, item) or TITLE
    prose.button(
        f"{words} : {named}" if named else words,
        icon=":material/rate_review:",
        type="tertiary",
        key=state.key(committee.study, f"remark-on.{item}"),
        help=f"Donner un avis, ou lire ceux du comité, sur « {escaping.markdown(called)} »",
        on_click=_open_from,
        args=(committee.study, item, inside),
    )


def choose(committee: Committee | None, name: str, asks: str, things: Mapping[str, str]) -> None:
    """The list of many things, each with how many remarks it has; `asks` stands in it until one is chosen."""
    if not drawn(committee) or not things:
        return
    key = state.key(committee.study, f"remark-on.{name}")

    def words(item: str) -> str:
        said = counted(committee, item)
        return f"{things[item]} ({said})" if said else things[item]

    prose.relabelled(key, map(words, things))
    prose.selectbox(
        asks, list(things), index=None, placeholder=asks, format_func=words, key=key, label_visibility="collapsed", width=WIDTH,
        on_change=_follow, args=(committee.study, key),
    )  # fmt: skip


def counted(committee: Committee | None, item: str) -> str:
    """« 3 avis », "" when there is none that who visits may read."""
    count = committee.counts[item] if committee is not None else 0
    return f"{french.number(count)} avis" if count else ""


def marked(committee: Committee | None, item: str) -> str:
    """« 3 ▲ 1 ▼ » for an assumption of which positions were given and are not answered yet, « 3 avis » for the rest."""
    heard = committee.heard.get(item.removeprefix(PARAMETER)) if committee is not None and item.startswith(PARAMETER) else None
    if heard is None:
        return counted(committee, item)
    return " ".join(f"{french.number(heard.positions[position])} {mark}" for position, mark in MARKS.items() if heard.positions[position])


def open_on(study: Study, item: str = "") -> None:
    """Has the next run open the window of remarks, on that thing when one is named."""
    st.session_state[state.key(study, ITEM)] = item
    st.session_state.pop(state.key(study, SENT), None)


def whole_page(study: Study) -> None:
    """Has the whole page drawn when a button of a fragment was just pressed there: to be called as that fragment begins."""
    if st.session_state.pop(state.key(study, PRESSED), False):
        st.rerun()


def _open_from(study: Study, item: str, inside: str) -> None:
    st.session_state[state.key(study, PRESSED)] = True
    if inside:
        st.session_state[inside] = False  # it would stay over the window
    open_on(study, item)


def _follow(study: Study, key: str) -> None:
    if item := st.session_state[key]:
        st.session_state[key] = None
        open_on(study, item)


def drawn(committee: Committee | None) -> bool:
    """Whether any of this is drawn for who visits."""
    return committee is not None and committee.gives and not paper.is_printed()
