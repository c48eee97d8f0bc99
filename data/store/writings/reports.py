"""Errors that readers report, pinned to a figure, a site or a sentence by its lasting name; and what was answered."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import insert, select, update

from data.ground.faults import Fault, Refused
from data.store import access, typed
from data.store.access import Actor, new_id
from data.store.opening import Store
from data.store.tables import reports

LONGEST = 2_000  # [characters] of what is reported, and of an answer
ANSWERED = Fault("réponse", "quelqu'un y a répondu avant vous : la vôtre n'est pas gardée", "recharger la page pour lire la sienne")


class Status(StrEnum):
    """What became of a report; the value is shown as it is."""

    OPEN = "ouverte"
    MENDED = "corrigée"
    KEPT = "maintenue"


@dataclass(frozen=True)
class About:
    """What a report is about: the study ("" for the other pages), its version, the lasting name of the figure, how the screen calls it."""

    study: str
    version: str
    item: str
    label: str


@dataclass(frozen=True)
class Report:
    """An error reported: where, by whom (an identifier, or « public »), what became of it, who answered (an identifier)."""

    id: str
    about: About
    text: str
    by: str
    at: datetime
    status: Status
    answer: str
    answered_at: datetime | None
    answered_by: str = ""


def report(store: Store, actor: Actor, about: About, text: str) -> str:
    """Keeps what a reader reports; returns its identifier. Refused when nothing is written, or too much."""
    written = typed.written(text, "erreur à signaler", "dire en quelques mots ce qui est faux, et ce qui serait juste", LONGEST)
    with store.writing(actor, "report_error", about.study) as writing:
        identifier = new_id()
        pinned = {"version": about.version, "item": about.item, "label": about.label[:300]}
        kept = {"text": written, "by": writing.actor, "at": writing.at, "status": Status.OPEN.value, "answer": "", "answered_by": ""}
        writing.connection.execute(insert(reports).values(id=identifier, study=about.study, **pinned, **kept))
        writing.note(identifier, **pinned)
        return identifier


def answer(store: Store, actor: Actor, identifier: str, status: Status, text: str) -> None:
    """Answers a report: mended, or kept with the reason. Refused when the study is not the author's, when nothing is written, or when somebody has
    answered."""
    written = typed.written(text, "réponse", "écrire ce qui a été corrigé, ou pourquoi le chiffre est maintenu", LONGEST)
    with store.reading() as connection:
        study = connection.execute(select(reports.c.study).where(reports.c.id == identifier)).scalar()
    if study is None or status is Status.OPEN:
        raise Refused(Fault("réponse", "cette erreur signalée n'existe pas, ou la réponse ne dit pas ce qu'elle devient", "recharger la page"))
    with store.writing(actor, "answer_report", study) as writing:
        open_yet = update(reports).where(reports.c.id == identifier, reports.c.answered_at.is_(None))
        kept = {"status": status.value, "answer": written, "answered_by": writing.actor, "answered_at": writing.at}
        if not writing.connection.execute(open_yet.values(**kept)).rowcount:
            raise Refused(ANSWERED)
        writing.note(identifier, status=status.value)


def listed(store: Store, actor: Actor) -> list[Report]:
    """The reports that somebody may read, those still open first, then the latest: what was answered is everybody's, the rest is for those who may
    answer it."""
    now = datetime.now(UTC)
    with store.reading() as connection:
        person = access.person_of(connection, actor, now)
        rows = [
            row
            for row in connection.execute(select(reports).order_by(reports.c.at.desc()))
            if row.answered_at or actor.console or access.may(person, "answer_report", row.study, now)
        ]
    found = [
        Report(
            row.id,
            About(row.study, row.version, row.item, row.label),
            row.text,
            row.by,
            row.at,
            Status(row.status),
            row.answer,
            row.answered_at,
            row.answered_by,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.status is not Status.OPEN)
