"""Opens the store and writes in it: one transaction at a time, permitted where the data are, noted in the journal, told in French when it fails."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, TimeoutError

from data.ground import files
from data.ground.faults import Fault, Refused
from data.store import access, journal, keeping, permissions, schema
from data.store.access import Actor, Person
from data.store.complaints import is_damage, told

VARIABLE = "STUDIO_DATABASE_URL"
PLACE = "base de données"
FILE = "studio.sqlite"
BACKUPS = "backups"  # the folder, in var/, of the copies made before a migration or a restoration
WAIT = 10_000  # [ms] that a write of SQLite waits for another to end
FORBIDDEN = "demander ce droit à l'agence, qui donne les rôles dans la page Équipe"


@dataclass
class Writing:
    """A transaction under way: who writes, when, and what the journal will say of it."""

    connection: Connection
    actor: str
    person: Person | None
    action: str
    study: str
    at: datetime
    noted: int = field(default=0, init=False)

    def note(self, subject: str, **facts: Any) -> None:
        """Adds to the journal what is done to that subject; people by their identifier."""
        journal.append(self.connection, self.actor, journal.Deed(self.action, self.study, subject, facts), self.at)
        self.noted += 1


class Store:
    """What people wrote, in SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        try:
            self._bring_up_to_date()
        except Refused:
            self.engine.dispose()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of the store at one moment. Refused when it cannot be read."""
        with _told(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")  # all that is read in it is of the same moment
            yield connection

    @contextmanager
    def reading_as(self, actor: Actor, action: str) -> Iterator[Connection]:
        """The same, of what only some may read. Refused as `writing`."""
        with self.reading() as connection:
            _permit(connection, actor, action, "", datetime.now(UTC))
            yield connection

    @contextmanager
    def writing(self, actor: Actor, action: str, study: str = "") -> Iterator[Writing]:
        """A transaction that `actor` may make: kept whole when the block ends, not at all when it raises.

        Refused when the actor's session has ended, when no role of theirs permits that action on that study, or when the store cannot be written.
        """
        with _told(), self._alone() as connection:
            now = datetime.now(UTC)
            person = _permit(connection, actor, action, study, now)
            writing = Writing(connection, person.id if person else actor.named, person, action, study, now)
            yield writing
            if not writing.noted:
                raise RuntimeError(f"{action}: written without a line in the journal")

    @contextmanager
    def counting(self) -> Iterator[Connection]:
        """A transaction that adds to counts: nobody's deed, nothing in the journal. Refused when the store cannot be written."""
        with _told(), self._alone() as connection:
            yield connection

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """A transaction that writes, others waiting for its end."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(48)"))  # any number, the same for all our servers
            yield connection

    def _bring_up_to_date(self) -> None:
        with _told(), self._alone() as connection:
            found = schema.revision(connection)
            schema.refuse_newer(found, PLACE)
            if found == schema.latest():
                return
            if found:
                keeping.back_up(connection, backups() / keeping.file_name("avant-migration", datetime.now(UTC)))
            schema.upgrade(connection)

    def restore(self, file: keeping.Backup) -> None:
        """Puts back what a backup holds, after a copy of what is there. Refused, and nothing changes, when it is damaged."""
        with _told(), self._alone() as connection:
            keeping.back_up(connection, backups() / keeping.file_name("avant-restauration", datetime.now(UTC)))
            keeping.restore(connection, file)


def _permit(connection: Connection, actor: Actor, action: str, study: str, now: datetime) -> Person | None:
    """The person behind an actor. Refused when her session has ended, or when no role of hers permits that action on that study."""
    person = access.person_of(connection, actor, now)
    if not actor.console:
        access.refuse_ended(actor, person)
        if not access.may(person, action, study, now):
            raise Refused(Fault(permissions.actions()[action].label, "votre rôle ne le permet pas", FORBIDDEN))
    return person


def backups() -> Path:
    """The folder of the copies that the Studio makes by itself."""
    return files.var_folder() / BACKUPS


def address() -> str:
    """Where the store is: STUDIO_DATABASE_URL, else a file in var/."""
    return os.environ.get(VARIABLE, "").strip() or f"sqlite:///{files.var_folder() / FILE}"


@cache
def _at(url: str) -> Store:
    return Store(url)


def store() -> Store:
    """The store of this server, made at its first use. Refused when it cannot be opened."""
    return _at(address())


def faults() -> list[Fault]:
    """What keeps the store from being read now; nothing when all is well."""
    try:
        with store().reading() as connection:
            schema.revision(connection)
    except Refused as refused:
        return [refused.fault]
    return []


def set_damaged_aside() -> Path | None:
    """Puts the file of SQLite away under another name when it cannot be read as a store any more, so that a backup can be put back in its place;
    where it is now. None for a store that can be opened. Refused for one that something else keeps from being read."""
    try:
        store()
        return None
    except Refused as refused:
        if not is_damage(refused.__cause__):
            raise
    damaged = files.var_folder() / FILE
    aside = damaged.with_name(f"{FILE}.endommagee-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    for ending in ("-wal", "-shm", ""):
        path = damaged.with_name(damaged.name + ending)
        if path.exists():
            path.rename(aside.with_name(aside.name + ending))
    return aside


@contextmanager
def _told() -> Iterator[None]:
    """What the database refuses, as a fault in French."""
    try:
        yield
    except (DBAPIError, TimeoutError) as error:
        raise Refused(told(error, PLACE)) from error


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)
    try:
        files.var_folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(Fault(PLACE, f"dossier {files.var_folder()} impossible à créer ({files.cause(error)})", files.remedy(error))) from None
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """SQLite so that what was confirmed is on the disk, and that a reader never waits for a writer."""
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    for order in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={WAIT}"):
        connection.execute(f"PRAGMA {order}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
