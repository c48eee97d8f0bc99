"""A decision that a later version calls into question: what moved and why, what was answered, the form of an answer, the letter to its owner."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from data.ground import escaping, french
from data.store.writings.assembly import flags
from data.store.writings.assembly.agenda import LONGEST
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.flags import ANSWER, Answer, Flag
from pages.parts import menu, prose, visitor
from pages.parts.committee.desk import do
from pages.parts.decisions import following, reading
from pages.parts.versions.comparing import SCENARIO
from pages.parts.versions.reading import AFTER, BEFORE, STUDY
from pages.parts.visitor import Visitor
from studies.decisions import flag_words
from studies.decisions.papers import letters

ANSWERS = (Answer.STANDS, Answer.REVIEW)
FIRST = 3  # changes told at once: all of them would be a tall block


def show(one: Decision, found: Sequence[Flag], visiting: Visitor) -> None:
    """The last flag first; the former ones in a drawer."""
    if not found:
        return
    _one(one, found[0])
    if reading.waits(found) and visiting.may(ANSWER, one.study):
        _answer(found[0], visiting)
        letter = letters.flagged(one, found[0], f"{visitor.base()}{reading.link(one.id)}")
        with prose.expander(f"La lettre à {escaping.markdown(one.owner) if one.owner else 'qui porte la décision'}", icon=":material/mail:"):
            st.code(f"{letter.subject}\n\n{letter.text}", language=None, wrap_lines=True)
    if found[1:]:
        with prose.expander(f"Signalements précédents : {french.number(len(found) - 1)}"):
            for former in found[1:]:
                _one(one, former)


def _one(one: Decision, flag: Flag) -> None:
    changes = flag_words.changes(flag)
    asked = {STUDY: one.study, BEFORE: one.version, AFTER: flag.version, SCENARIO: one.scenario}
    compared = f"[version {flag.version}](/{menu.VERSIONS.address}?{urlencode(asked)})"
    told = f"**À revoir ?** La {compared} change ce qui a été montré ce jour-là :\n\n{_lines(changes[:FIRST])}"
    if flag.answer is Answer.WAITING:
        prose.warning(told, icon=":material/flag:")
    else:
        prose.info(f"{told}\n\n{answered(flag)}", icon=":material/flag:")
    if others := changes[FIRST:]:
        with prose.expander(
            f"{len(others)} {french.plural(len(others), 'autre changement', 'autres changements')}", key=f"{following.KEY}.more.{flag.id}"
        ):
            prose.markdown(_lines(others))


def _lines(changes: Sequence[str]) -> str:
    return "\n".join(f"- {escaping.markdown(told)}" for told in changes)


def answered(flag: Flag) -> str:
    """What was answered to a flag, when, why."""
    return f"**Réponse du {french.day(flag.answered_at.date())} : {flag.answer.value}.** {escaping.markdown(flag.reason)}"


def _answer(flag: Flag, visiting: Visitor) -> None:
    key = f"{following.KEY}.flag.{flag.id}"
    with st.form(key):
        said = prose.radio("La décision est", ANSWERS, format_func=lambda each: each.value, index=None, key=f"{key}.answer", horizontal=True)
        reason = prose.text_area("Pourquoi, lu par tous", max_chars=LONGEST, key=f"{key}.reason", height=80)
        if st.form_submit_button("Répondre"):
            do(following.written("Réponse enregistrée.", flags.answer, visiting, flag.id, said or Answer.WAITING, reason))
