"""Who visits: the public, or somebody whom the agency let in. What one may do is checked again at each write, by the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from data.ground import budgets, escaping, french
from data.ground.faults import Fault, Refused
from data.store import access, signing
from data.store.access import PUBLIC, Actor, Person
from data.store.opening import store
from pages.parts import prose
from pages.parts.visiting import provider

KNOWN = "visitor.known"  # in the session of a page: as whom its reader was last known
WARNED = "visitor.warned"  # the same: she has read that her access has ended
ENDED = Fault(
    "votre accès",
    "il s'est fermé depuis que cette page est ouverte : rien n'est gardé pour l'instant",
    "appuyez de nouveau pour l'envoyer sans votre nom, ou demandez d'abord un nouveau lien à l'agence",
)


@dataclass(frozen=True)
class Visitor:
    """Somebody who reads a page: as whom she writes, who she is (None for the public), what keeps the store from saying it, if anything, and whether
    her access has ended since she opened the page."""

    actor: Actor
    person: Person | None = None
    fault: Fault | None = None
    ended: bool = False

    def may(self, action: str, study: str = "") -> bool:
        """Whether to show her what does that; the store has the last word."""
        return access.may(self.person, action, study, datetime.now(UTC))

    def may_somewhere(self, action: str) -> bool:
        """Whether she may do that to one study at least, or to the house."""
        return any(self.may(action, study) for study in {"", *(grant.study for grant in (self.person.grants if self.person else ()))})


def current() -> Visitor:
    """Who visits now: the person of her link, else the one whom the identity provider names; the public else. Somebody whose access has ended since
    she opened the page reads it as the public, and keeps her actor: the store refuses what she writes by its reason."""
    claimed = (Actor(session=st.user.get("session") or ""), provider.actor())
    try:
        for actor in claimed:
            if person := signing.person_of(store(), actor):
                st.session_state[KNOWN] = actor
                return Visitor(actor, person)
    except Refused as refused:
        return Visitor(PUBLIC, fault=refused.fault)
    known = st.session_state.get(KNOWN)
    return Visitor(known if known in claimed else PUBLIC, ended=known is not None)


def left() -> None:
    """She has signed out herself: from now on she is the public, and knows it."""
    st.session_state.pop(KNOWN, None)


def as_anybody() -> Visitor:
    """Who writes what the public may write too. Refused once when her access has ended since she opened the page: she may think that it goes under
    her name. What she sends again is the public's."""
    visiting = current()
    if not visiting.ended:
        return visiting
    if not st.session_state.get(WARNED):
        st.session_state[WARNED] = True
        raise Refused(ENDED)
    return Visitor(PUBLIC, ended=True)


@contextmanager
def told() -> Iterator[None]:
    """What the store refuses, said in the page with its remedy."""
    try:
        yield
    except Refused as refused:
        tell(refused.fault)


def tell(fault: Fault) -> None:
    """A refusal, where it happened."""
    place, what, remedy = map(escaping.markdown, (fault.place, fault.fault, fault.remedy))
    prose.error(f"**{french.begun(place)}** : {what}. {french.begun(remedy)}.", icon=":material/error:")


def address() -> str:
    """The address of the network from which she comes, as budgets count it; "" when it is not known."""
    return budgets.network(st.context.ip_address or "")


def paced_as(visiting: Visitor) -> str:
    """Whose writes are counted: those of a person are hers alone; the public of an address shares them."""
    return visiting.person.id if visiting.person else address()


def base() -> str:
    """The address of the Studio as this browser knows it, before the name of the page."""
    return (st.context.url or "").rsplit("/", 1)[0]


def here() -> str:
    """The whole address of the page on screen: what is chosen on it is in it."""
    query = urlencode([(name, value) for name in st.query_params for value in st.query_params.get_all(name)])
    return f"{st.context.url or ''}{'?' if query else ''}{query}"
