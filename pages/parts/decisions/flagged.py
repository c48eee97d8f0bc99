"""A decision that a later version calls into question: what moved and why, what was answered, the form of an answer, the letter to its owner."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault
from data.store.writings.assembly import flags
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.flags import ANSWER, Answer, Flag
from pages.parts import menu, prose, visitor
from pages.parts.committee.desk import do
from pages.parts.decisions import following, reading
from pages.parts.versions.comparing import SCENARIO
from pages.parts.versions.reading import AFTER, BEFORE, STUDY
from pages.parts.visitor import Visitor
from studies.decisions import flag_words, words
from studies.decisions.papers import letters

ANSWERS = (Answer.STANDS, Answer.REVIEW)
FIRST = 3  # changes told at once: all of them would be a tall block


def show(one: Decision, found: Sequence[Flag], visiting: Visitor) -> None:
    """The last flag first; the former ones in a drawer."""
    if not found:
        return
    if others := _one(one, found[0]):
        count = french.counted(len(others), "autre changement", "autres changements")
        with prose.expander(count if reading.waits(found) else "Ce qui avait changé", key=f"{_key(found[0])}.changes"):
            prose.markdown(_lines(others))
    _tell_late(found[0])
    if reading.waits(found) and visiting.may(ANSWER, one.study):
        _answer(found[0], visiting)
        letter = letters.flagged(one, found[0], f"{visitor.base()}{reading.link(one.id)}")
        with prose.expander(f"La lettre à {escaping.markdown(one.owner) if one.owner else 'qui porte la décision'}", icon=":material/mail:"):
            st.code(f"{letter.subject}\n\n{letter.text}", language=None, wrap_lines=True)
    if found[1:]:
        with prose.expander(f"Signalements précédents : {french.number(len(found) - 1)}"):
            for former in found[1:]:
                prose.markdown(_lines(_one(one, former)))


def _one(one: Decision, flag: Flag) -> list[str]:
    """What it changes while it waits, its answer first afterwards; returns the changes that are not told here."""
    changes = flag_words.changes(flag)
    asked = {STUDY: one.study, BEFORE: one.version, AFTER: flag.version, SCENARIO: one.scenario}
    compared = f"[version {flag.version}](/{menu.VERSIONS.address}?{urlencode(asked)})"
    if flag.answer is Answer.WAITING:
        told = f"**À revoir ?** La {compared} change ce qui a été montré ce jour-là :\n\n{_lines(changes[:FIRST])}"
        prose.warning(told, icon=":material/flag:")
        return changes[FIRST:]
    prose.info(f"{answered(flag)}\n\nLa {compared} avait changé ce qui a été montré ce jour-là.", icon=":material/flag:")
    return changes


def _tell_late(flag: Flag) -> None:
    """What was typed in a form that is drawn no more, as somebody answered meanwhile, is not lost."""
    typed = st.session_state.get(f"{_key(flag)}.reason") or ""
    if typed and flag.answer is not Answer.WAITING and typed.split() != flag.reason.split():
        told = f"quelqu'un a déjà répondu ; la vôtre n'est pas gardée : « {typed} »"
        visitor.tell(Fault("réponse", told, "la copier, et l'ajouter à la décision s'il le faut"))


def _key(flag: Flag) -> str:
    return f"{following.KEY}.flag.{flag.id}"


def _lines(changes: Sequence[str]) -> str:
    return "\n".join(f"- {escaping.markdown(told)}" for told in changes)


def answered(flag: Flag) -> str:
    """What was answered to a flag, when, why."""
    return f"**Réponse du {words.on(flag.answered_at)} : {flag.answer.value}.** {escaping.markdown(flag.reason)}"


def _answer(flag: Flag, visiting: Visitor) -> None:
    key = _key(flag)
    with st.form(key):
        said = prose.radio("La décision est", ANSWERS, format_func=lambda each: each.value, index=None, key=f"{key}.answer", horizontal=True)
        reason = prose.text_area("Pourquoi, lu par tous", key=f"{key}.reason", height=80)
        if st.form_submit_button("Répondre"):
            do(following.written("Réponse enregistrée.", flags.answer, visiting, flag.id, said or Answer.WAITING, reason))
