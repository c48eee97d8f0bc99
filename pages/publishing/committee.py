"""Comité: what the follow-up committee of a study has to review, its meetings, what it signs; the public reads what was signed."""

from collections.abc import Callable

import streamlit as st

from data.ground import escaping, french
from data.store.opening import store
from data.store.writings import discussion
from data.store.writings.meetings import JOIN
from pages.parts import address, menu, prose, refusal, visitor
from pages.parts.committee import agenda, desk, meeting_list, order_said, review, signing, under_way
from pages.parts.committee.desk import Desk
from pages.parts.committee_papers import papers
from pages.parts.versions import comparing, reading
from pages.parts.versions.reading import STUDY
from pages.parts.visiting import closed
from studies.publishing.shown import Shown


def on_paper(here: Desk) -> None:
    """The review sheet and the letters."""
    papers.show(here.study, here.visiting, here.remarks)


MEETINGS = "Réunions"
SECTIONS: dict[str, Callable[[Desk], None]] = {
    agenda.REVIEW: review.show,
    MEETINGS: meeting_list.show,
    "Signer": signing.show,
    "Papier et courriel": on_paper,
}


def chosen(read: dict[str, Shown]) -> str:
    """The study on screen: the one of the address, else the first, those whose committee waits for answers before the others; the assumption of
    another study leaves the address."""
    with visitor.told():
        said = discussion.counts(store())
        read = dict(sorted(read.items(), key=lambda one: one[0] not in said or not said[one[0]].waiting))
    slugs, name = list(read), f"{desk.KEY}.study"
    address.follow(STUDY, address.OneOf(slugs, unknown="étude inconnue, ou dont vous ne lisez pas les avis"), "la première est montrée", "Étude")
    if len(slugs) == 1:
        return slugs[0]
    if st.query_params.get(STUDY) in slugs:
        st.session_state.setdefault(name, st.query_params[STUDY])
    return prose.selectbox("Étude", slugs, format_func=lambda slug: read[slug].study.card.title, key=name, on_change=written, args=(name,), width=420)


def written(name: str) -> None:
    """Has the address name the study that was chosen."""
    st.query_params[STUDY] = st.session_state[name]
    st.query_params.pop(agenda.ITEM, None)


def standing(here: Desk) -> None:
    """The version under review, what waits."""
    waiting = len(here.open_points)
    waits = f"{french.counted(waiting, 'avis attend', 'avis attendent')} une réponse" if waiting else "aucun avis en attente"
    links = f"[La page de l'étude](/{here.study.card.url}) · [Versions]({reading.list_of(here.slug)})"
    if len(known) == 1:  # else the choice above says it
        prose.header(escaping.markdown(here.study.card.title))
    prose.markdown(f"{french.begun(here.title)} : {waits} · {links}")


def committee(read: dict[str, Shown]) -> None:
    """The page of a member."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        slug, head = chosen(read), st.container(width="content")
    with visitor.told():
        here = desk.opened(visiting, read[slug])
        with head:
            standing(here)
        desk.tell_done()
        with refusal.in_place(here.study):
            order_said.progress(here)
            names = list(SECTIONS)
            section = address.bound(
                prose.segmented_control,
                "Que faire ?",
                names,
                default=names[0],
                key=agenda.SECTION,
                accepts=address.OneOf(names),
                label_visibility="collapsed",
            )
            address.keep(agenda.ITEM, comparing.SCENARIO)
            meeting = under_way.of(slug)
            if meeting is None and visiting.may(JOIN, slug):
                under_way.awaited(slug)
            if section != MEETINGS and meeting is not None:
                told = f"Une réunion est en cours, {escaping.markdown(meeting.place)} : voir « {MEETINGS} »."
                prose.info(told, icon=":material/record_voice_over:")
            SECTIONS[section or names[0]](here)


def public() -> None:
    """What was signed, study by study."""
    closed.page(visiting.person, menu.COMMITTEE.needs, "committee")
    address.keep(STUDY, agenda.ITEM, agenda.SECTION)
    with visitor.told():
        for one in reading.read_by(visiting):
            if found := signing.read_by(visiting, one.study.slug):
                prose.header(escaping.markdown(one.study.card.title))
                signing.signatures(found)


visiting = visitor.current()
prose.title(menu.COMMITTEE.title)
if visiting.fault:
    visitor.tell(visiting.fault)
if known := {one.study.slug: one for one in reading.read_by(visiting) if visiting.may(discussion.READ, one.study.slug)}:
    committee(known)
else:
    public()
