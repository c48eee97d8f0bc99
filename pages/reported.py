"""Errors reported: what readers saw wrong, and what was answered; those still open are shown to who may answer."""

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store.access import PUBLIC
from data.store.opening import store
from data.store.writings import reports
from data.store.writings.reports import Report, Status
from pages.parts import long_lists, menu, prose, provenance, visitor
from pages.parts.editing import desk
from pages.parts.versions import reading
from pages.parts.visiting import done
from pages.parts.visitor import Visitor

KEY = "reported"
ANSWER = "Répondre"
LOST = f"{KEY}.lost"  # in the session: the report that somebody else answered first, and what this visitor was sending
ONCE = 10  # reports: about three screens, each with its form
titles = {one.study.slug: one.study.card.title for one in reading.read_by(visitor.current())}


def told(report: Report) -> None:
    """What was reported, and the answer."""
    where = escaping.markdown(titles.get(report.about.study, report.about.study) or "Studio")
    version = f", version {escaping.markdown(report.about.version)}" if report.about.version else ""
    prose.markdown(f"**{escaping.markdown(report.about.label)}** · {where}{version} · {french.short_day(report.at.date())} · n° {report.id[:6]}")
    st.text(report.text)
    if report.answered_at:
        prose.markdown(f"*{report.status.value.capitalize()}* le {french.short_day(report.answered_at.date())} :")
        st.text(report.answer)


def form(report: Report) -> str:
    """The key of the form that answers it."""
    return f"{KEY}.{report.id}"


def answering(visiting: Visitor, report: Report) -> None:
    """The form of an answer."""
    key = form(report)
    provenance.small("Signalée sans nom." if report.by == PUBLIC.named else f"Signalée par {escaping.markdown(desk.name(report.by))}.")
    with prose.expander(ANSWER, key=f"{key}.drawer"), st.form(key, border=False):
        answer = prose.text_area("Réponse, lue par tous", key=f"{key}.text")
        status = prose.radio("Ce qu'il en est", [Status.MENDED, Status.KEPT], format_func=lambda one: one.value, key=f"{key}.status", horizontal=True)
        if st.form_submit_button(ANSWER):
            try:
                reports.answer(store(), visiting.actor, report.id, status, answer)
            except Refused as refused:
                done.refuse(refused.fault)
                return
            done.keep(KEY, f"Réponse enregistrée : tous la lisent sous « Répondues », n° {report.id[:6]}.")
            st.rerun()


def overtaken(answered: list[Report]) -> None:
    """What a visitor was sending to a report that somebody else had answered meanwhile: who did, and her text, to take elsewhere."""
    for report in answered:
        if st.session_state.get(f"FormSubmitter:{form(report)}-{ANSWER}"):
            st.session_state[LOST] = report.id, st.session_state.get(f"{form(report)}.text", "")
            prose.toast("Quelqu'un y a répondu avant vous : votre texte n'est pas enregistré.", icon=done.UNDONE, duration="long")
    number, text = st.session_state.get(LOST, ("", ""))
    report = next((one for one in answered if one.id == number), None)
    if report is None:
        return
    who = escaping.markdown(desk.name(report.answered_by))
    prose.warning(
        f"{who} a répondu à l'erreur n° {report.id[:6]} à {desk.moment(report.answered_at)}, avant vous : sa réponse est ci-dessous, la vôtre n'est "
        "pas enregistrée. Votre texte, à copier :",
        icon=":material/group:",
    )
    st.code(text, language=None, wrap_lines=True)
    told(report)


def everything(visiting: Visitor) -> None:
    """Those that wait for whoever may answer them, then those that were answered."""
    hidden = reading.hidden_from(visiting)
    found = [report for report in reports.listed(store(), visiting.actor) if report.about.study not in hidden]
    waiting = [report for report in found if report.status is Status.OPEN]
    answered = [report for report in found if report.status is not Status.OPEN]
    with st.empty(), st.container():  # a place of its own: what stands under it keeps its drawers
        done.show(KEY)
        overtaken(answered)
    if waiting:
        prose.header(f"À répondre : {french.number(len(waiting))}")

    def framed(report: Report) -> None:
        with st.container(border=True, width=provenance.READABLE):
            told(report)
            if report.status is Status.OPEN:
                answering(visiting, report)

    long_lists.show(waiting, framed, ONCE, f"{KEY}.waiting")
    prose.header("Répondues")
    long_lists.show(answered, framed, ONCE, f"{KEY}.answered")
    if not answered:
        prose.markdown("Aucune pour l'instant.")


prose.title(menu.REPORTED.title)
provenance.article("reported")
with visitor.told():
    everything(visitor.current())
