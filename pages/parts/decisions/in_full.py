"""A decision in full: what was decided, where, by whom, by how many votes, on which figures, what has followed."""

import streamlit as st

from data.ground import escaping, french
from data.store.writings.assembly.decisions import Decision, Status
from pages.parts import menu, prose, provenance
from pages.parts.decisions import figures, flagged, following, reading
from pages.parts.decisions.reading import Held
from pages.parts.visitor import Visitor
from studies.committee.papers.letters import day_of
from studies.decisions import words

CALLED = {Status.SETTLED: "arrêtée", Status.SUBMITTED: "soumise aux présents", Status.DRAFT: "brouillon"}


def show(one: Decision, held: Held, visiting: Visitor) -> None:
    """All of it, from what was decided to its digest."""
    prose.markdown(f"[← Toutes les décisions](/{menu.DECISIONS.address})")
    with st.container(width=provenance.READABLE):
        prose.header(escaping.markdown(one.question))
        _decided(one)
        flagged.show(one, held.flags.get(one.id, ()), visiting)
    if one.study:
        figures.show(one, visiting, reading.frozen_for(one, visiting))
    with st.container(width=provenance.READABLE):
        following.show(one, held.actions.get(one.id, ()), visiting)
        _added(one)
        _present(one)
        if one.digest:
            prose.markdown(f":small[Empreinte (SHA-256) de ce qui a été arrêté :]  \n`{one.digest}`")


def _decided(one: Decision) -> None:
    """Where and when, what, by which vote, on what conditions, who carries it."""
    where = f"{escaping.markdown(one.sitting.card.name)}, {day_of(one.sitting.at)}, {escaping.markdown(one.sitting.place)}"
    settled = f"{CALLED[one.status]} le {french.day(one.settled_at.date())}" if one.settled_at else CALLED[one.status]
    prose.caption(f"{where} · {settled}")
    with st.container(border=True):
        prose.markdown(f"**Décidé** : {_paragraphs(one.decided)}" if one.decided else "*Rien n'est encore écrit.*")
        facts = {
            "Option retenue": one.chosen,
            "Vote": words.vote(one),
            "Retraits du vote": " ; ".join(f"{left.name} : {left.reason}" if left.name else left.reason for left in one.recusals),
            "Conditions": one.conditions,
            "Responsable": one.owner,
            "Échéance": french.day(one.deadline) if one.deadline else "",
        }
        prose.markdown("\n".join(f"- {name} : **{_paragraphs(said)}**" for name, said in facts.items() if said))


def _paragraphs(text: str) -> str:
    """What somebody wrote, in one line."""
    return escaping.markdown(" ".join(text.split()))


def _present(one: Decision) -> None:
    """Who was there, and whether they were enough; their names for members."""
    roll, quorum = one.sitting.roll, one.sitting.quorum
    counts = [(roll.present, "présent"), (roll.represented, "pouvoir"), (roll.excused, "excusé"), (roll.absent, "absent")]
    told = french.listed([f"{french.number(count)} {french.plural(count, word)}" for count, word in counts if count])
    reached = "atteint" if quorum.reached else "pas atteint"
    prose.subheader("Qui était là")
    prose.markdown(f"{told or 'Personne'} sur {roll.seats} membres ; quorum de {quorum.needed} {reached} ({quorum.counted}).")
    if one.sitting.attendees:
        with prose.expander("Les noms, pour les membres"):
            prose.markdown("\n".join(f"- {_named(each)}" for each in one.sitting.attendees))


def _named(each) -> str:
    capacity = f", {escaping.markdown(each.capacity)}" if each.capacity else ""
    proxy = f", pouvoir à {escaping.markdown(each.proxy_to)}" if each.proxy_to else ""
    return f"{escaping.markdown(each.name)}{capacity} : {each.presence.value}{proxy}"


def _added(one: Decision) -> None:
    """What was added since, dated."""
    if one.addenda:
        prose.subheader("Ajouts")
        prose.markdown("\n".join(f"- {french.day(added.at.date())} : {_paragraphs(added.text)}" for added in one.addenda))
