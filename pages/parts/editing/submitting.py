"""The end of an edition: what changed since the last version, what is still wrong, the files given back to the folder, the submission."""

import hashlib

import streamlit as st

from data.ground import escaping
from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import drafts, versions
from data.store.writings.versions import Status, Version
from pages.parts import prose, provenance, tables, visitor
from pages.parts.editing import desk, said
from pages.parts.editing.desk import Desk
from pages.parts.versions import answers, comparing, reading
from studies.publishing import life
from studies.publishing.difference import Change
from studies.toolkit.errors import FaultyStudy

GONE = "retiré"


def show(here: Desk) -> None:
    """What changed, what is wrong, what can be done about both."""
    last = next(iter(versions.listed(store(), here.slug)), None)
    if last is not None and last.status is Status.CORRECTIONS:
        asked = escaping.markdown(last.steps[-1].message)
        prose.warning(f"**Corrections demandées sur la version {last.number}** : {asked}", icon=":material/rate_review:")
    prose.subheader("Ce qui a changé")
    _changes(here, last)
    _files(here)
    prose.subheader("Vérifier")
    _verify(here)
    prose.subheader("Soumettre")
    _submit(here, last)


def _changes(here: Desk, last: Version | None) -> None:
    """The changes since the last version by kind, and where they are read one by one."""
    if last is None:
        prose.markdown("Aucune version n'est encore gardée : la première sera l'étude entière, comme elle est maintenant.")
        return
    try:
        found = _counted(here, last.number)
    except FaultyStudy as faulty:
        said.faults(faulty.faults, "Le brouillon ne se lit pas encore")
        return
    if not found:
        prose.markdown(f"Rien n'a bougé depuis la version {last.number}.")
        return
    prose.markdown(
        f"Depuis la version {last.number} : {comparing.counted(found)} "
        f"[Lire chaque changement, et ce qu'il fait aux chiffres]({reading.list_of(here.slug)}&{reading.BEFORE}={last.number})"
    )


def _counted(here: Desk, last: int) -> list[Change]:
    """The changes since a version, read once for the same draft."""
    name, mark = desk.key(here.slug, "changes"), (last, _mark(here))
    held: tuple[tuple[int, str], list[Change]] | None = st.session_state.get(name)
    if held is None or held[0] != mark:
        with st.spinner("Comparaison à la dernière version…"):
            held = mark, life.changes(store(), here.slug, last, life.DRAFT)
        st.session_state[name] = held
    return held[1]


def _mark(here: Desk) -> str:
    """What tells a draft from another one."""
    digest = hashlib.sha256()
    for path, content in sorted(here.files.items()):
        digest.update(f"\0{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files(here: Desk) -> None:
    """The files changed on screen, by whom and when; each may be given back to the folder."""
    if not here.changed:
        provenance.small("Aucun fichier n'a été changé à l'écran : le brouillon est le dossier de l'étude.")
        return
    tables.show(
        [
            {
                "Fichier changé à l'écran": escaping.markdown(path),
                "Par": escaping.markdown(desk.name(file.by)),
                "Quand": desk.moment(file.at),
                "Ce qui arrive": GONE if file.content is None else "modifié" if file.instead_of else "ajouté",
            }
            for path, file in here.changed.items()
        ]
    )
    with prose.popover("Abandonner un fichier", icon=":material/undo:"):
        path = prose.selectbox("Fichier à rendre à celui du dossier", list(here.changed), key=desk.key(here.slug, "abandon"))
        prose.markdown("Ce qui a été écrit à l'écran dans ce fichier sort du brouillon. Les versions déjà soumises ne changent pas.")
        if prose.button("Oui, reprendre le fichier du dossier", icon=":material/undo:", key=desk.key(here.slug, "abandon-now")) and path:
            with visitor.told():
                drafts.forget(store(), here.actor, here.slug, [path])
                here.look(path)
                desk.refresh(here.slug)
                st.rerun()


def _verify(here: Desk) -> None:
    """All that keeps the draft from being submitted, counted on request: every figure is computed."""
    provenance.small("Relit tout, recalcule chaque scénario et chaque cas : de dix secondes à une minute. La soumission le refait.")
    name, mark = desk.key(here.slug, "verified"), _mark(here)
    if prose.button("Vérifier le brouillon", icon=":material/fact_check:", key=desk.key(here.slug, "verify")):
        with st.spinner("Vérification du brouillon…"):
            st.session_state[name] = mark, life.proved(store(), here.slug)
    held = st.session_state.get(name)
    if held is None or held[0] != mark:
        return
    faults, moved = held[1]
    if faults:
        said.faults(faults)
    else:
        prose.success("Aucun défaut : le brouillon peut être soumis.", icon=":material/check_circle:")
    if moved:
        said.remarks(moved, "Résultats connus que ces valeurs déplacent : ils n'empêchent rien, à relire si une source a changé")


def _submit(here: Desk, last: Version | None) -> None:
    """The message and the submission."""
    if number := st.session_state.pop(desk.key(here.slug, "submitted"), None):
        prose.success(
            f"Version {number} soumise : elle ne changera plus. La réponse de l'agence sera dans ses [versions]({reading.list_of(here.slug)}).",
            icon=":material/check_circle:",
        )
    message = prose.text_area(
        "Message à l'agence, lu par tous une fois la version publiée : ce qui change, et pourquoi",
        height=100,
        key=desk.key(here.slug, "message"),
        placeholder=_example(last),
    )
    if not prose.button("Soumettre à l'agence", icon=":material/send:", key=desk.key(here.slug, "submit")):
        return
    if not message.strip():
        said.faults([versions.UNSAID], "Rien n'a été soumis")
        return
    try:
        with st.spinner("Vérification, puis calcul de chaque scénario : une minute environ…"):
            number = life.submit(store(), here.actor, here.slug, message, answers.asked)
    except life.FaultyDraft as faulty:
        said.faults(faulty.faults, "Rien n'a été soumis")
        return
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    st.session_state[desk.key(here.slug, "submitted")] = number
    del st.session_state[desk.key(here.slug, "message")]
    st.rerun()


def _example(last: Version | None) -> str:
    return "Première version, pour relecture" if last is None else "Le prix du transport est relu sur la facture de 2026"
