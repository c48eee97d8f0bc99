"""What a firm asks of a site, and what each site answers: it suits, it does not, or nobody knows."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import pandas as pd

from data.inventory.fields import plain
from geo.fibre.rollout import IN_2012, NONE_NEAR
from geo.sites.located import BUILDING

SALE, LEASE = "vente", "location"
ACCEPTED = {SALE: ("vente", "location-vente", "crédit-bail"), LEASE: ("location", "location-vente", "crédit-bail")}
FIBRE_RANKS = {"raccordé": 3, "raccordable": 2, IN_2012: 2, "en déploiement": 1, NONE_NEAR: 0}  # what a state is worth; any other is unknown
FIBRE_WANTED = ("raccordé", "raccordable")
CONNECTABLE = FIBRE_RANKS["raccordable"]
MOSTLY = 80  # [%] of the buildings of a place: the highest class of Arcep, from which a place counts as connectable


@dataclass(frozen=True)
class Need:
    """What is asked; None, "" and False ask nothing. Surfaces [m²], prices [EUR], rent [EUR/m²/year], land [EUR/m²], height [m], power [kVA],
    access [min]."""

    kinds: tuple[str, ...] = ()
    text: str = ""
    epci: str | None = None
    commune: str | None = None
    open_only: bool = False
    least_surface: float | None = None
    transaction: str | None = None
    most_sale: float | None = None
    most_rent: float | None = None
    most_land: float | None = None
    least_height: float | None = None
    least_power: float | None = None
    fibre: str | None = None
    most_minutes: float | None = None
    available_by: date | None = None
    out_of_flood: bool = False

    def asked(self) -> tuple[str, ...]:
        """The names of what is asked, in order."""
        return tuple(asked.name for asked in fields(self) if getattr(self, asked.name) not in (None, "", (), False))


SOUGHT = ("kinds", "text", "epci", "commune")  # what says which sites are looked for; the rest is asked of them
UNANSWERED = "réponse inconnue"
# What each rule is called when it turns a site away.
LABELS = {
    "kinds": "autre type de site",
    "text": "ne contient pas le texte cherché",
    "epci": "autre intercommunalité",
    "commune": "autre commune",
    "open_only": "vendu, réservé ou retiré",
    "least_surface": "surface trop petite",
    "transaction": "autre transaction",
    "most_sale": "prix de vente trop élevé",
    "most_rent": "loyer trop élevé",
    "most_land": "prix du terrain trop élevé",
    "least_height": "hauteur insuffisante",
    "least_power": "puissance électrique insuffisante",
    "fibre": "fibre insuffisante",
    "most_minutes": "trop loin de l'autoroute",
    "available_by": "pas disponible à temps",
    "out_of_flood": "en zone inondable",
}


# What a site is asked, in the middle of a sentence; what is not here is known of every site.
FACTS = {
    "least_surface": "surface",
    "transaction": "vente ou location",
    "most_sale": "prix de vente",
    "most_rent": "loyer",
    "most_land": "prix du terrain",
    "least_height": "hauteur libre",
    "least_power": "puissance électrique",
    "fibre": "fibre",
    "most_minutes": "accès à l'autoroute",
    "available_by": "date de disponibilité",
    "out_of_flood": "zone inondable ou non",
}


def failures(offers: pd.DataFrame, need: Need) -> pd.DataFrame:
    """What each site answers to each thing asked: True when it fails, False when it suits, None when nobody knows.

    Rows as `offers` (geo.sites.offers.offers), one column for each name of need.asked(). What cannot be asked of a kind (the height of a plot) does
    not fail it.
    """
    return pd.DataFrame({name: RULES[name](offers, getattr(need, name)) for name in need.asked()}, index=offers.index, dtype=object)


def suiting(offers: pd.DataFrame, need: Need, unknown_too: bool = True) -> pd.Series:
    """Whether each site suits. A site of which something asked is unknown is kept unless `unknown_too` is False."""
    answers = failures(offers, need)
    failing = (answers == True).any(axis=1)  # noqa: E712 (None is neither)
    return ~failing if unknown_too else ~(failing | answers.isna().any(axis=1))


def turned_away(offers: pd.DataFrame, need: Need, unknown_too: bool = True) -> tuple[int, dict[str, int]]:
    """How many sites are what is looked for (kind, words, place) and yet do not suit, and how many of them each of the other rules turns away, under
    its French label, the first one first; what nobody knows turns away unless `unknown_too`."""
    answers = failures(offers, need)
    failing = answers == True  # noqa: E712 (None is neither)
    sought = ~failing[[name for name in failing if name in SOUGHT]].any(axis=1)
    rules = {LABELS[name]: failing[name] for name in failing if name not in SOUGHT}
    if not unknown_too:
        rules[UNANSWERED] = answers.isna().any(axis=1)
    counts = {label: int((sought & away).sum()) for label, away in rules.items()}
    return int((sought & ~suiting(offers, need, unknown_too)).sum()), {label: count for label, count in counts.items() if count}


def unknown(offers: pd.DataFrame, need: Need) -> list[tuple[str, ...]]:
    """Which of the things asked nobody knows of each site, in French, in the order of the sites."""
    blank = failures(offers, need).isna()
    return [tuple(FACTS.get(name, LABELS[name]) for name in blank.columns[row]) for row in blank.to_numpy(dtype=bool)]


def _answers(failing: pd.Series, known: pd.Series) -> pd.Series:
    return failing.astype(object).where(known, None)


def _above(column: str) -> Callable[[pd.DataFrame, float], pd.Series]:
    return lambda offers, most: _answers(offers[column] > most, offers[column].notna())


def _below(column: str) -> Callable[[pd.DataFrame, float], pd.Series]:
    return lambda offers, least: _answers(offers[column] < least, offers[column].notna())


def _building_below(column: str) -> Callable[[pd.DataFrame, float], pd.Series]:
    """A rule of buildings only: a zone or a plot has no roof to be too low."""
    return lambda offers, least: _answers(offers[column] < least, offers[column].notna() | (offers["kind"] != BUILDING))


def _text(offers: pd.DataFrame, text: str) -> pd.Series:
    columns = [offers[name] for name in ("commune", "epci_name", "zone", "site_id")]
    everything = offers["name"].str.cat(columns, sep=" ", na_rep="").map(plain)
    return _answers(~everything.str.contains(plain(text), regex=False), everything.notna())


def _transaction(offers: pd.DataFrame, wanted: str) -> pd.Series:
    return _answers(~offers["transaction"].isin(ACCEPTED[wanted]), offers["transaction"] != "")


def _fibre(offers: pd.DataFrame, wanted: str) -> pd.Series:
    ranks = fibre_ranks(offers)
    return _answers(ranks < FIBRE_RANKS[wanted], ranks.notna())


def fibre_ranks(offers: pd.DataFrame) -> pd.Series:
    """What the fibre of each site is worth: 3 connected, 2 connectable, 1 being deployed, 0 none near; NaN when nobody knows.

    A share of the buildings of a place counts as connectable from MOSTLY, as being deployed below.
    """
    shares = offers["fibre_share"]
    from_share = pd.Series(np.where(shares >= MOSTLY, 2.0, 1.0), index=offers.index).where(shares.notna())
    return offers["fibre"].map(FIBRE_RANKS).astype(float).fillna(from_share)


def _minutes(offers: pd.DataFrame, most: float) -> pd.Series:
    """Known only to a commune, a site may be on both sides of the limit: then nobody knows."""
    return _answers(offers["minutes_low"] > most, (offers["minutes_low"] > most) | (offers["minutes_high"] <= most))


def _available(offers: pd.DataFrame, by: date) -> pd.Series:
    return _answers(offers["available_on"] > by.isoformat(), offers["available_on"] != "")


RULES: dict[str, Callable[..., pd.Series]] = {
    "kinds": lambda offers, kinds: ~offers["kind"].isin(kinds),
    "text": _text,
    "epci": lambda offers, name: offers["epci_name"] != name,
    "commune": lambda offers, name: offers["commune"] != name,
    "open_only": lambda offers, _: ~offers["open"],
    "least_surface": _below("surface_m2"),
    "transaction": _transaction,
    "most_sale": _above("sale_eur"),
    "most_rent": _above("rent_eur_m2"),
    "most_land": _above("land_eur_m2"),
    "least_height": _building_below("height_m"),
    "least_power": _building_below("power_kva"),
    "fibre": _fibre,
    "most_minutes": _minutes,
    "available_by": _available,
    "out_of_flood": lambda offers, _: _answers(offers["flood"] == "oui", offers["flood"] != ""),
}


def criteria_values(offers: pd.DataFrame, need: Need, active: pd.Series) -> pd.DataFrame:
    """What a ranking compares, NaN where nobody knows: minutes [min], fibre [rank 0 to 3], active people within reach [people], surface [m²], price
    [EUR/m²: the rent of a year, the price of a building or that of a land, as `need` asks], power [kVA], height [m]."""
    if need.transaction == LEASE:
        price = offers["rent_eur_m2"]
    elif need.kinds == (BUILDING,):
        price = offers["sale_eur"] / offers["surface_m2"].where(offers["surface_m2"] > 0)
    else:
        price = offers["land_eur_m2"]
    return pd.DataFrame(
        {
            "minutes": offers["minutes"],
            "fibre": fibre_ranks(offers),
            "active": active,
            "surface": offers["surface_m2"],
            "price": price,
            "power": offers["power_kva"],
            "height": offers["height_m"],
        },
        index=offers.index,
        dtype=np.float64,
    )
