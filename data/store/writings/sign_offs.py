"""What the members of the committee sign of a version: for, for with reservations, against."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import insert, select

from data.ground import french
from data.ground.faults import Fault, Refused
from data.store import access, typed
from data.store.access import Actor, new_id
from data.store.opening import Store
from data.store.tables import sign_offs, versions
from data.store.writings import discussion, remarks
from data.store.writings.versions import Status

SIGN = "sign_off"
LONGEST_CAPACITY = 120  # [characters]
SIGNED = (Status.SUBMITTED, Status.VALIDATED)  # where a version may be signed


class Verdict(StrEnum):
    """What somebody signs; the value is shown as it is."""

    FOR = "favorable"
    RESERVED = "favorable avec réserves"
    AGAINST = "défavorable"


COUNTED = {  # one of them, several
    Verdict.FOR: ("favorable", "favorables"),
    Verdict.RESERVED: ("favorable avec réserves", "favorables avec réserves"),
    Verdict.AGAINST: ("défavorable", "défavorables"),
}


@dataclass(frozen=True)
class SignOff:
    """What somebody signed: which version, in what capacity, with which reservations. `author` as in a remark."""

    number: int
    author: str
    by: str
    capacity: str
    verdict: Verdict
    reservations: str
    at: datetime


def sign(store: Store, actor: Actor, study: str, number: int, verdict: Verdict, capacity: str, reservations: str = "", named: bool = False) -> None:
    """Signs a version that was submitted. Refused when it says not in what capacity, when reservations are announced and not written, or written and
    not announced, or when the version was sent back or published meanwhile."""
    where = typed.line(capacity, "en qualité de", "dire à quel titre on signe", LONGEST_CAPACITY)
    remedy = "écrire chaque réserve, ou ce qui ferait changer d'avis"
    if verdict is Verdict.FOR and reservations.strip():
        raise Refused(Fault("réserves", "« favorable » n'en porte aucune", "choisir « favorable avec réserves », ou vider la case"))
    said = "" if verdict is Verdict.FOR else remarks.written(reservations, "réserves", remedy)
    with store.writing(actor, SIGN, study) as writing:
        this = (versions.c.study == study) & (versions.c.number == number)
        status = writing.connection.execute(select(versions.c.status).where(this)).scalar()
        if status not in {one.value for one in SIGNED}:
            what = f"elle est « {Status(status).agreed} »" if status else "elle n'existe pas"
            raise Refused(Fault(f"version {number}", what, "signer une version soumise au comité"))
        row = {"capacity": where, "verdict": verdict.value, "reservations": said, "named": named}
        writing.connection.execute(insert(sign_offs).values(id=new_id(), study=study, number=number, person=writing.actor, at=writing.at, **row))
        writing.note(f"version {number}", status=verdict.value, message=said)


def of_study(store: Store, actor: Actor, study: str) -> list[SignOff]:
    """The last signature of each person on each version, the latest version first; the name of who did not agree to it is for members."""
    now = datetime.now(UTC)
    with store.reading() as connection:
        member = actor.console or access.may(access.person_of(connection, actor, now), discussion.READ, study, now)
        rows = connection.execute(select(sign_offs).where(sign_offs.c.study == study).order_by(sign_offs.c.at)).all()
        known = discussion.authors(connection, study)
    last = {(row.number, row.person): row for row in rows}
    found = [
        SignOff(
            row.number,
            discussion.author(row.person, known, member or row.named),
            row.person,
            row.capacity,
            Verdict(row.verdict),
            row.reservations,
            row.at,
        )
        for row in last.values()
    ]
    return sorted(found, key=lambda one: (-one.number, one.at))


def in_brief(found: Iterable[SignOff]) -> str:
    """How many of each verdict: « 2 favorables, 1 défavorable »; "" for none."""
    counts = Counter(one.verdict for one in found)
    return ", ".join(f"{counts[verdict]} {french.plural(counts[verdict], *words)}" for verdict, words in COUNTED.items() if counts[verdict])
