"""The scenarios of a study: what each sets, to what value, why. The comments and the other lines of scenarios.toml stay as they are."""

from collections.abc import Mapping

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.intake import cells
from data.intake.cells import Unreadable
from pages.parts import prose, provenance, visitor
from pages.parts.editing import desk, said
from pages.parts.editing.desk import Desk
from pages.parts.provenance import READABLE
from studies import catalog
from studies.publishing import folders
from studies.publishing.editing import assumptions, scenarios
from studies.publishing.editing.scenarios import FILE, Written
from studies.toolkit.reading import parameters, units
from studies.toolkit.reading.parameters import Parameter

FORM = "form.scenario"


def show(here: Desk) -> None:
    """The list, then the form of the one that is chosen."""
    place = assumptions.place(here.slug, FILE)
    try:
        found = scenarios.read(here.files.get(FILE, b""), place)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    names = desk.called(here.slug, "scenario", {one: scenario.title or one for one, scenario in found.items()})
    name = prose.selectbox("Scénario", list(names), format_func=names.__getitem__, key=desk.key(here.slug, "scenario"), width=READABLE)
    provenance.small("Un scénario ne dit que ce qu'il change, et pourquoi : le reste garde la valeur de son hypothèse.")
    if name is None:
        return
    base = desk.key(here.slug, FORM, name)
    here.begin(f"{base}.title", FILE)
    try:
        before = scenarios.read(here.seen(FILE) or b"", place).get(name)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    if before is None:
        desk.refresh(here.slug)
        st.rerun()
    said.moved(here, FILE)
    with st.container(border=True, key="editing-scenario"):
        typed = _fields(base, before, _parameters(here))
        if prose.button("Enregistrer ce scénario", icon=":material/save:", key=desk.key(here.slug, "save-scenario")):
            _save(here, name, typed)
        else:
            said.saved(here.slug)


def _parameters(here: Desk) -> dict[str, Parameter]:
    """What a scenario may set: the assumptions of the draft that can be read, and those of all studies."""
    read, _ = parameters.read(folders.laid(here.slug, here.files) / assumptions.FILE, None, "")
    return {**catalog.shared().parameters, **read}


def _fields(base: str, before: Written, known: Mapping[str, Parameter]) -> tuple[str, str, dict[str, str], dict[str, str]]:
    """The fields, filled with what the scenario says: its title, its sentence, the value and the reason of each thing that it sets, as typed."""
    st.session_state.setdefault(f"{base}.title", before.title)
    st.session_state.setdefault(f"{base}.summary", before.summary)
    title = prose.text_input("Titre", key=f"{base}.title")
    summary = prose.text_area("En une phrase", key=f"{base}.summary", height=80)
    held: list[str] = st.session_state.setdefault(f"{base}.set", list(before.values))
    prose.markdown(f"**Ce qu'il change : {french.counted(len(held), 'hypothèse')}**")
    values, why = {}, {}
    for name in held:
        with st.container(key=f"editing-lever-{name}"):
            values[name], why[name] = _lever(base, name, before, known.get(name))
    names = sorted((name for name in known if name not in held), key=lambda name: known[name].label.casefold())
    prose.selectbox(
        "Ajouter une hypothèse à ce scénario",
        names,
        format_func=lambda name: known[name].label,
        index=None,
        placeholder="Choisir une hypothèse",
        key=f"{base}.add",
        on_change=_add,
        args=(base,),
        width=READABLE,
    )
    return title, summary, values, why


def _lever(base: str, name: str, before: Written, one: Parameter | None) -> tuple[str, str]:
    """One thing that the scenario sets: its value and its reason, and the button that takes it out."""
    start = before.values.get(name)
    st.session_state.setdefault(f"{base}.value.{name}", "" if start is None else assumptions.typed(start))
    st.session_state.setdefault(f"{base}.why.{name}", before.why.get(name, ""))
    label = one.label if one else name
    prose.markdown(f":small[**{escaping.markdown(label)}**{_bounds(one)}]")
    value, why, out = st.columns([2, 7, 1], vertical_alignment="bottom")
    with value:
        number = prose.text_input(f"{label} : valeur", key=f"{base}.value.{name}", label_visibility="collapsed", placeholder="Valeur")
    with why:
        reason = prose.text_input(f"{label} : raison", key=f"{base}.why.{name}", label_visibility="collapsed", placeholder="Pourquoi cette valeur")
    with out:
        prose.button(
            "Retirer",
            icon=":material/close:",
            type="tertiary",
            key=f"{base}.out.{name}",
            on_click=_take_out,
            args=(base, name),
            help=f"Retirer « {label} » de ce scénario",
        )
    return number, reason


def _bounds(one: Parameter | None) -> str:
    """What a value stays between, and what it is without the scenario."""
    if one is None:
        return " : hypothèse inconnue"
    span = "" if one.low is None else f"de {_both(one.low, one.unit)} à {_both(one.high, one.unit)} ; "
    return f" · {span}sans ce scénario, {_both(one.value, one.unit)}"


def _both(value: float, unit: str) -> str:
    """A value as it is typed, and as it is read when that is something else: 0,05 is 5 %."""
    typed, read = assumptions.typed(value), units.written(value, unit)
    return read if read.startswith(typed) else f"{typed} ({read})"


def _add(base: str) -> None:
    name = st.session_state.pop(f"{base}.add", None)
    if name:
        st.session_state[f"{base}.set"] = [*st.session_state[f"{base}.set"], name]


def _take_out(base: str, name: str) -> None:
    st.session_state[f"{base}.set"] = [one for one in st.session_state[f"{base}.set"] if one != name]


def _save(here: Desk, name: str, typed: tuple[str, str, dict[str, str], dict[str, str]]) -> None:
    """Saves what is typed, or tells all that is wrong with it."""
    title, summary, given, why = typed
    place, values, faults = assumptions.place(here.slug, FILE), {}, []
    known = _parameters(here)
    for lever, text in given.items():
        where = f"{place}, [{name}.set] ({lever})"
        try:
            found = cells.number(text)
        except Unreadable as wrong:
            faults.append(Fault(where, wrong.fault, wrong.remedy))
            continue
        if found is None:
            faults.append(Fault(where, "case vide", "écrire la valeur, ou retirer cette hypothèse du scénario"))
        else:
            values[lever] = found
    written = Written(title.strip(), summary.strip(), values, {lever: text.strip() for lever, text in why.items() if text.strip()})
    faults = faults or scenarios.faults(place, name, written, known)
    if faults:
        said.faults(faults, "Rien n'a été enregistré")
        return
    try:
        made = scenarios.changed(here.seen(FILE) or b"", place, name, written)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    if here.save({FILE: made}):
        desk.refresh(here.slug)
    st.rerun()
