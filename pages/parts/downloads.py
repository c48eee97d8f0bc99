"""Part 7 of a study page: the figures on screen, to take away."""

import streamlit as st

from pages.parts.levers import Choice
from studies.publishing import exports
from studies.toolkit.study import Study

SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(study: Study, choice: Choice) -> None:
    """The files of the choice on screen, each made when it is asked for."""
    st.header("Télécharger")
    st.caption(f"Les fichiers portent le scénario affiché (« {choice.title(study)} »), les unités, les fourchettes, les sources et la version {study.version}. "
               "L'adresse de cette page porte le scénario et les leviers : la copier suffit pour les partager. Licence Ouverte 2.0.")
    stem = f"{study.card.url}-{choice.scenario}"
    outcome = choice.outcome
    files = [
        ("Classeur XLSX", "xlsx", SHEETS, lambda: exports.workbook(study, outcome(study))),
        ("Séries, CSV pour tableur", "csv", "text/csv", lambda: exports.csv_for_spreadsheets(exports.series(study, outcome(study)))),
        ("Séries, CSV pour programmes", "machine.csv", "text/csv", lambda: exports.csv_for_machines(exports.series(study, outcome(study)))),
    ]
    if study.card.layers:
        files.append(("Communes, CSV pour tableur", "communes.csv", "text/csv", lambda: exports.csv_for_spreadsheets(exports.communes(study, outcome(study)))))
    with st.container(horizontal=True):
        for label, ending, kind, content in files:
            st.download_button(label, content, file_name=f"{stem}.{ending}", mime=kind, key=f"{study.slug}.{ending}", icon=":material/download:", on_click="ignore")
