"""Legal notices: who publishes, where it is hosted, personal data, licences."""

import streamlit as st

from pages.parts import provenance

st.title("Mentions légales")
provenance.article("legal")
