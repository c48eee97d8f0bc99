"""The next step of a version, for those who may take it: asked for corrections, validated, published, archived, restored."""

from collections.abc import Sequence

import streamlit as st

from data.ground import french
from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import versions
from data.store.writings.versions import EXPLAINED, MOVES, Status, Version
from pages.parts import menu, prose, visitor
from pages.parts.provenance import READABLE
from pages.parts.versions.reading import STUDY, Known
from pages.parts.visitor import Visitor
from studies.decisions import watching
from studies.toolkit.running.study import Study

KEY = "versions"
VERBS = {
    Status.CORRECTIONS: "Demander des corrections",
    Status.VALIDATED: "Noter la validation du comité",
    Status.PUBLISHED: "Publier",
    Status.ARCHIVED: "Archiver",
}
DONE = "version.done"  # in the session: what was just done, said once the page is drawn again


def show(study: Study, found: Sequence[Known], visiting: Visitor) -> None:
    """What a visitor may do with each version; nothing for who may do nothing."""
    said, moved = st.session_state.pop(DONE, ""), _moved_meanwhile(study, found)
    if said:
        prose.success(said, icon=":material/check_circle:")
    elif moved:
        prose.info(f"Depuis que cette page est ouverte, quelqu'un a agi : {moved}. Rien d'autre n'a été fait.", icon=":material/group:")
    if visiting.may(versions.EDIT, study.slug):
        prose.markdown(f"[Modifier le brouillon, le vérifier, le soumettre](/{menu.EDITING.address}?{STUDY}={study.slug})")
    for known in found:
        if known.version is not None:
            _of(study, known.version, visiting)


def _moved_meanwhile(study: Study, found: Sequence[Known]) -> str:
    """What has become of versions since this visitor last saw them here: a button that was pressed on what stood before does nothing."""
    name = f"{KEY}.seen.{study.slug}"
    now = {known.number: known.status for known in found if known.version is not None}
    before, st.session_state[name] = st.session_state.get(name, now), now
    return french.listed([f"version {number}, {status.agreed}" for number, status in now.items() if before.get(number, status) is not status])


def _of(study: Study, version: Version, visiting: Visitor) -> None:
    """The steps of a version that a visitor may take."""
    steps = [to for to in version.to if visiting.may(MOVES[version.status, to], study.slug)]
    restores = visiting.may(versions.EDIT, study.slug)
    if not steps and not restores:
        return
    with prose.expander(f"Version {version.number}, {version.status.agreed} : la suite"):
        _history(version)
        for to in steps:
            _step(study, version, to, visiting)
        if restores:
            with st.form(f"{KEY}.{version.number}.restore", border=False):
                prose.caption(
                    "Rétablir soumet de nouveau ce que cette version garde, sous un nouveau numéro. Rien n'est effacé : le brouillon reste ce qu'il "
                    "est, et la soumission suivante repartira de lui."
                )
                if st.form_submit_button(f"Rétablir la version {version.number}", icon=":material/history:"):
                    _do(lambda: f"Version {versions.restore(store(), visiting.actor, study.slug, version.number)} soumise.")


def _history(version: Version) -> None:
    """Each step that was taken, in the words that were written."""
    for step in version.steps:
        prose.markdown(f"{french.short_day(step.at.date())} : **{step.status.agreed}**")
        if step.message:
            st.text(step.message)


def _step(study: Study, version: Version, to: Status, visiting: Visitor) -> None:
    key = f"{KEY}.{version.number}.{to.name}"
    with st.form(key, border=False):
        needed = "" if to in EXPLAINED else " (facultatif)"
        message = prose.text_area(f"Message{needed}", key=f"{key}.message", height=80, width=READABLE)
        if st.form_submit_button(VERBS[to], type="primary" if to is Status.PUBLISHED else "secondary"):
            _do(lambda: _move(study, version, to, message, visiting))


def _move(study: Study, version: Version, to: Status, message: str, visiting: Visitor) -> str:
    flagged = watching.move(store(), visiting.actor, study.slug, version.number, version.status, to, message)
    count = len(flagged)
    if not flagged:
        return f"Version {version.number} : {to.agreed}."
    alert = f"{french.counted(count, 'décision est', 'décisions sont')} à revoir ?"
    way = f"[{french.plural(count, 'La lire', 'Les lire')}](/{menu.DECISIONS.address})"
    return f"Version {version.number} : {to.agreed}. {alert} {way}"


def _do(deed) -> None:
    """Does it and draws the page again; what refuses is said in its place, and what was typed stays."""
    try:
        st.session_state[DONE] = deed()
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    st.rerun()
