"""One site rewritten on screen by the agency: read as a deposited file is, then kept as a new edition of the inventory."""

import math
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from data.ground.faults import Fault, Refused
from data.imports import inventory as importing
from data.intake.job import PREFIX, Reading, not_begun
from data.intake.limits import PAGE
from data.inventory import one_site
from data.inventory import store as inventories
from data.inventory.fields import SHEETS, Field
from data.store.access import Actor
from data.store.opening import store
from geo.sites.located import KINDS
from pages.parts import prose, provenance, visitor

KEY = "edit"
COLUMNS = 3
MOVED = Fault("inventaire", "une autre édition est arrivée depuis que ce formulaire est ouvert", "relire la fiche, puis recommencer")
SAME = Fault("fiche du site", "rien n'y a changé", "modifier une case, puis enregistrer")


def show(site) -> None:
    """The form, for who may; what was saved is said on the card drawn again."""
    visiting = visitor.current()
    if not visiting.may("import_inventory"):
        return
    if said := st.session_state.pop(f"{KEY}.said", ""):
        prose.success(said, icon=":material/check_circle:")
    if st.session_state.pop(f"{KEY}.moved", False):
        visitor.tell(MOVED)
    with prose.expander("Modifier ce site", icon=":material/edit:"):
        _form(visiting.actor, KINDS[site.kind], site.site_id)


def _form(actor: Actor, table: str, identifier: str) -> None:
    inventory, key = inventories.current(), f"{KEY}.{identifier}"
    before = one_site.values(table, inventory, identifier)
    base = st.session_state.setdefault(f"{key}.base", inventory.number)
    provenance.small("Mêmes vérifications qu'un fichier déposé ; l'édition en place reste gardée. Une case vide se lit « inconnu ».")
    with st.form(key, border=False):
        after = _fields(key, one_site.fields(table, inventory), before)
        asked = st.form_submit_button("Enregistrer une nouvelle édition", icon=":material/save:")
    if not asked:
        return
    if base != inventory.number:
        _forget(key)
        st.session_state[f"{KEY}.moved"] = True
        st.rerun()
    changed = {name: text for name, text in after.items() if text != before[name].strip()}
    try:
        if not changed:
            raise Refused(SAME)
        with st.spinner("Vérification…"):
            st.session_state[f"{KEY}.said"] = _save(actor, table, identifier, changed)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    _forget(key)
    st.rerun()


def _fields(key: str, fields: Sequence[Field], before: Mapping[str, str]) -> dict[str, str]:
    """The fields side by side at a desk, each column holding those that follow one another: on a phone their order stays."""
    columns, each = st.columns(COLUMNS, gap="medium"), math.ceil(len(fields) / COLUMNS)
    after = {}
    for number, field in enumerate(fields):
        with columns[number // each]:
            after[field.name] = _field(f"{key}.{field.name}", field, before[field.name])
    return after


def _field(key: str, field: Field, value: str) -> str:
    """One field of the form, by what it holds; the text that stands in it. It comes from the session: the door of the texts would space it."""
    st.session_state.setdefault(key, value or None if field.lists else value)
    help_text = field.help or None
    if field.lists:
        choices = list(dict.fromkeys((*field.lists, *([value] if value else []))))
        return prose.selectbox(field.heading, choices, index=None, placeholder="inconnu", help=help_text, key=key) or ""
    write = prose.text_area if field.kind == "long" else prose.text_input
    return write(field.heading, help=help_text, key=key).strip()


def _save(actor: Actor, table: str, identifier: str, changed: Mapping[str, str]) -> str:
    """Reads the changed sheet in a process of its own and keeps it; the sentence that says so. Refused with the first fault of the reading."""
    inventory = inventories.current()
    name = f"{SHEETS[table]}, fiche {identifier} modifiée à l'écran"
    try:
        folder = tempfile.TemporaryDirectory(prefix=f"{PREFIX}fiche-")
    except OSError as error:
        raise not_begun(error) from None
    with folder:
        path = Path(folder.name) / "fiche.xlsx"
        try:
            path.write_bytes(one_site.workbook(table, inventory, identifier, changed))
        except OSError as error:
            raise not_begun(error) from None
        reading = Reading("inventory", [path], PAGE)
        answer = reading.answer()
        if answer.faults:
            raise Refused(_on_screen(answer.faults[0], one_site.line(table, inventory, identifier)))
        with store().writing(actor, "import_inventory") as writing:
            kept = importing.keep(answer, [path], name)[1]
            writing.note(identifier, fields=sorted(changed), sheet=SHEETS[table])
    return kept


def _on_screen(fault: Fault, line: int) -> Fault:
    """A fault of this form, told without the cell of a sheet that nobody sees; `line`: where the sheet holds the site."""
    return replace(fault, place=SAME.place) if re.search(rf", cellule [A-Z]+{line}$", fault.place) else fault


def _forget(key: str) -> None:
    """The form starts again from the inventory in force."""
    for name in [name for name in st.session_state if str(name).startswith(f"{key}.")]:
        del st.session_state[name]
