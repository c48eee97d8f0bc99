"""Accessibility: the declaration, with what was tested and what does not conform yet."""

import streamlit as st

from pages.parts import provenance

st.title("Accessibilité")
provenance.article("accessibility")
