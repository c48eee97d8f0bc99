"""What the follow-up committee says of a study: a figure too low, right or too high with the value that one would take, a remark on anything that has
a lasting name, a place drawn on the map; what is said under it, and what becomes of it."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from data.ground.faults import Fault, Refused
from data.store import access, typed
from data.store.access import Actor, new_id
from data.store.opening import Store, Writing
from data.store.tables import remarks, replies
from data.store.writings import contents, drawn

LONGEST = 2_000  # [characters] of a reason, of a reply, of an answer
LONGEST_SOURCE = 500  # [characters]
LARGEST = 5_000_000  # [bytes] of an attachment
PARAMETER = "parameter:"  # how the lasting name of an assumption begins
GIVE, DISCUSS, ANSWER, HIDE = "give_remark", "discuss_remark", "answer_remark", "moderate_remark"
GONE = Fault("avis", "il n'existe pas, ou il n'est plus en vue", "recharger la page")


class Position(StrEnum):
    """What somebody thinks of a figure; the value is shown as it is."""

    LOW = "trop bas"
    RIGHT = "juste"
    HIGH = "trop haut"


class Status(StrEnum):
    """What became of a remark; the value is shown as it is."""

    OPEN = "ouvert"
    ACCEPTED = "accepté"
    REFUSED = "refusé"


@dataclass(frozen=True)
class Attachment:
    """A file that supports what is said: its name, its content."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Said:
    """What somebody says: a position on a figure and the value [its unit] that she would take, or neither; why; on what grounds; where (a GeoJSON
    geometry, "" for nowhere); whether the public may read her name."""

    text: str
    position: Position | None = None
    value: float | None = None
    source: str = ""
    place: str = ""
    attachment: Attachment | None = None
    named: bool = False


@dataclass(frozen=True)
class Pinned:
    """What it is about: the study, the version of its figures, the lasting name of the thing, how the screen calls it."""

    study: str
    version: str
    item: str
    label: str


def give(store: Store, actor: Actor, pinned: Pinned, said: Said) -> str:
    """Keeps what a member says; returns its identifier. What she said before on the same figure is replaced, and stays in the journal; what was
    answered or taken out of sight keeps its place. The same thing said twice, by a button pressed twice, is kept once.

    Refused when nothing is written, when a position is not on a figure, when a value has no position, or as `drawn.canonical`.
    """
    text, source = checked(pinned, said)
    place = drawn.canonical(said.place)
    attachment, name = ("", "") if said.attachment is None else (contents.name_of(said.attachment.content), said.attachment.name[:200])
    position = said.position.value if said.position else ""
    what = {"position": position, "value": said.value, "text": text, "source": source, "place": place, "named": said.named}
    with store.reading() as connection:
        same = _live(pinned, _name_of(connection, actor)) & (remarks.c.version == pinned.version) & (remarks.c.attachment == attachment)
        already = connection.execute(select(remarks.c.id).where(same, *(remarks.c[one] == what[one] for one in what))).scalar()
    if already is not None:
        return already
    with store.writing(actor, GIVE, pinned.study) as writing:
        live = _live(pinned, writing.actor)
        if said.position is not None:
            writing.connection.execute(update(remarks).where(live & (remarks.c.position != "")).values(replaced_at=writing.at))
        if said.attachment is not None:
            contents.keep(writing.connection, [said.attachment.content])
        identifier = new_id()
        about = {"study": pinned.study, "version": pinned.version, "item": pinned.item, "label": pinned.label[:300]}
        files = {"attachment": attachment, "attachment_name": name}
        who = {"by": writing.actor, "at": writing.at}
        left = {"status": Status.OPEN.value, "answer": "", "answered_by": "", "hidden_why": ""}
        writing.connection.execute(insert(remarks).values(id=identifier, **about, **what, **files, **who, **left))
        writing.note(identifier, item=pinned.item, label=pinned.label[:300], position=position, value=said.value, message=text)
        return identifier


def _name_of(connection: Connection, actor: Actor) -> str:
    """How what somebody writes is signed."""
    person = access.person_of(connection, actor, datetime.now(UTC))
    return person.id if person else actor.named


def _live(pinned: Pinned, by: str) -> ColumnElement[bool]:
    """What somebody said of that thing and that nobody answered, replaced or took out of sight."""
    mine = (remarks.c.study == pinned.study) & (remarks.c.item == pinned.item) & (remarks.c.by == by)
    return mine & remarks.c.replaced_at.is_(None) & remarks.c.answered_at.is_(None) & remarks.c.hidden_at.is_(None)


def withdraw(store: Store, actor: Actor, identifier: str) -> None:
    """Takes back what one said oneself, as long as it was not answered; it stays in the journal. Refused for what somebody else said."""
    with _on(store, actor, GIVE, identifier) as (writing, row):
        if row.by != writing.actor:
            raise Refused(Fault("avis", "il est d'une autre personne", "n'en retirer que les siens"))
        if row.answered_at is not None:
            raise Refused(Fault("avis", "il a reçu sa réponse", "donner un nouvel avis"))
        if row.hidden_at is not None:
            raise Refused(GONE)
        writing.connection.execute(update(remarks).where(remarks.c.id == identifier).values(replaced_at=writing.at))
        writing.note(identifier, done="remark withdrawn")


