"""A sitting as a visitor has it on screen; what she types stays until it is kept, whatever somebody else writes meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from data.store.opening import store
from data.store.writings.assembly import decisions
from data.store.writings.assembly.decisions import Decision, Status
from data.store.writings.assembly.sittings import HOLD, Sitting
from pages.parts.committee.desk import form
from pages.parts.visitor import Visitor

KEY = "sittings"


@dataclass(frozen=True)
class Desk:
    """A sitting before somebody: its items as she may read them, in the order of the agenda."""

    visiting: Visitor
    sitting: Sitting
    items: Sequence[Decision]

    @property
    def writes(self) -> bool:
        """Whether she writes its minutes, which are not settled yet."""
        return self.holds and self.sitting.closed_at is None

    @property
    def holds(self) -> bool:
        """Whether she holds sittings."""
        return self.visiting.may(HOLD)

    @property
    def submitted(self) -> bool:
        """Whether those present have all the minutes before them, to be settled."""
        return bool(self.items) and all(one.status is Status.SUBMITTED for one in self.items)

    def key(self, *names: str) -> str:
        """A key of the session for this sitting."""
        return key(self.sitting.id, *names)


def opened(visiting: Visitor, sitting: Sitting) -> Desk:
    """The desk of a visitor on a sitting."""
    return Desk(visiting, sitting, decisions.read(store(), visiting.actor, sitting=sitting.id))


def key(*names: str) -> str:
    """A key of the session for the page of sittings."""
    return ".".join((KEY, *names))


def again(here: Desk) -> str:
    """What a change asks for when minutes were submitted to those present."""
    submitted = any(one.status is Status.SUBMITTED for one in here.items)
    return " Le relevé est à soumettre de nouveau aux présents." if submitted else ""


def read_again(name: str) -> None:
    """What a form holds was changed by this visitor elsewhere on the page: what she typed in it stays, and is no contradiction."""
    st.session_state.pop(f"{form(name)}.since", None)
