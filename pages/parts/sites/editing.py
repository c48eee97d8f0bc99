"""One site rewritten on screen by the agency: read as a deposited file is, then kept as a new edition of the inventory."""

import math
import re
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from data.ground.faults import Fault, Refused
from data.imports import inventory as importing
from data.intake.job import PREFIX, Reading, not_begun
from data.intake.limits import PAGE
from data.inventory import one_site
from data.inventory import store as inventories
from data.inventory.fields import SHEETS, UPDATED, Field
from data.store.access import Actor
from data.store.opening import store
from geo.sites.located import KINDS
from pages.parts import prose, provenance, tables, visitor
from pages.parts.visiting import done, typed

KEY = "edit"
COLUMNS = 3
SOURCE = "source"  # the field that says where all that a line says comes from
SEEN, MOVED = " seen", " moved"  # in the session, after the key of a form: the values that it was drawn from; what another edition changed of them
MOVED_WORDS = "Ce site a changé dans une autre édition, arrivée depuis que ce formulaire est ouvert."
SAVE = "Enregistrer une nouvelle édition"
PRESSED = re.compile(rf"FormSubmitter:{KEY}\.(.+)-{SAVE}")  # how Streamlit names the button of the form of a site
LOST = f"{KEY}.lost"  # in the session: the site that another edition removed while this visitor was rewriting it, and what she had typed
REMOVED = "Le site que vous modifiiez a été retiré par une autre édition, arrivée depuis que ce formulaire est ouvert."
EMPTY = "vide"
SAME = Fault("fiche du site", "rien n'y a changé", "modifier une case, puis enregistrer")
UNSOURCED = Fault(
    SAME.place,
    "un fait change, et la fiche le donnerait à l'ancienne source et à l'ancienne date",
    "écrire dans « Date de mise à jour » ou « Source » de quand il est, d'où il vient",
)


@dataclass
class Moved:
    """What another edition changed of the site on screen, by field; what was typed here in the same fields; whether that was told already."""

    theirs: Mapping[str, str]
    typed: Mapping[str, str]
    told: bool = False


def give_back(present: Collection[str]) -> None:
    """What a visitor was saving of a site that another edition has removed meanwhile: nothing of it is kept, all of it is there to be copied."""
    for key, pressed in st.session_state.items():
        found = PRESSED.fullmatch(key)
        if found and pressed is True and found[1] not in present:
            st.session_state[LOST] = found[1], typed.within(f"{KEY}.{found[1]}.")
            prose.toast(f"{REMOVED} Rien n'est enregistré.", icon=done.UNDONE, duration="long")
            break
    identifier, texts = st.session_state.get(LOST, ("", []))
    if not identifier or identifier in present:
        return
    prose.warning(f"{REMOVED} Rien n'est enregistré ; ce que vous aviez écrit, à copier :", icon=":material/group:")
    for text in texts:
        st.code(text, language=None, wrap_lines=True)


def show(site) -> None:
    """The form, for who may; what was saved is said on the card drawn again."""
    visiting = visitor.current()
    if not visiting.may("import_inventory"):
        return
    with st.empty(), st.container():  # a place of its own: the drawer under a message that comes or goes stays open
        done.show(KEY)
    key = f"{KEY}.{site.site_id}"
    with prose.expander("Modifier ce site", icon=":material/edit:", expanded=f"{key}{MOVED}" in st.session_state):
        _form(visiting.actor, KINDS[site.kind], site.site_id)


def _form(actor: Actor, table: str, identifier: str) -> None:
    inventory, key = inventories.current(), f"{KEY}.{identifier}"
    now, fields = one_site.values(table, inventory, identifier), one_site.fields(table, inventory)
    if moved := st.session_state.get(f"{key}{MOVED}"):
        _tell_moved(key, fields, moved)
    seen: Mapping[str, str] = st.session_state.setdefault(f"{key}{SEEN}", now)
    provenance.small("Mêmes vérifications qu'un fichier déposé ; l'édition en place reste gardée. Une case vide se lit « inconnu ».")
    with st.form(key, border=False):
        after = _fields(key, fields, now)
        asked = st.form_submit_button(SAVE, icon=":material/save:")
    if not asked:
        return
    if now != seen:  # another edition changed this very site; one about other sites is simply built upon
        st.session_state[f"{key}{MOVED}"] = _moved(seen, now, after)
        st.rerun()
    changed = {name: text for name, text in after.items() if text != now[name].strip()}
    try:
        if not changed:
            raise Refused(SAME)
        if not {UPDATED[table], SOURCE} & changed.keys():
            raise Refused(UNSOURCED)
        with st.spinner("Vérification…"):
            said = _save(actor, table, identifier, changed)
    except Refused as refused:
        done.refuse(refused.fault)
        return
    _forget(key)
    done.keep(KEY, said)
    st.rerun()


def _moved(seen: Mapping[str, str], now: Mapping[str, str], after: Mapping[str, str]) -> Moved:
    """What another edition changed of this site, beside what was typed here meanwhile."""
    theirs = {name: text for name, text in now.items() if text != seen.get(name, "")}
    typed = {name: text for name, text in after.items() if name in theirs and text not in (seen.get(name, "").strip(), theirs[name].strip())}
    return Moved(theirs, typed)


def _tell_moved(key: str, fields: Sequence[Field], moved: Moved) -> None:
    """Puts the form over the edition in force, what was typed left in it, and says what that edition changed."""
    if f"{key}{SEEN}" in st.session_state and not moved.told:
        del st.session_state[f"{key}{SEEN}"]
        for field in fields:
            if field.name in moved.theirs and field.name not in moved.typed:
                st.session_state.pop(f"{key}.{field.name}", None)
        prose.toast(f"{MOVED_WORDS} Rien n'est encore enregistré.", icon=":material/group:", duration="long")
        moved.told = True
    prose.warning(f"{MOVED_WORDS} Ce que vous avez écrit est dans le formulaire : relire, puis enregistrer.", icon=":material/group:")
    rows = [
        {
            "Champ": field.heading,
            "L'autre édition": moved.theirs[field.name] or EMPTY,
            "Ce formulaire": (moved.typed[field.name] or EMPTY) if field.name in moved.typed else "la même valeur",
        }
        for field in fields
        if field.name in moved.theirs
    ]
    tables.show(tables.as_text(rows))


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
    for name in [name for name in st.session_state if str(name).startswith((f"{key}.", f"{key} "))]:
        del st.session_state[name]
