"""The minutes of a sitting, item by item: what was decided, the vote and what it carries, who left it, conditions, who carries it, until when."""

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.instances.rules import ChairVote, Vote
from data.store.opening import store
from data.store.writings.assembly import minutes
from data.store.writings.assembly.decisions import Decision, Recusal, Status
from data.store.writings.assembly.minutes import Minute
from data.store.writings.assembly.sittings import MOST_SEATS
from pages.parts import prose
from pages.parts.committee.desk import do, form, renewed, since
from pages.parts.decisions import reading
from pages.parts.sittings import attending, settling
from pages.parts.sittings.desk import Desk
from studies.decisions import sitting_words, words

NO_OPTION = "aucune"
NO_VOTE, VOTED = "acté sans vote", "mis au vote"
CHAIR = {ChairVote.UNSAID: "sans objet : les voix ne sont pas partagées", **{one: one.value for one in ChairVote if one.value}}


def show(here: Desk) -> None:
    """Where the minutes stand, each item, what submits and settles them."""
    attending.quorum(here.sitting)
    if here.writes and not here.sitting.roll.present:
        prose.info("Noter d'abord les présents : le vote de chaque point se compte sur eux.", icon=":material/how_to_reg:")
    for rank, one in enumerate(here.items, 1):
        label = f"{rank}. {french.shortened(one.question)} : {standing(one)}"
        with prose.expander(escaping.markdown(label), expanded=len(here.items) == 1, key=here.key("minute", one.id, "drawer")):
            if here.writes:
                _write(here, one)
            else:
                read(here, one)
    settling.show(here)


def standing(one: Decision) -> str:
    """Where an item stands, in a few words: « brouillon, adoptée »."""
    state = {Status.DRAFT: "brouillon", Status.SUBMITTED: "soumis aux présents", Status.SETTLED: "arrêté"}[one.status]
    return f"{state}, {one.result.value}" if one.decided else "à rédiger"


def read(here: Desk, one: Decision) -> None:
    """An item as those present read it; what was added since, and the form that adds to it once it is settled."""
    prose.markdown("\n".join(f"- {name} : **{escaping.markdown(said)}**" for name, said in words.facts(one).items()))
    if one.study:
        link = reading.frozen_for(one, here.visiting)
        said = escaping.markdown(f"étude « {one.shown['title']} », {words.figures(one)}")
        prose.markdown(f"Sur ces chiffres ({f'[{said}]({link})' if link else said}) :")
        figures = [f"- {escaping.markdown(each['label'])} : **{each['written']}**, {each['ranged']}" for each in one.shown["headlines"]]
        prose.markdown("\n".join(figures))
    for added in one.addenda:
        prose.markdown(f"Ajout du {words.on(added.at)} : {escaping.markdown(added.text)}")
    if one.digest:
        prose.markdown(f":small[Empreinte (SHA-256) :]  \n`{one.digest}`")
        if here.holds:
            settling.addendum(here, one)


def _write(here: Desk, one: Decision) -> None:
    name = here.key("minute", one.id)
    known, fields = since(name, one.changed_at), form(name)
    if one.decided:
        rules = sitting_words.majority(here.sitting.card)
        prose.markdown(f"**{french.begun(words.vote(one))}.** {french.begun(rules)}.")
    with st.form(fields, border=False):
        decided = prose.text_area("Décision", one.decided, key=f"{fields}.decided", height=110)
        chosen = _option(fields, one)
        voted = prose.segmented_control(
            "Ce point a été", [VOTED, NO_VOTE], default=NO_VOTE if one.decided and one.vote is None else VOTED, required=True, key=f"{fields}.voted"
        )
        prose.caption(f"{here.sitting.roll.voters} voix à répartir, retraits compris : {sitting_words.roll(here.sitting)}.")
        counts = _counts(fields, one.vote)
        left = prose.text_area(
            "Retraits du vote, un par ligne : nom ; raison",
            settling.left(one.recusals),
            placeholder="Aline Vert ; membre du conseil de la société aidée",
            key=f"{fields}.recusals",
            height=80,
        )
        conditions = prose.text_area("Conditions (facultatif)", one.conditions, key=f"{fields}.conditions", height=80)
        with st.container(horizontal=True):
            owner = prose.text_input("Responsable", one.owner, key=f"{fields}.owner", width=340)
            deadline = prose.date_input("Échéance", one.deadline, format="DD/MM/YYYY", key=f"{fields}.deadline", width=180)
        if st.form_submit_button("Enregistrer ce point", icon=":material/save:"):
            vote = counts if voted == VOTED else None
            do(lambda: _written(here, one, known, (decided, chosen, vote, left, conditions, owner, deadline)))


def _option(fields: str, one: Decision) -> str:
    if not one.options:
        return ""
    options = ["", *one.options]
    place = options.index(one.chosen)
    return prose.selectbox("Option retenue", options, place, format_func=lambda each: each or NO_OPTION, key=f"{fields}.chosen")


def _counts(fields: str, kept: Vote | None) -> Vote:
    with st.container(horizontal=True):
        numbers = [
            prose.number_input(label, 0, MOST_SEATS, held, key=f"{fields}.{label}", width=130)
            for label, held in (
                ("Pour", kept.in_favour if kept else 0),
                ("Contre", kept.against if kept else 0),
                ("Abstentions", kept.abstentions if kept else 0),
            )
        ]
    usual = list(CHAIR).index(kept.chair if kept else ChairVote.UNSAID)
    chair = prose.selectbox("En cas de partage, le président a voté", list(CHAIR), usual, format_func=CHAIR.__getitem__, key=f"{fields}.chair")
    return Vote(*numbers, chair=chair)


Typed = tuple[str, str, Vote | None, str, str, str, date | None]


def _written(here: Desk, one: Decision, known: datetime, typed: Typed) -> str:
    decided, chosen, vote, left, conditions, owner, deadline = typed
    said = Minute(decided, chosen, vote, recusals(left), conditions, owner, deadline)
    minutes.write(store(), here.visiting.actor, one.id, known, said)
    renewed(here.key("minute", one.id))
    again = " Il est à soumettre de nouveau aux présents." if one.status is Status.SUBMITTED else ""
    return f"Point enregistré : « {escaping.markdown(french.shortened(one.question))} ».{again}"


def recusals(text: str) -> Sequence[Recusal]:
    """Who left the vote and why, one to a line. Refused when a line says not why."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        name, separator, reason = line.partition(";")
        if line.strip() and not separator:
            raise Refused(Fault(f"retraits, ligne {number}", "la raison manque", "écrire : nom ; raison"))
        if line.strip():
            found.append(Recusal(name, reason))
    return found
