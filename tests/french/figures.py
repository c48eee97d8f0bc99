"""The figures that stand in the texts right after the name of a result: « Argent public : 7,88 M€ »."""

import re

from data.ground import french
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import pieces
from studies.toolkit.running.study import Study

SPACES = " \u00a0\u202f"
NUMBER = rf"\u2212?\d[\d{SPACES}]*(?:,\d+)?"
MARKS = str.maketrans("", "", "*\\")


def written(study: Study) -> dict[str, set[str]]:
    """What may be written after the label of each result: its values under each scenario, at each date, and both ends of their ranges, in the three
    digits of a page."""
    found: dict[str, set[str]] = {}
    for scenario in study.scenarios:
        outcome = study.run(scenario)
        for headline in outcome.indicators.values():
            ends = (headline.value, headline.low, headline.high)
            found.setdefault(headline.label, set()).update(units.headline(value, headline.unit, unit_too=False) for value in ends)
        for name, piece in pieces(outcome.data):
            if not set(piece.dims) - {"year", "draw"}:
                values = [*piece.values.reshape(-1), *(end for band in outcome.bands.get(name, ()) for end in band.reshape(-1))]
                kept = found.setdefault(piece.attrs["label"], set())
                kept.update(units.headline(float(value), piece.attrs["unit"], unit_too=False) for value in values)
    return found


def told(text: str, label: str) -> list[str]:
    """The numbers that a text gives right after a label, as it begins a sentence or inside one."""
    plain, names = text.translate(MARKS), "|".join(re.escape(french.spaced(form)) for form in (label, french.in_sentence(label)))
    return [number.strip(SPACES) for number in re.findall(rf"(?:{names})[{SPACES}]?: ({NUMBER})", plain)]
