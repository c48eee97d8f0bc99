"""The draws behind every range: a scrambled Sobol sample of all the uncertainties of a study.

Reference: Sobol (1967), doi 10.1016/0041-5553(67)90144-9; scrambling of Owen (1998), doi 10.1006/jcom.1998.0487, as in scipy.stats.qmc.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from studies.toolkit.reading.card import ALIGNED
from studies.toolkit.reading.parameters import Parameter

DRAWS = 256  # a power of two, as a Sobol sample wants; enough for a P10 and a P90 to hold their third digit
SEED = 20180403  # fixed, so that the same inputs give the same range to the last bit (first day of the first edition of le Studio)
LOW, HIGH = 0.10, 0.90  # "8 chances sur 10"


def _values(parameter: Parameter, chance: np.ndarray) -> np.ndarray:
    """Values [unit of the parameter] whose cumulated probability is `chance`: uniform, or triangular with its top at the value."""
    from scipy.stats import triang  # late, as in `_sample`

    low, width = parameter.low, parameter.high - parameter.low
    if parameter.distribution != "triangular":
        return low + chance * width
    return triang.ppf(chance, (parameter.value - low) / width, loc=low, scale=width)


@lru_cache(maxsize=16)
def _sample(dimensions: int, draws: int, seed: int) -> np.ndarray:
    from scipy.stats import qmc  # late: importing scipy.stats takes over a second, and `list` or `check` of a card do not need it

    whole = 1 << (draws - 1).bit_length()  # the power of two that such a plan wants: one that is not is its beginning
    return qmc.Sobol(dimensions, scramble=True, rng=seed).random(whole)[:draws]


def draw(parameters: Mapping[str, Parameter], draws: int = DRAWS, seed: int = SEED) -> dict[str, np.ndarray]:
    """One array of `draws` values for each uncertain parameter [its unit]; nothing when no parameter has a range."""
    uncertain = [parameter for parameter in parameters.values() if parameter.uncertain]
    if not uncertain:
        return {}
    chances = _sample(len(uncertain), draws, seed)
    return {parameter.id: _values(parameter, chances[:, column]) for column, parameter in enumerate(uncertain)}


def cut(draws: int, chunk: int) -> Iterator[slice]:
    """The places of `draws` draws, `chunk` of them at a time, a multiple of ALIGNED. What would be left over under ALIGNED goes with the last ones: a
    model given one draw alone would take it for a single run."""
    starts = [start for start in range(0, draws, chunk) if start == 0 or draws - start >= ALIGNED]
    for start, end in zip(starts, [*starts[1:], draws], strict=True):
        yield slice(start, end)
