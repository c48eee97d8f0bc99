"""Team: whom the agency lets in, what they may do, what was done, the copy of it all. Only administrators see more than a sentence."""

import streamlit as st

from pages.parts import menu, prose, provenance, visitor
from pages.parts.team import deeds, inviting, persons, safety

visiting = visitor.current()
prose.title(menu.TEAM.title)
if not visiting.may("manage_people"):
    provenance.article("team")
    prose.page_link(menu.as_page(menu.ACCOUNT), label="Mon compte", icon=":material/person:")
    st.stop()

people, invite, journal, copies = prose.tabs(["Personnes", "Inviter", "Journal", "Sauvegarde et santé"])
with people:
    persons.show(visiting.actor)
with invite:
    inviting.show(visiting.actor)
with journal:
    deeds.show()
with copies:
    safety.show()
    with visitor.told():
        safety.show_visits()
