"""Which site fits: what rules a site out, then two rankings side by side, and how far each rank can move.

Nothing here reads a file: a table of values (site x criterion, NaN where nobody knows) and weights come in, a ranking goes out. An unknown value
is never replaced: it is anything between the worst and the best known value of its criterion, scores become intervals, and ranks with them. The
list is ordered by the least score of each, so that a known value never stands below an unknown one.

[1] Hwang, C. L., Yoon, K. (1981). Multiple Attribute Decision Making. Springer. doi 10.1007/978-3-642-48318-9
[2] Jahanshahloo, G. R., Hosseinzadeh Lotfi, F., Izadikhah, M. (2006). An algorithmic method to extend TOPSIS for decision-making problems with
    interval data. Applied Mathematics and Computation 175(2), 1375-1384. doi 10.1016/j.amc.2005.08.048
[3] Dinkelbach, W. (1967). On nonlinear fractional programming. Management Science 13(7), 492-498. doi 10.1287/mnsc.13.7.492
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

DRAWS = 1_000  # of the weights
CONCENTRATION = 30.0  # a weight of 20 % then moves by ±7 points, a weight of 50 % by ±9: a committee that hesitates, not one that starts again
SEED = 48  # the same weights give the same ranks, today and in six months
FROM, TO = 10, 90  # [%] of the draws: the ends of the rank interval
TIE = 1e-9  # two scores closer than that differ by rounding only
FLAT = 1e-12  # values of a criterion that spread less than that part of their size are the same value
WIDEST = 2.0  # the greatest squared difference between two components of a vector of length 1


@dataclass(frozen=True)
class Criterion:
    """What sites are compared on: `label` is French and fits in a sentence, without article; `sense` is 1 when more is better, -1 when less is.

    `counted`: the unit is a noun in the singular, which agrees with its number. `scale`: the least and the greatest value that it may have, when it
    is not measured against the other sites: all the sites may then be good."""

    id: str
    label: str
    unit: str
    sense: int
    counted: bool = False
    scale: tuple[float, float] | None = None


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest score [0 to 1] of each site, in the order of the values; equal when everything is known."""

    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Ranking:
    """frame: one row per site, the first one first. With the weights asked for: score_low, score_high (weighted sum), closeness_low, closeness_high
    (TOPSIS) [0 to 1], rank (of the weighted sum: what is shown is what these weights give, as for any figure, never the middle of the draws) and
    rank_topsis. Over the draws of the weights, rank_best and rank_worst (from the 10 % lowest of the best ranks to the 10 % highest of the worst
    ones, that rank being within), first_surely and first_possibly [0 to 1] (draws where it comes first whatever the unknown values are, and where it
    may come first). unknown: labels of the criteria that count and have no data. The ranks of the draws are those of the weighted sum. spread: how
    far the draws move the weights [points]."""

    frame: pd.DataFrame
    draws: int
    spread: float


def excluded(tests: pd.DataFrame, active: Collection[str]) -> pd.DataFrame:
    """The sites set aside, one row for each site and rule: site, exclusion, in the order of `tests` (site x rule: True when the rule sets the site
    aside, False when not, None when nobody knows). A rule that is not `active` sets nobody aside, and what is unknown neither."""
    return _told(tests, active, tests.eq(True))


def undecided(tests: pd.DataFrame, active: Collection[str]) -> pd.DataFrame:
    """The rules that nobody can apply to a site for want of data: same form as `excluded`. These sites stay, and it must be said."""
    return _told(tests, active, tests.isna())


def _told(tests: pd.DataFrame, active: Collection[str], where: pd.DataFrame) -> pd.DataFrame:
    columns = [name for name in tests.columns if name in active]
    sites, rules = np.nonzero(where[columns].to_numpy(dtype=bool))
    return pd.DataFrame({"site": tests.index[sites], "exclusion": np.array(columns, dtype=object)[rules]})


def weighted_sum(values: np.ndarray, weights: Sequence[float], senses: Sequence[int]) -> np.ndarray:
    """The score [0 to 1] of each row of `values` (sites x criteria, all known): each criterion goes from 0 (worst) to 1 (best of the sites), then
    the weighted mean. A criterion on which all are equal adds nothing. ValueError (in French) on a missing value or on weights that are no weights.
    """
    return sum_bounds(_whole(values), weights, senses).low


