"""The assumptions of a study, one at a time: value, range, unit, source, checked as their file is and written in their row alone."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from pages.parts import prose, provenance, tables, visitor
from pages.parts.editing import desk, said
from pages.parts.editing.desk import Desk
from pages.parts.provenance import READABLE
from studies import catalog
from studies.publishing.editing import assumptions, rows
from studies.publishing.editing.assumptions import FIELDS, FILE, NUMBERS, OF_SOURCE, SOURCES
from studies.publishing.editing.rows import Row
from studies.toolkit.errors import FaultyStudy
from studies.toolkit.reading import units
from studies.toolkit.reading.card import read as read_card
from studies.toolkit.reading.parameters import CONFIDENCES, ROLES, Parameter

NEW = "+"  # stands in the list of the sources for one that is not there yet: no identifier is written so
FORM = "form.assumption"


def show(here: Desk) -> None:
    """The list, then the form of the one that is chosen."""
    try:
        found = rows.read(here.files[FILE], assumptions.place(here.slug))
        sources = rows.read(here.files[SOURCES], assumptions.place(here.slug, SOURCES))
    except (Refused, KeyError) as error:
        if isinstance(error, KeyError):
            prose.error(f"Le brouillon n'a pas de fichier {escaping.markdown(str(error.args[0]))} : le déposer à « Tout un dossier ».")
        else:
            visitor.tell(error.fault)
        return
    shared = _shared(here)
    names = desk.called(
        here.slug,
        "assumption",
        {
            **{name: row.values().get("label", name) for name, row in found.items()},
            **{name: f"{one.label} (commune aux études)" for name, one in shared.items()},
        },
    )
    chosen = prose.selectbox(
        f"Hypothèse : {french.number(len(found))} dans l'étude. Tapez quelques lettres pour chercher",
        sorted(names, key=lambda name: names[name].casefold()),
        format_func=lambda name: names[name],
        index=None,
        placeholder="Choisir une hypothèse",
        key=desk.key(here.slug, "assumption"),
        width=READABLE,
    )
    if chosen is None:
        said.saved(here.slug)
        provenance.small("Les défauts d'une hypothèse sont ceux que dirait son fichier, et seule sa ligne y est récrite.")
    elif chosen in shared:
        _read_only(shared[chosen])
    else:
        _form(here, chosen, {name: row.values() for name, row in sources.items()})


def _as_read(row: Mapping[str, str]) -> str:
    """How the pages write what the row says: 0.05 is 5 %."""
    try:
        value, low, high = (units.written(float(row[name]), row["unit"]) if row.get(name) else "" for name in NUMBERS)
    except (KeyError, ValueError, AttributeError):
        return "Sa valeur ou son unité ne se lit pas encore."
    return f"Dans le brouillon, elle se lit : {value}{f', entre {low} et {high}' if low and high else ''}."


def _shared(here: Desk) -> dict[str, Parameter]:
    """The parameters of all studies that this one reads."""
    try:
        card, _ = read_card(catalog.folder_of(here.slug) / "study.toml", "")
        held = catalog.shared().parameters
    except FaultyStudy:
        return {}
    return {name: held[name] for name in (card.shared if card else ()) if name in held}


def _read_only(one: Parameter) -> None:
    """A parameter of all studies: what it says, and who changes it."""
    prose.info("Cette hypothèse est commune à plusieurs études : l'agence seule la change, pour toutes à la fois.", icon=":material/lock:")
    span = f"de {units.written(one.low, one.unit)} à {units.written(one.high, one.unit)}" if one.low is not None else "sans fourchette"
    said_of = {
        "Valeur": units.written(one.value, one.unit),
        "Fourchette": span,
        "Année": str(one.year),
        "Lieu": one.place,
        "Source": one.source,
        "Note": one.note,
    }
    tables.show(tables.as_text([{"Ce qu'elle dit": name, "": text} for name, text in said_of.items() if text]))
    provenance.small("Fichier : data/tables/shared_parameters.csv.")


def _form(here: Desk, identifier: str, sources: Mapping[str, Mapping[str, str]]) -> None:
    """The fields of an assumption, and what is wrong with them once somebody has asked to save."""
    base = desk.key(here.slug, FORM, identifier)
    here.begin(f"{base}.value", FILE, SOURCES)
    try:
        row = rows.read(here.seen(FILE), assumptions.place(here.slug)).get(identifier)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    if row is None:  # somebody else took it away, or added it since
        desk.refresh(here.slug)
        st.rerun()
    said.moved(here, FILE)
    before = row.values()
    with st.container(border=True, key="editing-assumption"):
        prose.markdown(f"**{escaping.markdown(before['label'])}** · {ROLES.get(before.get('role', ''), '')} · ligne {row.line} de {FILE}")
        provenance.small(_as_read(before))
        typed = _fields(here, base, before, sources)
        new = _new_source(base) if typed["source"] == NEW else None
        asked = prose.button("Enregistrer cette hypothèse", icon=":material/save:", key=desk.key(here.slug, "save-assumption"))
        if asked:
            _save(here, row, typed, new, sources)
        else:
            said.saved(here.slug)


def _save(here: Desk, row: Row, typed: dict[str, str], new: Mapping[str, str] | None, sources: Mapping[str, Mapping[str, str]]) -> None:
    """Saves what is typed, or tells all that is wrong with it: the fields stay as they are."""
    faults, source = [], None
    if new is not None:
        source, faults = assumptions.new_source(here.slug, new, sources)
        typed = {**typed, "source": source["id"]}
    values, wrong = assumptions.checked(here.slug, row, typed, [*sources, *([source["id"]] if source else []), *catalog.shared().sources])
    if faults + wrong:
        said.faults(faults + wrong, "Rien n'a été enregistré")
        return
    try:
        seen = {path: here.seen(path) for path in (FILE, SOURCES)}
        changed = assumptions.saved(here.slug, seen, row.cells["id"].text.strip(), values, source)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    if here.save(changed):
        desk.refresh(here.slug)
    st.rerun()


def _fields(here: Desk, base: str, before: Mapping[str, str], sources: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The fields, filled with what the row says; what stands in them."""
    typed: dict[str, str] = {}

    def text(name: str, hint: str = "") -> None:
        start = before.get(name, "")
        st.session_state.setdefault(f"{base}.{name}", start.replace(".", ",") if name in NUMBERS else start)
        typed[name] = prose.text_input(FIELDS[name], key=f"{base}.{name}", help=hint or None)

    unit = f" ({units.label(before['unit'])})" if units.find(before["unit"]) else ""
    value, low, high, kind = st.columns([1, 1, 1, 2])
    with value:
        text("value", f"Un nombre{unit}, par exemple 1 234,5")
    with low:
        text("low", "Le plus bas que l'on puisse défendre")
    with high:
        text("high", "Le plus haut que l'on puisse défendre")
    with kind:
        typed["unit"] = _unit(here, f"{base}.unit", before["unit"])
    origin, where = st.columns([3, 2])
    with origin:
        typed["source"] = _source(f"{base}.source", before["source"], sources)
    with where:
        text("locator")
    year, place, confidence, checked = st.columns([1, 2, 2, 1])
    with year:
        text("year")
    with place:
        text("place")
    with confidence:
        st.session_state.setdefault(f"{base}.confidence", before.get("confidence") if before.get("confidence") in CONFIDENCES else None)
        typed["confidence"] = prose.selectbox(FIELDS["confidence"], list(CONFIDENCES), format_func=CONFIDENCES.get, key=f"{base}.confidence") or ""
    with checked:
        typed["verified_on"] = _day(f"{base}.verified_on", FIELDS["verified_on"], before.get("verified_on", ""))
    st.session_state.setdefault(f"{base}.note", before.get("note", ""))
    typed["note"] = prose.text_area(FIELDS["note"], key=f"{base}.note", height=80)
    return typed


