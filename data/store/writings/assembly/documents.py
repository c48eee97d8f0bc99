"""The documents of a sitting: what its members are given to read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from data.ground.faults import Fault, Refused
from data.store.access import Actor
from data.store.opening import Store
from data.store.tables import sitting_documents
from data.store.writings import contents
from data.store.writings.assembly.sittings import HOLD, is_member, open_row
from data.store.writings.remarks import LARGEST, Attachment

MOST = 20  # documents of one sitting


@dataclass(frozen=True)
class Document:
    """A document: its name of file, the SHA-256 of its content, since when it is there."""

    name: str
    digest: str
    at: datetime


def join(store: Store, actor: Actor, sitting: str, file: Attachment) -> None:
    """Joins a document, in place of the one of the same name. Refused when it is too large, when there are too many, or when minutes are settled."""
    contents.refuse_larger("document", file.content, LARGEST)
    with store.writing(actor, HOLD) as writing:
        open_row(writing, sitting)
        there = set(writing.connection.execute(select(sitting_documents.c.name).where(sitting_documents.c.sitting == sitting)).scalars())
        if len(there | {file.name}) > MOST:
            raise Refused(Fault("documents", f"{len(there)} sont déjà joints", f"{MOST} au plus : en retirer un"))
        contents.keep(writing.connection, [file.content])
        digest = contents.name_of(file.content)
        _take(writing.connection, sitting, file.name)
        row = {"sitting": sitting, "name": file.name, "content": digest, "by": writing.actor, "at": writing.at}
        writing.connection.execute(insert(sitting_documents).values(**row))
        writing.note(sitting, done="document joined", file=file.name, content=digest)


def take_away(store: Store, actor: Actor, sitting: str, name: str) -> None:
    """Takes a document away. Refused when the minutes are settled."""
    with store.writing(actor, HOLD) as writing:
        open_row(writing, sitting)
        if not _take(writing.connection, sitting, name):
            raise Refused(Fault("document", "il n'est plus joint à cette séance", "recharger la page"))
        writing.note(sitting, done="document taken away", file=name)


def of(store: Store, actor: Actor, sitting: str) -> list[Document]:
    """The documents of a sitting that somebody may read, by name: none for the public."""
    with store.reading() as connection:
        if not is_member(connection, actor):
            return []
        return listed(connection, sitting)


def read(store: Store, actor: Actor, sitting: str, name: str) -> bytes | None:
    """The content of a document that somebody may read, None when there is none for her. Refused when it is lost or damaged."""
    found = {one.name: one.digest for one in of(store, actor, sitting)}
    if name not in found:
        return None
    with store.reading() as connection:
        return contents.read(connection, [found[name]])[found[name]]


def listed(connection: Connection, sitting: str) -> list[Document]:
    """All the documents of a sitting, by name."""
    rows = connection.execute(select(sitting_documents).where(sitting_documents.c.sitting == sitting).order_by(sitting_documents.c.name))
    return [Document(row.name, row.content, row.at) for row in rows]


def _take(connection: Connection, sitting: str, name: str) -> int:
    this = (sitting_documents.c.sitting == sitting) & (sitting_documents.c.name == name)
    return connection.execute(delete(sitting_documents).where(this)).rowcount
