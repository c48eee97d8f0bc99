"""Weights from comparisons two by two (analytic hierarchy process, AHP), how consistent they are, and which one to look at again.

[1] Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill. Scale from 1 (equal) to 9 (extreme), random indices of matrices of 1 to 10.
[2] Saaty, T. L. (2008). Decision making with the analytic hierarchy process. International Journal of Services Sciences 1(1), 83-98.
    doi 10.1504/IJSSCI.2008.017590
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from data.ground.french import listed

STRONGEST = 9.0  # the end of the scale [1]
ACCEPTED = 0.10  # a consistency ratio above it asks for another look at the comparisons [1]
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)  # mean inconsistency of random matrices of size 1 to 10 [1]
CLOSE = 1e-6  # how far a comparison and its reverse may be from reciprocal: rounding only


@dataclass(frozen=True)
class Doubt:
    """A comparison to look at again: the rows it compares, what was answered (how many times `first` matters more than `second`), and the answer
    of the scale of Saaty that would agree best with the other comparisons."""

    first: int
    second: int
    given: float
    fitting: float


def matrix(comparisons: Mapping[tuple[str, str], float], names: Sequence[str]) -> np.ndarray:
    """The reciprocal matrix (names x names) of comparisons: {(a, b): how many times a matters more than b, from 1/9 to 9}, each pair once.

    ValueError (in French) on more than 10 names, a name given twice, a missing comparison (it is not taken for an equality), a pair compared
    twice, an unknown name, a value out of the scale.
    """
    if not 1 <= len(names) <= len(RANDOM_INDEX) or len(set(names)) < len(names):
        raise ValueError(f"il faut de 1 à {len(RANDOM_INDEX)} critères, tous différents")
    place = {name: row for row, name in enumerate(names)}
    found = np.eye(len(names))
    for (first, second), value in comparisons.items():
        if first not in place or second not in place or first == second:
            raise ValueError(f"comparaison impossible : {first} et {second}")
        if found[place[first], place[second]]:
            raise ValueError(f"{first} et {second} sont comparés deux fois")
        if not 1 / STRONGEST - CLOSE <= value <= STRONGEST + CLOSE:
            raise ValueError(f"{first} et {second} : répondre de 1/9 à 9 (échelle de Saaty)")
        found[place[first], place[second]], found[place[second], place[first]] = value, 1 / value
    missing = [f"{first} et {second}" for first, second in combinations(names, 2) if not found[place[first], place[second]]]
    if missing:
        raise ValueError(f"comparaisons manquantes : {listed(missing)}")
    return found


def weights(compared: np.ndarray) -> np.ndarray:
    """The weights [share of one] of a reciprocal matrix: its principal eigenvector [1]. ValueError (in French) on another matrix."""
    return _principal(compared)[1]


def consistency_ratio(compared: np.ndarray) -> float:
    """How inconsistent the comparisons of a reciprocal matrix are [ratio to random ones]: 0 when they all agree, to be reviewed above ACCEPTED.

    (greatest eigenvalue - n) / (n - 1), divided by the random index of n [1]. ValueError (in French) on another matrix, or more than 10 rows.
    """
    size = len(compared)
    greatest = _principal(compared)[0]
    if size > len(RANDOM_INDEX):
        raise ValueError(f"la cohérence ne se mesure que jusqu'à {len(RANDOM_INDEX)} critères")
    return max(0.0, (greatest - size) / (size - 1) / RANDOM_INDEX[size - 1]) if size > 2 else 0.0  # two criteria cannot contradict each other


def most_inconsistent(compared: np.ndarray) -> Doubt | None:
    """The comparison that the others contradict most; None when no other answer of the scale would agree better with them, as with two criteria.

    What the others say of i and j is the geometric mean, over every third criterion k, of (i compared with k) x (k compared with j): the value that
    makes those triangles consistent on average. With three criteria each comparison is as doubtful as the others: the first is given.
    ValueError (in French) on a matrix that is not reciprocal.
    """
    _principal(compared)
    size = len(compared)
    if size < 3:
        return None
    logs, end = np.log(compared), np.log(STRONGEST)
    sums = logs.sum(axis=1)[:, None] + logs.sum(axis=0)[None, :]  # over every k: i and j themselves each add the comparison, taken out below
    others = np.clip((sums - 2 * logs) / (size - 2), -end, end)
    gaps = np.triu(np.abs(logs - others), 1).round(9)  # equal gaps stay equal, whatever the rounding
    first, second = (int(place) for place in np.unravel_index(np.argmax(gaps), gaps.shape))
    given, fitting = float(compared[first, second]), _on_scale(float(np.exp(others[first, second])))
    return None if np.isclose(given, fitting) else Doubt(first, second, given, fitting)


def _on_scale(ratio: float) -> float:
    """The nearest answer of the scale of Saaty, in proportion: a whole number from 1 to 9 or the inverse of one."""
    whole = np.arange(1, STRONGEST + 1)
    nearest = float(whole[np.argmin(np.abs(np.log(whole) - abs(np.log(ratio))))])
    return nearest if ratio >= 1 else 1 / nearest


def _principal(compared: np.ndarray) -> tuple[float, np.ndarray]:
    """The greatest eigenvalue of a positive reciprocal matrix and its eigenvector, which adds up to 1 (theorem of Perron)."""
    given = np.asarray(compared, dtype=float)
    if given.ndim != 2 or given.shape[0] != given.shape[1] or not len(given):
        raise ValueError("il faut une matrice carrée de comparaisons")
    if not (np.isfinite(given).all() and (given > 0).all() and np.allclose(given * given.T, 1, rtol=0, atol=CLOSE)):
        raise ValueError("il faut des comparaisons positives, chacune inverse de sa réciproque")
    values, vectors = np.linalg.eig(given)
    greatest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, greatest].real)
    return float(values[greatest].real), vector / vector.sum()
