"""Where the page of a study stands that is left out: why it is not there, for whoever comes by a link, and for its author."""

import streamlit as st

from pages.parts import address, prose

prose.title("Cette étude n'est pas affichée")
prose.markdown(
    "Un de ses fichiers a un défaut : le bandeau en haut de la page dit lequel, sa ligne et que faire. Elle revient dès qu'il est corrigé ; le reste "
    "du Studio est là."
)
address.keep(*st.query_params)  # its tab, its scenario, its levers: the link was right, and waits for the study to come back
