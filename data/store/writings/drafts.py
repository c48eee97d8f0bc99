"""Drafts: the files of a study that were changed on screen and are in no version yet. Nobody overwrites what he has not seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from data.ground.faults import Fault, Refused
from data.store.access import Actor
from data.store.opening import Store
from data.store.tables import draft_files
from data.store.writings import contents
from data.store.writings.versions import EDIT

LARGEST = 5_000_000  # [bytes] of a file


@dataclass(frozen=True)
class DraftFile:
    """A file changed on screen: its content (None when it was taken away), the name of the content that it replaces in the folder ("" for a new one),
    who wrote it last (an identifier) and when."""

    path: str
    content: bytes | None
    instead_of: str
    by: str
    at: datetime


class Conflict(Refused):
    """Somebody else saved the same file meanwhile: `theirs` is what it holds now."""

    def __init__(self, fault: Fault, theirs: DraftFile | None) -> None:
        super().__init__(fault)
        self.theirs = theirs


def read(store: Store, study: str) -> dict[str, DraftFile]:
    """The files of the draft of a study that are not those of its folder, by path."""
    with store.reading() as connection:
        rows = connection.execute(select(draft_files).where(draft_files.c.study == study).order_by(draft_files.c.path)).all()
        held = contents.read(connection, [row.content for row in rows if row.content])
    return {row.path: DraftFile(row.path, held.get(row.content), row.instead_of, row.by, row.at) for row in rows}


def save(store: Store, actor: Actor, study: str, path: str, seen: bytes | None, content: bytes | None) -> None:
    """Keeps a file of the draft. `seen` is what the editor had on screen, the file of the folder or of the draft, None for no file; raises Conflict,
    and keeps nothing, when the draft holds something else by now."""
    save_all(store, actor, study, {path: (seen, content)})


def save_all(store: Store, actor: Actor, study: str, changed: Mapping[str, tuple[bytes | None, bytes | None]]) -> None:
    """The same for several files, all of them or none: what was seen and what is to be kept, by path."""
    for path, (_, content) in changed.items():
        contents.refuse_larger(path, content or b"", LARGEST)
    with store.writing(actor, EDIT, study) as writing:
        contents.keep(writing.connection, [content for _, content in changed.values() if content is not None])
        for path, (seen, content) in changed.items():
            this = (draft_files.c.study == study) & (draft_files.c.path == path)
            row = writing.connection.execute(select(draft_files).where(this)).one_or_none()
            name = "" if content is None else contents.name_of(content)
            before = "" if seen is None else contents.name_of(seen)
            if row is not None and row.content != before:
                held = contents.read(writing.connection, [row.content]) if row.content else {}
                theirs = DraftFile(path, held.get(row.content), row.instead_of, row.by, row.at)
                raise Conflict(
                    Fault(path, "quelqu'un d'autre a enregistré ce fichier entre-temps", "comparer les deux écritures, puis choisir"), theirs
                )
            values = {"content": name, "by": writing.actor, "at": writing.at}
            if row is None:
                writing.connection.execute(insert(draft_files).values(study=study, path=path, instead_of=before, **values))
            else:
                writing.connection.execute(update(draft_files).where(this).values(**values))
            writing.note(path, content=name[:12])


def forget(store: Store, actor: Actor, study: str, paths: list[str]) -> None:
    """Takes files out of the draft: those of the folder stand again."""
    with store.writing(actor, EDIT, study) as writing:
        for path in paths:
            writing.connection.execute(delete(draft_files).where((draft_files.c.study == study) & (draft_files.c.path == path)))
        writing.note("brouillon", forgotten=paths)
