"""A file of the inventory, from its deposit to its edition: read with a progress bar, its faults or its differences shown, kept on request."""

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile

from data.ground import escaping, french
from data.ground.faults import Fault, Refused, count
from data.imports import inventory
from data.intake.job import PREFIX, Answer, Reading, not_begun
from data.intake.limits import MEGABYTE, PAGE
from data.inventory.comparing import Change
from data.inventory.ways import Way
from data.store.opening import store
from pages.parts import menu, prose, provenance, tables, visitor
from pages.parts.sites import way_choice
from pages.parts.visiting import closed, done
from studies.exports import spreadsheets

KEY = "inventory"
MOST = f"{PAGE.size // MEGABYTE} Mo et {french.number(PAGE.rows)} lignes au plus"
LABEL = f"Fichier de l'inventaire : classeur XLSX ou ODS, CSV, GeoJSON, GeoPackage, shapefile en ZIP ; {MOST}"
OFTEN = 0.5  # [s] between two looks at a reading
MOST_CHANGES, MOST_FAULTS = 50, 100  # lines shown; the file to download has them all
NOTHING_WRITTEN = "Rien n'a été écrit : l'inventaire en place n'a pas changé."
ONLY_THE_AGENCY = "L'agence seule dépose un fichier : ouvrez votre lien d'invitation sur cet appareil, puis revenez ici."
# The process that held the file has gone; the browser, handed over to another, shows the file still, and its differences until the next click.
LOST = f"Le serveur a redémarré depuis le dépôt et n'a plus ce fichier : le déposer de nouveau. {NOTHING_WRITTEN}"


@dataclass
class Deposit:
    """A file of a visitor, in a folder that goes when it does, and its reading."""

    file_id: str  # of what the field holds: one file put in place of another has its own
    name: str
    path: Path
    way: Way
    reading: Reading
    answer: Answer | None = None
    kept: str = ""
    changes: list[Change] = field(default_factory=list)
    said: set[str] = field(default_factory=set)  # what the corner of the page has told of it


def deposit() -> None:
    """The field where a file is put, for who may import it, and what becomes of it."""
    if not visitor.current().may("import_inventory"):
        _drop()
        if person := visitor.current().person:
            closed.told(person, "import_inventory")
            return
        prose.info(f"{ONLY_THE_AGENCY} {NOTHING_WRITTEN}", icon=":material/lock:")
        prose.page_link(menu.as_page(menu.ACCOUNT), label="Se connecter", icon=":material/person:")
        return
    way = way_choice.choose()
    turn = st.session_state.setdefault(f"{KEY}.turn", 0)
    given = prose.file_uploader(LABEL, key=f"{KEY}.file-{turn}")
    held: Deposit | None = st.session_state.get(f"{KEY}.deposit")
    if given is None:
        _drop()
        if isinstance(st.session_state.get(f"{KEY}.file-{turn}"), DeletedFile):
            prose.error(LOST, icon=":material/error:")
        return
    if way is None:
        prose.info("Choisir d'abord dans la liste : le fichier est lu ensuite.", icon=":material/arrow_upward:")
        return
    if held is None or (held.file_id, held.way) != (given.file_id, way):
        _drop()
        try:
            held = st.session_state[f"{KEY}.deposit"] = _received(given, way)
        except Refused as refused:
            _tell_faults([refused.fault])
            return
    if held.answer is None:
        _progress()
        return
    state = "kept" if held.kept else "refused" if held.answer.faults else "read"
    with st.container(key=f"answer-{state}"):  # brought in sight by our script for such keys
        _tell(held)


def _tell(held: Deposit) -> None:
    """What became of a file that was read."""
    if held.kept:
        prose.success(held.kept, icon=done.DONE)
        _once(held, held.kept, done.DONE)
    elif held.answer.faults:
        prose.error(f"Le fichier n'est pas repris. {NOTHING_WRITTEN}", icon=":material/error:")
        _once(held, f"Le fichier n'est pas repris : {count(held.answer.faults)} à corriger.", done.UNDONE)
        _tell_faults(held.answer.faults)
        _tell_remarks(held.answer.remarks)
    else:
        _preview(held)


