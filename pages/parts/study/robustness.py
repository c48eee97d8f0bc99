"""Part 5 of a study page: what matters most for the conclusion."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from data.ground import french
from pages.parts import prose, provenance
from pages.parts.charts import alternatives, chart_panel, figures
from pages.parts.study.part import Part, Screen
from studies.toolkit.reading import units
from studies.toolkit.running import sensitivity
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.sensitivity import Swing
from studies.toolkit.running.study import Study

SHOWN = 8  # bars on the chart: the others change too little to be seen
SHADES = (figures.PURPLE, figures.GREEN, figures.ORANGE, figures.GREY)  # of the levels, beside the two colours of the bars

# (study, scenario, indicator): the levels that its swings are read against, under names that say their value
Levels = Callable[[Study, str, str], Mapping[str, float]]


def no_level(_study: Study, _scenario: str, _indicator: str) -> Mapping[str, float]:
    """Of a study whose indicators stand against nothing."""
    return {}


@dataclass
class Robustness(Part):
    """What matters most, around the scenario that levers start from; `levels` are what the chart is to be read against."""

    levels: Levels = no_level
    id = "robustness"

    def complete(self, screen: Screen) -> None:
        """Every assumption is tried at both ends: the figures come before."""
        show(screen.study, screen.choice.scenario, self.levels)


def show(study: Study, scenario: str, levels: Levels = no_level) -> None:
    """The parameters that move the chosen indicator most, around the named scenario, crossed by its `levels` [its unit]."""
    labels = {indicator.id: indicator.label for indicator in study.card.indicators}
    indicator = prose.selectbox("Indicateur", list(labels), format_func=labels.get, key=f"{study.slug}.robustness")
    swings = sensitivity.tornado(study, indicator, scenario)
    if not swings:
        prose.markdown("Aucun paramètre de cette étude n'a de fourchette : rien ne peut être essayé.")
        return
    headline = study.run(scenario).indicators[indicator]
    key = f"{study.slug}.tornado"
    room = chart_panel.place(provenance.of_model(study), lambda: table(study, swings, headline))
    names = [study.parameters[swing.parameter].label for swing in swings[:SHOWN]]
    figure = figures.tornado(names, [swing.low for swing in swings[:SHOWN]], [swing.high for swing in swings[:SHOWN]], headline.value, headline.unit)
    marks = levels(study, scenario, indicator)
    figure = alternatives.crossed(figure, marks, headline.unit, SHADES)
    chart_panel.chart(room, figure, reading(study, swings, headline), alt(study, swings, headline, marks), key)
    provenance.small(
        f"Chaque hypothèse va seule d'un bout à l'autre de sa fourchette, les autres restant sur le scénario « {study.scenarios[scenario].title} », "
        f"sans les leviers déplacés. Trait : {french.in_sentence(headline.label)}, {units.headline(headline.value, headline.unit)}."
    )


def reading(study: Study, swings: list[Swing], headline: Headline) -> str:
    """What matters most, in one sentence."""
    if swings[0].span == 0:
        return f"Aucune hypothèse ne change cet indicateur : {units.headline(headline.value, headline.unit)}"
    first = study.parameters[swings[0].parameter]
    moving = [study.parameters[swing.parameter].label for swing in swings[1:3] if swing.span > 0]
    rest = f" ; viennent ensuite {french.listed([f'« {french.in_sentence(label)} »' for label in moving])}" if moving else ""
    ends = sorted((swings[0].low, swings[0].high))
    return f"Ce qui compte le plus : « {french.in_sentence(first.label)} » fait passer l'indicateur {_from_to(ends, headline.unit)}{rest}"


def _from_to(ends: list[float], unit: str) -> str:
    return f"de {units.headline(ends[0], unit, unit_too=False)} à {units.headline(ends[1], unit)}"


def alt(study: Study, swings: list[Swing], headline: Headline, marks: Iterable[str] = ()) -> str:
    """The chart in words, `marks` being the names of its levels."""
    parts = [f"{study.parameters[swing.parameter].label} : {_from_to(sorted((swing.low, swing.high)), headline.unit)}" for swing in swings[:SHOWN]]
    return f"{headline.label} quand chaque hypothèse va d'un bout à l'autre de sa fourchette. {'. '.join([*parts, *marks])}."


def table(study: Study, swings: list[Swing], headline: Headline) -> pd.DataFrame:
    """The swings as a table to download."""
    rows = []
    for swing in swings:
        parameter = study.parameters[swing.parameter]
        rows.append(
            {
                "hypothese": parameter.label,
                "unite": parameter.unit,
                "borne_basse": parameter.low,
                "borne_haute": parameter.high,
                "indicateur": headline.label,
            }
            | {"unite_indicateur": headline.unit, "a_la_borne_basse": swing.low, "a_la_borne_haute": swing.high}
        )
    return pd.DataFrame(rows)
