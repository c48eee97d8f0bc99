"""Router and frame: the menu from the catalogue, the chosen page, the footer. AppTest starts here; `make run` comes through server.py."""

from itertools import groupby

import streamlit as st

from pages.parts import frame, menu

pages = {section: [menu.as_page(entry) for entry in found] for section, found in groupby(menu.entries(), key=lambda entry: entry.section)}
page = st.navigation(pages, position="top")
with frame.around(page.title):
    page.run()
