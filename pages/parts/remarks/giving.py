"""« Donner un avis »: a figure is too low, right or too high, with the value that one would take and what it does at once; a remark on the rest."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import remarks
from data.store.writings.remarks import PARAMETER, Pinned, Position, Said
from pages.parts import lane, prose, provenance, refusal, visitor
from pages.parts.attachments import joining
from pages.parts.drawn_places import drawing
from pages.parts.remarks import drafts, effect_tables, things
from pages.parts.remarks.committee import Committee
from pages.parts.study import assumptions
from pages.parts.study.choosing import state
from pages.parts.study.part import Screen
from studies.committee import counter_values, effects, order
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study

SIDES = {Position.LOW: "Trop bas", Position.RIGHT: "Juste", Position.HIGH: "Trop haut"}
THANKS = "Merci : votre avis est gardé. L'auteur de l'étude répond, sous l'onglet « Avis », à ce qui demande un changement."
TURN, DONE = "remarks.turn", "remarks.given"  # in the session: which form this is, empty again once it was sent; whether one was just sent


@st.fragment
def on_one(screen: Screen, committee: Committee, parameter: Parameter) -> None:
    """The form about one assumption, in the place of a page; what was sent is thanked for in sight, wherever one has come to."""
    study = committee.study
    with lane.turn(lane.REST), refusal.in_place(study):
        if st.session_state.pop(state.key(study, DONE), False):
            prose.success(THANKS, icon=":material/check_circle:")
            prose.toast(THANKS, icon=":material/check_circle:")
        item = f"{PARAMETER}{parameter.id}"
        if about(screen, committee, item, things.of_study(study)[item]):
            st.session_state[state.key(study, DONE)] = True
            st.rerun()


def about(screen: Screen, committee: Committee, item: str, label: str) -> bool:
    """The fields about one thing; whether what is in them was just sent and kept. The effect of a value stands under it as soon as it is typed: so
    the fields are no `st.form`, which says nothing before it is sent. What is typed about a thing stays with it until it is sent."""
    study = committee.study
    fields = f"{state.key(study, 'remark')}.{st.session_state.get(_turn(study, item), 0)}.{item}"
    position, value = None, None
    if item.startswith(PARAMETER):
        with st.container():  # one place, whatever it holds: the drawer below stays open when the effect comes above it
            position, value = _contested(screen, committee, study.parameters[item.removeprefix(PARAMETER)], fields)
    return _sent(committee, Pinned(study.slug, study.version, item, label), position, value, fields)


def _contested(screen: Screen, committee: Committee, parameter: Parameter, fields: str) -> tuple[Position | None, float | Refused | None]:
    """What the study says of an assumption, then what one thinks of it: the position, the value [its unit] that one would take or why it is none."""
    study = committee.study
    provenance.small(as_it_is(study, parameter))
    position = drafts.field(prose.segmented_control, "Ce chiffre est", list(SIDES), format_func=SIDES.get, key=f"{fields}.position")
    _mine(committee, parameter)
    if position in (None, Position.RIGHT):
        return position, None
    asked = drafts.field(
        prose.text_input,
        f"Quelle valeur prendriez-vous{_in_unit(parameter)} ? Facultatif",
        key=f"{fields}.value",
        live=True,
        placeholder="Son effet s'affiche aussitôt, avant tout envoi",
    )
    try:
        value = counter_values.typed(study, parameter, position, asked)
    except Refused as refused:
        visitor.tell(refused.fault)
        return position, refused
    if value is not None:
        if parameter.low is not None and not parameter.low <= value <= parameter.high:
            provenance.small("Hors de la fourchette de l'étude : dites bien pourquoi.")
        _effect(screen, study, {parameter.id: value})
    return position, value


def as_it_is(study: Study, parameter: Parameter) -> str:
    """Its value, its range, its source, what it weighs on, in one line."""
    source = study.sources[parameter.source]
    origin = f"{escaping.markdown(source.producer)}, {provenance.linked(source.title, source.url)}{'. **À vérifier**' if parameter.doubtful else ''}"
    return f"**{units.written(parameter.value, parameter.unit)}**, {assumptions.range_of(parameter)}. {origin}. {_heavy(study, parameter)}".strip()


def _heavy(study: Study, parameter: Parameter) -> str:
    """The headline that it moves most; nothing for a figure without a range, which nobody tried, nor for a version shown without its model."""
    if parameter.low is None or study.answered:
        return ""
    weight = next(one for one in order.by_weight(study) if one.parameter == parameter.id)
    indicators = {one.id: one.short or one.label for one in study.card.indicators}
    return f"Pèse d'abord sur « {indicators[weight.indicator]} »." if weight.indicator else "Seule, elle ne change aucun chiffre de tête."


def _in_unit(parameter: Parameter) -> str:
    return f", en {label}" if (label := units.label(parameter.unit)) else ""


def _mine(committee: Committee, parameter: Parameter) -> None:
    """What one said before, that a new position replaces."""
    person = committee.visiting.person
    mine = [one for one in committee.remarks if person and one.by == person.id and one.parameter == parameter.id and one.position]
    mine = [one for one in mine if one.answered_at is None and not one.hidden]  # the others keep their place
    if not mine:
        return
    said = mine[-1]
    value = "" if said.value is None else f", {units.written(said.value, parameter.unit)}"
    provenance.small(f"Vous avez dit « {said.position.value} »{value}, le {french.short_day(said.at.date())} : un nouvel avis le remplace.")


def _effect(screen: Screen, study: Study, values: effects.Values) -> None:
    """What a value does under the scenario on screen, and to the places of the options, before anybody sends it."""
    scenario, _ = runs.in_files(screen.study, screen.choice.scenario, ())
    with st.container(key="remark-effect"), refusal.in_place(study):
        effect, places = effects.of(study, scenario, values), effects.places(study, values)
        moved = ", sans les leviers déplacés" if screen.choice.changes else ""
        prose.markdown(f"**L'effet de cette valeur**, sous « {study.scenarios[scenario].title} »{moved} :")
        effect_tables.show(study, effect)
        effect_tables.on_options(study, places)


def _sent(committee: Committee, pinned: Pinned, position: Position | None, value: float | Refused | None, fields: str) -> bool:
    """The reason, the grounds, whether one's name may be read; the button that sends it all. Whether it was sent and kept."""
    why = "Pourquoi ? Facultatif" if position is Position.RIGHT else "Pourquoi ?" if position else "Votre remarque"
    text = drafts.field(prose.text_area, why, key=f"{fields}.text", height=90)
    with prose.expander("Source, lieu, fichier, nom : facultatif"):
        asks = "Source : document, expérience, adresse"
        source = drafts.field(prose.text_input, asks, key=f"{fields}.source")
        more = extras(fields)
        unnamed = "Sinon, une fois la réponse donnée, le public lit votre rôle seul."
        named = drafts.field(prose.toggle, "Mon nom peut être lu par le public", key=f"{fields}.named", help=unnamed)
    if not prose.button("Envoyer l'avis", icon=":material/send:", key=f"{fields}.send"):
        return False
    if isinstance(value, Refused):
        prose.error("Rien n'est envoyé : corriger la valeur proposée, ou vider sa case.", icon=":material/error:")
        return False
    if any(isinstance(one, Refused) for one in more.values()):
        prose.error("Rien n'est envoyé : corriger le lieu dessiné ou la pièce jointe, ou s'en passer.", icon=":material/error:")
        return False
    try:
        remarks.give(store(), committee.visiting.actor, pinned, Said(text, position, value, source, named=named, **more))
    except Refused as refused:
        visitor.tell(refused.fault)
        return False
    turn = _turn(committee.study, pinned.item)
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
    return True


def _turn(study: Study, item: str) -> str:
    return state.key(study, f"{TURN}.{item}")


def extras(fields: str) -> Mapping[str, Any]:
    """What else one gives with a remark, by the fields of `Said`, or why it is refused: each asks once it is wanted, under keys that begin
    with `fields`."""
    found: dict[str, Any] = {}
    with st.container(horizontal=True):
        placed = drafts.field(prose.toggle, "Dessiner un lieu sur la carte", key=f"{fields}.placed")
        joined = prose.toggle("Joindre un fichier", key=f"{fields}.joined")
    if placed:
        place = f"{fields}.place"
        found["place"] = drawing.field(place, drafts.held(place) or "", drafts.holder(place))
    if joined:
        found["attachment"] = joining.field(f"{fields}.attachment")
    return found
