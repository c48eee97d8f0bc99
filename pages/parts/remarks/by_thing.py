"""The remarks of a committee, thing by thing: those that wait for an answer first."""

from collections.abc import Sequence

import streamlit as st

from data.ground import escaping, french
from data.store.writings.discussion import Remark
from pages.parts import lane, prose
from pages.parts.remarks import deeds, one_remark, values_given
from pages.parts.remarks.committee import Committee
from pages.parts.study.choosing import state

OPEN = 1  # drawers that are open when the page comes: what one came for may be under many others


def show(committee: Committee) -> None:
    """All that one may read, in the place of its part."""
    prose.markdown(f"### {'Les avis' if committee.reads else 'Les avis qui ont reçu une réponse'}")
    deeds.told(committee)
    if not committee.remarks:
        prose.markdown("Aucun avis n'a encore été donné sur cette étude.")
        return
    _listed(committee)


@st.fragment
def _listed(committee: Committee) -> None:
    """A drawer by thing, whose remarks are drawn once it is open; what is pressed in one draws this list again, not the page."""
    with lane.turn(lane.REST):
        things: dict[str, list[Remark]] = {}
        for remark in committee.remarks:
            things.setdefault(remark.item, []).append(remark)
        in_order = sorted(things.items(), key=lambda one: not any(remark.waits for remark in one[1]))
        for rank, (item, said) in enumerate(in_order):
            drawer = prose.expander(
                _headed(committee, said), key=state.key(committee.study, f"remarks-on.{item}"), expanded=rank < OPEN, on_change="rerun"
            )
            if drawer.open:
                with drawer:
                    _thing(committee, said)


def _headed(committee: Committee, said: Sequence[Remark]) -> str:
    """What it is, what was said of it, how many wait for an answer."""
    heard = committee.heard.get(said[-1].parameter)
    told = values_given.counted(heard) if heard else f"{french.number(len(said))} avis"
    waiting = sum(remark.waits for remark in said)
    return f"**{escaping.markdown(said[-1].label)}** · {told}{f' · {french.number(waiting)} en attente' if waiting else ''}"


def _thing(committee: Committee, said: Sequence[Remark]) -> None:
    """The values given for an assumption, then each remark, those that wait first."""
    parameter = committee.study.parameters.get(said[-1].parameter)
    if parameter is not None and parameter.id in committee.heard:
        values_given.show(parameter, committee.heard[parameter.id], [one for one in said if not one.hidden and one.answered_at is None])
    for remark in sorted(said, key=lambda one: not one.waits):
        one_remark.show(committee, remark)
