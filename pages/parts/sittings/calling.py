"""The convocation of a sitting: called, changed, its documents, the letter and the file of calendar."""

from datetime import UTC, date, datetime, time, timedelta

import streamlit as st

from data.ground import escaping
from data.ground.faults import Fault, Refused
from data.instances import cards
from data.store.opening import store
from data.store.writings.assembly import agenda, sittings
from data.store.writings.assembly.sittings import MOST_SEATS, Call
from pages.parts import prose, provenance
from pages.parts.committee.desk import HERE, do, form, hour, renewed, since
from pages.parts.sittings import documents, links
from pages.parts.sittings.desk import Desk, again, key, read_again
from pages.parts.visitor import Visitor
from studies.committee.papers import calendar_file
from studies.committee.papers import letters as committee_letters
from studies.decisions import sitting_words
from studies.decisions.papers import calendar, letters

USUAL = time(14, 0)  # when a sitting begins, until somebody says otherwise
NOTICE = timedelta(days=15)  # the same for its day
HOURS = [time(hour, minute) for hour in range(7, 22) for minute in (0, 15, 30, 45)]  # a list: the digits of a field of time are too small to touch


def new(visiting: Visitor) -> None:
    """The form that calls a sitting."""
    name = form(key("call"))
    with prose.expander("Convoquer une séance", icon=":material/event:"):
        bodies = cards.every()
        body = prose.selectbox("Instance", list(bodies), format_func=lambda one: bodies[one].name, key=f"{name}.instance", width=320)
        provenance.small(f"{sitting_words.rules(bodies[body])}. Source : {bodies[body].source}.")
        with st.form(name, border=False):
            when = _moment(name, datetime.combine(date.today() + NOTICE, USUAL, HERE))
            seats = prose.number_input("Membres en exercice", 1, MOST_SEATS, bodies[body].seats, key=f"{name}.seats.{body}", width=220)
            place = prose.text_input("Lieu", key=f"{name}.place")
            if st.form_submit_button("Convoquer", icon=":material/send:"):
                do(lambda: _called(visiting, body, when, place, seats))


def _called(visiting: Visitor, body: str, when: tuple[date | None, time], place: str, seats: int) -> str:
    at = _at(when)
    links.choose(sittings.call(store(), visiting.actor, Call(body, at, place, seats)))
    renewed(key("call"))
    return f"Séance convoquée le {hour(at)}. Mettre maintenant des points à l'ordre du jour : la convocation les reprend."


def show(here: Desk) -> None:
    """The letter and the file of calendar; the documents; the form that changes the convocation."""
    _letter(here)
    documents.show(here)
    if here.writes:
        _change(here)


def _letter(here: Desk) -> None:
    items = agenda.read(store(), here.visiting.actor, here.sitting.id)
    link = links.whole(here.sitting.id)
    letter = letters.convocation(here.sitting, items, link)
    prose.subheader("La convocation, prête à copier")
    st.code(f"{letter.subject}\n\n{letter.text}", language=None, wrap_lines=True)
    prose.download_button(
        "Dans l'agenda (ICS)",
        calendar.of_sitting(here.sitting, items, link, datetime.now(UTC)),
        file_name=f"seance-{here.sitting.at.astimezone(HERE):%Y-%m-%d}.ics",
        mime=calendar_file.MEDIA,
        icon=":material/event:",
        on_click="ignore",
        key=here.key("ics"),
    )


def _change(here: Desk) -> None:
    name, kept = here.key("change"), here.sitting
    known = since(name, kept.changed_at)
    with prose.expander("Changer la date, le lieu, le nombre de membres", icon=":material/edit_calendar:"), st.form(form(name), border=False):
        when = _moment(form(name), kept.at.astimezone(HERE))
        seats = prose.number_input("Membres en exercice", 1, MOST_SEATS, kept.seats, key=f"{form(name)}.seats", width=220)
        place = prose.text_input("Lieu", kept.place, key=f"{form(name)}.place")
        if st.form_submit_button("Changer", icon=":material/save:"):
            do(lambda: _changed(here, known, when, place, seats))
    if not here.items and prose.button("Retirer cette séance", icon=":material/delete:", key=here.key("withdraw")):
        do(lambda: _withdrawn(here))


def _changed(here: Desk, known: datetime, when: tuple[date | None, time], place: str, seats: int) -> str:
    sittings.change(store(), here.visiting.actor, here.sitting.id, known, _at(when), place, seats)
    renewed(here.key("change"))
    read_again(here.key("attendance"))
    return f"Convocation modifiée : la renvoyer à qui l'avait reçue.{again(here)}"


def _withdrawn(here: Desk) -> str:
    sittings.withdraw(store(), here.visiting.actor, here.sitting.id)
    links.choose("")
    return f"Séance retirée : {escaping.markdown(here.sitting.card.name)}, {hour(here.sitting.at)}."


def _moment(name: str, usual: datetime) -> tuple[date | None, time]:
    with st.container(horizontal=True):
        day = prose.date_input("Jour", usual.date(), format="DD/MM/YYYY", key=f"{name}.day", width=160)
        hours = sorted({*HOURS, usual.time()})
        at = prose.selectbox("Heure", hours, hours.index(usual.time()), format_func=_in_words, key=f"{name}.time", width=160)
    return day, at


def _in_words(at: time) -> str:
    return committee_letters.hour_of(datetime.combine(date.today(), at, HERE))


def _at(when: tuple[date | None, time]) -> datetime:
    day, at = when
    if day is None:
        raise Refused(Fault("séance", "le jour manque", "le choisir"))
    return datetime.combine(day, at, HERE)
