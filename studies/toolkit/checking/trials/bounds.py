"""What the levers of a study do at their bounds: each alone at both, then together at their corners, under each scenario, the model gives finite
figures or refuses them in French."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

import numpy as np

from data.ground.faults import Fault
from studies.toolkit.errors import BadRequest, in_french
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import outcome, runs, standing
from studies.toolkit.running.study import Study

REMEDY = "rendre un chiffre à cette borne (0 quand il n'y a rien à compter), la refuser par « raise Refusal », ou resserrer la fourchette"
ALL_CORNERS = 6  # levers at most whose corners are all tried, 64; beyond, each pair of levers goes to its four corners
MOST_APART = 100  # corners at most that are run one by one, when the model refuses some of them or stops on them


class Tried(NamedTuple):
    """A choice to try: the words that name it, the levers that it moves and where to, the scenario."""

    words: str
    moved: Mapping[str, float]
    scenario: str


def levers_of(study: Study) -> list[Parameter]:
    """The levers of a study, in the order of its table."""
    return [parameter for parameter in study.parameters.values() if parameter.role == "lever"]


def tried(study: Study) -> list[tuple[str, dict[str, float]]]:
    """Which levers go to which bound, with the words that name the trial: each alone at both, then all together."""
    levers = levers_of(study)
    alone = [(f"{lever.id} à {end:g}", {lever.id: end}) for lever in levers for end in (lever.low, lever.high)]
    ends = [
        ("tous les leviers au plus bas", {lever.id: lever.low for lever in levers}),
        ("tous les leviers au plus haut", {lever.id: lever.high for lever in levers}),
    ]
    return [*alone, *ends] if levers else []


def corners(levers: Sequence[Parameter]) -> list[tuple[str, dict[str, float]]]:
    """The corners where some levers are at their lower bound and the others at the upper one: all of them when the levers are few, else those that
    bring each pair of levers to its four corners, a few for each doubling of their number."""
    if len(levers) <= ALL_CORNERS:
        sides = list(product((False, True), repeat=len(levers)))
    else:
        bits = range((len(levers) - 1).bit_length())  # two levers differ by one bit of their rank at least
        halves = [tuple(bool(rank >> bit & 1) for rank in range(len(levers))) for bit in bits]
        sides = [*halves, *(tuple(not high for high in half) for half in halves)]
    mixed = (list(zip(levers, side, strict=True)) for side in sides if len(set(side)) > 1)
    return [_corner({lever.id: lever.high if high else lever.low for lever, high in ends}) for ends in mixed]


def _corner(moved: dict[str, float]) -> tuple[str, dict[str, float]]:
    return ", ".join(f"{name} à {end:g}" for name, end in moved.items()), moved


def _all_tried(study: Study) -> list[Tried]:
    """Those of `tried`, then the corners, under the scenario that the page opens on; then the same under each other one."""
    first = study.card.default_scenario
    found = [*tried(study), *corners(levers_of(study))]
    return [
        Tried(f"{words}{'' if name == first else f', sous le scénario « {name} »'}", moved, name)
        for name in (first, *(other for other in study.scenarios if other != first))
        for words, moved in found
    ]


def _chosen(study: Study, trials: Sequence[Tried]) -> dict[str, float | np.ndarray]:
    """Every figure of these trials, as an array over them when it has a range."""
    bases = {name: runs.choices(study, name, {}) for name in {trial.scenario for trial in trials}}
    each = [bases[trial.scenario] | trial.moved for trial in trials]
    return {
        name: each[0][name] if len(trials) == 1 or parameter.low is None else np.array([values[name] for values in each])
        for name, parameter in study.parameters.items()
    }


def _wrong(study: Study, trials: Sequence[Tried], refused: str = "") -> str:
    """What is wrong with the answer of a model, nothing when its figures are finite; `refused` when it says itself that they do not go together."""
    try:
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            name = next(iter(outcome.unfinished(runs.answer(study, _chosen(study, trials)), study.without_data)), "")
    except BadRequest:
        return refused
    except (Exception, SystemExit) as error:  # an author's model may raise anything; it is told, and the other studies keep working
        return f"run échoue ({in_french(error, '')[0]})"
    return f"le résultat « {name} » n'est pas un nombre" if name else ""


def faults(study: Study) -> list[Fault]:
    """The bounds at which run fails or gives a figure that is none: all in one call, one by one if it fails. The first corner that goes wrong in a
    way is told, when none of its bounds alone explains it."""
    trials = _all_tried(study)
    if not trials or not _wrong(study, trials, refused="un des essais est refusé"):
        return []
    found: list[tuple[Tried, str]] = []
    for trial in _one_by_one(trials, found):
        wrong = _wrong(study, [trial])
        if wrong and (len(trial.moved) == 1 or wrong not in (said for other, said in found if len(other.moved) > 1)):
            found.append((trial, wrong))
    place = f"studies/{study.slug}/parameters.csv"
    return [
        Fault(f"{place} ({next(iter(trial.moved))})" if len(trial.moved) == 1 else place, f"{trial.words} : {wrong}", REMEDY)
        for trial, wrong in found
    ]


def _one_by_one(trials: Sequence[Tried], found: Sequence[tuple[Tried, str]]) -> Iterator[Tried]:
    """The trials left to make while those `found` wrong grow: not what one of them explains already, whatever the scenario."""
    left = (trial for trial in trials if not any(wrong.moved.items() <= trial.moved.items() for wrong, _ in found))
    yield from islice(left, MOST_APART)


def remarks(study: Study) -> list[Fault]:
    """What an author has to mend without the study being put aside: the headlines out of the band of their own draws, under each scenario."""
    shown = [(name, runs.run(study, name)) for name in study.scenarios]
    return [
        Fault(f"studies/{study.slug}/scenarios.toml, [{name}]", *standing.told(study, answer, headline))
        for name, answer in shown
        for headline in answer.indicators.values()
        if standing.outside(headline)
    ]
