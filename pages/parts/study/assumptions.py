"""Part 4 of a study page: every assumption with its value, range, unit, year, place, nature, source and the day it was checked."""

from collections.abc import Mapping
from datetime import date

from data.ground import escaping, french
from data.store.writings.remarks import PARAMETER
from pages.parts import prose, tables
from pages.parts.printing import paper
from pages.parts.provenance import linked
from pages.parts.remarks import in_place, things
from pages.parts.remarks.committee import Committee
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
    """A table of the assumptions for each one who decides, the département first; how many remarks each has, for who reads them."""
    prose.subheader("Hypothèses")
    in_place.choose(committee, "assumption", "Donner un avis sur une hypothèse", things.assumptions(study))
    doubtful = sum(parameter.doubtful for parameter in study.parameters.values())
    count = len(study.parameters)
    prose.caption(
        f"{count} chiffres. ● mesure, ○ hypothèse, □ convention. « À vérifier » : source faible ou de mémoire ({doubtful}). "
        "« Reporté » : noté ce jour-là, sans que sa source le confirme. « Posée » : fourchette choisie par les auteurs, sans source. "
        "Valeurs de départ : chaque scénario dit ce qu'il y change."
    )
    for role, words in ROLES.items():
        rows = [
            _row(study, parameter, in_place.counted(committee, f"{PARAMETER}{parameter.id}"))
            for parameter in study.parameters.values()
            if parameter.role == role
        ]
        if rows:
            with prose.expander(f"{words.capitalize()} : {len(rows)} {french.plural(len(rows), 'chiffre')}"):
                _table(rows)
    _scenario_changes(study)


def _table(rows: list[dict[str, str]]) -> None:
    """Eight columns on a screen, where they scroll; three on a sheet, which eight would fill with words cut in pieces."""
    if not paper.is_printed():
        prose.table(rows, hide_index=True)
        return
    tables.show([on_paper(row) for row in rows])


def on_paper(row: Mapping[str, str]) -> dict[str, str]:
    """A row in three columns: the same words, those that tell where the figure comes from one after the other."""
    kind = f"{row['Nature']}, {row['Année, lieu']}"
    told = [kind, row["Source"], row["Vérifié ou reporté"], row["Remarque"]]
    return {
        "Hypothèse": row["Hypothèse"],
        "Valeur, fourchette": f"**{row['Valeur']}**, {row['Fourchette']}",
        "D'où elle vient": " ".join(f"{words[0].upper()}{words[1:].rstrip('. ')}." for words in told if words),
    }


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
    day = f"{'reporté' if parameter.doubtful else 'vérifié'} le {french.short_day(parameter.verified_on)}"
    return f"{day}, **à relire**" if stale(parameter.verified_on, date.today()) else day
