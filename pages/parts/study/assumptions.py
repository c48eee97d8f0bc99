"""Part 4 of a study page: every assumption with its value, range, unit, year, place, nature, source and the day it was checked."""

from collections.abc import Iterator, Mapping
from datetime import date

import streamlit as st

from data.ground import escaping, french
from data.store.writings.remarks import PARAMETER
from pages.parts import lane, prose, tables
from pages.parts.printing import paper
from pages.parts.provenance import linked
from pages.parts.remarks import in_place
from pages.parts.remarks.committee import TITLE, Committee
from pages.parts.study.choosing import state
from pages.parts.study.part import Part, Screen
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import NATURES, ROLES, Parameter
from studies.toolkit.reading.sources import stale
from studies.toolkit.running.study import Study

NATURE_SIGNS = {"measure": "●", "assumption": "○", "convention": "□"}


class Assumptions(Part):
    """Every assumption of the study, whatever the choice."""

    id = "assumptions"

    def complete(self, screen: Screen) -> None:
        """The tables are long: the figures come before them."""
        show(screen.study, screen.committee)


def show(study: Study, committee: Committee | None = None) -> None:
    """The assumptions by who decides, the département first: tables; for who may give a remark, lists whose lines have their « Avis »."""
    prose.subheader("Hypothèses")
    doubtful = sum(parameter.doubtful for parameter in study.parameters.values())
    count = len(study.parameters)
    marks = f" « {TITLE} » : {in_place.LEGEND}." if in_place.drawn(committee) else ""
    prose.caption(
        f"{french.counted(count, 'chiffre')}. ● mesure, ○ hypothèse, □ convention. « À vérifier » : source faible ou de mémoire ({doubtful}). "
        "« Reporté » : noté ce jour-là, sans que sa source le confirme. « Par nous » : choix ou calcul du Studio, sans source à "
        "vérifier. « Posée » : fourchette choisie par les auteurs, sans source. "
        f"Valeurs de départ : chaque scénario dit ce qu'il y change.{marks}"
    )
    if in_place.drawn(committee):
        _lists(study, committee)
    else:
        for words, held in _by_role(study):
            with prose.expander(words):
                _table([_row(study, parameter, in_place.marked(committee, f"{PARAMETER}{parameter.id}")) for parameter in held])
    _scenario_changes(study)


def _by_role(study: Study) -> Iterator[tuple[str, list[Parameter]]]:
    """The assumptions of each one who decides, under the title of their drawer."""
    for role, words in ROLES.items():
        if held := [parameter for parameter in study.parameters.values() if parameter.role == role]:
            yield f"{words.capitalize()} : {french.counted(len(held), 'chiffre')}", held


@st.fragment
def _lists(study: Study, committee: Committee) -> None:
    """The drawers of who may give a remark: what an open one holds is drawn then, a closed one costs its title."""
    in_place.whole_page(study)
    with lane.turn(lane.REST):
        for rank, (words, held) in enumerate(_by_role(study)):
            drawer = prose.expander(words, key=state.key(study, f"assumptions-{rank}"), on_change="rerun")
            if drawer.open:
                with drawer:
                    for parameter in held:
                        _line(study, committee, parameter)


def _line(study: Study, committee: Committee, parameter: Parameter) -> None:
    """An assumption in a list: its name, its value, its range, its « Avis » beside them, the rest small under them."""
    row = _row(study, parameter)
    with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False, gap="small"):
        prose.markdown(f"{row['Hypothèse']} : **{row['Valeur']}**, {row['Fourchette']}  \n:small[{told(row)}]")
        in_place.button(committee, f"{PARAMETER}{parameter.id}", parameter.label)


def _table(rows: list[dict[str, str]]) -> None:
    """Eight columns on a screen, where they scroll; three on a sheet, which eight would fill with words cut in pieces."""
    if not paper.is_printed():
        prose.table(rows, hide_index=True)
        return
    tables.show([on_paper(row) for row in rows])


def on_paper(row: Mapping[str, str]) -> dict[str, str]:
    """A row in three columns: the same words, those that tell where the figure comes from one after the other."""
    return {"Hypothèse": row["Hypothèse"], "Valeur, fourchette": f"**{row['Valeur']}**, {row['Fourchette']}", "D'où elle vient": told(row)}


def told(row: Mapping[str, str]) -> str:
    """Where the figure of a row comes from, in sentences."""
    kind = f"{row['Nature']}, {row['Année, lieu']}"
    words = [kind, row["Source"], row["Vérifié ou reporté"], row["Remarque"]]
    return " ".join(f"{french.begun(one.rstrip('. '))}." for one in words if one)


def _scenario_changes(study: Study) -> None:
    """What each scenario changes on these values, and why."""
    for scenario in study.scenarios.values():
        if scenario.changes:
            with prose.expander(f"Ce que change le scénario « {scenario.title} », et pourquoi"):
                tables.show(
                    [
                        {
                            "Hypothèse": study.parameters[name].label,
                            "Départ → scénario, et raison": f"{_changed(study.parameters[name], value)} {scenario.why[name]}",
                        }
                        for name, value in scenario.changes.items()
                    ]
                )


def _changed(parameter: Parameter, value: float) -> str:
    """The starting value and that of a scenario, in one cell: four columns do not fit a phone."""
    return f"{units.written(parameter.value, parameter.unit)} → **{units.written(value, parameter.unit)}**."


def _row(study: Study, parameter: Parameter, said: str = "") -> dict[str, str]:
    return {
        "Hypothèse": f"{parameter.label} **({said})**" if said else parameter.label,
        "Valeur": units.written(parameter.value, parameter.unit),
        "Fourchette": range_of(parameter),
        "Nature": f"{NATURE_SIGNS[parameter.nature]} {NATURES[parameter.nature]}",
        "Année, lieu": f"{parameter.year}, {escaping.markdown(parameter.place)}",
        "Source": _source(study, parameter),
        "Vérifié ou reporté": _checked(parameter),
        "Remarque": escaping.markdown(parameter.note),
    }


def range_of(parameter: Parameter) -> str:
    """The range of an assumption, in words."""
    if parameter.low is None:
        return "fixe, sans fourchette"
    words = french.between(units.written(parameter.low, parameter.unit), units.written(parameter.high, parameter.unit))
    return f"{words} (posée)" if parameter.posed else words


def _source(study: Study, parameter: Parameter) -> str:
    source = study.sources[parameter.source]
    return f"{escaping.markdown(source.producer)}, {linked(source.title, source.url)}{'. **À vérifier**' if parameter.doubtful else ''}"


def _checked(parameter: Parameter) -> str:
    how = "vérifié" if parameter.checked else "reporté" if parameter.doubtful else "posé ou calculé par nous"
    day = f"{how} le {french.short_day(parameter.verified_on)}"
    return f"{day}, **à relire**" if stale(parameter.verified_on, date.today()) else day