def reply(store: Store, actor: Actor, identifier: str, text: str) -> None:
    """Adds to what is said under a remark; once when the same is said twice in a row. Refused when nothing is written."""
    said = written(text, "message", "écrire sa question ou son complément")
    with store.reading() as connection:
        last = select(replies.c.by, replies.c.text).where(replies.c.remark == identifier).order_by(replies.c.at.desc()).limit(1)
        if connection.execute(last).first() == (_name_of(connection, actor), said):
            return
    with _on(store, actor, DISCUSS, identifier) as (writing, _):
        writing.connection.execute(insert(replies).values(id=new_id(), remark=identifier, text=said, by=writing.actor, at=writing.at))
        writing.note(identifier, message=said)


def answer(store: Store, actor: Actor, identifier: str, status: Status, text: str, in_version: int | None = None) -> None:
    """Answers a remark: accepted, in the version that will carry it, or refused, with the reason. Refused when somebody answered it meanwhile, when
    nothing is written, or when a remark is accepted for no version."""
    said = written(text, "réponse", "écrire ce qui change, ou pourquoi la valeur est maintenue")
    if status is Status.OPEN or (status is Status.ACCEPTED) != (in_version is not None):
        raise Refused(Fault("réponse", "elle ne dit pas ce que devient l'avis", "l'accepter pour une version, ou le refuser"))
    with _on(store, actor, ANSWER, identifier) as (writing, row):
        if row.answered_at is not None:
            raise Refused(Fault("réponse", f"cet avis est déjà {row.status}", "recharger la page"))
        kept = {"status": status.value, "answer": said, "answered_by": writing.actor, "answered_at": writing.at, "in_version": in_version}
        writing.connection.execute(update(remarks).where(remarks.c.id == identifier).values(**kept))
        writing.note(identifier, status=status.value, message=said, in_version=in_version)


def hide(store: Store, actor: Actor, identifier: str, why: str) -> None:
    """Takes a remark and what follows it out of sight, with the reason, which stays in its place; nothing is removed."""
    said = typed.line(why, "raison du retrait", "l'écrire", LONGEST_SOURCE)
    with _on(store, actor, HIDE, identifier) as (writing, row):
        if row.hidden_at is not None:
            raise Refused(Fault("retrait", "cet avis n'est déjà plus en vue", "recharger la page"))
        writing.connection.execute(update(remarks).where(remarks.c.id == identifier).values(hidden_at=writing.at, hidden_why=said))
        writing.note(identifier, done="remark hidden", message=said)


def open_points(connection: Connection, study: str) -> int:
    """How many remarks of a study wait for an answer: those that find a figure right wait for none."""
    waiting = (remarks.c.study == study) & remarks.c.answered_at.is_(None) & (remarks.c.position != Position.RIGHT.value)
    return len(connection.execute(select(remarks.c.id).where(waiting, remarks.c.replaced_at.is_(None), remarks.c.hidden_at.is_(None))).all())


def written(text: str, place: str, remedy: str) -> str:
    """A text as it is kept. Refused as `typed.written`."""
    return typed.written(text, place, remedy, LONGEST)


@contextmanager
def _on(store: Store, actor: Actor, action: str, identifier: str) -> Iterator[tuple[Writing, Row]]:
    """A transaction about one remark that still stands: what writes it, and its row as it is."""
    with store.reading() as connection:
        study = connection.execute(select(remarks.c.study).where(remarks.c.id == identifier)).scalar()
    if study is None:
        raise Refused(GONE)
    with store.writing(actor, action, study) as writing:
        row = writing.connection.execute(select(remarks).where(remarks.c.id == identifier)).one()
        if row.replaced_at is not None:
            raise Refused(GONE)
        yield writing, row


def checked(pinned: Pinned, said: Said) -> tuple[str, str]:
    """The reason and the source, as they are kept. Refused as `give`."""
    if said.position is not None and not pinned.item.startswith(PARAMETER):
        raise Refused(Fault("avis", "« trop bas » et « trop haut » se disent d'une hypothèse", "écrire une remarque"))
    if said.value is not None and (said.position in (None, Position.RIGHT) or not math.isfinite(said.value)):
        raise Refused(
            Fault("valeur proposée", "elle demande un sens : trop bas ou trop haut, et un nombre", "choisir l'un des deux, ou vider la case")
        )
    right = said.position is Position.RIGHT and not said.text.strip()
    text = "" if right else written(said.text, "raison", "dire en une phrase pourquoi, ou ce qui serait juste")
    source = typed.line_or_not(said.source, "source", LONGEST_SOURCE)
    if said.attachment is not None:
        contents.refuse_larger("pièce jointe", said.attachment.content, LARGEST)
    return text, source
