"""The card of each table: who made it, when, under which licence, and what it must look like (data/catalog.toml)."""

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.faults import Fault

FOLDER = Path(__file__).parent
CATALOGUE = "catalog.toml"

# What pydantic finds, in words for the person who mends the card; anything else is a value that its field refuses.
MEANINGS = {
    "missing": ("champ « {field} » absent", "ajouter le champ"),
    "extra_forbidden": ("champ « {field} » inconnu", "le retirer, ou corriger son nom parmi : {known}"),
}
REFUSED = ("valeur refusée dans le champ « {field} »", "la corriger comme dans une carte voisine")


class Card(BaseModel):
    """What is known of one table; the texts are French and shown as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    producer: str = Field(min_length=1)
    source_title: str = Field(min_length=1)
    url: str
    licence: str = Field(min_length=1)
    data_on: str = Field(pattern=r"^\d{4}(-\d{2}-\d{2})?$")
    published_on: date | None = None
    accessed_on: date
    rows: int = Field(ge=1)
    key: tuple[str, ...] = Field(min_length=1)
    filled: tuple[str, ...] = ()
    commune_columns: tuple[str, ...] = ()
    sha256: str
    processing: str = Field(min_length=1)
    note: str = ""


def read_catalogue(folder: Path = FOLDER) -> tuple[dict[str, Card], list[Fault]]:
    """The valid cards of `folder`/catalog.toml by table name, and every fault of the others."""
    place = f"data/{CATALOGUE}"
    try:
        written = tomllib.loads((folder / CATALOGUE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, [Fault(place, "fichier absent", "le remettre depuis le dépôt")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [Fault(place, f"fichier illisible ({error})", "corriger la syntaxe TOML, en UTF-8")]
    tables = written.get("tables", {})
    if not isinstance(tables, dict):
        return {}, [Fault(place, "« tables » n'est pas un groupe de cartes", "écrire chaque carte sous [tables.<nom>]")]
    found: dict[str, Card] = {}
    faults: list[Fault] = []
    for name, fields in tables.items():
        try:
            found[name] = Card.model_validate(fields)
        except ValidationError as error:
            faults += _told(f"{place} [tables.{name}]", error)
    return found, faults


def _told(place: str, error: ValidationError) -> list[Fault]:
    """Each complaint of pydantic as a French fault."""
    faults = []
    for complaint in error.errors():
        names = {"field": ".".join(str(part) for part in complaint["loc"]), "known": ", ".join(Card.model_fields)}
        fault, remedy = MEANINGS.get(complaint["type"], REFUSED)
        faults.append(Fault(place, fault.format(**names), remedy.format(**names)))
    return faults