def sum_bounds(values: np.ndarray, weights: Sequence[float], senses: Sequence[int], ends: np.ndarray | None = None) -> Bounds:
    """The weighted sum when some values are unknown (NaN). Whatever they are between the worst and the best known, the score is within.

    `ends` (two rows): the least and the greatest value of the scale of each criterion, NaN for those without one of their own."""
    low, high = _utilities(np.asarray(values, dtype=float), np.asarray(senses), ends)
    return Bounds(*(np.clip(part @ _shares(weights), 0, 1) for part in (low, high)))  # the shares add up to 1 but for a rounding error


def topsis(values: np.ndarray, weights: Sequence[float], senses: Sequence[int]) -> np.ndarray:
    """How close each row of `values` (sites x criteria, all known) is to an ideal site and far from the worst one [0 to 1], vector normalisation
    [1]. 0.5 for everybody when nothing distinguishes the sites. ValueError (in French) as weighted_sum."""
    matrix = _whole(values)
    lengths = np.sqrt((matrix**2).sum(axis=0))
    placed = np.asarray(senses) * _shares(weights) * matrix / np.where(lengths > 0, lengths, 1)
    to_worst = np.sqrt(((placed - placed.min(axis=0, initial=np.inf)) ** 2).sum(axis=1))
    to_best = np.sqrt(((placed - placed.max(axis=0, initial=-np.inf)) ** 2).sum(axis=1))
    return np.divide(to_worst, to_worst + to_best, out=np.full(len(matrix), 0.5), where=to_worst + to_best > 0)


def topsis_bounds(values: np.ndarray, weights: Sequence[float], senses: Sequence[int], ends: np.ndarray | None = None) -> Bounds:
    """TOPSIS when some values are unknown (NaN): whatever they are between the worst and the best known, the closeness is within.

    As in [2] the ideal and the worst site are fixed, made of the bounds; here those are the known ones, since an unknown value stays between them.
    The length that normalises a criterion depends on the unknown values: it is bounded too, and the extreme closeness over all lengths is
    found exactly, a ratio of sums that [3] solves in a few steps. With everything known it is `topsis`.
    """
    matrix, squares = np.asarray(values, dtype=float), _shares(weights) ** 2
    worst, best, known, blind = _scale(matrix, np.asarray(senses), ends)
    least = np.where((worst < 0) != (best < 0), 0, np.minimum(worst**2, best**2))
    most = np.maximum(worst**2, best**2)
    lengths, lost = np.where(known, matrix**2, 0).sum(axis=0), (~known).sum(axis=0)
    light = np.where(blind, 0, squares / np.where(lengths > 0, lengths + lost * most, 1))
    heavy = np.where(blind, WIDEST * squares, squares / np.where(lengths > 0, lengths + lost * least, 1))
    gap = np.where(blind, 1, (best - worst) ** 2)
    sure = known & ~blind
    placed = np.where(sure & (best > worst), matrix * senses, worst)
    from_worst, from_best = (placed - worst) ** 2, (placed - best) ** 2
    high = _greatest_part(np.where(sure, from_worst, gap), np.where(sure, from_best, 0), light, heavy)
    low = 1 - _greatest_part(np.where(sure, from_best, gap), np.where(sure, from_worst, 0), light, heavy)
    return Bounds(*(np.sqrt(part) / (np.sqrt(part) + np.sqrt(1 - part)) for part in (low, high)))


def _greatest_part(wanted: np.ndarray, other: np.ndarray, light: np.ndarray, heavy: np.ndarray) -> np.ndarray:
    """The greatest wanted / (wanted + other) of each row, each criterion weighing anything from light to heavy [3]; 0.5 when both are nothing."""
    part = np.zeros(len(wanted))
    for _ in range(wanted.shape[1] + 1):  # the part only grows: each step turns a criterion from heavy to light, or is the last
        factors = np.where(wanted * (1 - part[:, None]) >= other * part[:, None], heavy, light)
        total = (factors * (wanted + other)).sum(axis=1)
        part = np.divide((factors * wanted).sum(axis=1), total, out=np.full(len(wanted), 0.5), where=total > 0)
    return np.clip(part, 0, 1)


