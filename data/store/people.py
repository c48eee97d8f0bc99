"""What the agency does with people: invites them, gives and takes roles, closes an access, hands studies over, erases. Each is one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import delete, insert, select, update

from data.ground import french
from data.ground.faults import Fault, Refused
from data.store import access
from data.store import newcomers as listed
from data.store.access import Actor, Person
from data.store.newcomers import Newcomer, as_kept, faults_of
from data.store.opening import Store, Writing
from data.store.permissions import ENDING, EVERY_STUDY, GIVEN, HOUSE_ONLY, Grant, Role
from data.store.tables import invitations, people, roles

MANAGE = "manage_people"
MOST = 200  # people invited at once
LAST_WITHOUT_END = Fault(
    "rôle administrateur",
    "c'est le dernier sans dernier jour : passé celui-ci, plus personne ne pourrait gérer les accès",
    "donner d'abord ce rôle, sans dernier jour, à quelqu'un d'autre",
)
LAST_ADMINISTRATOR = Fault(
    "rôle administrateur", "ce serait le dernier : plus personne ne pourrait gérer les accès", "donner d'abord ce rôle à quelqu'un d'autre"
)


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited, and the secret of the link, told once."""

    person: Person
    token: str


def invite(store: Store, actor: Actor, newcomers: Sequence[Newcomer], grants: Sequence[Grant], again: Collection[str] | None = None) -> list[Invited]:
    """Makes a link for each, with the same roles for all; somebody whom the agency knows gets the roles besides those held.

    `again`: the identifiers of those whom it was told that it knows and wants to invite again; another one whom it knows is refused. Without it, as
    on the command line, people are known by their e-mail alone. All of them or none. Refused with the first fault.
    """
    if not 0 < len(newcomers) <= MOST:
        raise Refused(Fault("liste de personnes", french.counted(len(newcomers), "personne"), f"de 1 à {MOST} à la fois"))
    newcomers = [as_kept(newcomer) for newcomer in newcomers]
    wrong = [fault for newcomer in newcomers for fault in faults_of(newcomer)] + [fault for grant in grants for fault in faults_of_grant(grant)]
    if wrong:
        raise Refused(wrong[0])
    with store.writing(actor, MANAGE) as writing:
        known = listed.among(writing.connection, newcomers)
        for newcomer, person in zip(newcomers, known, strict=True):
            if fault := listed.other_name(newcomer, person):
                raise Refused(fault)
            if again is not None and person and person.id not in again:
                raise Refused(
                    Fault(newcomer.name, "quelqu'un vient de l'inviter : rien n'est fait", "appuyer de nouveau pour choisir que faire d'elle")
                )
        asked = again is not None  # else an e-mail alone says that it is the same person
        same = [one and (asked or one.email and one.email == who.email.casefold()) for who, one in zip(newcomers, known, strict=True)]
        kept = [one if is_same else None for one, is_same in zip(known, same, strict=True)]
        return [_invited(writing, newcomer, person, grants) for newcomer, person in zip(newcomers, kept, strict=True)]


def _invited(writing: Writing, newcomer: Newcomer, known: Person | None, grants: Sequence[Grant]) -> Invited:
    connection = writing.connection
    identifier = known.id if known else access.new_id()
    if not known:
        written = {"name": newcomer.name, "organisation": newcomer.organisation, "email": newcomer.email.casefold()}
        connection.execute(insert(people).values(id=identifier, created_at=writing.at, **written))
    elif newcomer.email and not known.email:
        connection.execute(update(people).where(people.c.id == identifier).values(email=newcomer.email.casefold()))
    for grant in grants:
        _give(writing, identifier, grant)
    token = access.invite(connection, identifier, writing.at)
    writing.note(identifier, done="invited", roles=[_told(grant) for grant in grants])
    return Invited(access.person(connection, identifier), token)


def renew_link(store: Store, actor: Actor, identifier: str) -> Invited:
    """A link in place of one that was lost or that expired; the former ones open nothing any more. Refused to somebody who has no role."""
    with store.writing(actor, MANAGE) as writing:
        found = _known(writing, identifier)
        if not any(grant.holds(writing.at.date()) for grant in found.grants):
            raise Refused(Fault(found.name, "son accès est fermé : un lien ne lui ouvrirait rien", "lui donner d'abord un rôle"))
        token = access.invite(writing.connection, identifier, writing.at)
        writing.note(identifier, done="link replaced")
        return Invited(found, token)


def give(store: Store, actor: Actor, identifier: str, grant: Grant) -> None:
    """Gives a role, or changes its last day."""
    if wrong := faults_of_grant(grant):
        raise Refused(wrong[0])
    with store.writing(actor, MANAGE) as writing:
        _known(writing, identifier)
        _give(writing, identifier, grant)
        writing.note(identifier, done="role given", roles=[_told(grant)])


def take_back(store: Store, actor: Actor, identifier: str, grant: Grant) -> None:
    """Takes a role back. Refused for the last administrator."""
    with store.writing(actor, MANAGE) as writing:
        _known(writing, identifier)
        _take(writing, identifier, grant)
        _keep_an_administrator(writing)
        writing.note(identifier, done="role taken back", roles=[_told(grant)])


