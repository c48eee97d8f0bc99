"""One assumption at a time, those that weigh most first: where its value stands, what others would take, what one thinks of it and what that does."""

from collections.abc import Mapping

import streamlit as st

from data.ground import escaping
from data.store.opening import store
from data.store.writings import meetings
from pages.parts import address, prose, provenance, tables
from pages.parts.committee import agenda, meeting_list, order_said
from pages.parts.committee.agenda import ITEM
from pages.parts.committee.desk import Desk, key
from pages.parts.committee.on_its_range import WIDTH, picture
from pages.parts.remarks import deeds, giving, one_remark, their_scenario, values_given
from pages.parts.study import assumptions
from pages.parts.study.part import Screen
from pages.parts.study.view import Choice
from studies.committee.order import Weight
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter

WIDTHS = [5, 10, 7]  # of the columns, relative to each other: what to go through, one assumption, what is said of it


def show(desk: Desk) -> None:
    """The assumption of the address, else the heaviest that this member has not reviewed; on its left what to go through, on its right what was said
    of it and where the study stands."""
    weights = {weight.parameter: weight for weight in desk.weights}
    left, centre, right = st.columns(WIDTHS, gap="large")
    with centre:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = _chosen(desk, weights)
            _next(desk, name)
        parameter = desk.study.parameters[name]
        _value(desk, parameter, weights[name])
        if desk.study.answered:
            prose.markdown("Cette version se lit telle qu'elle a été gardée, sans son calcul : l'effet d'une valeur ne s'y essaie pas.")
        elif desk.committee.gives:
            with st.container(border=True):
                giving.on_one(Screen(desk.study, Choice(desk.study.card.default_scenario)), desk.committee, parameter)
        else:
            prose.markdown("Votre rôle lit les avis sans en donner.")
    with left, st.container(key=agenda.KEY):
        agenda.in_brief(desk, name)
    with right:
        _said(desk, parameter)
        if not desk.study.answered:
            their_scenario.show(desk.committee, elsewhere=True)
        _next_meeting(desk)
    _order(desk)


def _chosen(desk: Desk, weights: Mapping[str, Weight]) -> str:
    """The list of assumptions, with those that this member reviewed ticked; the address names the one on screen."""
    names, held, followed, mine = list(weights), key(desk.slug, "assumption"), key(desk.slug, "followed"), desk.mine
    address.follow(ITEM, address.OneOf(names, unknown="hypothèse inconnue de cette étude"), "la première à relire est montrée", "Hypothèse")
    asked = st.query_params.get(ITEM)
    if asked in weights and asked != st.session_state.get(followed):  # a link, or the way back of the browser
        st.session_state[held] = asked
    elif st.session_state.get(held) not in weights:
        st.session_state[held] = next(iter(desk.queue), names[0])
    st.session_state[followed] = asked

    def words(name: str) -> str:
        return f"{'✓ ' if name in mine else ''}{desk.study.parameters[name].label}"

    prose.relabelled(held, map(words, names))
    return prose.selectbox("Hypothèse", names, format_func=words, key=held, on_change=_written, args=(held,), width="stretch")


def _written(held: str) -> None:
    """Has the address name the assumption that was chosen."""
    st.query_params[ITEM] = st.session_state[held]


def _next(desk: Desk, name: str) -> None:
    """The way to the next one of her queue: after this one, then from the heaviest."""
    order = [weight.parameter for weight in desk.weights]
    queue = [other for other in desk.queue if other != name]
    following = next(iter([other for other in queue if order.index(other) > order.index(name)] + queue), None)
    prose.button(
        "Suivante",
        icon=":material/arrow_forward:",
        key=key(desk.slug, "next"),
        disabled=following is None,
        on_click=agenda.go,
        args=(desk.slug, following),
        help=_told_next(desk, following),
    )


def _told_next(desk: Desk, following: str | None) -> str:
    if following is None:
        return "Vous avez relu toutes les autres" if desk.committee.gives else "Aucune autre n'attend de réponse"
    why = "Que vous n'avez pas relue" if desk.committee.gives else "Qui attend une réponse"
    return f"{why} : {desk.study.parameters[following].label}"


def _value(desk: Desk, parameter: Parameter, weight: Weight) -> None:
    """What it is, why it comes here, where it stands, where the committee would put it."""
    heard = desk.committee.heard.get(parameter.id)
    prose.header(escaping.markdown(parameter.label))
    prose.markdown(f"Cette hypothèse {order_said.of(desk.study, weight)}.")
    given = sorted(heard.values.values()) if heard else []
    st.image(picture(parameter, given, heard.median if heard else None), width=WIDTH, alt="")  # the words around say the same
    said = ", ".join(units.written(value, parameter.unit) for value in given)
    median = f" ; triangle : médiane, {units.written(heard.median, parameter.unit)}" if heard and heard.median is not None else ""
    theirs = f"Cercles : le comité, {said}{median}." if said else "Aucun avis en attente ne propose de valeur."
    drawn = f"Segment : {assumptions.range_of(parameter)}. " if parameter.low is not None else ""
    provenance.small(f"{drawn}Disque : l'étude, {units.written(parameter.value, parameter.unit)}. {theirs}")
    if desk.study.answered or not desk.committee.gives:  # the form says it too
        provenance.small(giving.as_it_is(desk.study, parameter))


def _said(desk: Desk, parameter: Parameter) -> None:
    """The values given, then each remark, those that wait first."""
    prose.markdown("### Ce qui s'en est dit")
    deeds.told(desk.committee)
    said = [remark for remark in desk.remarks if remark.parameter == parameter.id]
    if not said:
        prose.markdown("Personne n'a encore donné d'avis sur cette hypothèse. Le vôtre, et ceux des autres, se liront ici, chacun avec son effet.")
        return
    if parameter.id in desk.committee.heard:
        values_given.show(parameter, desk.committee.heard[parameter.id], [one for one in said if not one.hidden and one.answered_at is None])
    for remark in sorted(said, key=lambda one: not one.waits):
        one_remark.show(desk.committee, remark)


def _next_meeting(desk: Desk) -> None:
    """When the committee meets next."""
    prose.markdown("### Prochaine réunion")
    coming = meeting_list.coming(meetings.of_study(store(), desk.slug))
    if coming:
        meeting_list.told(coming[0])
    else:
        prose.markdown(meeting_list.NONE)


def _order(desk: Desk) -> None:
    """All of them in the order of review, and where each stands."""
    reviewed, mine = desk.reviewed, desk.mine
    with prose.expander("Toutes les hypothèses, dans l'ordre de relecture"):
        prose.caption("Le poids : ce qu'une hypothèse fait seule, d'un bout à l'autre de sa fourchette, au chiffre de tête qu'elle déplace le plus.")
        tables.show(
            [
                {
                    "Hypothèse": escaping.markdown(desk.study.parameters[weight.parameter].label),
                    "Poids": order_said.of(desk.study, weight),
                    "Relue": "par vous" if weight.parameter in mine else "par d'autres" if weight.parameter in reviewed else "non",
                }
                for weight in desk.weights
            ]
        )
