"""Part 1 of a study page: what it asks, what it answers, its headlines with their ranges, what is asked of the assembly."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import escaping, french
from pages.parts import prose, refusal
from pages.parts.provenance import READABLE, linked
from studies.toolkit.reading import units
from studies.toolkit.reading.card import STATUS_LABELS
from studies.toolkit.running import narrative, sensitivity
from studies.toolkit.running.outcome import Headline, Outcome
from studies.toolkit.running.study import Study

BAR_WIDTH, MARGIN = 240, 10  # [px]
EXPLAINED = 6  # assumptions named under a headline
OUTSIDE = (
    "**La valeur affichée sort de cette fourchette :** ce choix met des incertitudes au bord de la leur, et presque tous les tirages tombent du "
    "même côté."
)
BAR, DOT, TICK = "#788", "#285", "#B70"  # granite, fir and broom lightened or darkened to 3:1 on both themes


def header(study: Study) -> None:
    """The name of the study, its question, its state."""
    card = study.card
    prose.title(card.title)
    prose.header(card.question)
    prose.caption(
        f":material/circle: {STATUS_LABELS[card.status]} · version {study.version} · données : {card.data_on}  \n"
        f"Édition {card.edition} · {french.listed(card.authors)} · {french.listed(card.committee)}"
    )


def answer(study: Study, outcome: Outcome, reference: Outcome) -> None:
    """The answer in a few sentences, written from the values on screen."""
    with st.container(width=READABLE):
        prose.markdown(narrative.fill(study.texts["essential"], outcome, reference, study.parameters))


def headline_cards(study: Study, scenario: str) -> list[DeltaGenerator]:
    """A bordered card for each indicator, under its name and above its origin; `headlines` fills them."""
    cards = []
    for column, indicator in zip(st.columns(len(study.card.indicators), border=True), study.card.indicators, strict=True):
        with column:
            prose.markdown(f":small[**{indicator.label}**]")  # a metric cuts its own label short
            cards.append(st.container())
            with prose.popover("Pourquoi ce chiffre ?", type="tertiary"), refusal.in_place():
                prose.markdown(_origin(study, scenario, indicator.id))
    return cards


def _origin(study: Study, scenario: str, indicator: str) -> str:
    """The assumptions that move an indicator most, each with its value and the way to its source: two clicks from the figure."""
    moving = [swing for swing in sensitivity.tornado(study, indicator, scenario) if swing.span > 0][:EXPLAINED]
    values = study.run(scenario).values
    lines = []
    for swing in moving:
        parameter, source = study.parameters[swing.parameter], study.sources[study.parameters[swing.parameter].source]
        origin = f"{escaping.markdown(source.producer)}, {linked(source.title, source.url)}"
        lines.append(f"- {escaping.markdown(parameter.label)} : **{units.written(values[parameter.id], parameter.unit)}**. {origin}")
    return "\n".join(
        ["Calculé par le modèle ; il dépend surtout de :", *lines, "", "Toutes les hypothèses et leurs sources sont dans le tableau plus bas."]
    )


def headlines(study: Study, cards: list[DeltaGenerator], outcome: Outcome, reference: Outcome) -> None:
    """Each indicator in its card: value, range, difference to the reference."""
    for card, headline in zip(cards, outcome.indicators.values(), strict=True):
        with card:
            _headline(headline, reference.indicators[headline.id])


def _headline(headline: Headline, reference: Headline) -> None:
    moved = headline.value != reference.value
    prose.metric(
        headline.label,
        units.headline(headline.value, headline.unit),
        units.difference(headline.value - reference.value, headline.unit) if moved else None,
        delta_color="off",
        delta_arrow="off",  # the arrow reads an ASCII minus only
        label_visibility="collapsed",
        delta_description="d'écart" if moved else None,  # to the reference, which the differences name: a card has no room for more
    )
    if headline.low < headline.high:
        words = units.headline_range(headline.low, headline.high, headline.unit)
        st.image(range_bar(headline, reference), width=BAR_WIDTH, alt="")  # the words below say the same
        prose.caption(f"{words[0].upper()}{words[1:]}, 8 chances sur 10")
        if not headline.low <= headline.value <= headline.high:
            prose.caption(OUTSIDE)


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


def options(study: Study) -> None:
    """What is asked of the assembly: the options put to the vote side by side, each with the effects of its scenario."""
    prose.subheader("Ce qui est demandé à l'assemblée")
    prose.markdown(study.card.asked)
    for column, option in zip(st.columns(len(study.card.options), border=True), study.card.options, strict=True):
        with column:
            prose.markdown(f"**{option.title}**  \n:small[Scénario {french.in_sentence(study.scenarios[option.scenario].title)}]")
            prose.markdown(
                "\n".join(
                    f"- {headline.label} : **{units.headline(headline.value, headline.unit)}**, "
                    f"{units.headline_range(headline.low, headline.high, headline.unit)}"
                    for headline in study.run(option.scenario).indicators.values()
                )
            )


def story(study: Study, outcome: Outcome, reference: Outcome) -> None:
    """The narrative for elected members, when the study has one."""
    _text(study, "story", "Le récit, pour les élus", outcome, reference)


def since(study: Study, outcome: Outcome, reference: Outcome) -> None:
    """What happened after the edition of the study, when it tells."""
    _text(study, "since", f"Ce qui s'est passé depuis {study.card.edition}", outcome, reference)


def _text(study: Study, name: str, title: str, outcome: Outcome, reference: Outcome) -> None:
    if name in study.texts:
        prose.header(title)
        with st.container(width=READABLE):
            prose.markdown(narrative.fill(study.texts[name], outcome, reference, study.parameters))


def limits(study: Study) -> None:
    """What the study leaves out, and the scale under which it must not be read."""
    prose.header("Limites")
    with st.container(width=READABLE):
        prose.markdown("\n".join(f"- {limit}" for limit in study.card.limits))
        prose.markdown(f"À ne pas lire sous {study.card.minimum_scale}.")
