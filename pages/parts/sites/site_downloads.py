"""The sites on screen, to take away."""

import pandas as pd
import streamlit as st

from data.ground import french
from geo.maps import standalone_map
from geo.travel import access
from pages.parts import prose, provenance
from studies.exports import in_words, site_exports, spreadsheets

STEM = "sites-lozere"


def show(key: str, found: pd.DataFrame) -> None:
    """The files of the sites that suit; each is made when it is asked for."""
    prose.header("Télécharger")
    count = french.plural(len(found), "Le site affiché", f"Les {french.number(len(found))} sites affichés")
    provenance.small(
        f"{count}, avec unités, dates, sources et licence (Licence Ouverte 2.0). Contacts et acquéreurs "
        "n'y sont jamais. La carte HTML s'ouvre sans réseau."
        if len(found)
        else "Aucun site n'est affiché : élargir la demande pour en emporter."
    )
    method = access.method()
    files = (
        ("CSV pour tableur", "csv", "text/csv", lambda: spreadsheets.csv_for_spreadsheets(in_words.readable(site_exports.table(found, method)))),
        ("CSV pour programmes", "machine.csv", "text/csv", lambda: spreadsheets.csv_for_machines(site_exports.table(found, method))),
        ("Classeur XLSX", "xlsx", spreadsheets.XLSX, lambda: site_exports.workbook(found, method)),
        ("GeoJSON", "geojson", "application/geo+json", lambda: site_exports.geojson(found, method)),
        ("Carte HTML", "html", "text/html", lambda: standalone_map.page(found, method)),
    )
    with st.container(horizontal=True):
        for label, ending, kind, content in files:
            prose.download_button(
                label,
                content,
                file_name=f"{STEM}.{ending}",
                mime=kind,
                key=f"{key}.{ending}",
                icon=":material/download:",
                on_click="ignore",
                disabled=found.empty,
            )
