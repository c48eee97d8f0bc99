"""The cards of data/catalog.toml: of each table (who made it, when, under which licence, what it must look like) and of each service asked."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from data.ground import french
from data.ground.faults import Fault

FOLDER = Path(__file__).parent
CATALOGUE = "catalog.toml"
Prose = Annotated[str, AfterValidator(french.spaced)]  # what is read on screen: who writes it types plain spaces
Kind = TypeVar("Kind", bound=BaseModel)

# What pydantic finds, in words for the person who mends the card; anything else is a value that its field refuses.
MEANINGS = {
    "missing": ("champ « {field} » absent", "ajouter le champ"),
    "extra_forbidden": ("champ « {field} » inconnu", "le retirer, ou corriger son nom parmi : {known}"),
}
REFUSED = ("valeur refusée dans le champ « {field} »", "la corriger comme dans une carte voisine")


class Card(BaseModel):
    """What is known of one table; the texts are French and shown as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Prose = Field(min_length=1)
    producer: Prose = Field(min_length=1)
    source_title: Prose = Field(min_length=1)
    url: str
    licence: Prose = Field(min_length=1)
    data_on: str = Field(pattern=r"^\d{4}(-\d{2}-\d{2})?$")
    published_on: date | None = None
    accessed_on: date
    rows: int = Field(ge=1)
    key: tuple[str, ...] = Field(min_length=1)
    filled: tuple[str, ...] = ()
    commune_columns: tuple[str, ...] = ()
    sha256: str
    processing: Prose = Field(min_length=1)
    note: Prose = ""


class Service(BaseModel):
    """An official service that `python -m data refresh` asks; the texts are French and shown as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Prose = Field(min_length=1)
    producer: Prose = Field(min_length=1)
    source_title: Prose = Field(min_length=1)
    url: str = Field(pattern=r"^https://[a-z0-9.-]+$")
    variable: str = Field(pattern=r"^STUDIO_[A-Z_]+_URL$")
    licence: Prose = Field(min_length=1)
    rows: int = Field(ge=1)
    processing: Prose = Field(min_length=1)
    note: Prose = ""


def read_catalogue(folder: Path = FOLDER) -> tuple[dict[str, Card], list[Fault]]:
    """The valid cards of the tables in `folder`/catalog.toml by table name, and every fault of the others."""
    return _read(folder, "tables", Card)


def read_services(folder: Path = FOLDER) -> tuple[dict[str, Service], list[Fault]]:
    """The valid cards of the services in `folder`/catalog.toml by name, and every fault of the others."""
    return _read(folder, "services", Service)


def _read(folder: Path, section: str, kind: type[Kind]) -> tuple[dict[str, Kind], list[Fault]]:
    place = f"data/{CATALOGUE}"
    try:
        written = tomllib.loads((folder / CATALOGUE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, [Fault(place, "fichier absent", "le remettre depuis le dépôt")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [Fault(place, f"fichier illisible ({error})", "corriger la syntaxe TOML, en UTF-8")]
    entries = written.get(section, {})
    if not isinstance(entries, dict):
        return {}, [Fault(place, f"« {section} » n'est pas un groupe de cartes", f"écrire chaque carte sous [{section}.<nom>]")]
    found: dict[str, Kind] = {}
    faults: list[Fault] = []
    for name, fields in entries.items():
        try:
            found[name] = kind.model_validate(fields)
        except ValidationError as error:
            faults += _told(f"{place} [{section}.{name}]", error, ", ".join(kind.model_fields))
    return found, faults


def _told(place: str, error: ValidationError, known: str) -> list[Fault]:
    """Each complaint of pydantic as a French fault."""
    faults = []
    for complaint in error.errors():
        names = {"field": ".".join(str(part) for part in complaint["loc"]), "known": known}
        fault, remedy = MEANINGS.get(complaint["type"], REFUSED)
        faults.append(Fault(place, fault.format(**names), remedy.format(**names)))
    return faults
