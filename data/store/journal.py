"""The journal: what was done, when, by whom. Rows are only added; each holds the hash of the one before, so that a change shows."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from data.ground import french
from data.ground.faults import Fault
from data.store.tables import Moment, canonical, journal

FIRST = "0" * 64  # what the first row holds for the hash of the one before
BACKWARD = timedelta(minutes=1)  # the clocks of two servers, or of one that is set right by its system, are apart by less
LOG = logging.getLogger("studio.security")
REMEDY = "restaurer la dernière sauvegarde : python -m data store restore FICHIER"


@dataclass(frozen=True)
class Deed:
    """Something done: the action, the study that it is about ("" for none), what it was done to, what must be known to understand it later.

    `facts` is anything JSON can write; people stand in it by their identifier, never by their name.
    """

    action: str
    study: str
    subject: str
    facts: dict[str, Any]


def append(connection: Connection, actor: str, deed: Deed, at: datetime) -> int:
    """Adds a row in the transaction of the caller, who holds the right to write alone; returns its number. A clock that was set back since the row
    before changes nothing of their order, which is that of the numbers, and is told in the log."""
    last = _last(connection)
    if late := _set_back(last, at):
        LOG.warning("%s", late, extra={"event": "clock_set_back"})
    number, previous = (last.number + 1, last.hash) if last else (1, FIRST)
    row = {"number": number, "at": at, "actor": actor, "action": deed.action, "study": deed.study, "subject": deed.subject, "facts": deed.facts}
    connection.execute(insert(journal).values(**row, previous=previous, hash=_hash(row, previous)))
    return number


def clock_fault(connection: Connection, now: datetime) -> Fault | None:
    """What is wrong with the clock of the machine when the last row is later than now; None when all is well."""
    return _set_back(_last(connection), now)


def _last(connection: Connection) -> Row | None:
    return connection.execute(select(journal.c.number, journal.c.hash, journal.c.at).order_by(journal.c.number.desc()).limit(1)).one_or_none()


def _set_back(last: Row | None, now: datetime) -> Fault | None:
    if last is None or last.at - now <= BACKWARD:
        return None
    written = f"la dernière ligne du journal est du {french.day(last.at.date())} à {last.at:%H:%M} (UTC), plus tard que maintenant"
    return Fault("horloge de la machine", written, "régler l'heure de la machine ; rien n'est perdu, l'ordre du journal est celui de ses numéros")


def rows(connection: Connection, since: int = 0) -> Iterator[Row]:
    """The rows of the journal after a number, from the oldest."""
    return iter(connection.execute(select(journal).where(journal.c.number > since).order_by(journal.c.number)))


def head(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last row; 0 and zeros when there is none. The hash depends on all the rows before."""
    last = connection.execute(select(journal.c.number, journal.c.hash).order_by(journal.c.number.desc()).limit(1)).one_or_none()
    return (last.number, last.hash) if last else (0, FIRST)


def faults(connection: Connection) -> list[Fault]:
    """What is wrong with the chain: the first row that was changed, removed or put in another place."""
    previous = FIRST
    for number, row in enumerate(rows(connection), 1):
        fields = {name: getattr(row, name) for name in ("number", "at", "actor", "action", "study", "subject", "facts")}
        if row.number != number:
            return [Fault(f"journal, ligne {number}", "ligne absente", REMEDY)]
        if row.previous != previous or row.hash != _hash(fields, previous):
            return [Fault(f"journal, ligne {number}", "ligne modifiée après coup (son empreinte ne lui correspond plus)", REMEDY)]
        previous = row.hash
    return []


def _hash(row: dict[str, Any], previous: str) -> str:
    fields = [
        row["number"],
        Moment().process_bind_param(row["at"], None),
        row["actor"],
        row["action"],
        row["study"],
        row["subject"],
        row["facts"],
        previous,
    ]
    return hashlib.sha256(canonical(fields).encode()).hexdigest()
