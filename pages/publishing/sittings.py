"""Séances: the secretary calls a sitting, notes who is there, writes, submits and settles its minutes; members read what is submitted to them."""

from collections.abc import Callable, Sequence

import streamlit as st

from data.ground import escaping
from data.store.opening import store
from data.store.writings.assembly import sittings
from data.store.writings.assembly.sittings import HOLD, READ, Sitting
from pages.parts import address, menu, prose, provenance, visitor
from pages.parts.committee.desk import hour, tell_done
from pages.parts.sittings import agenda, attending, calling, desk, for_members, minutes, papers
from pages.parts.sittings.desk import Desk
from pages.parts.sittings.links import SITTING
from pages.parts.visiting import closed

WIDE = 960  # [px] of what the secretary writes in: a table of three columns beside nothing
SECTION = "vue"  # in the address: the part of the page on screen
SECTIONS: dict[str, Callable[[Desk], None]] = {
    "Ordre du jour": agenda.show,
    "Convocation": calling.show,
    "Présents": attending.show,
    "Relevé": minutes.show,
    "Papier et rappels": papers.show,
}


def chosen(found: Sequence[Sitting]) -> Sitting | None:
    """The sitting on screen: the one of the address, else the latest."""
    names = {one.id: attending.in_a_line(one) for one in found}
    address.follow(SITTING, address.OneOf(list(names), unknown="séance inconnue, ou retirée"), "la dernière est montrée", "Séance")
    if not found:
        prose.markdown("Aucune séance n'est convoquée.")
        return None
    name = desk.key("chosen")
    asked = st.query_params.get(SITTING)
    if asked in names and st.session_state.get(name) != asked:
        st.session_state[name] = asked
    if st.session_state.get(name) not in names:
        st.session_state.pop(name, None)
    identifier = prose.selectbox("Séance", list(names), format_func=names.__getitem__, key=name, on_change=written, args=(name,), width=520)
    return next(one for one in found if one.id == identifier)


def written(name: str) -> None:
    """Has the address name the sitting that was chosen."""
    st.query_params[SITTING] = st.session_state[name]


def held(here: Desk) -> None:
    """The page of who holds the sitting."""
    names = list(SECTIONS)
    section = address.bound(
        prose.segmented_control, "Que faire ?", names, default=names[0], key=SECTION, accepts=address.OneOf(names), label_visibility="collapsed"
    )
    with st.container(width=WIDE):
        SECTIONS[section or names[0]](here)


visiting = visitor.current()
prose.title(menu.SITTINGS.title)
if visiting.fault:
    visitor.tell(visiting.fault)
if visiting.may_somewhere(READ):
    with visitor.told():
        tell_done()
        one = chosen(sittings.read(store(), visiting.actor))
        if visiting.may(HOLD):
            with st.container(width=WIDE):
                calling.new(visiting)
        if one is not None:
            here = desk.opened(visiting, one)
            prose.header(f"{one.card.name}, {hour(one.at)}, {escaping.markdown(one.place)}")
            if here.holds:
                held(here)
            else:
                with st.container(width=provenance.READABLE):
                    for_members.show(here)
else:
    closed.page(visiting.person, menu.SITTINGS.needs, "sittings")
    address.keep(SITTING, SECTION)
