"""How the two databases are reached: SQLite so that what was confirmed is on the disk, read only when its disk cannot be written; PostgreSQL."""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url, text

from data.ground import files
from data.ground.faults import Fault, Refused
from data.store.databases.complaints import CAUSES, FULL, ONLY_READ, PLACE

FREE = 200_000  # [bytes] below that, SQLite makes no file beside its own and the next write fails
WAIT = 10_000  # [ms] that a write of SQLite waits for another to end


def is_file(url: str) -> bool:
    """Whether that store is a file of SQLite."""
    return url.startswith("sqlite")


def writable(url: str) -> Engine:
    """The store at that address. Refused when the folder of its file cannot be made."""
    if not is_file(url):
        return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)
    try:
        files.var_folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        told = Fault(PLACE, f"dossier {files.var_folder()} impossible à créer ({files.cause(error)})", files.remedy(error))
        raise Refused(told) from None
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def readable(url: str) -> Engine:
    """The file of SQLite at that address, on a disk where nothing can be written."""
    return create_engine(url, creator=lambda: _open_to_read(make_url(url).database), poolclass=NullPool)


def _open_to_read(path: str) -> sqlite3.Connection:
    """What the file holds. Beside a write-ahead log it is read with it; alone, as a file that nobody changes: SQLite could not make one here."""
    log = Path(f"{path}-wal")
    with_log = log.is_file() and log.stat().st_size > 0
    return sqlite3.connect(f"file:{quote(path)}?mode=ro{'' if with_log else '&immutable=1'}", uri=True, check_same_thread=False)


def unwritable(url: str) -> Fault | None:
    """Why a file of SQLite cannot be written now: its disk is full, or it may only be read. None when it can, and for PostgreSQL."""
    if not is_file(url):
        return None
    path = Path(make_url(url).database)
    try:
        if shutil.disk_usage(path.parent).free < FREE:
            return Fault(PLACE, *FULL)
    except OSError:
        return None  # the folder is gone: to read the store says it
    return None if all(os.access(one, os.W_OK) for one in (path.parent, path) if one.exists()) else Fault(PLACE, *CAUSES[sqlite3.SQLITE_READONLY])


def only_reads(connection: Connection) -> Fault | None:
    """Why PostgreSQL takes no write: a copy that follows another server, or a database that its owner has closed to writes. None when it does."""
    if connection.dialect.name != "postgresql" or connection.execute(text("SHOW transaction_read_only")).scalar() != "on":
        return None
    return Fault(PLACE, *ONLY_READ)


def _prepare(connection: Any, _: object) -> None:
    """SQLite so that what was confirmed is on the disk, that what was erased is no more, and that a reader never waits for a writer."""
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    for order in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", f"busy_timeout={WAIT}"):
        connection.execute(f"PRAGMA {order}")


def let_go(engine: Engine) -> None:
    """Has what was erased leave the journal of SQLite too, where it would be read until its next round; what a reader of the moment still holds
    leaves with the next one. PostgreSQL has its own rounds."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
