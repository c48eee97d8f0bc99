"""Part 1 of a study page: what it asks, what it answers, its headlines with their ranges, what is asked of the assembly."""

import streamlit as st

from data import french
from studies.toolkit import narrative, units
from studies.toolkit.card import STATUS_LABELS
from studies.toolkit.outcome import Headline, Outcome
from studies.toolkit.study import Study

BAR_WIDTH, BAR_HEIGHT, MARGIN = 240, 26, 10  # [px]
READABLE = 780  # [px] about 75 characters of the text: longer lines are tiring
BAR, DOT, TICK = "#7A858E", "#2E8B63", "#C98A00"  # granite, fir and broom lightened or darkened to 3:1 on both themes


def header(study: Study) -> None:
    """The name of the study, its question, its state."""
    card = study.card
    st.title(card.title)
    st.header(card.question)
    st.caption(f":material/circle: {STATUS_LABELS[card.status]} · version {study.version} · données : {card.data_on}  \n"
               f"Édition {card.edition} · {french.listed(card.authors)} · {french.listed(card.committee)}")


def answer(study: Study, outcome: Outcome, reference: Outcome) -> None:
    """The answer in a few sentences, written from the values on screen."""
    with st.container(width=READABLE):
        st.markdown(narrative.fill(study.texts["essential"], outcome, reference, study.parameters))


def headlines(study: Study, outcome: Outcome, reference: Outcome) -> None:
    """A card for each indicator: value, range, difference to the reference."""
    columns = st.columns(len(study.card.indicators))
    for column, one in zip(columns, outcome.indicators.values(), strict=True):
        with column, st.container(border=True, height="stretch"):
            _headline(study, one, reference.indicators[one.id])


def _headline(study: Study, one: Headline, reference: Headline) -> None:
    moved = one.value != reference.value
    st.markdown(f":small[**{one.label}**]")  # a metric cuts its own label short
    st.metric(one.label, units.headline(one.value, one.unit), units.difference(one.value - reference.value, one.unit) if moved else None, delta_color="off",
              label_visibility="collapsed", delta_description=f"par rapport au {study.scenarios[study.card.reference].title.lower()}" if moved else None)
    if one.low < one.high:
        words = units.headline_range(one.low, one.high, one.unit)
        st.image(range_bar(one, reference), alt=f"{one.label} : {words}, valeur centrale {units.headline(one.value, one.unit)}")
        st.caption(f"{words[0].upper()}{words[1:]}, 8 chances sur 10")


def range_bar(one: Headline, reference: Headline) -> str:
    """An SVG of the range with its central value as a disc, and the reference as a tick."""
    points = [one.low, one.high, one.value, reference.value]
    low, high = min(points), max(points)

    def place(value: float) -> float:
        return round(MARGIN + (BAR_WIDTH - 2 * MARGIN) * (value - low) / (high - low), 1)

    middle = BAR_HEIGHT / 2
    ends = "".join(f'<line x1="{place(end)}" x2="{place(end)}" y1="{middle - 6}" y2="{middle + 6}"/>' for end in (one.low, one.high))
    return (f'<svg viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" width="{BAR_WIDTH}" height="{BAR_HEIGHT}"><g stroke="{BAR}" stroke-width="2">'
            f'<line x1="{place(one.low)}" x2="{place(one.high)}" y1="{middle}" y2="{middle}"/>{ends}</g>'
            f'<line x1="{place(reference.value)}" x2="{place(reference.value)}" y1="2" y2="{BAR_HEIGHT - 2}" stroke="{TICK}" stroke-width="2" stroke-dasharray="3 2"/>'
            f'<circle cx="{place(one.value)}" cy="{middle}" r="6" fill="{DOT}"/></svg>')


def options(study: Study) -> None:
    """What is asked of the assembly: the options put to the vote, each with the effects of its scenario."""
    st.subheader("Ce qui est demandé à l'assemblée")
    st.markdown(study.card.asked)
    rows = []
    for option in study.card.options:
        outcome = study.run(option.scenario)
        effects = {one.label: f"{units.headline(one.value, one.unit)}  \n{units.headline_range(one.low, one.high, one.unit)}" for one in outcome.indicators.values()}
        rows.append({"Option": option.title, "Scénario": study.scenarios[option.scenario].title} | effects)
    st.table(rows, hide_index=True)


def limits(study: Study) -> None:
    """What the study leaves out, and the scale under which it must not be read."""
    st.header("Limites")
    with st.container(width=READABLE):
        st.markdown("\n".join(f"- {limit}" for limit in study.card.limits))
        st.markdown(f"À ne pas lire sous {study.card.minimum_scale}.")
