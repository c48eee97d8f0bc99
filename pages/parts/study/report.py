"""The full report of the author, report.pdf in the folder of a study: read in place, or taken away."""

import streamlit as st

from data.ground import french
from pages.parts import prose
from pages.parts.study.part import Part, Screen
from studies.toolkit.running.study import Study

BYTES_IN_MB = 1e6
HEIGHT = 700  # [px] about a page of text at the width of a desk


class Report(Part):
    """The full report of the author, when there is one."""

    id = "report"

    def complete(self, screen: Screen) -> None:
        """It is read after the page."""
        show(screen.study)


def show(study: Study) -> None:
    """Nothing when the study has no report; the document is sent once somebody opens it."""
    file = study.report
    if file is None:
        return
    prose.subheader("Le rapport complet")
    size = french.with_unit(french.number(max(file.stat().st_size / BYTES_IN_MB, 0.1), 1), "Mo")
    prose.download_button(
        f"Télécharger le rapport (PDF, {size})",
        file.read_bytes,
        file_name=f"{study.card.url}-rapport.pdf",
        mime="application/pdf",
        key=f"{study.slug}.report",
        icon=":material/download:",
        on_click="ignore",
    )
    drawer = prose.expander("Lire le rapport ici", key=f"{study.slug}.report-here", on_change="rerun")
    if drawer.open:
        with drawer:
            st.pdf(file.read_bytes(), height=HEIGHT, key=f"{study.slug}.report-pages", alt=f"Rapport complet de l'étude « {study.card.title} »")
