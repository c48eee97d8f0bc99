"""Legal notices: who publishes, where it is hosted, personal data, licences."""

import streamlit as st

from data.ground import escaping, french
from data.ground.installation import agency
from data.store import retention
from geo.maps.background import choice
from pages.parts import prose, provenance, tables

KEPT = "[durées]"  # where the text has the table of what is kept
NOT_YET = "*à compléter par l'agence*"
NOBODY = "et n'appelle aucun autre site"
ONE_HOST = "et n'appelle qu'un autre site, {}, pour le fond des cartes : celui-ci reçoit l'adresse de votre connexion"

ground = choice.chosen()
asked = ONE_HOST.format(escaping.markdown(ground.host)) if ground is not None and ground.host else NOBODY

prose.title("Mentions légales")
before, after = provenance.text("legal", asked=asked, place=agency.place(), reached=agency.reached() or NOT_YET).split(KEPT)
with st.container(width=provenance.READABLE):
    prose.markdown(before)
    tables.show([{"Ce qui est gardé": french.begun(rule.what), "Combien de temps": rule.lasts} for rule in retention.RULES])
    prose.markdown(after)
