"""A study at its own address, as its published version kept it: today's code does not give its figures any more."""

import streamlit as st

from pages.parts import menu, visitor
from pages.parts.versions import frozen, reading

address = st.session_state[menu.ADDRESS]
frozen.show(next(one for one in reading.read_by(visitor.current()) if one.study.card.url == address))
