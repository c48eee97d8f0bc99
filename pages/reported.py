"""Errors reported: what readers saw wrong, and what was answered; those still open are shown to who may answer."""

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import reports
from data.store.writings.reports import Report, Status
from pages.parts import long_lists, menu, prose, provenance, visitor
from pages.parts.versions import reading
from pages.parts.visitor import Visitor

KEY = "reported"
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


def answering(visiting: Visitor, report: Report) -> None:
    """The form of an answer."""
    key = f"{KEY}.{report.id}"
    with prose.expander("Répondre"), st.form(key, border=False):
        answer = prose.text_area("Réponse, lue par tous", max_chars=reports.LONGEST, key=f"{key}.text")
        status = prose.radio("Ce qu'il en est", [Status.MENDED, Status.KEPT], format_func=lambda one: one.value, key=f"{key}.status", horizontal=True)
        if st.form_submit_button("Répondre"):
            try:
                reports.answer(store(), visiting.actor, report.id, status, answer)
            except Refused as refused:
                visitor.tell(refused.fault)
                return
            st.rerun()


def everything(visiting: Visitor) -> None:
    """Those that wait for whoever may answer them, then those that were answered."""
    hidden = reading.hidden_from(visiting)
    found = [report for report in reports.listed(store(), visiting.actor) if report.about.study not in hidden]
    waiting = [report for report in found if report.status is Status.OPEN]
    answered = [report for report in found if report.status is not Status.OPEN]
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
