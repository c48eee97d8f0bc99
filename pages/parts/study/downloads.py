"""Part 7 of a study page: the figures on screen, to take away."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.parts import prose, provenance, refusal
from pages.parts.provenance import READABLE
from pages.parts.study.levers import Choice
from studies.exports import spreadsheets, study_exports
from studies.toolkit.errors import BadRequest
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study


@dataclass
class Screen:
    """What the visitor looks at now. The page makes one, the fragment keeps it up to date, the files read it when they are asked for:
    a file is made outside of any script, where the session of the visitor cannot be read."""

    study: Study
    choice: Choice | None = None

    @property
    def outcome(self) -> Outcome:
        """The outcome on screen."""
        return self.choice.outcome(self.study)


def _series(screen: Screen) -> pd.DataFrame:
    return refusal.told(lambda: study_exports.series(screen.study, screen.outcome))


def _workbook(screen: Screen) -> bytes:
    try:
        return study_exports.workbook(screen.study, screen.outcome)
    except BadRequest as refused:
        return study_exports.single_sheet("Refus", refusal.table(refused.fault))


def show(screen: Screen) -> None:
    """The files of the choice on screen."""
    study = screen.study
    prose.header("Télécharger")
    with st.container(width=READABLE):
        provenance.small(
            f"Les fichiers portent le scénario et les leviers du moment, les unités, les fourchettes, les sources et la version {study.version}. "
            "L'adresse de cette page porte aussi le scénario et les leviers : la copier suffit pour les partager. Licence Ouverte 2.0."
        )
    files = [
        ("Classeur XLSX", "xlsx", spreadsheets.XLSX, lambda: _workbook(screen)),
        ("Séries, CSV pour tableur", "series.csv", "text/csv", lambda: spreadsheets.csv_for_spreadsheets(_series(screen))),
        ("Séries, CSV pour programmes", "machine.csv", "text/csv", lambda: spreadsheets.csv_for_machines(_series(screen))),
    ]
    if study.card.layers:
        files.append(
            (
                "Communes, CSV pour tableur",
                "communes.csv",
                "text/csv",
                lambda: spreadsheets.csv_for_spreadsheets(refusal.told(lambda: study_exports.communes(study, screen.outcome))),
            )
        )
    with st.container(horizontal=True):
        for label, ending, kind, content in files:
            prose.download_button(
                label,
                content,
                file_name=f"{study.card.url}.{ending}",
                mime=kind,
                key=f"{study.slug}.{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
