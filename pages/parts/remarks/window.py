"""The window « Donner un avis », over the page where one reads: on the thing beside which it was opened, or on one that a few letters find. What was
sent is thanked for in its place, and the page behind is as one left it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data.ground import escaping, french
from data.store.writings.remarks import PARAMETER
from pages.parts import lane, prose, refusal
from pages.parts.remarks import finding, giving, in_place, one_remark, things
from pages.parts.remarks.committee import Committee
from pages.parts.remarks.in_place import ITEM, PRESSED, SENT
from pages.parts.study.choosing import state
from pages.parts.study.part import Screen
from studies.toolkit.running import origins
from studies.toolkit.running.study import Study

TITLE = "Donner un avis"
SHOWN, HEAVIEST = 8, 4  # names that a few letters find; assumptions offered before any letter, or under a headline
INDICATOR = "indicator:"  # how the lasting name of a headline begins


def offer(committee: Committee | None, where: str) -> None:
    """The button that opens it on nothing yet, for who may give a remark; `where` tells the parts that have one from each other."""
    if in_place.drawn(committee):
        key = state.key(committee.study, f"remark-from.{where}")
        prose.button(TITLE, icon=":material/rate_review:", key=key, on_click=in_place.open_on, args=(committee.study,))


def show(screen: Screen) -> None:
    """The window, when somebody opened it."""
    committee = screen.committee
    st.session_state.pop(state.key(screen.study, PRESSED), None)
    if not in_place.drawn(committee) or state.key(committee.study, ITEM) not in st.session_state:
        return

    @st.dialog(TITLE, on_dismiss=lambda: _close(committee.study))
    def drawn() -> None:
        with lane.turn(lane.REST), refusal.in_place(committee.study):
            if st.session_state.get(state.key(committee.study, SENT)):
                _thanks(committee.study)
            else:
                _asked(screen, committee)

    drawn()


def _close(study: Study) -> None:
    for name in (ITEM, SENT):
        st.session_state.pop(state.key(study, name), None)


def _asked(screen: Screen, committee: Committee) -> None:
    """The fields about the thing that was chosen; else what finds one."""
    study = committee.study
    with st.spinner("Ce qui pèse le plus d'abord…"):  # the first time since the server started, its sensitivity is computed
        offered = things.of_study(study)
    item = st.session_state[state.key(study, ITEM)]
    if item not in offered:
        _found(study, offered)
        return
    prose.markdown(f"**{escaping.markdown(offered[item])}**")
    if item.startswith(INDICATOR):
        _behind(screen, study, item.removeprefix(INDICATOR), offered)
    if giving.about(screen, committee, item, offered[item]):
        st.session_state[state.key(study, SENT)] = True
        st.rerun()  # the page behind shows it too
    _said(committee, item)


def _found(study: Study, offered: Mapping[str, str]) -> None:
    """What the letters typed find, else the assumptions that weigh most; one press chooses."""
    typed = prose.text_input("Sur quoi ? Quelques lettres suffisent", key=state.key(study, "remark-find"), live=True, placeholder="aliment, Mende…")
    if not typed.strip():
        heaviest = [item for item in offered if item.startswith(PARAMETER)][:HEAVIEST]
        _choose(study, "Les hypothèses qui pèsent le plus", heaviest, offered)
    elif names := finding.found(offered, typed):
        told = french.counted(len(names), "nom trouvé", "noms trouvés")
        _choose(study, told if len(names) <= SHOWN else f"{told}, les {SHOWN} premiers : ajouter un mot", names[:SHOWN], offered)
    else:
        prose.markdown("Rien ne porte ce nom : essayer un autre mot.")


def _behind(screen: Screen, study: Study, indicator: str, offered: Mapping[str, str]) -> None:
    """A headline is computed: « trop bas » is said of the assumptions that move it, those that move it most within reach."""
    headline = next(one for one in study.card.indicators if one.id == indicator)
    heaviest = origins.assumptions(screen.study, headline, screen.choice.scenario, dict(screen.choice.changes))[:HEAVIEST]
    if heaviest:
        asks = "Ce chiffre est calculé. S'il vous paraît trop bas ou trop haut, c'est peut-être que l'est une de celles qui le déplacent le plus"
        _choose(study, asks, [f"{PARAMETER}{swing.parameter}" for swing in heaviest], offered)


def _choose(study: Study, asks: str, items: Sequence[str], offered: Mapping[str, str]) -> None:
    """A list whose first press opens the fields on what was pressed."""
    key = state.key(study, "remark-choose")
    words = {item: escaping.markdown(offered[item]) for item in items}
    prose.radio(asks, items, index=None, format_func=words.get, key=key, on_change=_pressed, args=(study, key))


def _pressed(study: Study, key: str) -> None:
    in_place.open_on(study, st.session_state[key])


def _said(committee: Committee, item: str) -> None:
    """What others said of it, in brief: all of it is in the tab."""
    said = [one for one in committee.remarks if one.item == item and not one.hidden]
    if said:
        with prose.expander(f"Ce qui s'en est dit : {in_place.counted(committee, item)}"):
            for remark in said:
                one_remark.in_brief(committee, remark)


def _thanks(study: Study) -> None:
    """What was just sent is kept; one may go on, or go back."""
    prose.success(giving.THANKS, icon=":material/check_circle:")
    with st.container(horizontal=True):
        prose.button(
            "Donner un autre avis", icon=":material/rate_review:", key=state.key(study, "remark-more"), on_click=in_place.open_on, args=(study,)
        )
        if prose.button("Revenir à l'étude", key=state.key(study, "remark-done")):
            _close(study)
            st.rerun()
