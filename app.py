"""Router and frame: the menu from the catalogue, the chosen page, the footer. AppTest starts here; `make run` comes through server.py."""

import streamlit as st

from pages.parts import frame, lane, menu, visitor
from pages.parts.versions import reading
from pages.parts.visiting import visits


def show() -> None:
    """The menu of this visitor, then the page that she chose."""
    visiting = visitor.current()
    visits.note_named(visiting.actor)
    pages: dict[str, list[st.Page]] = {}  # by section, in the order of the menu; the pages without a section come first, together
    for entry in menu.entries(reading.read_by(visiting)):
        pages.setdefault(entry.section, []).append(menu.as_page(entry, not entry.needs or visiting.may_somewhere(entry.needs)))
    page = st.navigation(pages, position="top", expanded=True)  # folded, it would say « View 4 more »
    st.session_state[menu.ADDRESS] = page.url_path
    visits.count(f"/{page.url_path}")
    with frame.around(page.title, visiting):
        page.run()


try:
    with lane.turn_of_page(lane.REST):  # from its first line: two hundred that begin together would all end last
        show()
except lane.Full as full:
    visitor.tell(full.fault)