def _received(given: UploadedFile, way: Way) -> Deposit:
    """The file on disk, and its reading begun. Refused, and nothing is left on disk, when it cannot begin."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}depot-"))
    except OSError as error:
        raise not_begun(error) from None
    path = folder / "fichier"  # the place that a fault of the whole file tells
    try:
        path.write_bytes(given.getvalue())
        held = Deposit(given.file_id, given.name, path, way, Reading("inventory", [path], PAGE, {"way": [way.kind, way.value]}))
    except (OSError, Refused) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise not_begun(error) if isinstance(error, OSError) else error from None
    weakref.finalize(held, shutil.rmtree, folder, ignore_errors=True)
    return held


@st.fragment(run_every=OFTEN)
def _progress() -> None:
    """How far the reading is, and the button that gives it up."""
    held: Deposit | None = st.session_state.get(f"{KEY}.deposit")
    if held is None:  # given up: the field, outside of this part, has to be drawn again
        st.rerun()
    if held.reading.done():
        held.answer = held.reading.answer()
        if not held.answer.faults:
            held.changes = inventory.changes(held.answer)
        st.rerun()
    now = held.reading.progress
    share = min(now.done / now.total, 1.0) if now.total else 0.0
    prose.progress(share, text=f"{escaping.markdown(now.stage) or 'Ouverture du fichier'}… {french.with_unit(french.number(100 * share, 0), '%')}")
    prose.button("Annuler la lecture", icon=":material/cancel:", on_click=_give_up, key=f"{KEY}.cancel")


def _give_up() -> None:
    """Stops the reading and empties the field, which only another field in its place can do."""
    _drop()
    st.session_state[f"{KEY}.turn"] = st.session_state.get(f"{KEY}.turn", 0) + 1


def _drop() -> None:
    """Stops the reading, if any, and leaves nothing of the file."""
    held: Deposit | None = st.session_state.pop(f"{KEY}.deposit", None)
    if held is not None:
        held.reading.cancel()
        shutil.rmtree(held.path.parent, ignore_errors=True)


def _tell_faults(faults: list[Fault]) -> None:
    """Every fault with its cell and its remedy, and the same list to take away."""
    rows = [{"Où": fault.place, "Défaut": fault.fault, "Remède": fault.remedy} for fault in faults]
    prose.markdown(f"**{count(faults)} à corriger dans le fichier, puis à déposer de nouveau :**")
    tables.show(tables.as_text(rows[:MOST_FAULTS]))
    prose.download_button(
        "Liste des défauts (CSV)",
        lambda: spreadsheets.csv_for_spreadsheets(pd.DataFrame(rows)),
        mime="text/csv",
        file_name="defauts.csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"{KEY}.faults",
    )


def _tell_remarks(remarks: list[Fault]) -> None:
    """What was mended, converted or left aside while reading."""
    if not remarks:
        return
    more = f", dont les {MOST_FAULTS} premières" if len(remarks) > MOST_FAULTS else ""
    with prose.expander(f"{french.counted(len(remarks), 'remarque')} sur la lecture{more}"):
        rows = [{"Où": remark.place, "Remarque": remark.fault, "À faire": remark.remedy} for remark in remarks[:MOST_FAULTS]]
        tables.show(tables.as_text(rows))


def _preview(held: Deposit) -> None:
    """What the file would change, and the button that does it."""
    prose.subheader("Ce que ce fichier changerait")
    differences = inventory.sentence(held.answer)
    prose.markdown(differences)
    _once(held, differences, ":material/difference:")
    tables.show([{"Feuille": escaping.markdown(sheet), "Lignes": _counted(held, sheet)} for sheet in held.answer.summary["counts"]])
    _tell_remarks(held.answer.remarks)
    if not held.changes:
        return
    rows = [_row(change) for change in held.changes]
    more = f" ; les {MOST_CHANGES} premières sur {french.number(len(rows))}" if len(rows) > MOST_CHANGES else ""
    with prose.expander(f"Les différences, ligne par ligne{more}", expanded=len(rows) <= MOST_CHANGES):
        prose.markdown(tables.as_markdown([_in_brief(row) for row in tables.as_text(rows[:MOST_CHANGES])]))
        prose.download_button(
            "Toutes les différences (CSV)",
            lambda: spreadsheets.csv_for_spreadsheets(pd.DataFrame(rows)),
            mime="text/csv",
            file_name="differences.csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"{KEY}.changes",
        )
    _confirm(held)


def _once(held: Deposit, words: str, icon: str) -> None:
    """Says what became of the file in the corner that is always in sight, the first time."""
    if words not in held.said:
        held.said.add(words)
        prose.toast(words, icon=icon, duration="long")


def _counted(held: Deposit, sheet: str) -> str:
    """What happens to the lines of a sheet: 2 ajoutées, 1 retirée, 23 gardées."""
    counts = {**held.answer.summary["counts"][sheet], "gardé": held.answer.summary["kept"][sheet]}
    return ", ".join(f"{french.counted(count, f'{kind}e')}" for kind, count in counts.items() if count) or "aucune"


def _row(change: Change) -> dict[str, str]:
    details = " ; ".join(f"{label} : {before or 'vide'} → {after or 'vide'}" for label, before, after in change.fields)
    return {"Feuille": change.sheet, "Identifiant": change.identifier, "Nom": change.name, "Ce qui arrive": change.kind, "Détail": details}


def _in_brief(row: Mapping[str, str]) -> dict[str, str]:
    """A row in two columns: a phone has no room for five."""
    called, arrived, detail = row["Nom"], row["Ce qui arrive"], row["Détail"]
    return {
        "Ligne": f"**{called or row['Identifiant']}** ({row['Feuille']}, {row['Identifiant']})",
        "Ce qui arrive": f"{arrived} : {detail}" if detail else arrived,
    }


def _confirm(held: Deposit) -> None:
    """The button that keeps the edition."""
    asked = prose.button("Enregistrer cette édition", icon=":material/save:", key=f"{KEY}.keep")
    provenance.small("L'édition en place reste gardée : rien n'est jamais effacé ni réécrit.")
    if asked:
        try:
            with store().writing(visitor.current().actor, "import_inventory") as writing:
                held.kept = inventory.keep(held.answer, [held.path], held.name)[1]
                writing.note("inventory", file=held.name)
        except Refused as refused:
            done.refuse(refused.fault)
            prose.markdown(NOTHING_WRITTEN)
            return
        st.rerun()
