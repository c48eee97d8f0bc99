"""The sites with what is worked out of them: the fibre as it is best known, and the time to the motorway."""

import pandas as pd

from data import editions
from data.coverage import SURVEYS
from data.ground.stamped import stamped
from data.inventory import store
from geo.fibre import rollout
from geo.sites import located
from geo.sites.site_card import day
from geo.travel import access, roads

KINDS = (store.KIND, SURVEYS, roads.KIND)  # the editions that the sites depend on


def offers() -> pd.DataFrame:
    """geo.sites.located.all_sites() with fibre (best known state, "" when nobody knows), fibre_date (ISO), fibre_on (day in words), fibre_source,
    fibre_basis, fibre_share [% of the buildings of its place that can be connected, when that is what is known]; minutes, minutes_low, minutes_high
    [min] to the nearest exit of the A75, exit (its number). A copy: yours to change."""
    return _offers().copy()


def state() -> tuple[editions.Stamp, ...]:
    """What tells one state of the sites from another, for caches."""
    return tuple(editions.stamp(kind) for kind in KINDS)


def motorway_words(site) -> str:
    """The time from a site (a row of `offers`) to the motorway, wherever it is written: 10 min (entre 1 et 20 min) de l'A75, sortie 41; inconnu."""
    words = access.in_words(site.minutes, site.minutes_low, site.minutes_high)
    return words if words == access.UNKNOWN else f"{words} de l'A75, sortie {site.exit}"


@stamped(lambda _within: state(), keep=4)
def active(within: float) -> pd.Series:
    """The active people [people, 2018] who reach each site `within` minutes, indexed by site. Shared: do not change it."""
    frame = _offers()
    return access.active_within(frame, within).set_axis(frame["site_id"])


@stamped(state)
def _offers() -> pd.DataFrame:
    frame = located.all_sites()
    best = rollout.best_states(frame).reindex(frame["site_id"])
    for column, name in {"fibre": "state", "fibre_source": "source", "fibre_basis": "basis"}.items():
        frame[column] = best[name].fillna("").to_numpy()
    frame["fibre_date"] = best["on"].fillna("").to_numpy()
    frame["fibre_on"] = frame["fibre_date"].map(day)
    frame["fibre_share"] = best["share"].to_numpy(dtype=float)
    near = access.nearest_exit(frame)
    return frame.assign(**{name: near[name].to_numpy() for name in ("minutes", "minutes_low", "minutes_high", "exit")})
