"""Fibre: what is known today, when copper stops in each commune, the promise, who paid; folded, what waits for an import."""

import streamlit as st

from pages.parts.fibre import copper, coverage, funding, observed_communes, sites_served, today
from pages.parts.guides import head

head.show(
    "La fibre en Lozère",
    "Où la fibre peut être demandée, quand le cuivre (téléphone et ADSL) s'arrête dans chaque commune, ce que le réseau a coûté et à qui.",
)
with st.container(key="part-page"):
    for part in (today, copper, coverage, funding, observed_communes, sites_served):
        part.show()
