"""« Le scénario du comité »: what its values change, whether they would change the conclusion, and the way to see it on the whole page."""

import streamlit as st

from data.ground import french
from pages.parts import prose, provenance, refusal
from pages.parts.remarks import effect_tables
from pages.parts.remarks.committee import Committee
from pages.parts.study.choosing import history, state
from pages.parts.study.view import Choice
from studies.committee import counter_values, effects
from studies.committee.scenario import NAME, TITLE
from studies.toolkit.reading import units
from studies.toolkit.running.study import Study

SEEN = "remarks.medians"  # in the session: the values of the committee when the page was last drawn
GONE = f"« {TITLE} » n'existe plus : il ne reste pas deux avis chiffrés sur une même hypothèse. Le scénario habituel est affiché."


def show(committee: Committee, elsewhere: bool = False) -> None:
    """The block, in the place of its part; `elsewhere` when it is not on the page of the study, to which it then leads."""
    study, medians = committee.study, committee.medians
    prose.markdown(f"### {TITLE}")
    if not medians:
        prose.markdown(_missing(committee))
        return
    with refusal.in_place(study):
        reference = study.scenarios[study.card.reference].title
        effect, places = effects.of(study, study.card.reference, medians), effects.places(study, medians)
        changes = any(one.changed for one in places)
        prose.markdown(f"**Le comité changerait la conclusion : {'oui' if changes else 'non'}.** {effect_tables.places(study, places)}")
        effect_tables.show(study, effect, reference, "comité")
        told = [f"{study.parameters[name].label} {units.written(value, study.parameters[name].unit)}" for name, value in medians.items()]
        provenance.small(f"Médiane d'au moins {counter_values.LEAST} avis chiffrés, à la place de la valeur de l'étude : {' ; '.join(told)}.")
        if NAME not in committee.with_scenario.scenarios:
            return
        if elsewhere:
            prose.markdown(f"[Voir ce scénario sur la page de l'étude](/{study.card.url}?{state.key(study, state.SCENARIO)}={NAME})")
        else:
            prose.button(
                "Voir ce scénario sur toute la page", icon=":material/visibility:", key=state.key(study, "remarks.scenario"),
                on_click=state.put, args=(committee.with_scenario, Choice(NAME)),
            )  # fmt: skip


def _missing(committee: Committee) -> str:
    """Why there is none yet."""
    contested = [committee.study.parameters[name].label for name, one in committee.heard.items() if one.contested]
    if not contested:
        return "Il se formera quand deux personnes auront chiffré une même hypothèse, l'une au moins avec une autre valeur que celle de l'étude."
    named = french.listed([f"« {label} »" for label in contested])
    return f"Il faut {counter_values.LEAST} avis chiffrés sur une même hypothèse ; il n'y en a qu'un sur {named}."


def keep_up(study: Study) -> str:
    """Puts who looks at the scenario of the committee where it stands now, when somebody gave or took back a value since the page was last drawn: the
    sliders that stood on its values of then; the usual scenario when it is there no more, which is said. To be called before they are drawn."""
    plan = study.scenarios.get(NAME)
    now = dict(plan.added) if plan else {}
    name = state.key(study, SEEN)
    before, st.session_state[name] = st.session_state.get(name, now), now
    if now != before:
        history.of(study).forget(NAME)
    if st.session_state.get(state.key(study, state.SCENARIO)) != NAME:
        return ""
    if plan is None:
        state.put(study, Choice(study.card.default_scenario))
        return GONE
    for moved in now.keys() | before.keys() if now != before else ():
        _follow(study, moved, before.get(moved, _own(study, moved)), now.get(moved, _own(study, moved)))
    return ""


def _own(study: Study, name: str) -> float:
    """The value of the reference, on which the scenario of the committee stands [unit of the parameter]."""
    return study.scenarios[study.card.reference].changes.get(name, study.parameters[name].value)


def _follow(study: Study, name: str, before: float, now: float) -> None:
    """Moves a slider that stood on a value of the scenario to the one of now."""
    parameter, key = study.parameters[name], state.key(study, name)
    if parameter.low is not None and st.session_state.get(key) == state.within(parameter, before):
        st.session_state[key] = state.within(parameter, now)
