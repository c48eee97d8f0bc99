"""Keeps what people wrote apart: a backup is one ZIP file, the same for SQLite and PostgreSQL, so that one can be put back in the other.

It holds a card (form of the store, moment, last line of the journal) and a file of lines in JSON for each table, as the database holds them.
"""

import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection, MetaData, insert, text

from data.ground import files
from data.ground.faults import Fault, Refused
from data.store import journal, schema
from data.store.tables import canonical

CARD = "card.json"
FORMAT = 1  # of the file
GUARDED = ("journal", "sittings", "attendance", "sitting_documents", "decisions", "addenda")  # the tables whose rows the database itself keeps
VERSIONS = "alembic_version"  # the table in which Alembic keeps the revision
REMEDY = "prendre une autre sauvegarde ; ce qui est en place n'a pas changé"


class Card(BaseModel):
    """What a backup holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(ge=FORMAT, le=FORMAT)
    revision: str = Field(min_length=1)
    made_at: str
    journal_number: int = Field(ge=0)
    journal_hash: str
    rows: dict[str, int]


@dataclass(frozen=True)
class Backup:
    """A backup that was read: its card, the rows of each table as the database held them."""

    name: str
    card: Card
    rows: dict[str, list[dict[str, Any]]]


def file_name(why: str, now: datetime) -> str:
    """How a backup is called, so that names sort by time."""
    return f"studio-{why}-{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}.zip"


def back_up(connection: Connection, path: Path) -> Card:
    """Writes all the tables at the moment of the transaction. Refused when the disk refuses."""
    tables = _tables(connection)
    content = {name: [dict(row._mapping) for row in connection.execute(text(f'SELECT * FROM "{name}"'))] for name in tables}
    number, last = journal.head(connection)
    counts = {name: len(rows) for name, rows in content.items()}
    card = Card(
        format=FORMAT,
        revision=schema.revision(connection),
        made_at=datetime.now(UTC).isoformat(),
        journal_number=number,
        journal_hash=last,
        rows=counts,
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(CARD, card.model_dump_json())
        for name, rows in content.items():
            archive.writestr(f"{name}.jsonl", "".join(canonical(row) + "\n" for row in rows))
    try:
        files.write_atomically(path, packed.getvalue())
    except OSError as error:
        raise Refused(Fault(str(path), f"sauvegarde impossible ({files.cause(error)})", files.remedy(error))) from None
    return card


def read(path: Path) -> Backup:
    """The backup of a file. Refused when it is none or when it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            card = Card.model_validate_json(archive.read(CARD))
            rows = {name: [json.loads(line) for line in archive.read(f"{name}.jsonl").decode().split("\n") if line] for name in card.rows}
    except OSError as error:
        raise Refused(Fault(str(path), f"sauvegarde illisible ({files.cause(error)})", files.remedy(error))) from None
    except (zipfile.BadZipFile, zlib.error, KeyError, ValidationError, ValueError):
        raise Refused(Fault(str(path), "ce n'est pas une sauvegarde du Studio, ou elle est endommagée", REMEDY)) from None
    if {name: len(found) for name, found in rows.items()} != card.rows:
        raise Refused(Fault(str(path), "sauvegarde incomplète : il y manque des lignes", REMEDY))
    schema.refuse_newer(card.revision, str(path))
    return Backup(str(path), card, rows)


def restore(connection: Connection, backup: Backup) -> None:
    """Replaces everything by what a backup holds, in the transaction of the caller, then brings it up to date. Refused when the journal of the
    backup is not whole."""
    _empty(connection)
    schema.upgrade(connection, backup.card.revision)
    known = MetaData()
    known.reflect(connection)
    for table in known.sorted_tables:
        if rows := backup.rows.get(table.name, []):
            connection.execute(insert(table), rows)
    if wrong := journal.faults(connection):
        raise Refused(Fault(f"{backup.name}, {wrong[0].place}", wrong[0].fault, REMEDY))
    if journal.head(connection) != (backup.card.journal_number, backup.card.journal_hash):
        raise Refused(Fault(backup.name, "la fin du journal manque", REMEDY))
    schema.upgrade(connection)


def _tables(connection: Connection) -> list[str]:
    known = MetaData()
    known.reflect(connection)
    return [table.name for table in known.sorted_tables if table.name != VERSIONS]


def _empty(connection: Connection) -> None:
    """Takes every table away, the guards of the journal and of what is settled with it."""
    known = MetaData()
    known.reflect(connection)
    known.drop_all(connection)
    if connection.dialect.name == "postgresql":
        for name in GUARDED:
            connection.execute(text(f"DROP FUNCTION IF EXISTS {name}_keeps() CASCADE"))