def rank(
    values: pd.DataFrame,
    criteria: Sequence[Criterion],
    weights: Mapping[str, float],
    draws: int = DRAWS,
    concentration: float | None = CONCENTRATION,
    seed: int = SEED,
) -> Ranking:
    """Ranks the sites of `values` (index: site; columns: criteria; NaN: unknown) with the weights of a committee, and says how far each rank moves.

    The weights are drawn `draws` times around those asked for: Dirichlet(concentration x weights), which has them as its mean; None draws any
    weights with the same chance (flat Dirichlet). A weight of 0 stays 0. In each draw, the best rank of a site is 1 + the others that are above it
    for sure, the worst is 1 + the others that may be above or beside it. The list is ordered by the least scores that the weights asked for give.
    ValueError (in French) on a missing or negative weight, weights that are all 0, an infinite value, a site given twice.
    """
    shares, matrix, senses = _asked(values, criteria, weights)
    ends = _ends(criteria)
    low, high = _utilities(matrix, senses, ends)
    drawn = weight_draws(shares, draws, concentration, seed)
    best, worst = _ranks_of_draws(drawn @ low.T, drawn @ high.T)
    sums, near = sum_bounds(matrix, shares, senses, ends), topsis_bounds(matrix, shares, senses, ends)
    order = _ranks(sums.low)
    labels = np.array([criterion.label for criterion in criteria], dtype=object)
    frame = pd.DataFrame(
        {
            **{"score_low": sums.low, "score_high": sums.high},
            **{"closeness_low": near.low, "closeness_high": near.high},
            "rank": order,
            "rank_best": np.minimum(order, _percentile(best, FROM, "lower")),
            "rank_worst": np.maximum(order, _percentile(worst, TO, "higher")),
            "first_surely": (worst == 1).mean(axis=0),
            "first_possibly": (best == 1).mean(axis=0),
            "unknown": [tuple(labels[lost]) for lost in np.isnan(matrix) & (shares > 0)],
            "rank_topsis": _ranks(near.low),
        },
        index=values.index,
    )
    frame = frame.iloc[np.lexsort((frame["unknown"].map(len), frame["rank"]))]  # of those that tie, the best known first
    return Ranking(frame, draws, spread(shares, concentration))


def weight_draws(shares: np.ndarray, draws: int, concentration: float | None, seed: int) -> np.ndarray:
    """Weights around `shares` (draws x criteria, each row adds up to 1): Dirichlet(concentration x shares), or flat when it is None.
    ValueError (in French) when there is nothing to draw."""
    if draws < 1 or (concentration is not None and not 0 < concentration < np.inf):
        raise ValueError("il faut au moins un tirage, et une concentration positive")
    drawn, counting = np.zeros((draws, len(shares))), shares > 0
    around = np.ones(counting.sum()) if concentration is None else concentration * shares[counting]
    drawn[:, counting] = np.random.default_rng(seed).dirichlet(around, draws)
    return drawn


def spread(shares: np.ndarray, concentration: float | None) -> float:
    """How far the draws move a weight [points of percentage]: the standard deviation of Dirichlet, in quadratic mean over the weights that count."""
    counting = shares[shares > 0]
    if concentration is None:
        counting, concentration = np.full(len(counting), 1 / len(counting)), len(counting)
    return float(100 * np.sqrt((counting * (1 - counting) / (concentration + 1)).mean()))


