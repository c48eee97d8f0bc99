"""The life of the versions of a study: submitted, sent back, validated by the committee, published, archived. Each is kept whole when it is submitted
and never changes; what has not been submitted is the draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from data.ground import french
from data.ground.faults import Fault, Refused
from data.store import typed
from data.store.access import Actor
from data.store.opening import Store, Writing
from data.store.tables import version_steps, versions
from data.store.writings import contents, remarks

LONGEST = 2_000  # [characters] of a message
EDIT = "edit_study"
UNSAID = Fault("message", "rien n'est écrit", "dire en une phrase ce qui change, ou ce qui est demandé")


class Status(StrEnum):
    """Where a version stands; the value is what is kept, and what programs read."""

    DRAFT = "brouillon"
    SUBMITTED = "soumis"
    CORRECTIONS = "corrections demandées"
    VALIDATED = "validé par le comité"
    PUBLISHED = "publié"
    ARCHIVED = "archivé"

    @property
    def agreed(self) -> str:
        """How it is said of a version: "publiée"."""
        return AGREED.get(self.value, self.value)


AGREED = {"soumis": "soumise", "validé par le comité": "validée par le comité", "publié": "publiée", "archivé": "archivée"}
MOVES = {  # from where to where a version may go, and the action that one must be allowed
    (Status.SUBMITTED, Status.CORRECTIONS): "ask_corrections",
    (Status.SUBMITTED, Status.VALIDATED): "validate_version",
    (Status.VALIDATED, Status.CORRECTIONS): "ask_corrections",
    (Status.VALIDATED, Status.PUBLISHED): "publish_version",
    (Status.PUBLISHED, Status.ARCHIVED): "publish_version",
    (Status.CORRECTIONS, Status.ARCHIVED): "publish_version",
}
EXPLAINED = (Status.CORRECTIONS, Status.ARCHIVED)  # nobody goes there without a word


@dataclass(frozen=True)
class Snapshot:
    """What a version keeps: the version of its figures and of its words, its document, the files of its folder by path."""

    figures: str
    words: str
    document: bytes
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Step:
    """A step in the life of a version: where it went, when, by whom (an identifier), with what message."""

    status: Status
    message: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Version:
    """A version that was kept, with all its steps; `document` and `files` are names of contents."""

    study: str
    number: int
    status: Status
    figures: str
    words: str
    document: str
    files: Mapping[str, str]
    steps: tuple[Step, ...]

    @property
    def at(self) -> datetime:
        """When it was submitted."""
        return self.steps[0].at

    @property
    def public(self) -> bool:
        """Whether everybody may read it for ever: it was published, archived since or not."""
        return any(step.status is Status.PUBLISHED for step in self.steps)

    @property
    def to(self) -> tuple[Status, ...]:
        """Where it may go from here."""
        return tuple(to for since, to in MOVES if since is self.status)


def submit(store: Store, actor: Actor, study: str, kept: Snapshot, message: str) -> int:
    """Keeps a new version; returns its number. Refused without a message, or when nothing has changed since the last one."""
    said = _message(message, needed=True)
    with store.writing(actor, EDIT, study) as writing:
        last = _last(writing.connection, study)
        if last is not None and (last.figures, last.words) == (kept.figures, kept.words) and last.status != Status.ARCHIVED.value:
            raise Refused(Fault(f"étude {study}", f"rien n'a changé depuis la version {last.number}", "modifier l'étude, puis la soumettre"))
        contents.keep(writing.connection, [kept.document, *kept.files.values()])
        files = {path: contents.name_of(content) for path, content in kept.files.items()}
        return _add(writing, study, (kept.figures, kept.words, contents.name_of(kept.document), files), said)


def restore(store: Store, actor: Actor, study: str, number: int) -> int:
    """Submits again what a version kept, as a new one; returns its number. Refused when there is none of that number."""
    with store.writing(actor, EDIT, study) as writing:
        former = _known(writing.connection, study, number)
        return _add(writing, study, (former.figures, former.words, former.document, former.files), f"Rétablit la version {number}")


def move(store: Store, actor: Actor, study: str, number: int, since: Status, to: Status, message: str = "") -> None:
    """Takes a version a step further. `since` is where the reader saw it: refused when somebody else moved it meanwhile, when no such step exists, or
    when a word is missing."""
    place = f"version {number}"
    if (since, to) not in MOVES:
        raise Refused(Fault(place, f"une version « {since.agreed} » ne devient pas « {to.agreed} »", "recharger la page et choisir une autre étape"))
    said = _message(message, needed=to in EXPLAINED)
    with store.writing(actor, MOVES[since, to], study) as writing:
        row = _known(writing.connection, study, number)
        if row.status != since.value:
            raise Refused(
                Fault(place, f"elle est maintenant « {Status(row.status).agreed} » : quelqu'un a agi entre-temps", "recharger la page et la relire")
            )
        if to is Status.VALIDATED and (waiting := remarks.open_points(writing.connection, study)):
            told = f"{waiting} avis du comité {french.plural(waiting, 'attend sa réponse', 'attendent leur réponse')}"
            raise Refused(Fault(place, told, "y répondre, dans l'onglet Avis de l'étude, puis la valider"))
        this = (versions.c.study == study) & (versions.c.number == number)
        writing.connection.execute(update(versions).where(this).values(status=to.value, moved_at=writing.at))
        _step(writing, study, number, to, said)


def listed(store: Store, study: str) -> list[Version]:
    """The versions of a study, the latest first."""
    with store.reading() as connection:
        rows = connection.execute(select(versions).where(versions.c.study == study).order_by(versions.c.number.desc())).all()
        steps = connection.execute(select(version_steps).where(version_steps.c.study == study).order_by(version_steps.c.step)).all()
    return [_version(row, [step for step in steps if step.number == row.number]) for row in rows]


def published(store: Store) -> dict[str, Version]:
    """The version that the public reads, by study: the last one published."""
    return _last_of_each(store, versions.c.status == Status.PUBLISHED.value)


def latest(store: Store) -> dict[str, Version]:
    """The version of each study that was submitted last, wherever it stands."""
    return _last_of_each(store)


def _last_of_each(store: Store, *wanted: ColumnElement[bool]) -> dict[str, Version]:
    with store.reading() as connection:
        rows = {row.study: row for row in connection.execute(select(versions).where(*wanted).order_by(versions.c.number))}
        steps = connection.execute(select(version_steps).where(version_steps.c.study.in_(rows)).order_by(version_steps.c.step)).all()
    return {study: _version(row, [step for step in steps if (step.study, step.number) == (study, row.number)]) for study, row in rows.items()}


def kept(store: Store, name: str) -> bytes:
    """A content by its name: the document of a version, or one of its files. Refused when it is lost or damaged."""
    with store.reading() as connection:
        return contents.read(connection, [name])[name]


def contents_of(store: Store, files: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a version, by path, from the names of their contents. Refused when one is lost or damaged."""
    with store.reading() as connection:
        held = contents.read(connection, files.values())
    return {path: held[name] for path, name in files.items()}