def _unit(here: Desk, key: str, before: str) -> str:
    """The unit: one of those of the study, or another that one types."""
    used = sorted({row.values().get("unit", "") for row in rows.read(here.files[FILE], "").values()} | {before})
    st.session_state.setdefault(key, before)
    options = list(dict.fromkeys([*used, *filter(None, [st.session_state[key]])]))
    found = prose.selectbox(
        FIELDS["unit"],
        options,
        format_func=lambda code: f"{units.label(code)} ({code})" if units.find(code) else code,
        accept_new_options=True,
        key=key,
        help="Le code d'une unité du Studio ; celles de l'étude sont dans la liste, une autre se tape",
    )
    return (found or "").strip()


def _source(key: str, before: str, sources: Mapping[str, Mapping[str, str]]) -> str:
    """The source: one of the study, one of those of all studies, or a new one."""
    shared = catalog.shared().sources
    words = {name: f"{one.producer}, {one.title}" for name, one in shared.items()} | {
        name: f"{row.get('producer', '')}, {row.get('title', '')}" for name, row in sources.items()
    }
    known = sorted(words, key=lambda name: words[name].casefold())
    options = [NEW, *known, *([before] if before and before not in words else [])]
    st.session_state.setdefault(key, before or None)
    return (
        prose.selectbox(
            FIELDS["source"], options, format_func=lambda name: "Nouvelle source…" if name == NEW else words.get(name, name), index=None, key=key
        )
        or ""
    )


def _new_source(base: str) -> dict[str, str]:
    """The fields of a source that the list has not."""
    prose.markdown("**Nouvelle source**")
    typed: dict[str, str] = {}
    lines = (("producer", "title"), ("url",), ("published_on", "accessed_on", "licence"), ("note",))
    for names in lines:
        for name, column in zip(names, st.columns(len(names)), strict=True):
            with column:
                key = f"{base}.new.{name}"
                if name == "accessed_on":
                    typed[name] = _day(key, OF_SOURCE[name], date.today().isoformat())
                else:
                    typed[name] = prose.text_input(OF_SOURCE[name], key=key)
    return typed


def _day(key: str, label: str, before: str) -> str:
    """A day, written as the files do."""
    try:
        start = date.fromisoformat(before)
    except ValueError:
        start = None
    st.session_state.setdefault(key, start)
    found = prose.date_input(label, key=key, format="DD/MM/YYYY", max_value=date.today())
    return found.isoformat() if isinstance(found, date) else ""
