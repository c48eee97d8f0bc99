"""What became of the decisions that are older than the Studio, as the agency says it: the last word counts, all are kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select

from data.ground.faults import Fault, Refused
from data.store import typed
from data.store.access import Actor, new_id
from data.store.opening import Store
from data.store.tables import outcomes
from data.store.writings.assembly.agenda import LONGEST

TELL = "tell_outcome"
LONGEST_SOURCE = 500  # [characters]


class Status(StrEnum):
    """What became of a decision; the value is shown as it is."""

    KEPT = "tenu"
    LATE = "en retard"
    DROPPED = "abandonné"
    UNTOLD = "à renseigner"


@dataclass(frozen=True)
class Outcome:
    """What became of a former decision: in words, on what source, said by whom (an identifier), when."""

    former: str
    status: Status
    text: str
    source: str
    by: str
    at: datetime


def tell(store: Store, actor: Actor, former: str, status: Status, text: str, source: str) -> None:
    """Says what became of a former decision. Refused without a word, or when it says nothing."""
    said = typed.written(text, "suite donnée", "dire en une phrase ce que la décision est devenue", LONGEST)
    where = typed.line_or_not(source, "source", LONGEST_SOURCE)
    if status is Status.UNTOLD:
        raise Refused(Fault("suite donnée", "elle ne dit pas si la décision a été tenue", "choisir : tenu, en retard ou abandonné"))
    with store.writing(actor, TELL) as writing:
        row = {"former": former, "status": status.value, "text": said, "source": where}
        writing.connection.execute(insert(outcomes).values(id=new_id(), **row, by=writing.actor, at=writing.at))
        writing.note(former, done="outcome told", status=status.value, message=said)


def read(store: Store) -> dict[str, Outcome]:
    """The last that was said of each former decision, by its name in data/tables/former_decisions.csv."""
    with store.reading() as connection:
        rows = connection.execute(select(outcomes).order_by(outcomes.c.at, outcomes.c.id)).all()
    return {row.former: Outcome(row.former, Status(row.status), row.text, row.source, row.by, row.at) for row in rows}
