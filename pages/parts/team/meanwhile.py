"""What somebody else did to a person since her card was drawn here: told with its author, and nothing is done on what is no longer true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from sqlalchemy import Connection

from data.ground import escaping
from data.store import access, journal, own_data
from data.store.access import Person, Standing
from data.store.permissions import Grant
from pages.parts.editing import desk

KEY = "team.person.seen"
BY_THE_AGENCY = ("manage_people", "erase_person")


@dataclass(frozen=True)
class Seen:
    """A card as it was drawn: whose, with which roles, with which link to open."""

    id: str
    name: str
    grants: tuple[Grant, ...]
    waits_until: datetime | None

    def moved(self, now: Person | None, standing: Standing) -> bool:
        """Whether the agency has done something to her since; a link that she opened is her own deed."""
        return now is None or now.grants != self.grants or standing.waits_until not in (None, self.waits_until)


def remember(person: Person, standing: Standing) -> None:
    """The card on screen."""
    st.session_state[KEY] = Seen(person.id, person.name, person.grants, standing.waits_until)


def forget() -> None:
    """What changes next is a deed of this screen."""
    st.session_state.pop(KEY, None)


def told(connection: Connection, everybody: Mapping[str, Person], standings: Mapping[str, Standing]) -> str:
    """What was done to the person on screen meanwhile, by whom and when; "" when nothing was."""
    seen: Seen | None = st.session_state.get(KEY)
    if seen is None or not seen.moved(everybody.get(seen.id), standings.get(seen.id, Standing())):
        return ""
    forget()
    about = (row for row in journal.rows(connection) if row.action in BY_THE_AGENCY and seen.id in (row.subject, row.facts.get("received_from")))
    *_, last = about
    who = own_data.who(last.actor, {person.id: person.name for person in access.everybody(connection)})
    done = f"{own_data.deed(last)}, par {who}, à {desk.moment(last.at)}"
    return f"{escaping.markdown(seen.name)} a changé depuis que sa fiche est ouverte ici : {escaping.markdown(done)}. Rien d'autre n'a été fait."
