"""A remark as it is read: what is thought of the figure, why, on what grounds, who says it; what was said under it; what became of it."""

import streamlit as st

from data.ground import escaping, french
from data.store.writings.discussion import HIDDEN, Remark
from data.store.writings.remarks import Status
from pages.parts import prose, provenance, refusal
from pages.parts.attachments import joining
from pages.parts.drawn_places import shown
from pages.parts.printing import paper
from pages.parts.remarks import deeds, effect_tables
from pages.parts.remarks.committee import Committee
from pages.parts.study.choosing import state
from pages.parts.versions import reading
from studies.committee import effects
from studies.toolkit.reading import units


def show(committee: Committee, remark: Remark) -> None:
    """One remark, in a frame."""
    with st.container(border=True, gap="xsmall"):
        prose.markdown(_headed(committee, remark))
        if remark.hidden:
            prose.markdown(f":material/visibility_off: Retiré par l'agence{french.NO_BREAK}: {escaping.markdown(remark.hidden)}")
        if remark.text and remark.text != HIDDEN:
            st.text(remark.text)
        if remark.source:
            provenance.small(f"Source donnée : {escaping.markdown(remark.source)}")
        shown.one(remark, state.key(committee.study, "remark"))
        joining.taken(committee.visiting.actor, remark, state.key(committee.study, "remark"))
        _effect(committee, remark)
        for reply in remark.replies:
            with st.container(key=f"reply-{remark.id}-{reply.at.timestamp():.0f}-{remark.replies.index(reply)}"):
                provenance.small(f":material/subdirectory_arrow_right: {escaping.markdown(reply.author)}, le {french.short_day(reply.at.date())}")
                st.text(reply.text)
        if remark.answered_at is not None:
            prose.markdown(_answered(committee, remark))
            if remark.answer:
                st.text(remark.answer)
        if not paper.is_printed():
            deeds.show(committee, remark)


def in_brief(committee: Committee, remark: Remark) -> None:
    """What it says and who says it, nothing to press."""
    prose.markdown(_headed(committee, remark))
    if remark.text:
        st.text(remark.text)


def _headed(committee: Committee, remark: Remark) -> str:
    """The position and the value, then who says it, when, of which figures."""
    said = remark.position.value.capitalize() if remark.position else "Remarque"
    parameter = committee.study.parameters.get(remark.parameter)
    value = ""
    if remark.value is not None:
        value = f" : {units.written(remark.value, parameter.unit) if parameter else french.number(remark.value)}"
    of_others = "" if remark.version == committee.study.version else f" (chiffres {escaping.markdown(remark.version)}, changés depuis)"
    return f"**{said}{value}** · {escaping.markdown(remark.author)}, le {french.short_day(remark.at.date())}{of_others}"


def _effect(committee: Committee, remark: Remark) -> None:
    """What its value does in the reference, in one line; every headline behind it. Nothing once it was answered: another version shows it."""
    study = committee.study
    if remark.value is None or remark.answered_at is not None or remark.parameter not in study.parameters:
        return
    with refusal.in_place(study):
        values = {remark.parameter: remark.value}
        effect = effects.of(study, study.card.reference, values)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="content"):
                provenance.small(effect_tables.in_a_line(effect))
            if paper.is_printed():
                return
            key = state.key(study, f"remark.{remark.id}.effect")
            drawer = prose.popover("Voir l'effet", type="tertiary", key=key, on_change="rerun", width="content")
        if drawer.open:
            with drawer:
                prose.markdown(f"Sous « {study.scenarios[study.card.reference].title} », la référence :")
                effect_tables.show(study, effect)
                effect_tables.on_options(study, effects.places(study, values))


def _answered(committee: Committee, remark: Remark) -> str:
    """What became of it, with the way to the version that carries it once somebody may read it."""
    day = french.short_day(remark.answered_at.date())
    if remark.status is Status.REFUSED:
        return f":material/close: **Refusé** le {day}"
    number, slug = remark.in_version, committee.study.slug
    kept = any(known.version is not None and known.number == number for known in reading.versions_of(slug, committee.visiting))
    where = f"[version {number}]({reading.link(slug, number)})" if kept else f"version {number}, [pas encore soumise]({reading.list_of(slug)})"
    return f":material/check: **Accepté** le {day} pour la {where}"
