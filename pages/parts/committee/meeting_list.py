"""The meetings of the committee of a study: called, opened, closed by who holds them; those to come, those that were."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.store.opening import store
from data.store.writings import meetings
from data.store.writings.meetings import HOLD, JOIN, Meeting
from pages.parts import prose, tables
from pages.parts.committee import agenda, levers_together, since
from pages.parts.committee.desk import HERE, Desk, do, form, hour, key, renewed
from studies.committee.papers import letters

NONE = "Aucune réunion n'est convoquée."
USUAL = time(14, 0)  # when a meeting begins, until somebody says otherwise
NOTICE = timedelta(days=15)  # the same for its day
STEP = timedelta(minutes=15)
LENGTHS = [timedelta(minutes=minutes) for minutes in (30, 45, 60, 90, 120, 150, 180, 240, 420)]


def show(desk: Desk) -> None:
    """The one that is open, those to come, what changed since the last one, what the next one has to go through, those that were."""
    found = meetings.of_study(store(), desk.slug)
    next_ones = coming(found)
    holds = desk.visiting.may(HOLD, desk.slug)
    now = next((meeting for meeting in found if meeting.under_way), None)
    past = [meeting for meeting in found if meeting.closed_at is not None]
    if now is not None:
        _under_way(desk, now, holds)
    _coming(desk, next_ones, holds and now is None)
    if holds:
        _call(desk)
    agenda.show(desk)
    since.show(desk, max(past, key=lambda meeting: meeting.closed_at, default=None))
    _past(past)


def _under_way(desk: Desk, meeting: Meeting, holds: bool) -> None:
    with st.container(border=True):
        prose.markdown(f"**En cours** depuis {letters.hour_of(meeting.opened_at)}, {escaping.markdown(meeting.place)}")
        st.text(meeting.purpose)
        if desk.visiting.may(JOIN, desk.slug):
            levers_together.follow(desk.study, meeting, desk.visiting.actor)
            prose.markdown(f"Chacun montre ses leviers depuis [la page de l'étude](/{desk.study.card.url}).")
        if holds and prose.button("Clore la réunion", icon=":material/event_available:", key=key(desk.slug, "close")):
            do(lambda: _closed(desk, meeting))


def _closed(desk: Desk, meeting: Meeting) -> str:
    meetings.close(store(), desk.visiting.actor, meeting.id)
    return "Réunion close : les leviers des participants sont oubliés."


def coming(found: Sequence[Meeting]) -> list[Meeting]:
    """Those that nobody has opened yet, the next one first."""
    return sorted((meeting for meeting in found if meeting.opened_at is None), key=lambda meeting: meeting.at)


def told(meeting: Meeting) -> None:
    """When and where a meeting is, for how long, what for."""
    prose.markdown(f"**{hour(meeting.at)}**, pour {letters.lasting(meeting.lasts)}, {escaping.markdown(meeting.place)}")
    st.text(meeting.purpose)


def _coming(desk: Desk, found: Sequence[Meeting], opens: bool) -> None:
    prose.header("Réunions à venir")
    if not found:
        prose.markdown(NONE)
    for meeting in found:
        with st.container(border=True):
            told(meeting)
            if opens and prose.button("Ouvrir la réunion", icon=":material/play_arrow:", key=key(desk.slug, "open", meeting.id)):
                do(lambda meeting=meeting: _opened(desk, meeting))


def _opened(desk: Desk, meeting: Meeting) -> str:
    meetings.open_it(store(), desk.visiting.actor, meeting.id)
    return "Réunion ouverte : sur la page de l'étude, chacun peut montrer ses leviers."


def _call(desk: Desk) -> None:
    """The form that calls a meeting; its fields are empty again once it is called, as they are those of the next one."""
    name = form(key(desk.slug, "call"))
    with prose.expander("Convoquer une réunion", icon=":material/event:"), st.form(name, border=False):
        with st.container(horizontal=True):
            day = prose.date_input("Jour", date.today() + NOTICE, format="DD/MM/YYYY", key=f"{name}.day", width=160)
            at = prose.time_input("Heure", USUAL, step=STEP, key=f"{name}.time", width=160)
            usual = LENGTHS.index(meetings.LASTS)
            lasts = prose.selectbox("Durée", LENGTHS, index=usual, format_func=letters.lasting, key=f"{name}.lasts", width=160)
        place = prose.text_input("Lieu", key=f"{name}.place")
        purpose = prose.text_area("Objet", key=f"{name}.purpose", height=90, placeholder="Ce qui y sera relu")
        if st.form_submit_button("Convoquer", icon=":material/send:"):
            do(lambda: _called(desk, day, at, lasts, place, purpose))


def _called(desk: Desk, day: date | None, at: time | None, lasts: timedelta, place: str, purpose: str) -> str:
    if day is None or at is None:
        raise Refused(Fault("réunion", "le jour ou l'heure manque", "les choisir"))
    when = datetime.combine(day, at, HERE)
    meetings.call(store(), desk.visiting.actor, desk.slug, when, place, purpose, lasts)
    renewed(key(desk.slug, "call"))
    return f"Réunion convoquée le {hour(when)}. La lettre à envoyer est prête, sous « Papier et courriel »."


def _past(past: Sequence[Meeting]) -> None:
    if not past:
        return
    with prose.expander(french.counted(len(past), "réunion tenue", "réunions tenues")):
        tables.show([_row(meeting) for meeting in past])


def _row(meeting: Meeting) -> dict[str, str]:
    return {
        "Réunion": f"**{hour(meeting.opened_at)}**, {escaping.markdown(meeting.place)}",
        "Objet": escaping.markdown(" ".join(meeting.purpose.split())),
        "Sur": f"version {meeting.version}" if meeting.version else "brouillon",
    }
