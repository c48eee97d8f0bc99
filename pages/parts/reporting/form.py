"""« Signaler une erreur »: at the foot of every page and on the card of a site, pinned to what is wrong there."""

import re
from collections.abc import Callable, Collection

import streamlit as st

from data.ground import budgets, escaping
from data.ground.faults import Fault, Refused
from data.store.opening import store
from data.store.writings import reports
from pages.parts import prose, provenance, visitor
from pages.parts.printing import paper
from pages.parts.reporting import items
from pages.parts.visiting import done

KEY = "report"
LAST = f"{KEY}.last"  # in the session: what was sent last, and its number
OF_SITE = re.compile(rf"{KEY}\.card\.site:(.+)\.sent")  # in the session: the number of what was just sent about a site
WRITTEN = budgets.named("reports")
OFTEN = Fault("erreur à signaler", "beaucoup ont été signalées depuis une heure", "attendre quelques minutes, puis recommencer")
READERS = {True: "l'auteur de l'étude et l'agence la liront", False: "l'agence la lira"}  # whether it is about a study
THANKS = "Merci : {readers}. Elle porte le numéro {number}."


def show(title: str) -> None:
    """The button of the page of that title, which opens the form."""
    _show(f"{KEY}.{title}", KEY, lambda: items.of_page(title))


def show_for_site(site) -> None:
    """The button of the card of a site (a row of `geo.sites.located.all_sites`)."""
    about = items.of_site(site)
    _show(f"{KEY}.{about.item}", f"{KEY}.card.{about.item}", lambda: [about])


def thank(present: Collection[str]) -> None:
    """Thanks for what was reported of a site whose card has gone meanwhile, with its form."""
    for key in [key for key in st.session_state if (found := OF_SITE.fullmatch(key)) and found[1] not in present]:
        if number := st.session_state.pop(key):
            done.say(THANKS.format(readers=READERS[False], number=number[:6]))


def _show(drawer: str, key: str, about: Callable[[], list[reports.About]]) -> None:
    if not paper.is_printed():
        _opened(drawer, key, about)


@st.fragment
def _opened(drawer: str, key: str, about: Callable[[], list[reports.About]]) -> None:
    opened = prose.popover("Signaler une erreur", icon=":material/flag:", type="tertiary", key=drawer, on_change="rerun", width="content")
    if not (opened.open or st.session_state.get(f"{drawer}.drawn")):
        return
    st.session_state[f"{drawer}.drawn"] = True  # drawn from now on, closed or not: a field that is not drawn loses what was typed in it
    with opened:
        offered = about()
        number = st.session_state.pop(f"{key}.sent", "")
        if number:
            st.session_state[f"{key}.text"] = ""
        with st.form(f"{key}.form", border=False):
            item = _asked(offered, key)
            text = prose.text_area("Qu'est-ce qui est faux, et qu'est-ce qui serait juste ?", key=f"{key}.text")
            provenance.small(f"{_signed()} N'écrivez rien de personnel.")
            sent = st.form_submit_button("Envoyer", icon=":material/send:")
        if sent and not number and (kept := _sent(item, text)):
            st.session_state[f"{key}.sent"] = kept
            st.rerun()
        if number:
            done.say(THANKS.format(readers=READERS[bool(item.study)], number=number[:6]))


def _asked(offered: list[reports.About], key: str) -> reports.About:
    """What the report is about: chosen from a list, or the only thing that there is."""
    if len(offered) == 1:
        prose.markdown(escaping.markdown(offered[0].label))
        return offered[0]
    number = prose.selectbox("Sur quoi ?", range(len(offered)), format_func=lambda number: offered[number].label, key=f"{key}.item")
    return offered[number]


def _signed() -> str:
    """Under which name a report goes."""
    person = visitor.current().person
    return f"Qui y répond lira votre nom, {escaping.markdown(person.name)} ; publiée, elle n'en a aucun." if person else "Sans nom ni adresse."


def _sent(about: reports.About, text: str) -> str:
    """Keeps it and gives its number, or says what refuses: the words stay in their field. The same words sent twice are one report."""
    before = st.session_state.get(LAST)
    identifier = before[1] if before and before[0] == (about, text) else _kept(about, text)
    if identifier:
        st.session_state[LAST] = (about, text), identifier
    return identifier


def _kept(about: reports.About, text: str) -> str:
    """Keeps it and gives its number; "" when something refuses, which is said."""
    try:
        visiting = visitor.as_anybody()
        paced = visitor.paced_as(visiting)
        if WRITTEN.exhausted(paced):
            raise Refused(OFTEN)
        identifier = reports.report(store(), visiting.actor, about, text)
    except Refused as refused:
        done.refuse(refused.fault)
        return ""
    WRITTEN.count(paced)
    return identifier
