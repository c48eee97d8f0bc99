"""What is kept of a decision when it is settled: all that was decided, where, by how many, on which figures, in one text whose SHA-256 is printed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from data.ground.faults import Fault
from data.store.tables import canonical, decisions
from data.store.tables.kinds import Day, Moment
from data.store.writings import contents
from data.store.writings.assembly import documents
from data.store.writings.assembly.decisions import Decision, of_rows
from data.store.writings.assembly.documents import Document
from data.store.writings.assembly.sittings import Sitting

REMEDY = "restaurer la dernière sauvegarde : python -m data store restore FICHIER"


def content(one: Decision, given: Iterable[Document]) -> bytes:
    """The text that is settled, in JSON, with all names; `given`: the documents of the sitting."""
    vote = one.vote and {"for": one.vote.in_favour, "against": one.vote.against, "abstentions": one.vote.abstentions, "chair": one.vote.chair.value}
    told = {
        "sitting": _sitting(one.sitting, given),
        "item": {"id": one.id, "rank": one.rank, "question": one.question, "options": one.options},
        "figures": {"study": one.study, "version": one.version, "scenario": one.scenario, "shown": one.shown},
        "decision": {"decided": one.decided, "chosen": one.chosen, "conditions": one.conditions, "owner": one.owner, "result": one.result.value},
        "deadline": Day().process_bind_param(one.deadline, None),
        "vote": vote,
        "recusals": [{"name": left.name, "reason": left.reason} for left in one.recusals],
    }
    return canonical(told).encode()


def _sitting(held: Sitting, given: Iterable[Document]) -> dict[str, Any]:
    return {
        "id": held.id,
        "instance": held.instance,
        "rules": held.card.model_dump(),
        "at": Moment().process_bind_param(held.at, None),
        "place": held.place,
        "seats": held.seats,
        "chair": held.chair,
        "secretary": held.secretary,
        "attendance": [[one.name, one.capacity, one.presence.value, one.proxy_to] for one in held.attendees],
        "documents": [[one.name, one.digest] for one in given],
    }


def faults(connection: Connection) -> list[Fault]:
    """The settled decisions that are not any more what was settled, behind the guards of the database."""
    rows = connection.execute(select(decisions).where(decisions.c.settled_at.is_not(None)).order_by(decisions.c.id)).all()
    return [
        Fault(f"décision {one.id}", "modifiée après avoir été arrêtée (son empreinte ne lui correspond plus)", REMEDY)
        for one in of_rows(connection, rows, True)
        if contents.name_of(content(one, documents.listed(connection, one.sitting.id))) != one.digest
    ]
