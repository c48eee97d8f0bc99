"""What is printed or sent after a sitting: the minutes, the reminders of what is waited for, the deadlines for a calendar."""

from datetime import UTC, datetime

import streamlit as st

from data.ground import escaping
from data.store.opening import store
from data.store.writings.assembly import actions, documents
from pages.parts import lane, menu, prose, visitor
from pages.parts.committee.desk import HERE
from pages.parts.decisions import reading
from pages.parts.sittings.desk import Desk
from studies.committee.papers import calendar_file
from studies.decisions.papers import calendar, letters, minutes_sheet


def show(here: Desk) -> None:
    """The files, then the letters."""
    day = f"{here.sitting.at.astimezone(HERE):%Y-%m-%d}"
    found = actions.of_all(store(), [one.id for one in here.items])
    base = visitor.base()  # known while the page runs: not when the file is asked for
    link = f"{base}/{menu.DECISIONS.address}"
    with st.container(horizontal=True):
        prose.download_button(
            "Relevé de décisions (PDF)",
            lambda: _printed(here, base),
            file_name=f"releve-{day}.pdf",
            mime="application/pdf",
            icon=":material/print:",
            on_click="ignore",
            key=here.key("pdf"),
        )
        prose.download_button(
            "Échéances (ICS)",
            calendar.of_deadlines(here.items, found, link, datetime.now(UTC)),
            file_name=f"echeances-{day}.ics",
            mime=calendar_file.MEDIA,
            icon=":material/event:",
            on_click="ignore",
            key=here.key("deadlines"),
        )
    if not here.holds:
        return
    prose.subheader("Rappels, prêts à copier")
    made = letters.reminders(found, {one.id: one.question for one in here.items}, reading.today(), link)
    if not made:
        prose.markdown("Aucune action n'attend. Une action s'ajoute sur la page de sa décision, une fois le relevé arrêté.")
    for owner, letter in made.items():
        with prose.expander(f"Rappel à {escaping.markdown(owner)}", icon=":material/mail:"):
            st.code(f"{letter.subject}\n\n{letter.text}", language=None, wrap_lines=True)


def _printed(here: Desk, base: str) -> bytes:
    given = documents.of(store(), here.visiting.actor, here.sitting.id)
    links = {one.id: f"{base}{reading.frozen_link(one)}" for one in here.items if one.study}
    with lane.turn(lane.REST):
        return minutes_sheet.printed(here.sitting, here.items, given, links, reading.today())
