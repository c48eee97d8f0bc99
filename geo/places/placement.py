"""Where the next places of a network would serve a demand best, beside those that are open already: the p-median or the maximal coverage of
geo.places.facilities on the communes of Lozère, with the times of geo.travel.reach."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from geo.places import facilities
from geo.places.digital_places import HUB
from geo.places.facilities import NOBODY
from geo.travel import reach
from geo.travel.reach import Travel

MOST = 5  # new places: beyond, a list of candidates is a plan of its own


@dataclass(frozen=True)
class Placed:
    """New places, and what they change.

    sites: one row for each new place, the one that serves most first: code, served (weight of the communes that would go there), before and after
    (their mean time [min]; before is NaN when nothing is open), hub (minutes to POLeN). communes: indexed by code, weight, before, after [min],
    place (code of the nearest, new or open). mean_before, mean_after: the mean time of the weight [min]; near_before, near_after: the share of it
    that has a place within reach, NaN when no reach was asked. method: how the times are obtained (French).
    """

    sites: pd.DataFrame
    communes: pd.DataFrame
    mean_before: float
    mean_after: float
    near_before: float
    near_after: float
    method: str


def place(weights: pd.Series, count: int, opened: Collection[str] = (), within: float | None = None) -> Placed:
    """The `count` communes where new places make the mean time of the weight least or, with `within` [min], have the most weight within that time.

    weights: one for each of the 152 communes, indexed by code, in any unit; opened: the codes of the communes that have a place already.
    ValueError (in French) on other communes, on an unknown or negative weight, when all of them are 0, on a count out of 1 to MOST.
    """
    travel = reach.between_communes()
    if not weights.index.is_unique or set(weights.index) != set(travel.codes):
        raise ValueError("la demande doit porter une fois chacun des codes des 152 communes de la Lozère")
    known = weights.loc[list(travel.codes)].to_numpy(dtype=float)
    if not (known > 0).any():
        raise ValueError("la demande est nulle partout : il n'y a personne à servir")
    if not 1 <= count <= MOST:
        raise ValueError(f"le nombre de nouveaux lieux va de 1 à {MOST}")
    if unknown := sorted(set(opened) - set(travel.codes)):
        raise ValueError(f"communes inconnues en Lozère : {', '.join(unknown)}")
    kept = tuple(sorted({travel.codes.index(code) for code in opened}))
    new = _chosen(hashlib.sha256(travel.minutes.tobytes()).hexdigest(), known.tobytes(), count, kept, within)
    return _told(travel, known, new, kept, within)


@lru_cache(maxsize=64)
def _chosen(_digest: str, weights: bytes, count: int, kept: tuple[int, ...], within: float | None) -> tuple[int, ...]:
    """The rows of the new places. The same question is solved once: the weights in bytes, and the digest of the times, tell one from another."""
    cost, loads = reach.between_communes().minutes, np.frombuffer(weights)
    if within is None:
        found = facilities.p_median(cost, loads, count + len(kept), kept)
    else:
        found = facilities.maximal_coverage(*_preferring_the_demand_on_the_spot(cost, loads, count, within), count + len(kept), within, kept)
    return tuple(site for site in found.sites if site not in kept)


def _preferring_the_demand_on_the_spot(cost: np.ndarray, loads: np.ndarray, count: int, within: float) -> tuple[np.ndarray, np.ndarray]:
    """Many sets of communes often cover as much: a client more for each commune, that only a place of its own covers, with a load too small to change
    the coverage, makes the solver choose among them those where most of the demand lives."""
    own = loads / loads.max() * loads[loads > 0].min() / (2 * count)
    elsewhere = np.where(np.eye(len(loads), dtype=bool), 0.0, within + 1)
    return np.vstack([cost, elsewhere]), np.concatenate([loads, own])


def _told(travel: Travel, loads: np.ndarray, new: tuple[int, ...], kept: tuple[int, ...], within: float | None) -> Placed:
    everywhere = [*kept, *new]
    before = travel.minutes[:, list(kept)].min(axis=1) if kept else np.full(len(loads), np.nan)
    after = travel.minutes[:, everywhere].min(axis=1)
    nearest = np.array(everywhere)[travel.minutes[:, everywhere].argmin(axis=1)]
    served = nearest if within is None else np.where(after <= within, nearest, NOBODY)
    hub = travel.minutes[:, travel.codes.index(HUB)]
    rows = [
        {
            "code": travel.codes[site],
            "served": float(loads[served == site].sum()),
            "before": _mean(before, loads * (served == site)),
            "after": _mean(after, loads * (served == site)),
            "hub": float(hub[site]),
        }
        for site in new
    ]
    codes = np.array(travel.codes)
    communes = pd.DataFrame({"weight": loads, "before": before, "after": after, "place": codes[nearest]}, index=pd.Index(codes, name="code"))
    return Placed(
        pd.DataFrame(rows).sort_values(["served", "code"], ascending=[False, True], ignore_index=True),
        communes,
        _mean(before, loads),
        _mean(after, loads),
        _share(before, loads, within),
        _share(after, loads, within),
        travel.method,
    )


def _mean(minutes: np.ndarray, loads: np.ndarray) -> float:
    """The mean of the times [min], each commune counting for its load; NaN when nobody is counted."""
    return float((minutes * loads).sum() / loads.sum()) if loads.sum() > 0 else float("nan")


def _share(minutes: np.ndarray, loads: np.ndarray, within: float | None) -> float:
    """The share of the load within a time; NaN when no time was asked, 0 when nothing is open."""
    return float("nan") if within is None else float(loads[minutes <= within].sum() / loads.sum())
