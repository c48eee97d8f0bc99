"""Part 5 of a study page: what matters most for the conclusion, what the département decides beside what the world decides."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.ground import escaping, french
from pages.parts import address, prose, provenance
from pages.parts.charts import chart_panel
from pages.parts.printing import paper
from pages.parts.printing.paper import ORIGINS
from pages.parts.provenance import READABLE
from pages.parts.study.choosing import state
from pages.parts.study.effects import swings as swing_tables
from pages.parts.study.part import Part, Screen
from studies.toolkit.reading import units
from studies.toolkit.running import origins, sensitivity
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.sensitivity import Swing
from studies.toolkit.running.study import Study

SHOWN = 5  # lines of a list: the others change too little to be discussed first
LISTS = {"lever": ("Ce que le département décide", "levier"), "uncertainty": ("Ce que le monde décide", "incertitude")}

# (study, scenario, indicator): the levels that its swings are read against, under names that say their value
Levels = Callable[[Study, str, str], Mapping[str, float]]


def no_level(_study: Study, _scenario: str, _indicator: str) -> Mapping[str, float]:
    """Of a study whose indicators stand against nothing."""
    return {}


@dataclass
class Robustness(Part):
    """What matters most, around the scenario that levers start from; `levels` are what the bars are to be read against."""

    study: Study
    levels: Levels = no_level
    id = "robustness"

    @property
    def tied(self) -> Sequence[str]:
        """The indicator that is tried."""
        return (state.key(self.study, self.id),)

    def draw(self, screen: Screen) -> None:
        """The indicator to try, which the address carries; the place of what moves it."""
        prose.subheader("Ce qui compte le plus")
        with st.container(width=READABLE):
            self.indicator = choose(screen.study, self.tied[0])
        self.place = st.container()

    def complete(self, screen: Screen) -> None:
        """Every assumption is tried at both ends: the figures come before."""
        with self.place:
            show(screen.study, screen.choice.scenario, self.indicator, self.levels)


def choose(study: Study, key: str) -> str:
    """The indicator that the visitor, or the link, wants tried: the first of the study when neither says."""
    labels = {indicator.id: indicator.label for indicator in study.card.indicators}
    accepts = address.OneOf(list(labels), labels.get)
    return address.bound(prose.selectbox, "Indicateur", list(labels), key=key, accepts=accepts, format_func=labels.get)


def show(study: Study, scenario: str, indicator: str, levels: Levels = no_level) -> None:
    """The levers and the uncertainties that move an indicator most, around the named scenario, read against its `levels` [its unit]."""
    swings = sensitivity.tornado(study, indicator, scenario)
    if not swings:
        prose.markdown("Aucun paramètre de cette étude n'a de fourchette : rien ne peut être essayé.")
        return
    outcome, marks = study.run(scenario), levels(study, scenario, indicator)
    headline = outcome.indicators[indicator]
    if math.isnan(headline.value):
        found = next(one for one in study.card.indicators if one.id == indicator)
        prose.markdown(f"Sans objet dans ce choix : {origins.without_object(study, found, outcome)}.")
        return
    if paper.is_printed() and len(study.card.indicators) > 1:
        provenance.small(f"Ici, « {headline.label} » seulement. Pour chaque chiffre de tête, ce qui pèse le plus est sous « {ORIGINS} ».")
    provenance.small(_how_to_read(study.scenarios[scenario].title, headline, marks))
    of_kind = {role: [swing for swing in swings if kind(study, swing.parameter) == role] for role in LISTS}
    seen = [swing for some in of_kind.values() for swing in _moving(some, headline)[:SHOWN]]
    for place, (role, (title, word)) in zip(st.columns(2, gap="large"), LISTS.items(), strict=True):
        with place:
            prose.markdown(f"#### {title}")
            _list(study, word, of_kind[role], Read(outcome.values, headline, marks, seen))
    chart_panel.source_and_data(provenance.of_model(study), lambda: table(study, swings, headline), f"{study.slug}.tornado")


def kind(study: Study, parameter: str) -> str:
    """The list of an assumption: a lever that somebody else decides is among what the world does."""
    return "uncertainty" if parameter in study.card.tried else study.parameters[parameter].role


def _how_to_read(scenario: str, headline: Headline, marks: Mapping[str, float]) -> str:
    """What is tried, and what the strokes stand for."""
    dotted = f" Pointillés, de gauche à droite : {' ; '.join(map(french.in_sentence, sorted(marks, key=marks.get)))}." if marks else ""
    return (
        f"Chaque hypothèse va seule d'un bout à l'autre de sa fourchette, le reste étant celui de « {scenario} », sans les leviers déplacés. "
        f"Trait : {french.in_sentence(headline.label)}, {units.headline(headline.value, headline.unit)}.{dotted}"
    )


@dataclass(frozen=True)
class Read:
    """What a list is read against: the values of the parameters, the headline as it is, its levels, the swings of both lists, on one scale."""

    values: Mapping[str, float]
    headline: Headline
    marks: Mapping[str, float]
    seen: Sequence[Swing]


def _moving(swings: Sequence[Swing], headline: Headline) -> list[Swing]:
    """Those that change a headline as it is written."""
    return [swing for swing in swings if swing.whole and sensitivity.is_seen(swing, headline.unit)]


def _list(study: Study, word: str, swings: Sequence[Swing], against: Read) -> None:
    """Those of one kind, the widest first; how many change less, how many change nothing."""
    moving, headline = _moving(swings, against.headline), against.headline
    apart = [escaping.markdown(study.parameters[swing.parameter].label) for swing in swings if not swing.whole]
    if moving or not apart:
        prose.markdown(reading(study, moving, headline))
    if moving:
        swing_tables.show(study, word.capitalize(), moving[:SHOWN], against.values, headline, against.marks, against.seen)
    if apart:
        named = french.listed([f"« {label} »" for label in apart])
        provenance.small(f"À un bout de la fourchette de {named}, l'indicateur est sans objet : ce qu'il mesure n'y existe pas.")
    if left := left_out(len(moving) - SHOWN, len(swings) - len(moving) - len(apart), word):
        provenance.small(left)


def reading(study: Study, moving: Sequence[Swing], headline: Headline) -> str:
    """What matters most of one kind, in one sentence."""
    if not moving:
        return f"Rien n'y change cet indicateur : {units.headline(headline.value, headline.unit)}."
    first = study.parameters[moving[0].parameter].label
    low, high = sorted((moving[0].low, moving[0].high))
    (least, most), words = units.side_by_side(headline.unit, low, high)
    return f"**« {first} » fait passer l'indicateur de {least} à {french.with_unit(most, words)}.**"


def left_out(less: int, nothing: int, word: str) -> str:
    """How many assumptions of a kind have no line, and why."""
    parts = []
    if less > 0:
        parts.append(f"{less} {french.plural(less, f'autre {word} le change', f'autres {word}s le changent')} moins")
    if nothing > 0:
        parts.append(f"{nothing} {french.plural(nothing, f'{word} ne le change', f'{word}s ne le changent')} pas, ou trop peu pour que cela se lise")
    return f"{' ; '.join(parts)}." if parts else ""


def table(study: Study, swings: Sequence[Swing], headline: Headline) -> pd.DataFrame:
    """The swings as a table to download."""
    rows = []
    for swing in swings:
        parameter = study.parameters[swing.parameter]
        rows.append(
            {
                "hypothese": parameter.label,
                "qui_decide": LISTS[kind(study, swing.parameter)][0],
                "unite": parameter.unit,
                "borne_basse": parameter.low,
                "borne_haute": parameter.high,
                "indicateur": headline.label,
            }
            | {"unite_indicateur": headline.unit, "a_la_borne_basse": swing.low, "a_la_borne_haute": swing.high}
        )
    return pd.DataFrame(rows)
