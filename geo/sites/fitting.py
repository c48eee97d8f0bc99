"""Which site fits a demand: what is compared, which sites stay, their ranks; and the demand as it can be kept and asked again later."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd

from geo.sites import needs, offers, siting
from geo.sites.located import BUILDING
from geo.sites.needs import LEASE, Need
from geo.sites.siting import Criterion, Ranking

REACH = 30  # [min] around a site, for the people who could work there
PROPOSED = {"minutes": 50, "fibre": 40, "active": 30, "surface": 0, "price": 0, "power": 0, "height": 0}  # weights to begin with, to be moved
MOST_RANKED = 1_000  # sites: a thousand draws of as many take half a second


@dataclass(frozen=True)
class Search:
    """A demand: what is asked of a site, the rules of it (names of `need.asked()`) that set sites aside, the weight of each criterion."""

    need: Need
    rules: tuple[str, ...]
    weights: Mapping[str, float]


def criteria(need: Need) -> tuple[Criterion, ...]:
    """What sites are compared on. A rent is never compared with the price of a land: the price is the one that goes with what is asked."""
    price = (
        Criterion("price", "loyer", "€ HT/m²/an", -1)
        if need.transaction == LEASE
        else (
            Criterion("price", "prix du bâtiment", "€ HT/m²", -1)
            if need.kinds == (BUILDING,)
            else Criterion("price", "prix du terrain", "€ HT/m²", -1)
        )
    )
    return (
        Criterion("minutes", "temps d'accès à l'autoroute", "min", -1),
        Criterion("fibre", "fibre", "", 1, scale=(min(needs.FIBRE_RANKS.values()), max(needs.FIBRE_RANKS.values()))),
        Criterion("active", f"actifs à moins de {REACH} min", "personne", 1, counted=True),
        Criterion("surface", "surface proposée", "m²", 1),
        price,
        Criterion("power", "puissance électrique", "kVA", 1),
        Criterion("height", "hauteur libre", "m", 1),
    )


def answers(everything: pd.DataFrame, need: Need) -> pd.DataFrame:
    """What each site (`geo.sites.offers.offers`) answers to each rule of a need, indexed by site."""
    return needs.failures(everything, need).set_axis(everything["site_id"])


def candidates(everything: pd.DataFrame, need: Need, rules: Collection[str]) -> pd.DataFrame:
    """The sites that those rules do not set aside."""
    aside = siting.excluded(answers(everything, need), rules)
    return everything[~everything["site_id"].isin(aside["site"])]


def values(kept: pd.DataFrame, need: Need) -> pd.DataFrame:
    """What those sites are compared on, indexed by site."""
    by_id = kept.set_index("site_id")
    return needs.criteria_values(by_id, need, offers.active(REACH).reindex(by_id.index))


def ranked(everything: pd.DataFrame, search: Search) -> Ranking | None:
    """The ranks that a demand gives; None when it leaves no site, or too many. ValueError on weights that are no weights of these criteria."""
    kept = candidates(everything, search.need, search.rules)
    if not 0 < len(kept) <= MOST_RANKED:
        return None
    return siting.rank(values(kept, search.need), criteria(search.need), search.weights)


def real(everything: pd.DataFrame) -> pd.DataFrame:
    """The sites without the invented ones, which no firm can take."""
    return everything[~everything["example"]]


def as_json(search: Search) -> dict[str, Any]:
    """A demand as JSON can write it."""
    asked = {name: getattr(search.need, name) for name in search.need.asked()}
    need = {
        name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value for name, value in asked.items()
    }
    return {"need": need, "rules": list(search.rules), "weights": dict(search.weights)}


def from_json(kept: Mapping[str, Any]) -> Search:
    """The demand that was written so. ValueError when a version since knows something of it no more."""
    need = dict(kept["need"])
    if unknown := need.keys() - {field.name for field in fields(Need)}:
        raise ValueError(f"unknown: {sorted(unknown)}")
    if "kinds" in need:
        need["kinds"] = tuple(need["kinds"])
    if "available_by" in need:
        need["available_by"] = date.fromisoformat(need["available_by"])
    search = Search(Need(**need), tuple(kept["rules"]), dict(kept["weights"]))
    if search.weights.keys() != {criterion.id for criterion in criteria(search.need)}:
        raise ValueError(f"other criteria: {sorted(search.weights)}")
    return search
