"""The official contours of the communes, in the cache: one file that holds its own card, replaced whole or not at all."""

import hashlib
import json
import os
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from data.ground.faults import Fault, Refused
from data.ground.files import cause, var_folder, write_atomically
from data.tables import lozere_codes

NAME = "communes.geojson"
AGAIN = "relancer « python -m data refresh communes »"
Stamp = tuple[str, int, int, int]


class CachedCard(BaseModel):
    """Where a cached answer comes from. sha256 is that of the features kept, answer_sha256 that of the answer before any treatment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    service: str = Field(min_length=1)
    producer: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    downloaded_at: AwareDatetime
    answer_sha256: str
    sha256: str = ""
    rows: int = Field(ge=1)
    tolerance_m: int = Field(ge=0)
    repaired: int = Field(ge=0)


def path() -> Path:
    """Where the contours are kept."""
    return var_folder() / NAME


def place() -> str:
    """The same, as a fault names it."""
    return f"{'STUDIO_VAR' if os.environ.get('STUDIO_VAR', '').strip() else 'var'}/{NAME}"


def stamp() -> Stamp | None:
    """What tells one state of the file from another, without reading it; None when there is no file."""
    try:
        state = path().stat()
    except OSError:
        return None
    return str(path()), state.st_mtime_ns, state.st_size, state.st_ino


def read() -> tuple[CachedCard, list[dict]] | None:
    """The card and the GeoJSON features (properties code, nom) of the 152 communes; None when there is no file. Refused when it is damaged."""
    try:
        written = json.loads(path().read_bytes())
        card, features = CachedCard.model_validate(written["card"]), written["features"]
        codes = [feature["properties"]["code"] for feature in features]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError, LookupError, TypeError, RecursionError):
        raise Refused(Fault(place(), "contours en cache illisibles, ignorés", AGAIN)) from None
    if digest(features) != card.sha256:
        raise Refused(Fault(place(), "contours en cache modifiés depuis leur téléchargement (empreinte SHA-256 différente), ignorés", AGAIN))
    if codes != lozere_codes() or card.rows != len(codes):
        raise Refused(Fault(place(), "contours en cache d'autres communes que celles de data/tables/communes.csv, ignorés", AGAIN))
    return card, features


def write(card: CachedCard, features: list[dict]) -> CachedCard:
    """Replaces the contours and gives their card with its sha256. Refused when they cannot be written: what was there stays."""
    card = card.model_copy(update={"sha256": digest(features)})
    content = {"type": "FeatureCollection", "card": card.model_dump(mode="json"), "features": features}
    try:
        write_atomically(path(), compact(content))
    except OSError as error:
        raise Refused(
            Fault(place(), f"écriture impossible ({cause(error)})", f"libérer de la place ou rétablir le droit d'écrire, puis {AGAIN}")
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
