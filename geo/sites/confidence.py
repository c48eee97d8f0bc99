"""How much a rank moves, in three classes, and what would change it: a fact that nobody knows, or a criterion that the committee would give up."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from geo.sites import siting
from geo.sites.siting import TIE, Criterion

CONFIDENCES = STEADY, MOVING, LOOSE = "peu variable", "variable", "très variable"  # that which moves least first
NARROW, WIDE = 0.15, 0.5  # [share of the ranks that there are] a rank that moves by less moves little, then some; a convention of the Studio


def confidence(best: int, worst: int, count: int) -> str:
    """The class of a rank that goes from `best` to `worst` among `count` sites."""
    moves = (worst - best) / max(count - 1, 1)
    return STEADY if moves <= NARROW else MOVING if moves <= WIDE else LOOSE


def what_would_change(values: pd.DataFrame, criteria: Sequence[Criterion], weights: Mapping[str, float], site: str) -> str:
    """What moves the rank of a site most, in French: an unknown fact that would be as good as can be, or a criterion that would count for nothing.

    The rank is that of `siting.rank`, whose arguments these are: that of the weighted sum, what is unknown being at its worst.
    """
    shares, low, high = siting.places(values, criteria, weights)
    here, scores = values.index.get_loc(site), low @ shares
    now = _rank(scores, here)
    most, words = 0, ""
    for place, criterion in enumerate(criteria):
        if not shares[place]:
            continue
        if np.isnan(values.at[site, criterion.id]):
            better = scores.copy()
            better[here] += shares[place] * (high - low)[here, place]
            then = _rank(better, here)
            named = f"connaître « {criterion.label} » ({_ordinal(then)} au mieux)"
        else:
            then = _rank(scores - shares[place] * low[:, place], here) if np.count_nonzero(shares) > 1 else now
            named = f"ne plus compter « {criterion.label} » ({_ordinal(then)})"
        if abs(then - now) > most:
            most, words = abs(then - now), named
    return words


def _rank(scores: np.ndarray, here: int) -> int:
    return 1 + int((scores > scores[here] + TIE).sum())


def _ordinal(rank: int) -> str:
    return f"{rank}{'er' if rank == 1 else 'e'}"
