"""The figures that stand in the texts right after the name of a result: « Argent public : 7,88 M€ »."""

import re
from collections.abc import Collection

from data.ground import french
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import pieces
from studies.toolkit.running.study import Study

SPACES = " \u00a0\u202f"
NUMBER = rf"\u2212?\d[\d{SPACES}]*(?:,\d+)?"
MARKS = str.maketrans("", "", "*\\")


def labels(study: Study) -> set[str]:
    """The names of the indicators and of the results of a study that are one series or one number."""
    named = {piece.attrs["label"] for _, piece in pieces(study.run().data) if not set(piece.dims) - {"year", "draw"}}
    return named | {indicator.label for indicator in study.card.indicators}


def written(study: Study, wanted: Collection[str]) -> dict[str, set[str]]:
    """What may be written after each of some labels: its values under each scenario, at each date, and both ends of their ranges, in the three digits
    of a page."""
    found: dict[str, set[str]] = {label: set() for label in wanted}
    for scenario in study.scenarios:
        outcome = study.run(scenario)
        for headline in outcome.indicators.values():
            if headline.label in found:
                found[headline.label] |= {alone(end, headline.unit) for end in (headline.value, headline.low, headline.high)}
        for name, piece in pieces(outcome.data):
            if piece.attrs["label"] in found and not set(piece.dims) - {"year", "draw"}:
                values = [*piece.values.reshape(-1), *(end for band in outcome.bands.get(name, ()) for end in band.reshape(-1))]
                found[piece.attrs["label"]] |= {alone(float(value), piece.attrs["unit"]) for value in values}
    return found


def alone(value: float, unit: str) -> str:
    """The number of a value as a page writes it, without the unit that it is read in."""
    (number,), _ = units.side_by_side(unit, value)
    return number


def told(text: str, label: str) -> list[str]:
    """The numbers that a text gives right after a label, as it begins a sentence or inside one."""
    plain, names = text.translate(MARKS), "|".join(re.escape(french.spaced(form)) for form in (label, french.in_sentence(label)))
    return [number.strip(SPACES) for number in re.findall(rf"(?:{names})[{SPACES}]?: ({NUMBER})", plain)]
