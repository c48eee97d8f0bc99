"""One edition as its folder holds it: its card, its files, and what damaged it.

A sound SHA-256 is not enough: up to 0.7.1 a lone carriage return in a cell was kept, and cuts its line in two when the table is read back; and
who can write in the folder can write the hash too. So its tables are read as the pages will read them.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from data import imports
from data.ground import files
from data.ground.faults import Fault, Refused

CARD = "card.json"
DIGITS = 4  # of the number of an edition in the name of its folder
REMEDY = "rétablir ce dossier depuis une sauvegarde ; à défaut, le sortir de là et importer de nouveau son fichier d'origine"
# Up to 0.7.1 a card did not name its files, and every kind wrote tables so named, nothing else: whatever has another name was left there by
# a system or an editor (.DS_Store, Thumbs.db, desktop.ini, zones.csv~, zones.csv.bak, zones (copie).csv).
FORMER_FILES = re.compile(r"[a-z_]+\.csv")
QUOTED, LONE_RETURN = re.compile(rb'"[^"]*"'), re.compile(rb"\r(?!\n)")
FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\]+$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class EditionCard(BaseModel):
    """Where an edition comes from. The texts are French and shown as they are; `files` gives the SHA-256 of each of its files (nothing on a
    card of 0.7.1 or before), `sha256` that of its files together."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str = Field(min_length=1)
    number: int = Field(ge=1)
    title: str = Field(min_length=1)
    producer: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    data_on: str = Field(min_length=1)
    source_file: str
    source_sha256: str
    imported_at: AwareDatetime
    rows: int = Field(ge=0)
    sha256: str
    files: dict[FileName, Sha256] = {}
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """One edition: its card and the folder of its files."""

    folder: Path
    card: EditionCard

    def file(self, name: str) -> Path:
        """One of its files."""
        return self.folder / name


def folder_name(number: int) -> str:
    """How the folder of an edition is called."""
    return f"{number:0{DIGITS}d}"


def read(folder: Path) -> Edition:
    """The edition of a folder, its files verified. Refused when its card or a file is damaged; files that the card does not name are ignored."""
    card = _card(folder)
    if (card.kind, folder_name(card.number)) != (folder.parent.name, folder.name):
        raise _damaged(folder, f"{CARD} est la carte d'une autre édition")
    if wrong := _wrong_files(folder, card) if card.files else _wrong_former_files(folder, card):
        raise _damaged(folder, ", ".join(wrong))
    if cut := _cut_tables(folder, card):
        raise _damaged(folder, f"un retour chariot coupe en deux une ligne de {', '.join(cut)}")
    try:
        imports.verify(card.kind, folder)
    except FileNotFoundError as error:
        raise _damaged(folder, f"{Path(error.filename).name} est absent") from None
    except OSError as error:
        raise _damaged(folder, f"un fichier est illisible ({files.cause(error)})") from None
    except ValueError as wrong:
        raise _damaged(folder, str(wrong)) from None
    return Edition(folder, card)


def each_sha256(contents: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of several files, by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())}


def together(hashes: Mapping[str, str]) -> str:
    """One SHA-256 for several files, from that of each, whatever their order."""
    return hashlib.sha256(json.dumps(dict(sorted(hashes.items())), allow_nan=False).encode()).hexdigest()


def _damaged(folder: Path, why: str) -> Refused:
    return Refused(Fault(f"editions/{folder.parent.name}/{folder.name}", f"édition endommagée, ignorée : {why}", REMEDY))


def _card(folder: Path) -> EditionCard:
    try:
        return EditionCard.model_validate_json((folder / CARD).read_bytes())
    except FileNotFoundError:
        raise _damaged(folder, f"{CARD} est absent") from None
    except NotADirectoryError:
        raise _damaged(folder, "un fichier est à la place du dossier") from None
    except OSError as error:
        raise _damaged(folder, f"{CARD} est illisible ({files.cause(error)})") from None
    except ValidationError:
        raise _damaged(folder, f"{CARD} est tronqué ou modifié") from None


def _wrong_files(folder: Path, card: EditionCard) -> list[str]:
    """What is wrong with each file that the card names."""
    wrong = [] if together(card.files) == card.sha256 else [f"{CARD} se contredit (empreintes SHA-256)"]
    for name, sha256 in card.files.items():
        try:
            if files.digest(folder / name) != sha256:
                wrong.append(f"{name} est tronqué ou modifié (empreinte SHA-256 différente)")
        except FileNotFoundError:
            wrong.append(f"{name} est absent")
        except OSError as error:
            wrong.append(f"{name} est illisible ({files.cause(error)})")
    return wrong


def _cut_tables(folder: Path, card: EditionCard) -> list[str]:
    """The tables in which a carriage return alone, outside quotation marks, would be read as the end of a line."""
    try:
        names = sorted(name for name in (card.files or os.listdir(folder)) if FORMER_FILES.fullmatch(name))
        return [name for name in names if LONE_RETURN.search(QUOTED.sub(b'"', (folder / name).read_bytes()))]
    except OSError as error:  # taken away since its hash was read
        raise _damaged(folder, f"un fichier est illisible ({files.cause(error)})") from None


def _wrong_former_files(folder: Path, card: EditionCard) -> list[str]:
    """The same for a card that names no file: only all of them together can be verified."""
    try:
        found = {path.name: files.digest(path) for path in folder.iterdir() if FORMER_FILES.fullmatch(path.name)}
    except OSError as error:
        return [f"un fichier est illisible ({files.cause(error)})"]
    return [] if together(found) == card.sha256 else ["un fichier est absent, tronqué ou modifié (empreinte SHA-256 différente)"]
