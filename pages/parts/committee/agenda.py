"""What a meeting has to go through: the points that wait for an answer, the heaviest assumptions that nobody has reviewed.

The way to each is a button: a link would begin the page again, without what one is typing.
"""

from collections.abc import Iterator, Sequence

import streamlit as st

from data.ground import escaping, french
from data.store.writings.discussion import Remark
from pages.parts import prose
from pages.parts.committee import order_said
from pages.parts.committee.desk import Desk, key
from pages.parts.remarks import in_place
from studies.toolkit.reading import units

ITEM, SECTION = "hypothese", "vue"  # in the address: the assumption on screen, the part of the page
REVIEW = "Relire"  # the part where one assumption at a time is on screen
KEY = "agenda"  # of the container, whose buttons the stylesheet knows
WAITING, LEFT = "waiting", "left"  # the lists, in the keys of their buttons
FIRST = 5  # assumptions named; the others are counted
BRIEF = 8  # open points beside an assumption
MOST = 30  # open points told; more are counted


def show(desk: Desk) -> None:
    """Both lists, the open points first."""
    prose.header("Ordre du jour")
    with st.container(key=KEY):
        open_points(desk, ways=True)
        _not_reviewed(desk)


def open_points(desk: Desk, ways: bool = False) -> None:
    """The remarks that wait, the oldest first, under the thing that each is about: its name, or the way to it."""
    waiting = desk.open_points
    if not waiting:
        prose.markdown("Aucun avis n'attend de réponse.")
        return
    count = len(waiting)
    prose.markdown(f"**{french.counted(count, 'avis attend', 'avis attendent')} une réponse.** Une version se valide quand il n'y en a plus.")
    things: dict[str, list[Remark]] = {}
    for remark in waiting[:MOST]:
        things.setdefault(remark.item, []).append(remark)
    for said in things.values():
        with st.container(gap="xsmall"):
            if ways:
                _way(desk, said[0].parameter, said[0].label)
            else:
                _named(said[0].label)
            prose.markdown("\n".join(_lines(desk, said)))
    if count > MOST:
        prose.caption(f"Et {count - MOST} de plus, sur la page de l'étude.")


def in_brief(desk: Desk, shown: str) -> None:
    """The same beside the assumption on screen, `shown`: what waits with what is said of it in signs, then what this member has not reviewed, the
    heaviest first."""
    prose.markdown("### Ordre du jour")
    waiting = {remark.item: remark for remark in desk.open_points}
    if waiting:
        prose.markdown(f"**Attendent une réponse** ({in_place.LEGEND})")
        with st.container(gap="xsmall"):
            for remark in list(waiting.values())[:BRIEF]:
                _in_signs(desk, remark, shown)
    if len(waiting) > BRIEF:
        prose.caption(f"Et {len(waiting) - BRIEF} de plus, sous « Réunions ».")
    if not desk.committee.gives:
        return
    left = [name for name in desk.queue if name != shown][:FIRST]
    if left:
        prose.markdown("**À relire par vous**, ce qui pèse le plus d'abord")
        with st.container(gap="xsmall"):
            for name in left:
                _way(desk, name, desk.study.parameters[name].label, LEFT)
    elif not desk.queue:
        prose.markdown("Vous avez relu toutes les hypothèses.")


def _in_signs(desk: Desk, remark: Remark, shown: str) -> None:
    """A thing that waits: the way to it, its name in bold when it is on screen, and what was said of it."""
    named = desk.study.parameters.get(remark.parameter)
    label, told = named.label if named else remark.label, in_place.marked(desk.committee, remark.item)
    if remark.parameter == shown:
        _named(label, f" · {told}")
    else:
        _way(desk, remark.parameter, label, WAITING, f" · {told}")


def _way(desk: Desk, name: str, label: str, among: str = WAITING, told: str = "") -> None:
    """The button that puts an assumption on screen, which another list may have too; the name alone of what is none."""
    if name not in desk.study.parameters:
        _named(label, told)
        return
    where = key(desk.slug, among, name)
    said = f"{escaping.markdown(label)}{told}"
    prose.button(said, icon=":material/arrow_forward:", type="tertiary", key=where, on_click=go, args=(desk.slug, name))


def _named(label: str, told: str = "") -> None:
    prose.markdown(f"**{escaping.markdown(label)}**{told}")


def go(slug: str, name: str) -> None:
    """Puts an assumption on screen, in a callback; the address names it."""
    st.session_state[key(slug, "assumption")] = name
    st.session_state[SECTION] = REVIEW
    st.query_params[ITEM] = name


def _lines(desk: Desk, remarks: Sequence[Remark]) -> Iterator[str]:
    """What waits on a thing: a list, whose lines a phone shows whole."""
    for remark in remarks:
        yield f"- {said(desk, remark)}  \n  :small[{escaping.markdown(remark.author)}, {french.short_day(remark.at.date())}]"


def said(desk: Desk, remark: Remark) -> str:
    """The position and the value, then the reason."""
    parts = []
    if remark.position is not None:
        parameter = desk.study.parameters.get(remark.parameter)
        value = f", plutôt {units.written(remark.value, parameter.unit)}" if remark.value is not None and parameter else ""
        parts.append(f"**{remark.position.value}{value}**")
    if remark.text:
        parts.append(escaping.markdown(" ".join(remark.text.split())))
    return " : ".join(parts)


def _not_reviewed(desk: Desk) -> None:
    """The heaviest of those of which nobody said anything."""
    reviewed = desk.reviewed
    left = [weight for weight in desk.weights if weight.parameter not in reviewed]
    if not left:
        prose.markdown("Toutes les hypothèses ont été relues.")
        return
    count = len(left)
    told = french.plural(count, "hypothèse que personne n'a relue", "hypothèses que personne n'a relues")
    prose.markdown(f"**{count} {told}**, à commencer par :")
    with st.container(gap="xsmall"):
        for weight in left[:FIRST]:
            _way(desk, weight.parameter, desk.study.parameters[weight.parameter].label, LEFT, f" : {order_said.of(desk.study, weight)}")
