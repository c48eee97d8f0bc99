"""The minutes of a sitting, item by item: written, submitted to those present, settled; then only added to, with a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from data.ground import french
from data.ground.faults import Fault, Refused
from data.instances import rules
from data.instances.rules import ChairVote, Presence, Vote
from data.store import typed
from data.store.access import Actor, new_id
from data.store.opening import Store, Writing
from data.store.tables import addenda, decisions, sittings
from data.store.writings import contents
from data.store.writings.assembly import documents, settled
from data.store.writings.assembly.agenda import GONE, LONGEST, open_item
from data.store.writings.assembly.decisions import Decision, Recusal, Status, of_rows
from data.store.writings.assembly.sittings import HOLD, LONGEST_CAPACITY, LONGEST_NAME, Sitting, open_row, sitting_of

LONGEST_REASON = 500  # [characters] of why somebody leaves a vote
CHANGED = Fault("relevé", "quelqu'un a modifié ce point entre-temps", "recharger la page, puis refaire la modification")


@dataclass(frozen=True)
class Minute:
    """What was decided on an item: in words, the option chosen or "", the vote or None, who left it and why, conditions, who carries it, by when."""

    decided: str
    chosen: str = ""
    vote: Vote | None = None
    recusals: Sequence[Recusal] = ()
    conditions: str = ""
    owner: str = ""
    deadline: date | None = None


def write(store: Store, actor: Actor, identifier: str, since: datetime, said: Minute) -> None:
    """Writes the minutes of an item, a draft again if they were submitted. Refused when nothing is decided, when votes do not add up to those present
    and represented, when somebody changed it after `since`, or when it is settled."""
    text = _as_kept(said)
    with store.writing(actor, HOLD) as writing:
        row = open_item(writing, identifier)
        if row.changed_at != since:
            raise Refused(CHANGED)
        sitting = _sitting(writing.connection, row.sitting)
        left = [_recused(sitting, one) for one in said.recusals]
        if said.chosen and said.chosen not in row.options:
            raise Refused(Fault("option retenue", f"« {typed.seen(said.chosen)} » n'est pas une option de ce point", "en choisir une de la liste"))
        if said.deadline and said.deadline < sitting.at.date():
            told = f"{french.short_day(said.deadline)} est avant la séance"
            raise Refused(Fault("échéance", told, "choisir un jour à partir de celui de la séance"))
        counts = _counts(sitting, said.vote, left)
        what = {"chosen": said.chosen, "recusals": left, "deadline": said.deadline, "status": Status.DRAFT.value, "changed_at": writing.at}
        writing.connection.execute(update(decisions).where(decisions.c.id == identifier).values(**text, **counts, **what))
        writing.note(identifier, done="minutes written", message=text["decided"])


def submit(store: Store, actor: Actor, sitting: str) -> None:
    """Submits the minutes to those present: members read them from then on. Refused when nobody is noted present, or when an item says not what was
    decided, or its votes do not add up any more."""
    with store.writing(actor, HOLD) as writing:
        open_row(writing, sitting)
        held, items = _items(writing.connection, sitting)
        _refuse_unready(held, items)
        waiting = [one.id for one in items if one.status is Status.DRAFT]
        if not waiting:
            raise Refused(Fault("relevé", "il est déjà soumis aux présents", "l'arrêter, ou en modifier un point"))
        writing.connection.execute(update(decisions).where(decisions.c.id.in_(waiting)).values(status=Status.SUBMITTED.value, changed_at=writing.at))
        writing.note(sitting, done="minutes submitted", status=Status.SUBMITTED.value)


def settle(store: Store, actor: Actor, sitting: str) -> dict[str, str]:
    """Settles the minutes: each decision is kept whole under its digest and changes no more; returns the digests by decision. Refused unless every
    item was submitted to those present as it is."""
    with store.writing(actor, HOLD) as writing:
        open_row(writing, sitting)
        held, items = _items(writing.connection, sitting)
        _refuse_unready(held, items)
        if drafts := [one.rank for one in items if one.status is not Status.SUBMITTED]:
            told = french.counted(len(drafts), "point est encore en brouillon", "points sont encore en brouillon")
            raise Refused(Fault("relevé", told, "le soumettre d'abord aux présents"))
        given = documents.listed(writing.connection, sitting)
        done = {one.id: _settle(writing, one, settled.content(one, given)) for one in items}
        closed = {"rules": held.card.model_dump(), "closed_at": writing.at, "changed_at": writing.at}
        writing.connection.execute(update(sittings).where(sittings.c.id == sitting).values(**closed))
        return done


def add(store: Store, actor: Actor, identifier: str, text: str) -> None:
    """Adds to a settled decision, with the date: the one way to correct it. Refused when nothing is written, or before it is settled."""
    said = typed.written(text, "ajout", "écrire ce qui est corrigé ou précisé", LONGEST)
    with store.reading() as connection:
        settled_at = connection.execute(select(decisions.c.settled_at).where(decisions.c.id == identifier)).one_or_none()
        last = connection.execute(select(addenda.c.text).where(addenda.c.decision == identifier).order_by(addenda.c.at.desc()).limit(1)).scalar()
    if settled_at is None:
        raise Refused(GONE)
    if settled_at[0] is None:
        raise Refused(Fault("ajout", "cette décision n'est pas arrêtée", "la modifier : elle peut encore l'être"))
    if last == said:  # a button pressed twice
        return
    with store.writing(actor, HOLD) as writing:
        writing.connection.execute(insert(addenda).values(id=new_id(), decision=identifier, text=said, by=writing.actor, at=writing.at))
        writing.note(identifier, done="addendum", message=said)


def _settle(writing: Writing, one: Decision, content: bytes) -> str:
    digest = contents.name_of(content)
    contents.keep(writing.connection, [content])
    values = {"status": Status.SETTLED.value, "result": one.result.value, "digest": digest, "settled_at": writing.at, "changed_at": writing.at}
    writing.connection.execute(update(decisions).where(decisions.c.id == one.id).values(**values))
    writing.note(one.id, done="decision settled", status=one.result.value, message=one.decided, content=digest)
    return digest


def _items(connection: Connection, sitting: str) -> tuple[Sitting, list[Decision]]:
    rows = connection.execute(select(decisions).where(decisions.c.sitting == sitting).order_by(decisions.c.rank)).all()
    return _sitting(connection, sitting), of_rows(connection, rows, True)


def _sitting(connection: Connection, identifier: str) -> Sitting:
    return sitting_of(connection, connection.execute(select(sittings).where(sittings.c.id == identifier)).one(), True)


def _refuse_unready(sitting: Sitting, items: Sequence[Decision]) -> None:
    if not items:
        raise Refused(Fault("relevé", "l'ordre du jour est vide", "y mettre un point"))
    if wrong := rules.faults_of_roll(sitting.card, sitting.seats, sitting.attendees):  # seats or the card may have changed since
        raise Refused(wrong[0])
    for rank, one in enumerate(items, 1):
        place = f"point {rank}"
        if not one.decided:
            raise Refused(Fault(place, "il ne dit pas ce qui a été décidé", "l'écrire, ou retirer ce point de l'ordre du jour"))
        try:
            _counts(sitting, one.vote, [_recused(sitting, left) for left in one.recusals])
        except Refused as refused:
            wrong = refused.fault
            raise Refused(Fault(f"{place}, {wrong.place}", wrong.fault, wrong.remedy)) from None


def _as_kept(said: Minute) -> dict[str, str]:
    return {
        "decided": typed.written(said.decided, "décision", "écrire ce qui a été décidé", LONGEST),
        "conditions": typed.written_or_not(said.conditions, "conditions", LONGEST),
        "owner": typed.line_or_not(said.owner, "responsable", LONGEST_CAPACITY),
    }


def _recused(sitting: Sitting, one: Recusal) -> dict[str, str]:
    """Somebody who left the vote, as she is kept. Refused when she has no vote there, or when it is not said why."""
    name = typed.line(one.name, "retrait du vote", "dire qui se retire", LONGEST_NAME)
    if name not in {member.name for member in sitting.attendees if member.presence is Presence.PRESENT or member.proxy_to}:
        told = f"« {name} » n'est ni parmi les présents ni représenté"
        raise Refused(Fault("retrait du vote", told, "choisir un membre qui avait une voix"))
    return {"name": name, "reason": typed.line(one.reason, f"retrait de {name}", "en écrire la raison", LONGEST_REASON)}


def _counts(sitting: Sitting, vote: Vote | None, left: Sequence[dict[str, str]]) -> dict[str, int | str | None]:
    """The counts of a vote, as they are kept. Refused when nobody is noted present, or as `rules.faults_of_vote`."""
    if not sitting.roll.present:
        raise Refused(Fault("présents", "personne n'est noté présent", "noter d'abord les présents de la séance"))
    if len({one["name"] for one in left}) < len(left):
        raise Refused(Fault("retrait du vote", "un membre y est deux fois", "ne l'écrire qu'une fois"))
    if vote is None:
        if left:
            raise Refused(Fault("retrait du vote", "il n'y a pas eu de vote", "compter les voix, ou vider les retraits"))
        return {"votes_for": None, "votes_against": None, "abstentions": None, "chair_vote": ChairVote.UNSAID.value}
    if vote.chair is not ChairVote.UNSAID and not sitting.chair:
        raise Refused(Fault("vote du président", "la séance n'a pas de président noté", "le choisir parmi les présents"))
    if vote.chair in (ChairVote.FOR, ChairVote.AGAINST) and sitting.chair in {one["name"] for one in left}:
        raise Refused(Fault("vote du président", f"« {sitting.chair} » s'est retiré du vote", f"choisir « {ChairVote.NEITHER.value} »"))
    counted = Vote(vote.in_favour, vote.against, vote.abstentions, len(left), vote.chair)
    if wrong := rules.faults_of_vote(sitting.card, sitting.roll, counted):
        raise Refused(wrong[0])
    return {"votes_for": vote.in_favour, "votes_against": vote.against, "abstentions": vote.abstentions, "chair_vote": vote.chair.value}
