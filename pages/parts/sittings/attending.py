"""Who is there: a list typed or pasted, read as it is typed, with the quorum said at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import streamlit as st

from data.ground import escaping, french
from data.instances import pasted, rules
from data.instances.rules import Attendee, Presence
from data.store.opening import store
from data.store.writings.assembly import sittings
from data.store.writings.assembly.sittings import Sitting
from pages.parts import prose, tables, visitor
from pages.parts.committee.desk import do, form, hour, renewed, since
from pages.parts.sittings.desk import Desk, again, read_again
from studies.decisions import sitting_words

NOBODY = "non précisé"
HELP = (
    "Sans rien de plus, un membre est présent ; « e » ou « excusé », « a » ou « absent » disent le contraire. Une liste copiée d'un tableur "
    "convient : quatre colonnes, sans en-têtes."
)


def show(here: Desk) -> None:
    """The list, what it says, the button that keeps it; as it was kept, once the minutes are settled."""
    if not here.writes:
        told(here.sitting)
        return
    name = here.key("attendance")
    known = since(name, here.sitting.changed_at)
    before = _before(here)
    usual = pasted.written(here.sitting.attendees or before)
    if before and not here.sitting.attendees:
        prose.caption("La liste de la séance précédente est reprise : corriger les présences, puis noter.")
    text = prose.text_area(
        "Un membre par ligne : nom ; qualité ; présent, excusé ou absent ; pouvoir à",
        usual,
        placeholder="Aline Vert ; maire\nBruno Roux ; CCI ; excusé ; pouvoir à Aline Vert",
        help=HELP,
        key=f"{form(name)}.list",
        height=240,
    )
    members, faults = pasted.read(text)
    faults = faults or rules.faults_of_roll(here.sitting.card, here.sitting.seats, members)
    for fault in faults:
        visitor.tell(fault)
    with st.container(horizontal=True):
        chair, secretary = (_one_of(label, here, held, members) for label, held in (("Président", "chair"), ("Secrétaire", "secretary")))
    if members and not faults:
        told(replace(here.sitting, attendees=tuple(members), roll=rules.roll(here.sitting.seats, members)))
    if prose.button("Noter les présents", icon=":material/how_to_reg:", key=f"{form(name)}.do", disabled=bool(faults)):
        do(lambda: _noted(here, known, members, chair, secretary))


def _one_of(label: str, here: Desk, held: str, members: Sequence[Attendee]) -> str:
    there = [one.name for one in members if one.presence is Presence.PRESENT]
    kept = getattr(here.sitting, held)
    options = ["", *dict.fromkeys(there)]
    place = options.index(kept) if kept in options else 0
    name = f"{form(here.key('attendance'))}.{held}"
    return prose.selectbox(f"{label} de séance", options, place, format_func=lambda one: one or NOBODY, key=name, width=320)


def _noted(here: Desk, known: datetime, members: Sequence[Attendee], chair: str, secretary: str) -> str:
    sittings.attend(store(), here.visiting.actor, here.sitting.id, known, members, chair, secretary)
    renewed(here.key("attendance"))
    read_again(here.key("change"))
    return f"Présents notés : {french.counted(len(members), 'membre')}.{again(here)}"


def _before(here: Desk) -> Sequence[Attendee]:
    """The members of the last sitting of the same body, as if all were there."""
    for one in sittings.read(store(), here.visiting.actor):
        if one.instance == here.sitting.instance and one.at < here.sitting.at and one.attendees:
            return [Attendee(member.name, member.capacity) for member in one.attendees]
    return ()


def told(held: Sitting) -> None:
    """The quorum in words, then who is there."""
    quorum(held)
    if not held.card.verified:
        prose.caption(f"Règles à vérifier : {held.card.source}.")
    if held.attendees:
        tables.show([_row(one) for one in held.attendees])


def quorum(held: Sitting) -> None:
    """Whether they are enough, in words."""
    write = prose.success if held.quorum.reached else prose.warning
    icon = ":material/how_to_reg:" if held.quorum.reached else ":material/group_off:"
    write(f"**{sitting_words.quorum(held)}.** {french.begun(sitting_words.roll(held))}.", icon=icon)


def _row(one: Attendee) -> dict[str, str]:
    """Three columns, which a phone shows whole."""
    proxy = f", pouvoir à {escaping.markdown(one.proxy_to)}" if one.proxy_to else ""
    return {"Membre": escaping.markdown(one.name), "Qualité": escaping.markdown(one.capacity), "Présence": f"{one.presence.value}{proxy}"}


def in_a_line(held: Sitting) -> str:
    """The sitting in a list of choices."""
    return f"{held.card.name}, {hour(held.at)}, {held.place}"
