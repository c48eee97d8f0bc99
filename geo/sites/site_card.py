"""The card of a site: each fact with its value as one reads it, its date and its source, and what is missing."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from data.ground import french
from data.ground.escaping import web_address
from data.inventory import store
from data.inventory.fields import CONTOURS, KEYS, NUMBERS, PHOTOS, UPDATED, Field, shown
from data.inventory.store import Inventory
from geo.sites.completeness import known
from geo.sites.located import BUILDING, KINDS

# Fields that the head of a card says already, or that only serve to place the site.
HEAD = {
    "site_nom",
    "terr_nom",
    "titre",
    "site_comm_insee",
    "comm_insee",
    "site_comm_nom",
    "lon",
    "lat",
    "site_geompoint",
    "exemple",
    "source",
    "confiance",
    "source_producteur",
    "photos_url",
    "site_media",
    *CONTOURS.values(),
    *KEYS.values(),
    *UPDATED.values(),
}


@dataclass(frozen=True)
class Fact:
    """A fact of a site: its field and label, its value in words, its date in words, its source with an address or "", a remark."""

    field: str
    label: str
    value: str
    on: str
    source: str
    url: str
    remark: str = ""


@dataclass(frozen=True)
class Card:
    """All that may be published of a site. `photos` are names of files or web addresses; `missing` the labels of the facts asked for first."""

    identifier: str
    kind: str
    facts: tuple[Fact, ...]
    score: float
    missing: tuple[str, ...]
    photos: tuple[str, ...]
    example: bool
    doubtful: bool


def card(identifier: str, kind: str) -> Card:
    """The card of a site of the inventory in force. KeyError (in French) when there is none of that identifier and kind."""
    inventory, table = store.current(), KINDS[kind]
    frame = inventory.frames[table]
    found = frame[frame[KEYS[table]] == identifier]
    if found.empty:
        raise KeyError(f"site « {identifier} » absent de l'inventaire")
    line, scored = found.iloc[0], known(table, found).iloc[0]
    photos = line[PHOTOS[table]] if table in PHOTOS else ""
    return Card(
        identifier,
        kind,
        tuple(_facts(inventory, table, identifier, line)),
        float(scored.mean()),
        tuple(label for label, there in scored.items() if not there),
        tuple(filter(None, photos.split("|"))),
        example=kind == BUILDING and line["exemple"] == "oui",
        doubtful=line["confiance"] == "faible",
    )


def _facts(inventory: Inventory, table: str, identifier: str, line: pd.Series) -> list[Fact]:
    own = store.facts_of(inventory, identifier)
    return [
        _fact(field, words, line, own.get(field.name), UPDATED[table])
        for field in shown(table)
        if field.name not in HEAD and (words := written(field, line[field.name]))
    ]


def _fact(field: Field, words: str, line: pd.Series, own: pd.Series | None, updated: str) -> Fact:
    """A fact with the date and source of its own, else those of its line."""
    if own is not None:
        return Fact(field.name, field.label, words, day(own["date"]), own["source"], web_address(own["adresse"]), own["remarque"])
    source = line["source"] or line.get("source_producteur", "")
    url = web_address(source)
    return Fact(field.name, field.label, words, day(line[updated]), _host(url) if url else source, url)


def _host(url: str) -> str:
    """The host of an address as people read it: accents and all."""
    host = urlsplit(url).hostname or url
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def written(field: Field, value: object) -> str:
    """The value of a field as one reads it; "" when it is not known."""
    if field.kind in NUMBERS:
        if pd.isna(value):
            return ""
        return str(int(value)) if field.kind == "year" else french.with_unit(french.number(float(value)), field.unit)
    if field.kind == "day":
        return day(str(value))
    if field.kind == "choice" and value == "inconnu":
        return ""
    return str(value)


def day(text: str) -> str:
    """A day as French readers write it; a year stays as it is."""
    try:
        return french.short_day(date.fromisoformat(text)) if len(text) > 4 else text
    except ValueError:
        return text
