"""The headlines of a study page in a strip that stays in sight: each indicator with its range and its difference to the reference; its name opens
where it comes from."""

import math
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import french
from data.ground.faults import Fault
from pages.parts import lane, prose, refusal
from pages.parts.printing import paper
from pages.parts.remarks import in_place
from pages.parts.study.choosing import state
from pages.parts.study.effects import origin
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import Early, View
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Indicator
from studies.toolkit.running import standing
from studies.toolkit.running.outcome import Headline

BAR_WIDTH, MARGIN = 240, 10  # [px]
OUTSIDE = "Hors de sa fourchette"
BAR, DOT, TICK = "#788", "#285", "#B70"  # granite, fir and broom lightened or darkened to 3:1 on both themes


class HeadlineStrip(Part):
    """The name of each indicator, which opens its origin, over its figure."""

    id = "indicators"

    def draw(self, screen: Screen) -> None:
        """The names, over the places of the figures."""
        self.chosen, self.names, self.places = False, {}, []
        with st.container(key="strip"):
            indicators = screen.study.card.indicators
            for column, indicator in zip(st.columns(len(indicators), gap="medium"), indicators, strict=True):
                with column:
                    self._name(screen, indicator)
                    self.places.append(_place())
            base = screen.study.scenarios[screen.study.card.reference].title
            prose.caption(f"Segment : 8 chances sur 10. Pointillé, pastille : « {base} », l'écart.")

    @st.fragment
    def _name(self, screen: Screen, indicator: Indicator) -> None:
        """The name of an indicator, which opens its origin: worked out then, sent then, and to nobody else."""
        if paper.is_printed():  # its origin has a part of its own there
            prose.markdown(f":small[**{indicator.short or indicator.label}**]")
            return
        opened = prose.popover(indicator.short or indicator.label, type="tertiary", key=_opens(screen, indicator), on_change="rerun")
        self.names[indicator.id] = opened
        if self.chosen:
            in_place.whole_page(screen.study)
            _explain(opened, screen, indicator)

    def announce(self, early: Early) -> None:
        """The figures of the choice, before their ranges."""
        for place, headline in zip(self.places, early.headlines.values(), strict=True):
            with place.value:
                _value(headline, early.reference[headline.id])

    def redraw(self, view: View) -> None:
        """What chances there are around the figures."""
        for place, headline in zip(self.places, view.outcome.indicators.values(), strict=True):
            with place.range, st.container(gap="xxsmall"):
                _range(headline, view.reference.indicators[headline.id])

    def complete(self, screen: Screen) -> None:
        """The origin that is open already: it needs the choice, which is known by now."""
        self.chosen = True
        for indicator in screen.study.card.indicators:
            if indicator.id in self.names:
                _explain(self.names[indicator.id], screen, indicator)

    def refuse(self, fault: Fault) -> None:
        """No figure under any name."""
        refusal.no_figure([place.value for place in self.places], "Pas de chiffre.")  # why is told just under the strip


class Place(NamedTuple):
    """Where a headline is written: its value at once, then what stands under it."""

    value: DeltaGenerator
    range: DeltaGenerator


def _place() -> Place:
    with st.container(gap="xxsmall"):
        return Place(st.empty(), st.container(gap="xxsmall"))


def _opens(screen: Screen, indicator: Indicator) -> str:
    """In the session: whether its origin is open."""
    return state.key(screen.study, f"why.{indicator.id}")


def _explain(opened: DeltaGenerator, screen: Screen, indicator: Indicator) -> None:
    """The origin of an indicator, under its name when that is open; the way to give one's opinion on it first, for who may."""
    if opened.open:
        with opened, st.container(key=f"origin-{indicator.id}"), refusal.in_place(screen.study), lane.turn(lane.REST):
            called = indicator.short or indicator.label
            in_place.button(screen.committee, f"indicator:{indicator.id}", indicator.label, called, _opens(screen, indicator))
            origin.show(screen, indicator)


def _value(headline: Headline, reference: Headline) -> None:
    moved = headline.value != reference.value and not math.isnan(headline.value - reference.value)
    prose.metric(
        headline.label,
        units.headline(headline.value, headline.unit),
        units.difference(headline.value - reference.value, headline.unit, beside=headline.value) if moved else None,
        delta_color="off",
        delta_arrow="off",  # the arrow reads an ASCII minus only
        label_visibility="collapsed",
        delta_description="d'écart" if moved else None,  # to the reference, which the differences name: a strip has no room for more
    )


def _range(headline: Headline, reference: Headline) -> None:
    if headline.low < headline.high:
        st.image(range_bar(headline, reference), width=BAR_WIDTH, alt="")  # the words below say the same
        prose.caption("  \n".join(_standing(headline)))


def _standing(headline: Headline) -> list[str]:
    """Where a value stands in its range, under it so that the values of the strip stay on one line, the range first, which leaves room for the
    difference: in full under the name of the indicator."""
    band = french.begun(units.headline_span(headline.low, headline.high, headline.unit, beside=headline.value))
    sign = standing.sign_in_brief(headline)
    where = OUTSIDE if standing.outside(headline) else "" if sign else standing.rank_in_brief(headline)
    return [line for line in (band, where, sign and f"**{sign}**") if line]


def range_bar(headline: Headline, reference: Headline) -> str:
    """An SVG of the range with its central value as a disc, and the reference as a tick where it has an object."""
    mark = headline.value if math.isnan(reference.value) else reference.value
    points = [headline.low, headline.high, headline.value, mark]
    low, high = min(points), max(points)

    def place(value: float) -> int:
        return round(MARGIN + (BAR_WIDTH - 2 * MARGIN) * (value - low) / (high - low))

    start, end, middle, base = (place(value) for value in points)
    tick = "" if math.isnan(reference.value) else f'<path d="M{base} 2v22" stroke="{TICK}" stroke-dasharray="3"/>'
    return (
        f'<svg viewBox="0 0 {BAR_WIDTH} 26" stroke-width="2"><path d="M{start} 7v12M{start} 13H{end}M{end} 7v12" stroke="{BAR}"/>'
        f'{tick}<circle cx="{middle}" cy="13" r="6" fill="{DOT}"/></svg>'
    )
