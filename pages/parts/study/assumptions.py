"""Part 4 of a study page: every assumption with its value, range, unit, year, place, nature, source and the day it was checked."""

from datetime import date

import streamlit as st

from data.ground import escaping, french
from pages.parts import tables
from pages.parts.provenance import linked
from studies.exports.study_exports import NATURES, ROLES
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.sources import stale
from studies.toolkit.running.study import Study

FIRST = "lever"  # what the département decides is read first; the rest is one click away
NATURE_SIGNS = {"measure": "●", "assumption": "○", "convention": "□"}


def show(study: Study) -> None:
    """A table of the assumptions for each one who decides, the département first."""
    st.header("Hypothèses")
    doubtful = sum(one.doubtful for one in study.parameters.values())
    count = len(study.parameters)
    st.caption(
        f"{count} chiffres. ● mesure, ○ hypothèse, □ convention. « À vérifier » : source faible ou de mémoire ({doubtful}). "
        "« Posée » : fourchette choisie par les auteurs, sans source. Valeurs de départ : chaque scénario dit ce qu'il y change."
    )
    for role, words in ROLES.items():
        rows = [_row(study, one) for one in study.parameters.values() if one.role == role]
        if rows:
            with st.expander(f"{words.capitalize()} : {len(rows)} {french.plural(len(rows), 'chiffre')}", expanded=role == FIRST):
                st.table(rows, hide_index=True)
    _scenario_changes(study)


def _scenario_changes(study: Study) -> None:
    """What each scenario changes on these values, and why."""
    for scenario in study.scenarios.values():
        if scenario.changes:
            with st.expander(f"Ce que change le scénario « {scenario.title} », et pourquoi"):
                tables.show(
                    [
                        {
                            "Hypothèse": study.parameters[name].label,
                            "Départ → scénario, et raison": f"{_changed(study.parameters[name], value)} {scenario.why[name]}",
                        }
                        for name, value in scenario.changes.items()
                    ]
                )


def _changed(one: Parameter, value: float) -> str:
    """The starting value and that of a scenario, in one cell: four columns do not fit a phone."""
    return f"{units.written(one.value, one.unit)} → **{units.written(value, one.unit)}**."


def _row(study: Study, one: Parameter) -> dict[str, str]:
    return {
        "Hypothèse": one.label,
        "Valeur": units.written(one.value, one.unit),
        "Fourchette": _range(one),
        "Nature": f"{NATURE_SIGNS[one.nature]} {NATURES[one.nature]}",
        "Année, lieu": f"{one.year}, {one.place}",
        "Source": _source(study, one),
        "Vérifié le": _checked(one),
        "Remarque": one.note,
    }


def _range(one: Parameter) -> str:
    if one.low is None:
        return "fixe, sans fourchette"
    words = french.between(units.written(one.low, one.unit), units.written(one.high, one.unit))
    return f"{words} (posée)" if one.posed else words


def _source(study: Study, one: Parameter) -> str:
    source = study.sources[one.source]
    return f"{escaping.markdown(source.producer)}, {linked(source.title, source.url)}{'. **À vérifier**' if one.doubtful else ''}"


def _checked(one: Parameter) -> str:
    day = french.short_day(one.verified_on)
    return f"{day}, **à relire**" if stale(one.verified_on, date.today()) else day
