"""The cards of data/catalog.toml: of each table (who made it, when, under which licence, what it must look like), of each service asked and
of each package fetched."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from data.ground import french
from data.ground.complaints import faults_of
from data.ground.faults import Fault

FOLDER = Path(__file__).parent
CATALOGUE = "catalog.toml"
Prose = Annotated[str, AfterValidator(french.spaced)]  # what is read on screen: who writes it types plain spaces
Kind = TypeVar("Kind", bound=BaseModel)
NEIGHBOUR = "une carte voisine"  # what to compare a refused value with


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


class Package(BaseModel):
    """A package of data that `make run` fetches; the texts are French and shown as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Prose = Field(min_length=1)
    producer: Prose = Field(min_length=1)
    licence: Prose = Field(min_length=1)
    data_on: date  # the day whose communes it holds
    processing: Prose = Field(min_length=1)
    note: Prose = ""


def read_catalogue(folder: Path = FOLDER) -> tuple[dict[str, Card], list[Fault]]:
    """The valid cards of the tables in `folder`/catalog.toml by table name, and every fault of the others."""
    return _read(folder, "tables", Card)


def read_services(folder: Path = FOLDER) -> tuple[dict[str, Service], list[Fault]]:
    """The valid cards of the services in `folder`/catalog.toml by name, and every fault of the others."""
    return _read(folder, "services", Service)


def read_packages(folder: Path = FOLDER) -> tuple[dict[str, Package], list[Fault]]:
    """The valid cards of the packages in `folder`/catalog.toml by name, and every fault of the others."""
    return _read(folder, "packages", Package)


def names(folder: Path = FOLDER) -> set[str]:
    """The tables that have a card in `folder`/catalog.toml, be it faulty."""
    return set(_entries(folder, "tables")[0])


def _entries(folder: Path, section: str) -> tuple[dict, list[Fault]]:
    """The cards of a section as they are written, by name; none and the fault when there is no such section to read."""
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
    return entries, []


def _read(folder: Path, section: str, kind: type[Kind]) -> tuple[dict[str, Kind], list[Fault]]:
    entries, faults = _entries(folder, section)
    found: dict[str, Kind] = {}
    for name, fields in entries.items():
        try:
            found[name] = kind.model_validate(fields)
        except ValidationError as error:
            faults += faults_of(error, f"data/{CATALOGUE} [{section}.{name}]", NEIGHBOUR, kind.model_fields)
    return found, faults
