"""A saved scenario: the figures that a study gave that day, and those it gives today when they have moved."""

from urllib.parse import urlencode

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import saved
from pages.parts import address, menu, prose, tables, visitor
from pages.parts.study.writing import stored_figures
from studies import catalog

CODE = "code"

prose.title(menu.SAVED.title)
address.follow(CODE, address.Words(40), "aucun scénario n'est ouvert", "Code")
asked = st.query_params.get(CODE, "")
if not asked:
    prose.markdown(
        "Un lien court, comme « /s/k7m2qd », ouvre ici le scénario que quelqu'un a enregistré dans la page d'une étude, onglet « Emporter »."
    )
    st.stop()
try:
    kept = saved.opened(store(), asked)
except Refused as refused:
    visitor.tell(refused.fault)
    st.stop()

study = next((study for study in catalog.studies() if study.slug == kept.study), None)
name = escaping.markdown(study.card.title if study else kept.study)
prose.header(escaping.markdown(kept.title))
prose.markdown(f"Étude « {name} », version {escaping.markdown(kept.version)}, enregistré le {french.day(kept.at.date())}.")
if study is None:
    prose.warning("Cette étude n'est plus affichée : ses chiffres restent ceux du jour où le scénario a été enregistré.", icon=":material/history:")
now = stored_figures.today(study, kept) if study else None
if study and kept.version != study.version:
    prose.warning(stored_figures.moved(study, kept, now), icon=":material/history:")
tables.show(stored_figures.rows(study, kept, now))
if study:
    prose.subheader("Ce qui avait été choisi")
    prose.markdown(stored_figures.chosen(study, kept))
    query = urlencode(stored_figures.query(study, kept))
    prose.markdown(f"[Rejouer ce choix sur la version d'aujourd'hui](/{study.card.url}?{query})")
