"""Where the value of a headline stands among its draws: in their middle half it needs no word; elsewhere its chance is told; outside of the band that
holds eight draws in ten, so are the assumptions that put it there. A headline whose very sign is doubtful says first how likely it is to be above
zero."""

import math

import numpy as np

from data.ground import french
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import ensemble, outcome, runs
from studies.toolkit.running.outcome import Headline, Outcome
from studies.toolkit.running.study import Study

MIDDLE = (0.25, 0.75)  # the middle half of the draws
SMALL = 0.35  # [share] a chance under it is told as one in so many
NONE = 0.02  # [share] a chance under it is called none, and one above all but it, certain
WORDS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix"}
TOLD = 3  # assumptions named, the strongest first
ROUNDING = 1e-9  # of the ends of a band, under which a value that seems beyond them is on them
POINTS = 16  # draws of one assumption, a power of two


def outside(headline: Headline) -> bool:
    """Whether the value of a headline is out of the band of its own draws, by more than the rounding of a sum."""
    if math.isnan(headline.value):  # without object, and without a band
        return False
    rounding = ROUNDING * max(abs(headline.low), abs(headline.high))
    return not headline.low - rounding <= headline.value <= headline.high + rounding


def rank(headline: Headline) -> str:
    """How likely the value of a headline is, in words, when it is not in the middle half of its draws: « une chance sur cinq d'atteindre cette
    valeur »; nothing otherwise."""
    if MIDDLE[0] <= headline.reached <= MIDDLE[1]:
        return ""
    what = "de ne pas dépasser cette valeur" if headline.sense < 0 else "d'atteindre cette valeur"
    return f"{_chance(headline.reached)} {what}"


def doubtful_sign(headline: Headline) -> bool:
    """Whether zero stands within the band of a headline: eight draws in ten are on both sides of it."""
    return headline.low < 0 < headline.high


def sign(headline: Headline) -> str:
    """How likely a headline is to be above zero, in words, when its sign is doubtful: « une chance sur trois d'être au-dessus de zéro »; nothing
    otherwise."""
    return f"{_chance(headline.positive)} d'être au-dessus de zéro" if doubtful_sign(headline) else ""


def rank_in_brief(headline: Headline) -> str:
    """`rank` where there is little room: « Atteinte : 1 chance sur 5 »."""
    if not rank(headline):
        return ""
    return f"{'Non dépassée' if headline.sense < 0 else 'Atteinte'} : {_chance_in_digits(headline.reached)}"


def sign_in_brief(headline: Headline) -> str:
    """`sign` where there is little room: « Plus que zéro : 1 chance sur 3 »."""
    return f"Plus que zéro : {_chance_in_digits(headline.positive)}" if doubtful_sign(headline) else ""


def _chance_in_digits(share: float) -> str:
    """A chance [share] as `_chance` counts it, in digits."""
    if share < NONE:
        return "presque jamais"
    if share > 1 - NONE:
        return "presque toujours"
    return f"1 chance sur {round(1 / share)}" if share < SMALL else f"{min(round(10 * share), 9)} chances sur 10"


def _chance(share: float) -> str:
    """A chance [share] in words: one in so many under SMALL, so many in ten above."""
    if share < NONE:
        return "presque aucune chance"
    if share > 1 - NONE:
        return "presque toutes les chances"
    if share < SMALL:
        number = round(1 / share)
        return f"une chance sur {WORDS.get(number, number)}"
    return f"{WORDS[min(round(10 * share), 9)]} chances sur dix"


def causes(study: Study, shown: Outcome, headline: Headline) -> list[Parameter]:
    """The assumptions that put the value of a headline out of its band, the strongest first: drawn alone, all others held at what the scenario makes
    of them, each moves the mean of the headline away from its value, towards the band. Of an assumption that the scenario puts at its own end half
    of the draws are its value: their middle would not move."""
    indicator = next(indicator for indicator in study.card.indicators if indicator.id == headline.id)
    uncertain = [parameter for parameter in study.parameters.values() if parameter.uncertain]
    drawn = ensemble.draw(study.parameters, draws=POINTS)
    size = POINTS * len(uncertain)
    draws = {}
    for place, parameter in enumerate(uncertain):
        draws[parameter.id] = np.full(size, parameter.value)
        draws[parameter.id][place * POINTS : (place + 1) * POINTS] = drawn[parameter.id]
    values = outcome.at(runs.simulate(study, shown.values, draws), indicator).values.reshape(len(uncertain), POINTS)
    towards = 1 if headline.value < headline.low else -1
    moved = towards * (values.mean(axis=1) - headline.value)
    order = sorted(range(len(uncertain)), key=lambda place: -moved[place])
    return [uncertain[place] for place in order[:TOLD] if moved[place] > 0]


def told(study: Study, shown: Outcome, headline: Headline) -> tuple[str, str]:
    """What is wrong with a headline out of its band, and the remedy, in French."""
    band = units.headline_range(headline.low, headline.high, headline.unit)
    fault = f"« {headline.label} » vaut {units.headline(headline.value, headline.unit)}, hors de sa fourchette : {band}, 8 chances sur 10"
    named = [
        f"{parameter.id} ({units.written(shown.values[parameter.id], parameter.unit)}, "
        f"{french.between(units.written(parameter.low, parameter.unit), units.written(parameter.high, parameter.unit))})"
        for parameter in causes(study, shown, headline)
    ]
    which = french.listed(named) if named else "celles que le scénario change"
    return fault, f"revoir la valeur ou la fourchette des hypothèses qui l'en sortent : {which}"