def hand_over(store: Store, actor: Actor, leaving: str, coming: str, until: date | None) -> list[str]:
    """Gives the studies of an author to another person, until a day, and takes them from the first; returns the studies. Refused without both."""
    if wrong := faults_of_grant(Grant(Role.AUTHOR, EVERY_STUDY, until)):
        also = "" if coming else ", et personne n'est choisi pour recevoir ses études"
        raise Refused(replace(wrong[0], fault=wrong[0].fault + also))
    with store.writing(actor, MANAGE) as writing:
        left = _known(writing, leaving)
        if not coming:
            raise Refused(Fault(left.name, "personne n'est choisi pour recevoir ses études", "choisir à qui les confier"))
        _known(writing, coming)
        studies = [grant.study for grant in left.grants if grant.role is Role.AUTHOR]
        if not studies or leaving == coming:
            raise Refused(Fault(left.name, "aucune étude à confier", "choisir l'auteur d'une étude, et une autre personne"))
        for study in studies:
            _take(writing, leaving, Grant(Role.AUTHOR, study))
            _give(writing, coming, Grant(Role.AUTHOR, study, until))
        writing.note(coming, done="handed over", received_from=leaving, studies=studies, until=until.isoformat())
        return studies


def close_access(store: Store, actor: Actor, identifier: str) -> None:
    """Takes every role back, ends every session, cancels every link. Refused for the last administrator."""
    with store.writing(actor, MANAGE) as writing:
        _known(writing, identifier)
        _close(writing, identifier)
        writing.note(identifier, done="access closed")


def erase(store: Store, actor: Actor, identifier: str) -> None:
    """Closes the access of a person and erases name, organisation and e-mail; what she wrote stays, anonymous."""
    with store.writing(actor, "erase_person") as writing:
        _known(writing, identifier)
        _close(writing, identifier)
        connection = writing.connection
        connection.execute(update(people).where(people.c.id == identifier).values(name="", organisation="", email="", erased_at=writing.at))
        writing.note(identifier, done="erased")
    store.let_go()


def faults_of_grant(grant: Grant) -> list[Fault]:
    """What is wrong with a role to give."""
    if grant.role not in GIVEN:
        return [Fault("rôle", f"« {grant.role} » ne se donne pas", f"choisir parmi : {', '.join(GIVEN)}")]
    if grant.role in HOUSE_ONLY and grant.study != EVERY_STUDY:
        return [Fault(f"rôle {grant.role}", "il ne se donne pas pour une seule étude", "le donner pour toutes")]
    if grant.role in ENDING and grant.until is None:
        return [Fault(f"rôle {grant.role}", "dernier jour absent", "écrire le dernier jour du stage")]
    if not grant.holds(datetime.now(UTC).date()):
        return [Fault(f"rôle {grant.role}", f"dernier jour passé : {french.short_day(grant.until)}", "écrire un jour à venir")]
    return []


def _known(writing: Writing, identifier: str) -> Person:
    found = access.person(writing.connection, identifier)
    if found is None:
        raise Refused(Fault("personne", "elle n'est plus là : quelqu'un l'a effacée", "recharger la page"))
    return found


def _give(writing: Writing, identifier: str, grant: Grant) -> None:
    """Gives a role. Refused when a last day would leave no administrator after it."""
    lasted = _an_administrator_lasts(writing)
    _take(writing, identifier, grant)
    writing.connection.execute(insert(roles).values(person=identifier, study=grant.study, role=grant.role.value, until=grant.until))
    if lasted and not _an_administrator_lasts(writing):
        raise Refused(LAST_WITHOUT_END)


def _take(writing: Writing, identifier: str, grant: Grant) -> None:
    writing.connection.execute(delete(roles).where(roles.c.person == identifier, roles.c.study == grant.study, roles.c.role == grant.role.value))


def _close(writing: Writing, identifier: str) -> None:
    connection = writing.connection
    connection.execute(delete(roles).where(roles.c.person == identifier))
    _keep_an_administrator(writing)
    connection.execute(
        update(invitations)
        .where(invitations.c.person == identifier, invitations.c.used_at.is_(None), invitations.c.revoked_at.is_(None))
        .values(revoked_at=writing.at)
    )
    access.sign_out(connection, identifier, writing.at)


def _keep_an_administrator(writing: Writing) -> None:
    held = writing.connection.execute(select(roles.c.until).where(roles.c.role == Role.ADMINISTRATOR.value)).scalars()
    if not any(until is None or until >= writing.at.date() for until in held):
        raise Refused(LAST_ADMINISTRATOR)


def _an_administrator_lasts(writing: Writing) -> bool:
    """Whether somebody is an administrator without a last day."""
    return bool(writing.connection.execute(select(roles.c.person).where(roles.c.role == Role.ADMINISTRATOR.value, roles.c.until.is_(None))).first())


def _told(grant: Grant) -> dict[str, str | None]:
    return {"role": grant.role.value, "study": grant.study, "until": grant.until and grant.until.isoformat()}