def _version(row: Row, steps: list[Row]) -> Version:
    told = tuple(Step(Status(step.status), step.message, step.by, step.at) for step in steps)
    return Version(row.study, row.number, Status(row.status), row.figures, row.words, row.document, row.files, told)


def _add(writing: Writing, study: str, kept: tuple[str, str, str, Mapping[str, str]], message: str) -> int:
    last = _last(writing.connection, study)
    number = last.number + 1 if last else 1
    figures, words, document, files = kept
    content = {"figures": figures, "words": words, "document": document, "files": dict(files)}
    who = {"by": writing.actor, "at": writing.at, "moved_at": writing.at}
    writing.connection.execute(insert(versions).values(study=study, number=number, status=Status.SUBMITTED.value, **content, **who))
    _step(writing, study, number, Status.SUBMITTED, message, document=document, version=figures)
    return number


def _step(writing: Writing, study: str, number: int, status: Status, message: str, **facts: str) -> None:
    this = (version_steps.c.study == study) & (version_steps.c.number == number)
    step = (writing.connection.execute(select(func.max(version_steps.c.step)).where(this)).scalar() or 0) + 1
    row = {"study": study, "number": number, "step": step, "status": status.value, "message": message, "by": writing.actor, "at": writing.at}
    writing.connection.execute(insert(version_steps).values(**row))
    writing.note(f"version {number}", status=status.value, message=message, **facts)


def _last(connection: Connection, study: str) -> Row | None:
    return connection.execute(select(versions).where(versions.c.study == study).order_by(versions.c.number.desc()).limit(1)).one_or_none()


def _known(connection: Connection, study: str, number: int) -> Row:
    row = connection.execute(select(versions).where((versions.c.study == study) & (versions.c.number == number))).one_or_none()
    if row is None:
        raise Refused(Fault(f"étude {study}", f"pas de version {number}", "choisir une version dans la liste de l'étude"))
    return row


def _message(text: str, needed: bool) -> str:
    said = typed.paragraphs(text)
    if needed and not said:
        raise Refused(UNSAID)
    if len(said) > LONGEST:
        raise Refused(Fault("message", f"{len(said)} caractères", f"{LONGEST} au plus"))
    if unseen := typed.unseen_in_paragraphs("message", said):
        raise Refused(unseen)
    return said
