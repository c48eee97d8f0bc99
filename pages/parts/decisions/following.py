"""What the agency writes after a decision: where its actions stand, what became of a former one."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from data.ground import escaping, french
from data.store.opening import store
from data.store.writings.assembly import actions, outcomes
from data.store.writings.assembly.actions import FOLLOW, Action, Task
from data.store.writings.assembly.actions import Status as Stands
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.outcomes import TELL
from pages.parts import prose, provenance
from pages.parts.committee.desk import do, form, renewed, since
from pages.parts.decisions import reading
from pages.parts.visitor import Visitor
from studies.decisions import words
from studies.decisions.followed import TOLD, Followed

KEY = "decisions"
FORMAT = "DD/MM/YYYY"


def written(said: str, write: Callable[..., object], visiting: Visitor, *given: Any, then: str = "") -> Callable[[], str]:
    """What writes in the store as the visitor, then says so; `then` is the form to fill again from what is kept."""

    def deed() -> str:
        write(store(), visiting.actor, *given)
        if then:
            renewed(then)
        return said

    return deed


def outcome(found: Sequence[Followed], visiting: Visitor) -> None:
    """The drawer in which the agency says what became of a former decision, chosen among those of the Studio's past."""
    former = {one.id: one for one in found if one.former}
    if not former or not visiting.may(TELL):
        return
    with prose.expander("Dire ce qu'une décision est devenue", icon=":material/edit:"):
        chosen = prose.selectbox("Laquelle ?", list(former), format_func=lambda name: _in_a_line(former[name]), key=f"{KEY}.outcome")
        _outcome(former[chosen], visiting)


def _in_a_line(one: Followed) -> str:
    return f"{one.on.year} : {one.decided}"


def _outcome(one: Followed, visiting: Visitor) -> None:
    key = f"{KEY}.outcome.{one.id}"
    with st.form(key, border=False):
        told = [status for status in outcomes.Status if status is not outcomes.Status.UNTOLD]
        status = prose.radio("Elle est", told, format_func=lambda each: TOLD[each].value, index=None, key=f"{key}.status", horizontal=True)
        text = prose.text_area("Ce qu'elle est devenue, en une phrase, et pourquoi", key=f"{key}.text", height=80)
        source = prose.text_input("Source : document ou adresse (facultatif)", key=f"{key}.source")
        if st.form_submit_button("Enregistrer"):
            do(written("Suite enregistrée.", outcomes.tell, visiting, one.id, status or outcomes.Status.UNTOLD, text, source))


def show(one: Decision, found: Sequence[Action], visiting: Visitor) -> None:
    """The actions of a decision, their lateness and their proof; the forms of who follows them."""
    writes = visiting.may(FOLLOW, one.study)
    if not found and not writes:
        return
    prose.subheader("Ce qui est fait")
    if not found:
        prose.markdown("Aucune action n'est suivie.")
    for action in found:
        prose.markdown(told(action, reading.today()))
        if writes:
            _move(action, visiting)
    if writes:
        _add(one, visiting)


def told(action: Action, now: date) -> str:
    """An action in a line: what, who, until when, where it stands, why, on what evidence."""
    last, late = action.steps[-1], words.lateness(action, now)
    when = f", pour le {french.day(action.deadline)}" if action.deadline else ""
    lateness = f", **{late}**" if late else ""
    why = f" {escaping.markdown(last.reason)}" if last.reason else ""
    proof = f" Preuve : {_evidence(last.evidence)}" if last.evidence else ""
    return f"- **{escaping.markdown(action.what)}** ({escaping.markdown(action.owner)}{when}) : {action.status.value}{lateness}.{why}{proof}"


def _evidence(text: str) -> str:
    return f"[{escaping.markdown(text)}]({provenance.address(text)})" if escaping.web_address(text) else escaping.markdown(text)


def _move(action: Action, visiting: Visitor) -> None:
    name = f"{KEY}.action.{action.id}"
    key, known = form(name), since(name, action.steps[-1].at)
    with prose.expander("Où en est cette action ?"), st.form(key, border=False):
        names = list(Stands)
        to = prose.radio("Elle est", names, format_func=lambda each: each.value, index=names.index(action.status), key=f"{key}.to", horizontal=True)
        deadline = prose.date_input("Échéance", value=action.deadline, format=FORMAT, key=f"{key}.deadline")
        reason = prose.text_area("Pourquoi (si elle est abandonnée, ou son échéance changée)", key=f"{key}.reason", height=80)
        proof = prose.text_input("Preuve : ce qui le montre, ou son adresse (si elle est faite)", key=f"{key}.proof")
        if st.form_submit_button("Enregistrer"):
            do(written("Action enregistrée.", actions.move, visiting, action.id, known, to, deadline, reason, proof, then=name))


def _add(one: Decision, visiting: Visitor) -> None:
    name = f"{KEY}.add.{one.id}"
    key = form(name)
    with prose.expander("Ajouter une action", icon=":material/add:"), st.form(key, border=False):
        what = prose.text_area("Ce qui est à faire", key=f"{key}.what", height=80)
        owner = prose.text_input("Qui s'en charge", value=one.owner, key=f"{key}.owner")
        deadline = prose.date_input("Échéance (facultatif)", value=one.deadline, format=FORMAT, key=f"{key}.deadline")
        if st.form_submit_button("Ajouter"):
            do(written("Action ajoutée.", actions.add, visiting, Task(what, owner, deadline, decision=one.id), then=name))
