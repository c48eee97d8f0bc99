"""Files of a study given on screen, one table or a whole folder: read, their faults told, what they would change shown, kept on request."""

from pathlib import PurePosixPath

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.intake.limits import MEGABYTE
from pages.parts import prose, provenance, tables, visitor
from pages.parts.editing import desk, said
from pages.parts.editing.desk import Desk
from pages.parts.provenance import READABLE
from studies.exports import spreadsheets
from studies.publishing.editing import deposits
from studies.publishing.editing.deposits import Given

KINDS = {".csv": "text/csv", ".xlsx": spreadsheets.XLSX}
NOTHING = "Rien n'a été écrit : le brouillon n'a pas changé."


def one_table(here: Desk) -> None:
    """A table of the study: the present one to take away, another one in its place."""
    paths = deposits.tables(here.files)
    if not paths:
        prose.markdown("Cette étude n'a pas de table à elle : une table nouvelle arrive par « Tout un dossier », avec le modèle qui la lit.")
        return
    path = prose.selectbox("Table", paths, format_func=lambda one: PurePosixPath(one).stem, key=desk.key(here.slug, "table"), width=READABLE)
    if path is None:
        return
    present = here.files[path]
    if path.endswith(".csv"):
        lines, columns = deposits.size_of(present)
        size = f"{french.counted(lines, 'ligne')}, {french.counted(columns, 'colonne')}"
        prose.markdown(f"En place : {escaping.markdown(path)}, {size}.")
    prose.download_button(
        "Télécharger la table en place",
        present,
        file_name=f"{here.slug}-{PurePosixPath(path).name}",
        mime=KINDS.get(PurePosixPath(path).suffix, "application/octet-stream"),
        icon=":material/download:",
        on_click="ignore",
        key=desk.key(here.slug, "take-table"),
    )
    wanted = "classeur XLSX" if path.endswith(".xlsx") else "CSV, ou classeur (XLSX, ODS) d'une feuille"
    _field(here, f"La table corrigée : {wanted}", ["csv", "xlsx", "ods"], path)


def whole(here: Desk) -> None:
    """The whole folder of the study without its code, to take away, change and give back."""
    with st.container(width=READABLE):
        prose.markdown(
            "Pour changer beaucoup à la fois : télécharger le dossier, le modifier sur votre machine, le compresser (ZIP) et le déposer ici. "
            "Un classeur (XLSX, ODS) convient aussi, une feuille par table. Ce que le dépôt ne contient pas reste tel qu'il est. "
            "Le code n'y est pas : le modèle reste celui du Studio."
        )
        names = ", ".join(deposits.sheets(here.files))
        provenance.small(f"Feuilles d'un classeur : {names}.")
    prose.download_button(
        "Télécharger le dossier du brouillon (ZIP)",
        lambda: deposits.zipped(here.slug, here.files),
        file_name=f"{here.slug}.zip",
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
        key=desk.key(here.slug, "take-folder"),
    )
    most = f"{deposits.LIMITS.size // MEGABYTE} Mo et {deposits.LIMITS.entries} fichiers au plus"
    _field(here, f"Dossier compressé (ZIP) ou classeur (XLSX, ODS) : {most}", ["zip", "xlsx", "ods"], "")


def _field(here: Desk, label: str, types: list[str], only: str) -> None:
    """Where the file is put, and what becomes of it."""
    turn = st.session_state.setdefault(desk.key(here.slug, "turn"), 0)
    given = prose.file_uploader(label, type=types, key=desk.key(here.slug, "file", only, str(turn)), max_upload_size=25)
    if given is None:
        said.saved(here.slug)
        return
    try:
        with st.spinner("Lecture et vérification du fichier…"):
            found = _read(here, given.getvalue(), only, given.file_id)
    except Refused as refused:
        visitor.tell(refused.fault)
        prose.markdown(NOTHING)
        return
    if found.faults:
        said.faults(found.faults)
        prose.markdown(NOTHING)
        return
    _offer(here, found)


def _read(here: Desk, content: bytes, only: str, identifier: str) -> Given:
    """What the file holds, read once."""
    name = desk.key(here.slug, "given")
    held: tuple[str, str, Given] | None = st.session_state.get(name)
    if held is None or held[:2] != (identifier, only):
        held = (identifier, only, deposits.read(here.slug, content, here.files, only))
        st.session_state[name] = held
        here.look(*held[2].files)
    return held[2]


def _offer(here: Desk, found: Given) -> None:
    """What the file would change, and the button that keeps it."""
    count = len(found.files)
    prose.markdown(f"**{french.counted(count, 'fichier')} à enregistrer dans le brouillon :**")
    tables.show(
        [
            {
                "Fichier": escaping.markdown(path),
                "Ce qui arrive": "modifié" if path in here.files else "ajouté",
                "Taille": f"{french.number(len(content) / 1000, 1)} ko",
            }
            for path, content in found.files.items()
        ]
    )
    if found.remarks:
        prose.markdown("\n".join(map(said.line, found.remarks)))
    if prose.button("Enregistrer dans le brouillon", icon=":material/save:", key=desk.key(here.slug, "keep")):
        if here.save(found.files):
            desk.refresh(here.slug)
            st.session_state[desk.key(here.slug, "turn")] += 1
            st.session_state.pop(desk.key(here.slug, "given"), None)
        st.rerun()
    if desk.told(here.slug).faults:
        said.saved(here.slug)
