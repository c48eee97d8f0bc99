"""The official contours of the communes of a département, in the cache: one file that holds its own card, replaced whole or not at all."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from data.ground.faults import Fault, Refused
from data.ground.files import cause, var_folder, write_atomically
from data.ground.french import day
from data.tables import LOZERE, lozere_codes

NAME = "communes.geojson"
AROUND = "voisins"  # the départements around Lozère, one contour each, are kept as the communes of one more département
AGAIN = "relancer « make run », ou « python -m data refresh communes »"
Stamp = tuple[str, int, int, int]


class CachedCard(BaseModel):
    """Where cached contours come from. sha256 is that of the features kept, answer_sha256 that of the answer or of the package before any treatment.

    communes_on is the day whose communes a package holds, epci the names by SIREN that it gives, without the codes of those whose contour it lacks,
    enclosed_km2 the area that its communes surround without holding it; a service says none of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = ""
    service: str = Field(min_length=1)  # the host of a service, or the name and the version of a package
    producer: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    downloaded_at: AwareDatetime
    answer_sha256: str
    sha256: str = ""
    rows: int = Field(ge=1)
    tolerance_m: int = Field(ge=0)
    repaired: int = Field(ge=0)
    communes_on: date | None = None
    epci: dict[str, str] = {}
    without: list[str] = []
    enclosed_km2: float = Field(default=0, ge=0)

    @property
    def dated(self) -> date:
        """The day that the contours speak of, to tell which are newer."""
        return self.communes_on or self.downloaded_at.date()

    @property
    def origin(self) -> str:
        """Where the contours come from and of when they are, as a reader reads it (French)."""
        if self.communes_on:
            return f"par le paquet {self.service}, communes au {day(self.communes_on)}"
        return f"par {self.service}, le {day(self.downloaded_at.date())}"


def path(department: str = LOZERE) -> Path:
    """Where the contours are kept."""
    return var_folder() / _name(department)


def place(department: str = LOZERE) -> str:
    """The same, as a fault names it."""
    return f"{'STUDIO_VAR' if os.environ.get('STUDIO_VAR', '').strip() else 'var'}/{_name(department)}"


def _name(department: str) -> str:
    return NAME if department == LOZERE else NAME.replace(".", f"-{department}.")


def stamp(department: str = LOZERE) -> Stamp | None:
    """What tells one state of the file from another, without reading it; None when there is no file."""
    try:
        state = path(department).stat()
    except OSError:
        return None
    return str(path(department)), state.st_mtime_ns, state.st_size, state.st_ino


def read(department: str = LOZERE) -> tuple[CachedCard, list[dict]] | None:
    """The card and the GeoJSON features (properties code, nom and, from a package, epci: its SIREN) of the communes; None when there is no file.

    Refused when it is damaged.
    """
    place_of = place(department)
    try:
        written = json.loads(path(department).read_bytes())
        card, features = CachedCard.model_validate(written["card"]), written["features"]
        codes = [feature["properties"]["code"] for feature in features]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError, LookupError, TypeError, RecursionError):
        raise Refused(Fault(place_of, "contours en cache illisibles, ignorés", AGAIN)) from None
    if digest(features) != card.sha256:
        raise Refused(Fault(place_of, "contours en cache modifiés depuis leur téléchargement (empreinte SHA-256 différente), ignorés", AGAIN))
    expected = lozere_codes() if department == LOZERE else sorted(set(codes))  # of the others, only the package knows the list
    if codes != expected or card.rows != len(codes):
        raise Refused(Fault(place_of, "contours en cache d'autres communes que celles de data/tables/communes.csv, ignorés", AGAIN))
    return card, features


def write(card: CachedCard, features: list[dict], department: str = LOZERE) -> CachedCard:
    """Replaces the contours and gives their card with its sha256. Refused when they cannot be written: what was there stays."""
    card = card.model_copy(update={"sha256": digest(features)})
    content = {"type": "FeatureCollection", "card": card.model_dump(mode="json"), "features": features}
    try:
        write_atomically(path(department), compact(content))
    except OSError as error:
        raise Refused(
            Fault(place(department), f"écriture impossible ({cause(error)})", f"libérer de la place ou rétablir le droit d'écrire, puis {AGAIN}")
        ) from None
    return card


def check() -> list[Fault]:
    """The fault of the cached file, if any; none when there is no file."""
    try:
        read()
    except Refused as refused:
        return [refused.fault]
    return []


def digest(features: list[dict]) -> str:
    """SHA-256 of the features, written compactly."""
    return hashlib.sha256(compact(features)).hexdigest()


def compact(content: dict | list) -> bytes:
    """JSON in UTF-8 without a space."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
