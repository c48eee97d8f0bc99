"""What the levers of a study do at their bounds: each alone at both, then all together, the model gives finite figures or refuses them in French."""

import numpy as np

from data.ground.faults import Fault
from studies.toolkit.errors import BadRequest, in_french
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import outcome, runs, standing
from studies.toolkit.running.study import Study

REMEDY = "rendre un chiffre à cette borne (0 quand il n'y a rien à compter), la refuser par « raise Refusal », ou resserrer la fourchette"


def levers_of(study: Study) -> list[Parameter]:
    """The levers of a study, in the order of its table."""
    return [parameter for parameter in study.parameters.values() if parameter.role == "lever"]


def tried(study: Study) -> list[tuple[str, dict[str, float]]]:
    """Which levers go to which bound, with the words that name the trial: each alone at both, then all together."""
    levers = levers_of(study)
    alone = [(f"{lever.id} à {end:g}", {lever.id: end}) for lever in levers for end in (lever.low, lever.high)]
    corners = [
        ("tous les leviers au plus bas", {lever.id: lever.low for lever in levers}),
        ("tous les leviers au plus haut", {lever.id: lever.high for lever in levers}),
    ]
    return [*alone, *corners] if levers else []


def _wrong(study: Study, chosen: dict[str, float | np.ndarray], refused: str = "") -> str:
    """What is wrong with the answer of a model, nothing when its figures are finite; `refused` when it says itself that they do not go together."""
    try:
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            name = next(iter(outcome.unfinished(runs.answer(study, chosen), study.without_data)), "")
    except BadRequest:
        return refused
    except (Exception, SystemExit) as error:  # an author's model may raise anything; it is told, and the other studies keep working
        return f"run échoue ({in_french(error, '')[0]})"
    return f"le résultat « {name} » n'est pas un nombre" if name else ""


def faults(study: Study) -> list[Fault]:
    """The bounds at which run fails or gives a figure that is none, under the default scenario: all in one call, one by one if it fails."""
    chosen = runs.choices(study, study.card.default_scenario, {})
    levers, trials = levers_of(study), tried(study)
    if not trials:
        return []
    together = dict(chosen) | {lever.id: np.array([trial.get(lever.id, chosen[lever.id]) for _, trial in trials]) for lever in levers}
    if not _wrong(study, together, refused="un des essais est refusé"):
        return []
    place = f"studies/{study.slug}/parameters.csv"
    found = ((words, trial, _wrong(study, dict(chosen) | trial)) for words, trial in trials)
    return [
        Fault(f"{place} ({next(iter(trial))})" if len(trial) == 1 else place, f"{words} : {wrong}", REMEDY) for words, trial, wrong in found if wrong
    ]


def remarks(study: Study) -> list[Fault]:
    """What an author has to mend without the study being put aside: the headlines out of the band of their own draws, under each scenario."""
    shown = [(name, runs.run(study, name)) for name in study.scenarios]
    return [
        Fault(f"studies/{study.slug}/scenarios.toml, [{name}]", *standing.told(study, answer, headline))
        for name, answer in shown
        for headline in answer.indicators.values()
        if standing.outside(headline)
    ]
