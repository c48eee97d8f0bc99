"""What is known of a commune, or of the communes of an intercommunality, whatever the study: in words, with their units, ready for a sentence."""

from collections.abc import Collection, Sequence
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from data import editions, tables
from data.ground import escaping, french
from data.ground.stamped import stamped
from geo.fibre import concession
from geo.places import digital_places, placement
from geo.places.chosen import Place
from geo.sites import fitting, located, offers
from geo.sites.fitting import Search
from geo.sites.needs import Need
from geo.sites.siting import Ranking
from geo.territory import lozere
from geo.travel import access, roads
from geo.travel.access import Times

HELP, ABATTOIR, EXIT = "help", "abattoir", "exit"
ALL = ("name", "copper_end", HELP, ABATTOIR, EXIT, "sites", "fit")
FEW = 3  # places named when communes differ by the nearest; more are counted in minutes only
HERE = "dans la commune"
NO_SITE = "aucun site connu de l'inventaire"
COUNTED = {located.ZONE: "zone d'activités", located.PLOT: "terrain", located.BUILDING: "bâtiment"}


def of(place: Place, names: Collection[str] = ALL) -> dict[str, str]:
    """Some facts of a place by their names (studies.toolkit.places.written.FACTS): name; copper_end, by when copper stops; help, the nearest place
    where one is helped; abattoir and exit, the nearest ones; sites, how many the inventory has; fit, which of them ranks best and where."""
    counted = {"name": lambda: place.name, "copper_end": lambda: copper_end(place), "sites": lambda: sites(place), "fit": lambda: fit(place)}
    return {name: counted[name]() if name in counted else _nearest(place, *_reached(name)) for name in ALL if name in names}


def copper_end(place: Place) -> str:
    """By when copper stops in a place, as the press said it: a commune that is not named may still be among the first."""
    deadlines, named = _copper()
    first, last = (f"d'ici fin {deadlines.at[row, 'closing_by'][:4]}" for row in (concession.BY_2028, concession.BY_2030))
    here = named[named["code"].isin(place.communes)]["name"].tolist()
    if place.is_commune:
        return f"{first} (commune nommée parmi les premières)" if here else f"{last}, ou {first} si elle est des communes qui ne sont pas nommées"
    others = f"{last} au plus tard {'ailleurs' if here else 'partout'}"
    return f"{first} pour {french.listed(here)}, {others}" if here else others


@cache
def _copper() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The deadlines, the communes that are named. Shared: do not change them."""
    return concession.copper(), concession.named_without_copper()


def sites(place: Place) -> str:
    """How many zones, plots and buildings the inventory has there, and how many of them are invented."""
    everything = located.shared()
    found = everything[everything["commune_code"].isin(place.communes)]
    counted = [(kind, int((found["kind"] == kind).sum()), word) for kind, word in COUNTED.items()]
    words = [_counted(count, word) for _, count, word in counted if count]
    if not words:
        return NO_SITE
    invented = int(found["example"].sum())
    return french.listed(words) + (f" (dont {invented} d'exemple)" if invented else "")


def fit(place: Place) -> str:
    """The site of a place that ranks best with the weights that are proposed first, its rank and how far it moves."""
    ranking, everything = _ranked()
    if ranking is None:
        return NO_SITE
    here = set(everything.loc[everything["commune_code"].isin(place.communes), "site_id"])
    rows = ranking.frame[ranking.frame.index.isin(here)]
    if rows.empty:
        return NO_SITE
    best = rows.iloc[0]
    called = everything.set_index("site_id").at[rows.index[0], "name"]
    moves = "" if best["rank_best"] == best["rank_worst"] else f", entre le {_rank(best['rank_best'])} et le {_rank(best['rank_worst'])} rang"
    return f"« {escaping.markdown(called)} », {_rank(best['rank'])} sur {len(ranking.frame)}{moves}"


def serving(place: Place, demand: pd.Series) -> str:
    """The commune that one place would have to be in to serve a demand best, and how far it is; `demand`: one for each commune of Lozère, by code."""
    if not (demand > 0).any():
        return "aucune, faute de demande"
    return _nearest(place, *_reached(_serving(tuple(demand.index), tuple(demand))))


@lru_cache(maxsize=64)
def _serving(codes: tuple[str, ...], demand: tuple[float, ...]) -> str:
    return str(placement.place(pd.Series(demand, index=codes), 1).sites["code"].iloc[0])


@stamped(offers.state)
def _ranked() -> tuple[Ranking | None, pd.DataFrame]:
    """The real sites ranked with the proposed weights, nothing being asked, and the sites themselves."""
    everything = fitting.real(offers.offers())
    return fitting.ranked(everything, Search(Need(), (), fitting.PROPOSED)), everything


@stamped(lambda _what: editions.stamp(roads.KIND), keep=16)
def _reached(what: str) -> tuple[list[str], Times]:
    """Some places by their names in a sentence, and the times to them from each commune of Lozère; `what` is HELP, ABATTOIR, EXIT or a commune."""
    ends = {HELP: _helping, ABATTOIR: _abattoirs, EXIT: _exits}.get(what, lambda: _communes([what]))()
    return ends["said"].tolist(), access.times(access.commune_points(lozere.LOZERE), ends)


def _helping() -> pd.DataFrame:
    return _communes(digital_places.communes_of(*lozere.HELPING))


def _communes(codes: Sequence[str]) -> pd.DataFrame:
    points = access.commune_points(lozere.LOZERE).loc[list(codes)]
    return points.assign(said=lozere.communes(lozere.LOZERE)["name"])


def _exits() -> pd.DataFrame:
    found = access.exits()
    return found.assign(said=[f"{row.name.split(' (')[0]} (sortie {row.exit})" for row in found.itertuples(index=False)])


def _abattoirs() -> pd.DataFrame:
    """Those of the table; those that are known to a point of their own, without a commune."""
    known = tables.read("abattoirs").set_index("id")
    points = access.commune_points().reindex(known["commune_code"]).set_index(known.index)
    named = [french.in_sentence(name) for name in known["name"]]
    return points.fillna(known[["lon", "lat"]]).assign(precision=points["precision"].fillna(""), said=named)


def _nearest(place: Place, names: Sequence[str], times: Times) -> str:
    """The nearest of some places and the time to it; from several communes, the times, and the places when they are few."""
    rows = lozere.communes(lozere.LOZERE).index.get_indexer(list(place.communes))
    minutes = times.minutes[rows]
    known = np.isfinite(minutes).any(axis=1)
    if not known.any():
        return access.UNKNOWN
    best = np.where(np.isfinite(minutes), minutes, np.inf).argmin(axis=1)
    if len(place.communes) == 1:  # an intercommunality too, of which one commune alone is in Lozère
        name = HERE if names[best[0]] == place.name else names[best[0]]
        return f"{name}, {access.in_words(*(float(part[rows[0], best[0]]) for part in (times.minutes, times.low, times.high)))}"
    least = minutes[np.arange(len(best)), best][known]
    nearest = list(dict.fromkeys(names[column] for column in best[known]))
    low, high = (french.number(float(end), 0) for end in (least.min(), least.max()))
    said = french.with_unit(low, "min") if low == high else f"{french.between(low, high, 'min')} selon la commune"
    return f"{said} : {french.listed(nearest)}" if len(nearest) <= FEW else said


def _counted(count: int, word: str) -> str:
    first, _, rest = word.partition(" ")
    return french.with_unit(str(count), french.plural(count, first)) + (f" {rest}" if rest else "")


def _rank(rank: int) -> str:
    return "1er" if rank == 1 else f"{rank}e"
