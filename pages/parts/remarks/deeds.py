"""What one does to a remark: write under it, answer it, take it back, take it out of sight. Each opens in a drawer, so that a page of many remarks
holds few fields."""

import re
from collections.abc import Callable

import streamlit as st

from data.ground.faults import Fault, Refused
from data.store.access import Actor
from data.store.opening import store
from data.store.writings import remarks
from data.store.writings.discussion import Remark
from data.store.writings.remarks import Status
from pages.parts import prose, refusal, visitor
from pages.parts.remarks.committee import Committee
from pages.parts.study.choosing import state
from studies.committee import accepting
from studies.publishing import life
from studies.toolkit.errors import BadRequest, FaultyStudy

DONE = "remarks.done"  # in the session: what was just done, said once the page is drawn again
HEIGHT = 90  # [px] of a few lines


def show(committee: Committee, remark: Remark) -> None:
    """The drawers of what one may do; nothing for who may do nothing."""
    drawers = [
        ("Écrire dessous", ":material/chat:", committee.may(remarks.DISCUSS), _reply),
        ("Donner la réponse", ":material/gavel:", committee.may(remarks.ANSWER) and remark.waits, _answer),
        ("Reprendre mon avis", ":material/undo:", _is_mine(committee, remark) and remark.answered_at is None, _withdraw),
        ("Retirer de la vue", ":material/visibility_off:", committee.may(remarks.HIDE) and not remark.hidden, _hide),
    ]
    _tell_late(committee, remark)
    offered = [drawer for drawer in drawers if drawer[2]]
    if not offered:
        return
    with st.container(horizontal=True, gap="small"):
        for label, icon, _, draw in offered:
            key = _key(committee, remark, draw)
            drawer = prose.popover(label, icon=icon, type="tertiary", key=key, on_change="rerun", width="content")
            if drawer.open:
                with drawer:
                    draw(committee, remark, key)


def _key(committee: Committee, remark: Remark, draw: Callable[..., None]) -> str:
    return state.key(committee.study, f"remark.{remark.id}.{draw.__name__.strip('_')}")


def _tell_late(committee: Committee, remark: Remark) -> None:
    """What was typed in an answer that is drawn no more, as somebody answered meanwhile, is not lost."""
    typed = st.session_state.get(f"{_key(committee, remark, _answer)}.text") or ""
    if typed and not remark.waits and typed.split() != remark.answer.split():
        told = f"quelqu'un a déjà répondu ; la vôtre n'est pas gardée : « {typed} »"
        visitor.tell(Fault("réponse", told, "la copier, et l'écrire sous l'avis s'il le faut"))


def _is_mine(committee: Committee, remark: Remark) -> bool:
    person = committee.visiting.person
    return person is not None and remark.by == person.id and committee.gives


def _reply(committee: Committee, remark: Remark, key: str) -> None:
    with st.form(f"{key}.form", border=False):
        text = prose.text_area("Question ou complément", key=f"{key}.text", height=HEIGHT)
        if st.form_submit_button("Écrire", icon=":material/send:"):
            _do(committee, lambda actor: remarks.reply(store(), actor, remark.id, text), "C'est écrit sous l'avis.")


def _answer(committee: Committee, remark: Remark, key: str) -> None:
    """Accepted, in the next version, whose draft takes the value; or refused, with the reason."""
    number = life.next_number(store(), remark.study)
    if remark.value is not None:
        prose.caption("Accepter écrit la valeur dans le brouillon de l'étude, à la ligne de cette hypothèse ; soumettre la version reste à faire.")
    with st.form(f"{key}.form", border=False):
        text = prose.text_area("Ce qui change, ou pourquoi la valeur est maintenue", key=f"{key}.text", height=HEIGHT)
        with st.container(horizontal=True):
            accepts = st.form_submit_button(f"Accepter pour la version {number}", icon=":material/check:")
            refuses = st.form_submit_button("Refuser", icon=":material/close:")
        if accepts:
            _do(committee, lambda actor: accepting.accept(store(), actor, remark, text), f"Avis accepté : la version {number} le portera.")
        elif refuses:
            _do(committee, lambda actor: remarks.answer(store(), actor, remark.id, Status.REFUSED, text), "Avis refusé, avec sa raison.")


def _withdraw(committee: Committee, remark: Remark, key: str) -> None:
    prose.markdown("Votre avis ne compte plus et ne se lit plus ; le journal en garde la trace.")
    if prose.button("Reprendre cet avis", icon=":material/undo:", key=f"{key}.yes"):
        _do(committee, lambda actor: remarks.withdraw(store(), actor, remark.id), "Votre avis est repris.")


def _hide(committee: Committee, remark: Remark, key: str) -> None:
    with st.form(f"{key}.form", border=False):
        why = prose.text_input("Raison, qui restera à sa place", key=f"{key}.why")
        if st.form_submit_button("Retirer de la vue", icon=":material/visibility_off:"):
            _do(committee, lambda actor: remarks.hide(store(), actor, remark.id, why), "L'avis n'est plus en vue ; rien n'est effacé.")


def _do(committee: Committee, deed: Callable[[Actor], object], done: str) -> None:
    """Does it and draws the page again; what refuses is said in its place, and what was typed stays."""
    try:
        deed(committee.visiting.actor)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    except FaultyStudy as faulty:  # its draft cannot be read: nothing was written
        visitor.tell(faulty.faults[0])
        return
    except BadRequest as refused:
        refusal.show(refused.fault)
        return
    st.session_state[state.key(committee.study, DONE)] = done
    st.rerun()


def _tell_gone(committee: Committee) -> None:
    """The same for a remark that its author took back or replaced meanwhile."""
    field = re.compile(rf"{re.escape(state.key(committee.study, 'remark'))}\.(\w+)\.(?:reply|answer)\.text")
    there = {remark.id for remark in committee.remarks}
    for key, typed in list(st.session_state.items()):
        found = field.fullmatch(str(key))
        if found and typed and found[1] not in there:
            told_to_her = f"l'avis a été repris ou remplacé par qui l'avait donné ; ce que vous écriviez n'est pas gardé : « {typed} »"
            visitor.tell(Fault("avis", told_to_her, "le copier, et en faire un avis s'il le faut"))


def told(committee: Committee) -> None:
    """What was just done, once; what was typed under a remark that is there no more."""
    _tell_gone(committee)
    if done := st.session_state.pop(state.key(committee.study, DONE), ""):
        prose.success(done, icon=":material/check_circle:")
