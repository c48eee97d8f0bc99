"""Which way each lever moves each headline: effects.csv, declared by the author and held against the model.

A row says that a headline goes up (+) or down (-) when a lever goes up, whatever the scenario; or now up, now down (?), with the reason in `why`. A
pair without a row says that the lever does not move the headline. `python -m studies effects ÉTUDE` writes the file from the model: a sign that
contradicts sense is a fault of the model, not of the file.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping

import numpy as np
from pydantic import field_validator

from data.ground.faults import Fault
from studies.toolkit.checking import lasting_names
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.validation import Declared, Identifier, read_rows, refuse
from studies.toolkit.running import outcome, runs
from studies.toolkit.running.study import Study

NAME = "effects.csv"
COLUMNS = ("lever", "indicator", "sign", "why")
UP, DOWN, BOTH, NONE = "+", "-", "?", ""
POINTS = 4  # values of each lever, from its lower to its upper bound
MIXED = 4  # settings beside the scenarios, in which some of the other levers are moved too
MORE = 40  # settings more at most, as long as an effect that was declared has not been seen: some need rare prices or full stations
MOVED = 0.4  # [share] of the levers that such a setting moves
SEED = 20180403  # fixed, so that a sign is the same from one run to the next
SEEN = 1e-3  # of the largest value of a headline in a setting: a smaller step does not change the three digits that pages write
WORDS = {UP: "le fait monter", DOWN: "le fait baisser", BOTH: "le fait monter puis baisser", NONE: "ne le change pas"}
Pair = tuple[str, str]  # a lever, an indicator


class Effect(Declared):
    """The sign of the effect of a lever on an indicator, and the reason when there are both."""

    lever: Identifier
    indicator: Identifier
    sign: str
    why: str = ""  # as it was written: the file is written again with it

    @field_validator("sign")
    @classmethod
    def _known(cls, sign: str) -> str:
        if sign not in (UP, DOWN, BOTH):
            raise refuse(f"signe « {sign} » inconnu", "écrire +, - ou ? ; ne pas écrire la ligne d'un levier qui ne change rien")
        return sign


def read(study: Study) -> tuple[dict[Pair, Effect], list[Fault]]:
    """The declared effects of a study, and what is wrong with the rows of the file."""
    place = f"studies/{study.slug}/{NAME}"
    rows, faults = read_rows(study.folder / NAME, Effect, place)
    levers, indicators = {lever.id for lever in _levers(study)}, {indicator.id for indicator in study.card.indicators}
    for where, row in rows:
        if row.lever not in levers or row.indicator not in indicators:
            faults.append(Fault(where, f"« {row.lever}, {row.indicator} » : pas un levier et un indicateur de l'étude", _again(study)))
        elif row.sign == BOTH and not row.why:
            faults.append(Fault(where, f"« {row.lever} » fait monter puis baisser « {row.indicator} » sans raison", "écrire la raison dans why"))
    return {(row.lever, row.indicator): row for _, row in rows}, faults


def faults(study: Study) -> list[Fault]:
    """What the file says that the model does not do, and the reverse; that a study which was published has none."""
    place = f"studies/{study.slug}/{NAME}"
    if not (study.folder / NAME).is_file():
        published = (study.folder / lasting_names.NAME).is_file()
        return [Fault(place, "sens des leviers absent", _again(study))] if published and _levers(study) else []
    declared, wrong = read(study)
    found = measured(study, declared)
    for lever, indicator in {**found, **declared}:
        said = declared[lever, indicator].sign if (lever, indicator) in declared else NONE
        does = found.get((lever, indicator), NONE)
        if said != does and (said != BOTH or does == NONE):  # both ways may be seen in settings that are not tried here
            remedy = f"chercher pourquoi dans le modèle ; s'il a raison, {_again(study)}"
            wrong.append(Fault(f"{place} ({lever}, {indicator})", f"dit que le levier {WORDS[said]}, et le modèle {WORDS[does]}", remedy))
    return wrong


def _again(study: Study) -> str:
    return f"l'écrire par python -m studies effects {study.slug}, puis relire chaque signe"


def _levers(study: Study) -> list[Parameter]:
    return [parameter for parameter in study.parameters.values() if parameter.role == "lever"]


def measured(study: Study, declared: Collection[Pair] = ()) -> dict[Pair, str]:
    """The sign of each pair that the model moves, over the named scenarios and some mixed settings, and more of these as long as a `declared` pair
    has not moved; in the order of the levers."""
    ways: dict[Pair, set[str]] = {}
    for place, chosen in enumerate(_settings(study)):
        if place >= len(study.scenarios) + MIXED and all(ways.get(pair) for pair in declared):
            break
        for pair, signs in moves(study, chosen).items():
            ways.setdefault(pair, set()).update(signs)
    return {pair: signs.pop() if len(signs) == 1 else BOTH for pair, signs in ways.items() if signs}


def _settings(study: Study) -> Iterator[dict[str, float]]:
    """The choices around which each lever is moved [unit of each parameter]."""
    random, scenarios = np.random.default_rng(SEED), list(study.scenarios)
    for name in scenarios:
        yield runs.choices(study, name, {})
    for place in range(MIXED + MORE):
        changes = {lever.id: float(random.uniform(lever.low, lever.high)) for lever in _levers(study) if random.random() < MOVED}
        yield runs.choices(study, scenarios[place % len(scenarios)], changes)


def moves(study: Study, chosen: Mapping[str, float]) -> dict[Pair, set[str]]:
    """Which ways each lever moves each indicator when it goes alone from its lower to its upper bound, everything else as `chosen`: all in one call
    of the model. Nothing where the model refuses one of these values."""
    levers = _levers(study)
    size = len(levers) * POINTS
    tried: dict[str, float | np.ndarray] = dict(chosen)
    for place, lever in enumerate(levers):
        values = np.full(size, chosen[lever.id])
        values[place * POINTS : (place + 1) * POINTS] = np.linspace(lever.low, lever.high, POINTS)
        tried[lever.id] = values
    try:
        answer = runs.simulate(study, tried)
    except BadRequest:
        return {}
    found = {}
    for indicator in study.card.indicators:
        rows = np.broadcast_to(outcome.at(answer, indicator).values, (size,)).reshape(len(levers), POINTS)
        least = SEEN * np.abs(rows).max()
        found |= {(lever.id, indicator.id): _ways(row, least) for lever, row in zip(levers, rows, strict=True)}
    return found


def _ways(values: np.ndarray, least: float) -> set[str]:
    """Whether a row of values rises, falls, or both, by more than `least` from one of them to a later one."""
    up = (values - np.minimum.accumulate(values)).max() > least
    down = (np.maximum.accumulate(values) - values).max() > least
    return {sign for sign, there in ((UP, up), (DOWN, down)) if there}


def table(study: Study) -> tuple[str, list[str]]:
    """The text of effects.csv as the model answers now, reasons kept; and the pairs whose sign changed since the file in place, in French. A pair
    that goes both ways for a reason that was written keeps both, even when the settings tried here only show one of them."""
    before = read(study)[0] if (study.folder / NAME).is_file() else {}
    reasons, text = {pair: row.why for pair, row in before.items() if row.sign == BOTH and row.why}, io.StringIO()
    found = {pair: BOTH if pair in reasons else sign for pair, sign in measured(study, before).items()}
    kept = {pair: reasons.get(pair, "") for pair in found}
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *((*pair, sign, kept[pair]) for pair, sign in found.items())])
    changed = [
        f"{lever} sur {indicator} : « {before[lever, indicator].sign if (lever, indicator) in before else '0'} » devient « {sign or '0'} »"
        for (lever, indicator), sign in {**dict.fromkeys(before, NONE), **found}.items()
        if before and sign != (before[lever, indicator].sign if (lever, indicator) in before else NONE)
    ]
    return text.getvalue(), changed
