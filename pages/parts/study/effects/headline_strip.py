"""The headlines of a study page in a strip that stays in sight: each indicator with its range and its difference to the reference, and where it comes
from."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import escaping
from data.ground.faults import Fault
from pages.parts import prose, refusal
from pages.parts.printing import paper
from pages.parts.provenance import linked
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import View
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Indicator
from studies.toolkit.running import sensitivity, standing
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

BAR_WIDTH, MARGIN = 240, 10  # [px]
EXPLAINED = 6  # assumptions named under a headline
OUTSIDE = "Hors de sa fourchette : ce choix met des incertitudes au bord de la leur."
BAR, DOT, TICK = "#788", "#285", "#B70"  # granite, fir and broom lightened or darkened to 3:1 on both themes


class HeadlineStrip(Part):
    """The name of each indicator, which opens its origin, over its figure."""

    id = "indicators"

    def draw(self, screen: Screen) -> None:
        """The names and the origins, over the places of the figures."""
        with st.container(key="strip"):
            self.places = _places(screen.study, screen.choice.scenario)

    def redraw(self, view: View) -> None:
        """The figures of the choice."""
        for place, headline in zip(self.places, view.outcome.indicators.values(), strict=True):
            with place:
                _headline(headline, view.reference.indicators[headline.id])

    def refuse(self, fault: Fault) -> None:
        """No figure under any name."""
        refusal.no_figure(self.places, "Pas de chiffre.")  # why is told just under the strip


def _places(study: Study, scenario: str) -> list[DeltaGenerator]:
    """The names and the origins; returns the places of the figures."""
    places = []
    for column, indicator in zip(st.columns(len(study.card.indicators), gap="medium"), study.card.indicators, strict=True):
        name = indicator.short or indicator.label
        with column:
            if paper.is_printed():
                prose.markdown(f":small[**{name}**]")
            else:
                with prose.popover(name, type="tertiary"), refusal.in_place():
                    tell_origin(study, scenario, indicator)
            places.append(st.container(gap="xxsmall"))
    return places


def tell_origin(study: Study, scenario: str, indicator: Indicator) -> None:
    """The whole name of an indicator, and where its figure comes from."""
    prose.markdown(f"**{indicator.label}**")
    prose.markdown(_origin(study, scenario, indicator))


def _origin(study: Study, scenario: str, indicator: Indicator) -> str:
    """The assumptions that move an indicator most, each with its value and the way to its source: two clicks from the figure."""
    moving = [swing for swing in sensitivity.tornado(study, indicator.id, scenario) if swing.span > 0][:EXPLAINED]
    values = study.run(scenario).values
    lines = []
    for swing in moving:
        parameter, source = study.parameters[swing.parameter], study.sources[study.parameters[swing.parameter].source]
        origin = f"{escaping.markdown(source.producer)}, {linked(source.title, source.url)}"
        lines.append(f"- {escaping.markdown(parameter.label)} : **{units.written(values[parameter.id], parameter.unit)}**. {origin}")
    return "\n".join(
        ["Calculé par le modèle ; il dépend surtout de :", *lines, "", "Toutes les hypothèses et leurs sources sont sous « Hypothèses »."]
    )


def _headline(headline: Headline, reference: Headline) -> None:
    moved = headline.value != reference.value
    if said := standing.sign(headline):
        prose.markdown(f":small[**{said[0].upper()}{said[1:]}**]")  # before a value that may be read as sure
    prose.metric(
        headline.label,
        units.headline(headline.value, headline.unit),
        units.difference(headline.value - reference.value, headline.unit) if moved else None,
        delta_color="off",
        delta_arrow="off",  # the arrow reads an ASCII minus only
        label_visibility="collapsed",
        delta_description="d'écart" if moved else None,  # to the reference, which the differences name: a strip has no room for more
    )
    if headline.low < headline.high:
        st.image(range_bar(headline, reference), width=BAR_WIDTH, alt="")  # the words below say the same
        words = [f"{units.headline_range(headline.low, headline.high, headline.unit)}, 8 chances sur 10"]
        words += [OUTSIDE] if standing.outside(headline) else filter(None, [standing.rank(headline)])
        prose.caption("  \n".join(f"{text[0].upper()}{text[1:]}" for text in words))


def range_bar(headline: Headline, reference: Headline) -> str:
    """An SVG of the range with its central value as a disc, and the reference as a tick."""
    points = [headline.low, headline.high, headline.value, reference.value]
    low, high = min(points), max(points)

    def place(value: float) -> int:
        return round(MARGIN + (BAR_WIDTH - 2 * MARGIN) * (value - low) / (high - low))

    start, end, middle, base = (place(value) for value in (headline.low, headline.high, headline.value, reference.value))
    return (
        f'<svg viewBox="0 0 {BAR_WIDTH} 26" stroke-width="2"><path d="M{start} 7v12M{start} 13H{end}M{end} 7v12" stroke="{BAR}"/>'
        f'<path d="M{base} 2v22" stroke="{TICK}" stroke-dasharray="3"/><circle cx="{middle}" cy="13" r="6" fill="{DOT}"/></svg>'
    )
