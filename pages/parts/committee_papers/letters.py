"""The letters of the meetings to come: ready to copy, with their file of calendar, sent by e-mail where a server takes mail."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from data.ground import escaping, french
from data.store import access
from data.store.opening import store
from data.store.writings import meetings
from data.store.writings.discussion import Remark
from data.store.writings.meetings import JOIN, Meeting
from pages.parts import lane, prose, provenance, visitor
from pages.parts.committee_papers.sheet import key
from pages.parts.team import mailing
from pages.parts.team.mailing import Joined
from pages.parts.versions.reading import STUDY
from pages.parts.visitor import Visitor
from studies.committee.papers import calendar_file, letters
from studies.committee.papers.letters import Letter
from studies.toolkit.running.study import Study

PAGE = "comite"  # the address of the page of the committee
KINDS = {"Convocation": letters.convocation, "Rappel": letters.reminder}


def show(study: Study, visiting: Visitor, remarks: Sequence[Remark]) -> None:
    """The letters of each meeting that has not begun."""
    coming = sorted((one for one in meetings.of_study(store(), study.slug) if one.opened_at is None), key=lambda one: one.at)
    for meeting in coming:
        name = f"Convocation et rappel : {letters.day_of(meeting.at)}, {escaping.markdown(meeting.place)}"
        drawer = prose.expander(name, icon=":material/mail:", key=key(study, meeting.id), on_change="rerun")
        if drawer.open:
            with drawer:
                _of_meeting(study, visiting, meeting, remarks)


def _of_meeting(study: Study, visiting: Visitor, meeting: Meeting, remarks: Sequence[Remark]) -> None:
    link = f"{visitor.base()}/{PAGE}?{urlencode({STUDY: study.slug})}"
    kind = prose.segmented_control("Lettre", list(KINDS), default="Convocation", required=True, key=key(study, meeting.id, "kind"))
    with lane.turn(lane.REST):
        letter = KINDS[kind](study, meeting, remarks, link)
    st.code(f"{letter.subject}\n\n{letter.text}", language=None, wrap_lines=True)
    calendar = calendar_file.ics(meeting, study.card.title, link, datetime.now(UTC))
    prose.download_button(
        "Dans l'agenda (ICS)",
        calendar,
        file_name=f"comite-{study.slug}-{meeting.at.astimezone(letters.HERE):%Y-%m-%d}.ics",
        mime=calendar_file.MEDIA,
        icon=":material/event:",
        on_click="ignore",
        key=key(study, meeting.id, "ics"),
    )
    _by_mail(study, visiting, meeting, letter, calendar)


def _by_mail(study: Study, visiting: Visitor, meeting: Meeting, letter: Letter, calendar: bytes) -> None:
    """The button that sends it to the members whose address is known, where a server takes mail; who is to be told another way."""
    known, without = _members(study)
    if without:
        provenance.small(f"Sans adresse électronique : {french.listed([escaping.markdown(name) for name in without])}.")
    to = mailing.server()
    if to is None or not known:
        return
    people = french.counted(len(known), "membre")
    if prose.button(f"Envoyer par courriel à {people}", icon=":material/send:", key=key(study, meeting.id, "send")):
        with st.spinner("Envoi…"):
            joined = Joined(f"comite-{study.slug}.ics", calendar.decode(), "calendar")
            refused = mailing.send(to, dict.fromkeys(known, letter.text), letter.subject, joined)
        for fault in dict.fromkeys(refused.values()):
            visitor.tell(fault)
        if sent := len(known) - len(refused):
            prose.success(f"{french.counted(sent, 'courriel envoyé', 'courriels envoyés')}.", icon=":material/mark_email_read:")


def _members(study: Study) -> tuple[list[str], list[str]]:
    """The addresses of those who may come to a meeting of the study, and the names of those who have none."""
    now = datetime.now(UTC)
    with store().reading() as connection:
        coming = [person for person in access.everybody(connection) if access.may(person, JOIN, study.slug, now)]
    return [person.email for person in coming if person.email], [person.name for person in coming if not person.email]
