"""Fibre: where the rollout stands, who paid for it, commune by commune, the end of copper, and the fibre of each site."""

import streamlit as st

from pages.parts import fibre_communes, fibre_copper, fibre_coverage, fibre_funding, fibre_sites

st.title("La fibre en Lozère")
for part in (fibre_coverage, fibre_funding, fibre_communes, fibre_copper, fibre_sites):
    part.show()