def places(values: pd.DataFrame, criteria: Sequence[Criterion], weights: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The weights as shares, then the least and the greatest place of each cell from the worst (0) to the best (1). Same errors as `rank`."""
    shares, matrix, senses = _asked(values, criteria, weights)
    return shares, *_utilities(matrix, senses, _ends(criteria))


def contributions(values: pd.DataFrame, criteria: Sequence[Criterion], weights: Mapping[str, float]) -> pd.DataFrame:
    """What each criterion adds to the score of a site above (or below) the mean of the sites of which it is known, or the middle of its own scale
    [-1 to 1], NaN where nobody knows. Same form and same errors as `values` and `rank`."""
    (shares, low, _), lost = places(values, criteria, weights), values[[criterion.id for criterion in criteria]].isna().to_numpy()
    utilities = np.where(lost, np.nan, low)
    means = np.divide(np.nansum(utilities, axis=0), (~lost).sum(axis=0), out=np.zeros(len(shares)), where=(~lost).any(axis=0))
    means = np.where([criterion.scale is None for criterion in criteria], means, 0.5)
    return pd.DataFrame(shares * (utilities - means), index=values.index, columns=[criterion.id for criterion in criteria])


def _asked(values: pd.DataFrame, criteria: Sequence[Criterion], weights: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The weights as shares, the values and the senses, in the order of the criteria. ValueError as `rank`."""
    names = [criterion.id for criterion in criteria]
    absent = [name for name in names if name not in weights or name not in values.columns] or [name for name in weights if name not in names]
    if absent:
        raise ValueError(f"chaque critère demande un poids et une colonne de valeurs ; à revoir : {', '.join(absent)}")
    if not values.index.is_unique:
        raise ValueError("un site est donné deux fois")
    return _shares([weights[name] for name in names]), values[names].to_numpy(dtype=float), np.array([criterion.sense for criterion in criteria])


def _ends(criteria: Sequence[Criterion]) -> np.ndarray:
    """The scales of the criteria, as `sum_bounds` wants them."""
    return np.array([criterion.scale or (np.nan, np.nan) for criterion in criteria]).T


def _shares(weights: Sequence[float]) -> np.ndarray:
    given = np.asarray(weights, dtype=float)
    if not np.isfinite(given).all() or (given < 0).any():
        raise ValueError("un poids est un nombre positif ou nul")
    if not given.sum() > 0:
        raise ValueError("tous les poids sont nuls : en donner au moins un")
    return given / given.sum()


def _whole(values: np.ndarray) -> np.ndarray:
    matrix = np.asarray(values, dtype=float)
    if np.isnan(matrix).any():
        raise ValueError("une valeur est inconnue : demander les bornes du score, non le score")
    return matrix


def _scale(matrix: np.ndarray, senses: np.ndarray, ends: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The worst and the best value of each criterion, those of its scale or those that are known, turned so that more is better (0 when none is); the
    cells that are known;
    the criteria that are blind: with an unknown value and less than two different known ones, nobody knows what a difference is worth.
    ValueError (in French) on an infinite value."""
    if np.isinf(matrix).any():
        raise ValueError("une valeur infinie ne se compare pas : la corriger ou la laisser vide")
    known, turned = ~np.isnan(matrix), matrix * senses
    if ends is not None:
        turned, known_or_end = np.vstack([turned, ends * senses]), np.vstack([known, ~np.isnan(ends)])
    else:
        known_or_end = known
    some = known_or_end.any(axis=0)
    worst = np.where(some, np.where(known_or_end, turned, np.inf).min(axis=0, initial=np.inf), 0)
    best = np.where(some, np.where(known_or_end, turned, -np.inf).max(axis=0, initial=-np.inf), 0)
    best = np.where(best - worst > FLAT * np.maximum(np.abs(worst), np.abs(best)), best, worst)
    return worst, best, known, ~known.all(axis=0) & (best == worst)


def _utilities(matrix: np.ndarray, senses: np.ndarray, ends: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest place of each cell from the worst (0) to the best (1) value of its criterion, both 0 when all are equal."""
    worst, best, known, blind = _scale(matrix, senses, ends)
    placed = np.where(best > worst, (matrix * senses - worst) / np.where(best > worst, best - worst, 1), 0)
    sure = known & ~blind
    return np.where(sure, placed, 0), np.where(sure, placed, 1)


def _ranks_of_draws(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best and the worst rank of each site in each draw (draws x sites)."""
    count = low.shape[1]
    lows, highs = np.sort(low, axis=1), np.sort(high, axis=1)
    best, worst = np.empty(low.shape, dtype=np.int32), np.empty(low.shape, dtype=np.int32)
    for draw in range(len(low)):  # row by row: a search in one short sorted row stays in the fastest memory
        best[draw] = count + 1 - lows[draw].searchsorted(high[draw] + TIE, side="right")
        worst[draw] = count - highs[draw].searchsorted(low[draw] - TIE, side="left")  # the site itself is among those counted
    return best, worst


def _ranks(scores: np.ndarray) -> np.ndarray:
    """1 + how many of the same row are above each, the last axis being the sites: those that tie share the better rank."""
    rows = np.atleast_2d(scores)
    ordered, found = np.sort(rows, axis=1), np.empty(rows.shape, dtype=np.int32)
    for row in range(len(rows)):
        found[row] = rows.shape[1] + 1 - ordered[row].searchsorted(rows[row] + TIE, side="right")
    return found.reshape(scores.shape)


def _percentile(ranks: np.ndarray, share: int, method: str) -> np.ndarray:
    """A percentile of the ranks of each site over the draws, always the rank of one of them."""
    return np.percentile(np.ascontiguousarray(ranks.T), share, axis=1, method=method).astype(int)
