"""What every page has around it: its name in the browser, the banner for the team, the footer."""

import streamlit as st

from data import french
from studies import catalog

SITE = "Studio Lozère"
LOGO = (
    '<svg viewBox="0 0 132 30" width="132" height="30"><text x="0" y="22" font-family="Georgia, serif" font-size="22" font-weight="600" '
    'fill="#2E8B63">Le Studio</text></svg>'
)
ICON = (
    '<svg viewBox="0 0 32 32" width="32" height="32"><rect width="32" height="32" rx="6" fill="#1F4D3A"/>'
    '<path d="M6 24 L13 10 L18 18 L21 13 L26 24 Z" fill="#fff"/></svg>'
)


def open_page(title: str) -> None:
    """Names the page for the browser and tells which studies are left out."""
    st.set_page_config(page_title=f"{title} - {SITE}", page_icon=ICON, layout="wide")
    st.logo(LOGO, size="large")
    for slug, faults in catalog.faults().items():
        with st.expander(f"« {slug} » n'est pas affiché : {len(faults)} {french.plural(len(faults), 'défaut')} à corriger"):
            st.table([{"Où": one.place, "Défaut": one.fault, "Remède": one.remedy} for one in faults])


def close_page() -> None:
    """The footer of every page."""
    st.divider()
    st.caption(
        "Le Studio, Lozère Développement. Des études à discuter, pas des prévisions. "
        "Données et textes : Licence Ouverte 2.0, sources sous chaque figure. Aucun traceur, aucune donnée envoyée ailleurs."
    )
