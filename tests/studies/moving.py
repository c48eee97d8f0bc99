"""Which figures of a study move a result: all asked in one call of the model, one draw by figure and by end."""

from collections.abc import Iterable, Mapping

import numpy as np

from studies.toolkit.running import outcome, runs

ROUNDING = 1e-9  # of the largest value of a result: what is under it may come from the place of a draw among the others


def unmoved(study, chosen: Mapping[str, float], names: Iterable[str]) -> set[str]:
    """The figures that move no result of a choice, at neither of their ends."""
    still = runs.simulate(study, chosen)
    return {name for name in _unmoved_by_draw(study, chosen, sorted(names)) if not _moves_alone(study, chosen, name, still)}


def _ends(study, name: str) -> tuple[float, float]:
    return study.parameters[name].low, study.parameters[name].high


def _unmoved_by_draw(study, chosen: Mapping[str, float], names: list[str]) -> list[str]:
    """Those that move nothing of what a model counts by draw: an ensemble leaves out what is by commune. The last draw is the choice itself."""
    size = 2 * len(names) + 1
    tried: dict[str, float | np.ndarray] = dict(chosen)
    for place, name in enumerate(names):
        tried[name] = np.full(size, chosen[name])
        tried[name][2 * place : 2 * place + 2] = _ends(study, name)
    moved = np.zeros(size, bool)
    for _, variable in outcome.results(runs.simulate(study, tried)):
        if "draw" in variable.dims:
            values = variable.transpose(..., "draw").values.reshape(-1, size)
            moved |= (np.abs(values - values[:, -1:]) > ROUNDING * np.abs(values).max(initial=0.0)).any(axis=0)
    return [name for name, either in zip(names, moved[:-1].reshape(-1, 2).any(axis=1), strict=True) if not either]


def _moves_alone(study, chosen: Mapping[str, float], name: str, still) -> bool:
    answers = (runs.simulate(study, {**chosen, name: end}) for end in _ends(study, name) if end != chosen[name])
    return any(not moved[key].equals(still[key]) for moved in answers for key in still.data_vars)
