"""The places where one works, learns or is helped with digital tools: third places, public service houses, France services, telemedicine.

The list is what the sources name, not all that exists. A house of services of 2016 stays one of 2016: nothing here says what it has become.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from babel.dates import format_date

from data import tables
from data.ground.french import LOCALE, in_sentence, plural
from geo.territory.lozere import FRANCE_SERVICES, LOZERE, MSAP, communes
from geo.territory.positions import COMMUNE

TABLE, COUNTS = "digital_places", "digital_programmes"
THIRD_PLACE, TELEMEDICINE = "third_place", "telemedicine"
PRECISE = "adresse"  # precision of a place whose own position is known
DOUBTFUL = "low"  # confidence of what is from memory, or not confirmed
YEAR_LENGTH = 4  # characters of a count that is known to the year only
HUB = "48095"  # Mende, the commune of POLeN


@dataclass(frozen=True)
class Kind:
    """A kind of place: its words (singular, plural), its sign on a map (told apart without colour), its colour [RGB]."""

    singular: str
    many: str
    sign: str
    colour: tuple[int, int, int]


# Hollow for what was in 2016, filled for what was labelled since.
KINDS = {
    THIRD_PLACE: Kind("tiers-lieu", "tiers-lieux", "★", (140, 45, 4)),
    FRANCE_SERVICES: Kind("espace France services", "espaces France services", "▼", (0, 60, 130)),
    MSAP: Kind("maison de services au public (2016)", "maisons de services au public (2016)", "▽", (0, 60, 130)),
    TELEMEDICINE: Kind("cabine de téléconsultation", "cabines de téléconsultation", "✚", (0, 100, 60)),
}
# The rows of digital_programmes that say how many there are, for the kinds that the sources do not name one by one.
COUNTED = {THIRD_PLACE: "third_places_2018", FRANCE_SERVICES: "france_services_2022_10"}


def places() -> pd.DataFrame:
    """Every place of the list, one row each, in the order of the kinds, then of the names. A copy: yours to change.

    id, name, kind (KINDS), commune_code ("" when not known), commune and epci_name ("" likewise), lon, lat [degrees, NaN without a commune],
    precision (COMMUNE or PRECISE), since (year as text, "" when not read), status_on (year of the source), source, url, doubtful (bool),
    note. Source: table digital_places.
    """
    frame = tables.read(TABLE)
    known = communes(LOZERE)
    here = frame[["commune_code"]].join(known[["name", "epci_name", "lon", "lat"]], on="commune_code")
    own = frame["lat"].notna()
    placed = frame.assign(
        commune=here["name"].fillna(""),
        epci_name=here["epci_name"].fillna(""),
        lon=frame["lon"].where(own, here["lon"]),
        lat=frame["lat"].where(own, here["lat"]),
        precision=own.map({True: PRECISE, False: COMMUNE}),
        since=frame["since"].map(_year),
        doubtful=frame["confidence"] == DOUBTFUL,
        order=frame["kind"].map(list(KINDS).index),
    )
    ordered = placed.sort_values(["order", "name"], ignore_index=True)
    names = [
        "id",
        "name",
        "kind",
        "commune_code",
        "commune",
        "epci_name",
        "lon",
        "lat",
        "precision",
        "since",
        "status_on",
        "source",
        "url",
        "doubtful",
        "note",
    ]
    return ordered[names]


def on_map() -> pd.DataFrame:
    """The places whose commune is known, indexed from 0; the others are in the list only."""
    frame = places()
    return frame[frame["commune_code"] != ""].reset_index(drop=True)


def communes_of(*kinds: str) -> list[str]:
    """The codes of the communes that have a place of one of these kinds, each once; a place to be verified does not count."""
    frame = on_map()
    return sorted(set(frame.loc[frame["kind"].isin(kinds) & ~frame["doubtful"], "commune_code"]))


def unnamed() -> dict[str, str]:
    """For each kind that was counted and not wholly named, the words that say so: "16 labels France services comptés en octobre 2022, dont 4 nommés
    ici". Source: table digital_programmes."""
    counts = tables.read(COUNTS).set_index("id")
    named = places()["kind"].value_counts()
    found = {}
    for kind, row in COUNTED.items():
        label, count, listed = in_sentence(counts.at[row, "label"]), int(counts.at[row, "value"]), int(named[kind])
        if listed < count:
            found[kind] = f"{count} {label} comptés en {_month(counts.at[row, 'counted_on'])}, dont {listed} {plural(listed, 'nommé', 'nommés')} ici"
    return found


def _year(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.0f}"


def _month(day: str) -> str:
    """2022-10 as one reads it: octobre 2022; a year stays as it is."""
    return day if len(day) == YEAR_LENGTH else format_date(date.fromisoformat(f"{day}-01"), "MMMM y", locale=LOCALE)
