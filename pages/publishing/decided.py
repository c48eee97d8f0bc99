"""Décisions: what became of last year's, then every decision that is settled, or one of them in full."""

import streamlit as st

from data.ground.faults import Fault
from pages.parts import address, menu, prose, provenance, visitor
from pages.parts.committee.desk import tell_done
from pages.parts.decisions import in_full, last_year, listed, reading
from pages.parts.decisions.reading import DECISION

UNKNOWN = Fault("décision", "elle n'existe pas, ou elle n'est pas encore arrêtée", "la choisir dans la liste")

visiting = visitor.current()
prose.title(menu.DECISIONS.title)
if visiting.fault:
    visitor.tell(visiting.fault)
address.follow(DECISION, address.Words(16), "toutes sont montrées", "Décision")
with visitor.told():
    held, asked = reading.held(visiting), st.query_params.get(DECISION, "")
    found = next((one for one in held.decisions if one.id == asked), None)
    st.query_params.update({DECISION: found.id} if found else {})  # a link of the page to itself leaves the address of the browser as it was
    tell_done()
    if found is not None:
        in_full.show(found, held, visiting)
    else:
        if asked:
            visitor.tell(UNKNOWN)
        past, settled = st.columns(2, gap="large")  # one under the other on a phone
        with past:
            last_year.show(held, visiting)
        with settled:
            listed.waiting(held)
            listed.show(held, visiting)
            provenance.article("decisions")
