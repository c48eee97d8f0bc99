"""The decisions one after the other, the latest first, and the files to take away."""

from collections.abc import Sequence

import streamlit as st

from data.ground import escaping, french
from data.store.writings.assembly.decisions import Decision, Status
from pages.parts import prose, provenance, visitor
from pages.parts.decisions import reading
from pages.parts.decisions.reading import Held
from pages.parts.visitor import Visitor
from studies.decisions import flag_words, register, words
from studies.exports import spreadsheets, study_exports

NONE = "Aucune décision n'a encore été arrêtée dans le Studio."


def waiting(held: Held) -> None:
    """Those that wait for an answer."""
    if found := held.waiting():
        prose.header("À revoir ?")
        with st.container(width=provenance.READABLE):
            for one in found:
                prose.warning(f"[{escaping.markdown(one.question)}]({reading.link(one.id)}) : {_moved(one, held)}.", icon=":material/flag:")


def show(held: Held, visiting: Visitor) -> None:
    """Those that members read before they are settled, then all that are settled."""
    if submitted := [one for one in held.decisions if one.status is Status.SUBMITTED]:
        prose.header("Soumises aux présents, pas encore arrêtées")
        _lines(submitted, held)
    prose.header("Toutes les décisions arrêtées")
    if not held.settled:
        prose.markdown(NONE)
        return
    _lines(held.settled, held)
    _files(held, visiting)


def _lines(found: Sequence[Decision], held: Held) -> None:
    with st.container(width=provenance.READABLE):
        for one in found:
            with st.container(border=True, gap="xsmall"):
                prose.caption(f"{escaping.markdown(one.sitting.card.name)}, {words.day(one)}")
                reading.open_link(one)
                prose.markdown(f"{escaping.markdown(one.decided)} *({escaping.markdown(words.vote(one))})*")
                if said := _standing(one, held):
                    provenance.small(said)


def _moved(one: Decision, held: Held) -> str:
    return f"décidée le {words.day(one)} ; {flag_words.in_brief(held.flags[one.id][0])}"


def _standing(one: Decision, held: Held) -> str:
    """On what figures, what became of it, whether it is called into question."""
    parts = [f"prise sur la {escaping.markdown(words.figures(one))} de « {escaping.markdown(one.shown['title'])} »"] if one.study else []
    if one.status is Status.SETTLED:
        became = held.of(one.id)
        parts.append(f"suite : {became.became.value}, {escaping.markdown(became.reason)}")
    if reading.waits(held.flags.get(one.id, ())):
        parts.append("**à revoir ?**")
    said = " ; ".join(parts)
    return french.begun(said)


def _files(held: Held, visiting: Visitor) -> None:
    """The settled decisions for a spreadsheet and for a program, made when they are asked for."""
    base = visitor.base()
    links = {name: f"{base}{link}" for name, link in reading.frozen_links(held.settled, visiting).items()}

    def frame():
        return register.frame(held.settled, {one.id: one for one in held.followed}, links)

    files = [
        ("Tableur (XLSX)", "decisions.xlsx", spreadsheets.XLSX, lambda: study_exports.single_sheet("Décisions", frame())),
        ("Tableur (CSV)", "decisions.csv", "text/csv", lambda: spreadsheets.csv_for_spreadsheets(frame())),
    ]
    with st.container(horizontal=True):
        for label, name, kind, content in files:
            prose.download_button(label, content, file_name=name, mime=kind, key=f"decisions.{name}", icon=":material/download:", on_click="ignore")
