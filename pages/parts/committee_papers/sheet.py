"""The review sheet on screen: taken away, to print or as a workbook; given back, its faults told by cell, what it says shown before it is kept."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.store.opening import store
from data.store.writings.remarks import PARAMETER, Pinned, Said
from pages.parts import lane, prose, provenance, tables, visitor
from pages.parts.visitor import Visitor
from studies.committee.papers import filled, review_sheet
from studies.committee.papers.filled import Filled
from studies.exports import spreadsheets
from studies.toolkit.reading import units
from studies.toolkit.running.study import Study

KEY = "papers"
NOTHING = "Rien n'est gardé."
MOST_FAULTS = 50  # shown; the file to download has them all
MOST = 100  # opinions shown before they are kept


def take(study: Study) -> None:
    """Both forms of the sheet, made when somebody asks for them."""
    prose.markdown(
        "Une ligne par hypothèse, celles qui pèsent le plus d'abord : à remplir dans un tableur et à rendre ici, ou à imprimer (les premières pages "
        "suffisent souvent)."
    )
    with st.container(horizontal=True):
        prose.download_button(
            "Feuille à remplir (XLSX)",
            lambda: _made(review_sheet.workbook, study),
            file_name=f"relecture-{study.slug}.xlsx",
            mime=spreadsheets.XLSX,
            icon=":material/table:",
            on_click="ignore",
            key=key(study, "workbook"),
        )
        prose.download_button(
            "Feuille à imprimer (PDF)",
            lambda: _made(review_sheet.printed, study),
            file_name=f"relecture-{study.slug}.pdf",
            mime="application/pdf",
            icon=":material/print:",
            on_click="ignore",
            key=key(study, "printed"),
        )


def give_back(study: Study, visiting: Visitor) -> None:
    """The field, then what the sheet says."""
    with prose.expander("Rendre une feuille remplie", icon=":material/upload_file:"):
        turn = st.session_state.setdefault(key(study, "turn"), 0)
        label = "Feuille de relecture remplie : XLSX, ODS ou CSV, 5 Mo au plus"
        given = prose.file_uploader(label, type=["xlsx", "ods", "csv"], key=key(study, "file", str(turn)), max_upload_size=5)
        if given is None:
            if said := st.session_state.pop(key(study, "kept"), ""):
                prose.success(said, icon=":material/check_circle:")
            return
        try:
            with st.spinner("Lecture de la feuille…"):
                found = _read(study, given.getvalue(), given.file_id)
        except Refused as refused:
            visitor.tell(refused.fault)
            return
        if found.faults:
            _tell(study, found.faults)
        else:
            _offer(study, visiting, found)


def key(study: Study, *names: str) -> str:
    """A key of the session for the papers of a study."""
    return ".".join((KEY, study.slug, *names))


def _made(make, study: Study) -> bytes:
    with lane.turn(lane.REST):
        return make(study, date.today())


def _read(study: Study, content: bytes, identifier: str) -> Filled:
    """What the sheet says, read once for each version of the figures."""
    asked = (identifier, study.version)
    held: tuple[tuple[str, str], Filled] | None = st.session_state.get(key(study, "read"))
    if held is None or held[0] != asked:
        held = (asked, filled.read(study, content))
        st.session_state[key(study, "read")] = held
    return held[1]


def _tell(study: Study, faults: Sequence[Fault]) -> None:
    """Every fault with its cell and its remedy, and the same list to take away."""
    count = len(faults)
    prose.error(f"{french.counted(count, 'défaut')} dans la feuille. {NOTHING}", icon=":material/error:")
    rows = [{"Où": fault.place, "Défaut": fault.fault, "Remède": fault.remedy} for fault in faults]
    tables.show(tables.as_text(rows[:MOST_FAULTS]))
    prose.markdown("Corriger la feuille, puis la déposer de nouveau.")
    prose.download_button(
        "Liste des défauts (CSV)",
        lambda: spreadsheets.csv_for_spreadsheets(pd.DataFrame(rows)),
        file_name=f"defauts-relecture-{study.slug}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=key(study, "faults"),
    )


def _offer(study: Study, visiting: Visitor, found: Filled) -> None:
    """What would be kept, and the button that keeps it."""
    count = len(found.opinions)
    prose.markdown(f"**{french.number(count)} avis à garder, à votre nom.** Un avis déjà donné sur la même hypothèse est remplacé.")
    tables.show([_row(study, *opinion) for opinion in found.opinions[:MOST]])
    if count > MOST:
        provenance.small(f"Et {french.number(count - MOST)} de plus, gardés avec eux.")
    for remark in found.remarks:
        provenance.small(f"{escaping.markdown(remark.place)} : {escaping.markdown(remark.fault)}.")
    if prose.button(f"Garder ces {french.number(count)} avis" if count > 1 else "Garder cet avis", icon=":material/save:", key=key(study, "keep")):
        try:
            filled.keep(store(), visiting.actor, found.opinions)
        except Refused as refused:
            visitor.tell(refused.fault)
            return
        st.session_state[key(study, "kept")] = f"{french.number(count)} avis {french.plural(count, 'gardé')}. Merci."
        st.session_state[key(study, "turn")] += 1
        st.session_state.pop(key(study, "read"), None)
        st.rerun()


def _row(study: Study, pinned: Pinned, said: Said) -> dict[str, str]:
    """Three columns, which a phone shows whole."""
    parameter = study.parameters[pinned.item.removeprefix(PARAMETER)]
    value = "" if said.value is None else f", {units.written(parameter.value, parameter.unit)} → **{units.written(said.value, parameter.unit)}**"
    why = " ".join(said.text.split())
    source = f" Source : {said.source}" if said.source else ""
    return {
        "Hypothèse": escaping.markdown(parameter.label),
        "Avis": f"{said.position.value if said.position else 'remarque'}{value}",
        "Raison": escaping.markdown(f"{why}{source}".strip()) or "sans",
    }
