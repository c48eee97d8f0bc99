"""A decision in full: what was decided, where, by whom, by how many votes, on which figures, what has followed."""

import streamlit as st

from data.ground import escaping, french
from data.instances.rules import Attendee
from data.store.writings.assembly.decisions import Decision, Status
from pages.parts import menu, prose
from pages.parts.decisions import figures, flagged, following, reading
from pages.parts.decisions.reading import Held
from pages.parts.visitor import Visitor
from studies.committee.papers.letters import day_of
from studies.decisions import sitting_words, words

WIDE = 960  # [px] of a question, which is a heading
CALLED = {Status.SETTLED: "arrêtée", Status.SUBMITTED: "soumise aux présents", Status.DRAFT: "brouillon"}


def show(one: Decision, held: Held, visiting: Visitor) -> None:
    """All of it, from what was decided to its digest."""
    prose.page_link(menu.as_page(menu.DECISIONS), label="Toutes les décisions", icon=":material/arrow_back:")
    prose.header(escaping.markdown(one.question), width=WIDE)
    left, right = st.columns(2, gap="large")  # one under the other on a phone
    with left:
        _decided(one)
        flagged.show(one, held.flags.get(one.id, ()), visiting)
        _added(one)
        following.show(one, held.actions.get(one.id, ()), visiting)
    with right:
        if one.study:
            figures.show(one, visiting, reading.frozen_for(one, visiting))
        _present(one)
        if one.digest:
            prose.markdown(f":small[Empreinte (SHA-256) de ce qui a été arrêté :]  \n`{one.digest}`")


def _decided(one: Decision) -> None:
    """Where and when, what, by which vote, on what conditions, who carries it."""
    where = f"{escaping.markdown(one.sitting.card.name)}, {day_of(one.sitting.at)}, {escaping.markdown(one.sitting.place)}"
    settled = f"{CALLED[one.status]} le {words.on(one.settled_at)}" if one.settled_at else CALLED[one.status]
    prose.caption(f"{where} · {settled}")
    with st.container(border=True):
        prose.markdown("\n".join(f"- {name} : **{_paragraphs(said)}**" for name, said in words.facts(one).items()))


def _paragraphs(text: str) -> str:
    """What somebody wrote, in one line."""
    return escaping.markdown(" ".join(text.split()))


def _present(one: Decision) -> None:
    """Who was there, and whether they were enough; their names for members."""
    prose.subheader("Qui était là")
    told = sitting_words.roll(one.sitting)
    prose.markdown(f"{french.begun(told)}, sur {one.sitting.seats} membres en exercice. {sitting_words.quorum(one.sitting)}.")
    if one.sitting.attendees:
        with prose.expander("Les noms, pour les membres"):
            prose.markdown("\n".join(f"- {_named(each)}" for each in one.sitting.attendees))


def _named(each: Attendee) -> str:
    capacity = f", {escaping.markdown(each.capacity)}" if each.capacity else ""
    proxy = f", pouvoir à {escaping.markdown(each.proxy_to)}" if each.proxy_to else ""
    return f"{escaping.markdown(each.name)}{capacity} : {each.presence.value}{proxy}"


def _added(one: Decision) -> None:
    """What was added since, dated."""
    if one.addenda:
        prose.subheader("Ajouts")
        prose.markdown("\n".join(f"- {words.on(added.at)} : {_paragraphs(added.text)}" for added in one.addenda))
