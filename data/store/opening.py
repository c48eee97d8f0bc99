"""Opens the store and writes in it: one transaction at a time, permitted where the data are, noted in the journal, told in French when it fails."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, TimeoutError

from data.ground import budgets, files
from data.ground.faults import Fault, Refused
from data.store import access, journal, keeping, permissions, schema
from data.store.access import Actor, Person
from data.store.databases import engines
from data.store.databases.complaints import PLACE, is_damage, keeps_from_writing, told

VARIABLE = "STUDIO_DATABASE_URL"
FILE = "studio.sqlite"
BACKUPS = "backups"  # the folder, in var/, of the copies made before a migration or a restoration
LOG = logging.getLogger("studio.security")
WRITES = budgets.named("writes_of_a_person")
HASTY = Fault("ce que vous écrivez", "beaucoup a été écrit en votre nom depuis quelques minutes", "attendre une minute, puis recommencer")
ELSEWHERE = f"donner à cette commande le STUDIO_VAR du serveur (/etc/studio.env d'après deploy/README.md), ou son {VARIABLE}"
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
    """What people wrote, in SQLite or PostgreSQL. A store that cannot be written is opened to be read, and `only_read` says why."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.only_read: Fault | None = None
        self.engine = engines.writable(url)
        try:
            self._bring_up_to_date()
        except Refused as refused:
            self.engine.dispose()
            if not (engines.is_file(url) and keeps_from_writing(refused.__cause__)):
                raise
            self._open_to_read(refused)

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

        Refused when the actor's session has ended, when no role of theirs permits that action on that study, when they write faster
        than anybody does, or when the store cannot be written.
        """
        with _told(), self._alone() as connection:
            now = datetime.now(UTC)
            person = _permit(connection, actor, action, study, now)
            if person is not None and not WRITES.take(person.id):
                raise Refused(HASTY)
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
        self.mend()
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(48)"))  # any number, the same for all our servers
            yield connection

    def let_go(self) -> None:
        """Has what was just erased leave the files of the store."""
        with _told():
            engines.let_go(self.engine)

    def _open_to_read(self, why: Refused) -> None:
        """Opens a file that cannot be written. Refused as it was when it cannot be read either, or when another version wrote it."""
        self.engine = engines.readable(self.url)
        try:
            with _told(), self.engine.connect() as connection:
                found = schema.revision(connection)
        except Refused:
            self.engine.dispose()
            raise why from None
        schema.refuse_newer(found, PLACE)
        if found != schema.latest():
            self.engine.dispose()
            raise why
        self.only_read = engines.unwritable(self.url) or why.fault

    def mend(self) -> None:
        """Writes again as soon as that is possible, without a restart. Refused when it is not."""
        if self.only_read is None:
            return
        tried = engines.writable(self.url)
        try:
            with _told(), tried.connect().execution_options(writes=True) as connection, connection.begin():
                schema.revision(connection)
        except Refused:
            tried.dispose()
            raise Refused(self.only_read) from None
        self.engine, self.only_read = tried, None

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
            LOG.warning("droit refusé : %s", action, extra={"event": "forbidden", "person": person.id if person else actor.named})
            raise Refused(Fault(permissions.actions()[action].label, "votre rôle ne le permet pas", FORBIDDEN))
    return person


def backups() -> Path:
    """The folder of the copies that the Studio makes by itself."""
    return files.var_folder() / BACKUPS


def address() -> str:
    """Where the store is: STUDIO_DATABASE_URL, else a file in var/."""
    return os.environ.get(VARIABLE, "").strip() or f"sqlite:///{files.var_folder() / FILE}"


OPENING = threading.Lock()  # two that ask first at once would open it twice, and close one of both never


@cache
def _at(url: str) -> Store:
    return Store(url)


def store() -> Store:
    """The store of this server, made at its first use. Refused when it cannot be opened."""
    with OPENING:
        return _at(address())


def refuse_absent() -> None:
    """Refused where no Studio has ever kept anything: an order given with another STUDIO_VAR than the server's would make an empty store, copy it,
    and say that all is well."""
    file = files.var_folder() / FILE
    if not os.environ.get(VARIABLE, "").strip() and not file.exists():
        raise Refused(Fault(str(file), "aucune base ici : ce n'est pas le dossier du serveur, ou il n'a jamais démarré", ELSEWHERE))


def faults() -> list[Fault]:
    """What keeps the store from being read, written or dated now; nothing when all is well."""
    try:
        opened = store()
        with opened.reading() as connection:
            schema.revision(connection)
            unwritten = engines.unwritable(opened.url) or engines.only_reads(connection)
            late = journal.clock_fault(connection, datetime.now(UTC))
        opened.mend()
    except Refused as refused:
        return [refused.fault]
    return [fault for fault in (unwritten, late) if fault]


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
        raise Refused(told(error)) from error
