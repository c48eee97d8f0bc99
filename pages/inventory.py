"""Inventory: how the agency brings its zones, plots and buildings in, and what editions are kept."""

import streamlit as st

from data import editions
from data.ground import escaping, french
from data.inventory import store, template
from data.inventory.store import KIND
from geo.sites import located
from pages.parts import menu, prose, provenance, tables
from pages.parts.provenance import READABLE
from pages.parts.sites import deposit
from studies.exports import spreadsheets

current = store.current()
counts = located.all_sites()["kind"].value_counts()
held = french.listed([french.counted(int(count), kind) for kind, count in counts.items()]) or "aucun site"

prose.title(menu.INVENTORY.title)
prose.page_link(menu.as_page(menu.TERRITORY), label="Chercher une zone, un terrain, un bâtiment", icon=":material/search:")
with st.container(width=READABLE):
    prose.markdown(
        f"En place : **{escaping.markdown(current.title)}** ({held}). {located.example_words()}\n\n"
        "L'agence tient son inventaire dans un classeur, le dépose ici, relit les différences, puis enregistre. Un fichier qui a un seul défaut "
        "n'est pas repris : chaque défaut est dit avec sa cellule et son remède."
    )

prose.header("1. Partir du modèle")
with st.container(horizontal=True):
    prose.download_button(
        "Modèle vide (XLSX)",
        template.workbook,
        file_name="inventaire-modele.xlsx",
        mime=spreadsheets.XLSX,
        key="inventory.empty",
        icon=":material/download:",
        on_click="ignore",
    )
    prose.download_button(
        "Modèle rempli avec l'inventaire en place (XLSX)",
        lambda: template.workbook(store.current()),
        file_name="inventaire.xlsx",
        mime=spreadsheets.XLSX,
        key="inventory.filled",
        icon=":material/download:",
        on_click="ignore",
    )
provenance.small(
    "Listes déroulantes, mode d'emploi et champs du standard national Sites économiques. Le modèle rempli n'a pas les contacts ni les acquéreurs, "
    "jamais publiés : une colonne absente du fichier déposé garde ses valeurs. La copie complète se fait sur la machine du serveur, par "
    "« python -m data export inventory inventaire.xlsx »."
)

prose.header("2. Déposer un fichier")
deposit.deposit()

prose.header("Éditions gardées")
kept = editions.listing(KIND)
if kept:
    tables.show(
        [
            {
                "Édition": str(edition.card.number),
                "Importée le": french.short_day(edition.card.imported_at.date()),
                "Fichier": escaping.markdown(edition.card.source_file),
                "Sites": french.number(edition.card.rows),
                "Empreinte": edition.card.sha256[:12],
            }
            for edition in reversed(kept)
        ]
    )
    provenance.small("Revenir à une édition : « python -m data export inventory ancien.xlsx --edition N », puis « tout remplacer » par ce fichier.")
else:
    prose.markdown(f"Aucune : l'{store.SHIPPED_TITLE} est en place.")
