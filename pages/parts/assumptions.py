"""Part 4 of a study page: every assumption with its value, range, unit, year, place, nature, source and the day it was checked."""

from datetime import date, timedelta

import streamlit as st

from data import french
from pages.parts.provenance import linked
from studies.publishing.exports import NATURES, ROLES
from studies.toolkit import units
from studies.toolkit.outcome import Outcome
from studies.toolkit.parameters import Parameter
from studies.toolkit.study import Study

FRESH = timedelta(days=365)  # a figure checked longer ago is flagged "à relire"
NATURE_SIGNS = {"measure": "●", "assumption": "○", "convention": "□"}


def show(study: Study, outcome: Outcome) -> None:
    """The table of the assumptions, those the département decides first."""
    st.header("Hypothèses")
    doubtful = sum(one.doubtful for one in study.parameters.values())
    count = len(study.parameters)
    st.caption(f"{count} chiffres. ● mesure, ○ hypothèse, □ convention. « À vérifier » : source faible ou de mémoire ({doubtful}). "
               "« Fourchette posée » : choisie par les auteurs, sans source.")
    order = list(ROLES)
    rows = [_row(study, one, outcome) for one in sorted(study.parameters.values(), key=lambda one: order.index(one.role))]
    st.table(rows, hide_index=True)


def _row(study: Study, one: Parameter, outcome: Outcome) -> dict[str, str]:
    return {"Hypothèse": one.label, "Valeur": _value(one, outcome), "Fourchette": _range(one), "Nature": f"{NATURE_SIGNS[one.nature]} {NATURES[one.nature]}",
            "Qui décide": ROLES[one.role].capitalize(), "Année, lieu": f"{one.year}, {one.place}", "Source": _source(study, one), "Vérifié le": _checked(one),
            "Remarque": one.note}


def _value(one: Parameter, outcome: Outcome) -> str:
    value = units.written(one.value, one.unit)
    now = outcome.values[one.id]
    return value if now == one.value else f"{value}  \n**{units.written(now, one.unit)} dans ce scénario**"


def _range(one: Parameter) -> str:
    if one.low is None:
        return "fixe, sans fourchette"
    words = french.between(units.written(one.low, one.unit), units.written(one.high, one.unit))
    return f"{words} (posée)" if one.posed else words


def _source(study: Study, one: Parameter) -> str:
    source = study.sources[one.source]
    return f"{source.producer}, {linked(source.title, source.url)}{'. **À vérifier**' if one.doubtful else ''}"


def _checked(one: Parameter) -> str:
    day = french.short_day(one.verified_on)
    return day if date.today() - one.verified_on <= FRESH else f"{day}, **à relire**"
