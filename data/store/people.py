"""What the agency does with people: invites them, gives and takes roles, closes an access, hands studies over, erases. Each is one transaction."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import combinations

from sqlalchemy import delete, insert, select, update

from data.ground import french
from data.ground.faults import Fault, Refused
from data.store import access, already_known, typed
from data.store.access import Actor, Person
from data.store.opening import Store, Writing
from data.store.permissions import ENDING, EVERY_STUDY, GIVEN, HOUSE_ONLY, Grant, Role
from data.store.tables import invitations, people, roles

MANAGE = "manage_people"
MOST = 200  # people invited at once
LONGEST = {"name": 120, "organisation": 160, "email": 254}  # characters, those of the tables
EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]+@[^\s@<>\"',;:()\[\]\\]+\.[^\s@<>\"',;:()\[\]\\.]{2,}")
SHORT = 60  # characters of a name in a sentence
LAST_WITHOUT_END = Fault(
    "rôle administrateur",
    "c'est le dernier sans dernier jour : passé celui-ci, plus personne ne pourrait gérer les accès",
    "donner d'abord ce rôle, sans dernier jour, à quelqu'un d'autre",
)
LINE_END = re.compile(r"\r\n|\r|\n")  # of a pasted list: what else ends a line, a word processor puts inside a cell
LAST_ADMINISTRATOR = Fault(
    "rôle administrateur", "ce serait le dernier : plus personne ne pourrait gérer les accès", "donner d'abord ce rôle à quelqu'un d'autre"
)


@dataclass(frozen=True)
class Newcomer:
    """Somebody to invite; an e-mail address is not needed for a link that is handed over."""

    name: str
    organisation: str = ""
    email: str = ""


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
        known = already_known.among(writing.connection, newcomers)
        for newcomer, person in zip(newcomers, known, strict=True):
            if fault := already_known.other_name(newcomer, person):
                raise Refused(fault)
            if again is not None and person and person.id not in again:
                raise Refused(
                    Fault(newcomer.name, "quelqu'un vient de l'inviter : rien n'est fait", "appuyer de nouveau pour choisir que faire d'elle")
                )
        kept = [person if again is not None or newcomer.email else None for newcomer, person in zip(newcomers, known, strict=True)]
        return [_invited(writing, newcomer, person, grants) for newcomer, person in zip(newcomers, kept, strict=True)]


def _invited(writing: Writing, newcomer: Newcomer, known: Person | None, grants: Sequence[Grant]) -> Invited:
    connection = writing.connection
    identifier = known.id if known else access.new_id()
    if not known:
        written = {"name": newcomer.name, "organisation": newcomer.organisation, "email": newcomer.email.casefold()}
        connection.execute(insert(people).values(id=identifier, created_at=writing.at, **written))
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


def as_kept(newcomer: Newcomer) -> Newcomer:
    """What was written of somebody to invite, its blanks made one space each."""
    return Newcomer(*(typed.one_line(getattr(newcomer, field)) for field in LONGEST))


def faults_of(newcomer: Newcomer) -> list[Fault]:
    """What is wrong with what is about to be kept of somebody to invite."""
    found = []
    place = shortened(typed.seen(newcomer.name) or typed.seen(newcomer.email)) or "personne à inviter"
    if not newcomer.name:
        found.append(Fault(place, "nom absent", "écrire le nom de la personne"))
    if newcomer.email and not EMAIL.fullmatch(newcomer.email):
        found.append(Fault(place, f"« {shortened(newcomer.email)} » n'est pas une adresse électronique", "l'écrire ainsi : prenom.nom@exemple.fr"))
    for field, most in LONGEST.items():
        text = getattr(newcomer, field)
        if len(text) > most:
            found.append(Fault(place, f"texte de {len(text)} caractères", f"{most} au plus"))
        if unseen := typed.unseen(place, text):
            found.append(unseen)
    return found


def shortened(text: str) -> str:
    """What names somebody in a sentence, however long it was typed."""
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


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


def read_list(text: str) -> tuple[list[Newcomer], list[Fault]]:
    """People pasted one to a line: name ; organisation ; e-mail, the separator being `;` or a tabulation; and what is wrong, line by line."""
    newcomers, numbers, faults = [], [], []
    for number, line in _lines(text):
        cells = [cell.strip() for cell in re.split(r"[;\t]", line)]
        if len(cells) > 3:
            faults.append(Fault(f"ligne {number}", f"{len(cells)} cases", "trois au plus : nom ; organisation ; adresse électronique"))
            continue
        newcomer = as_kept(Newcomer(*cells))
        newcomers.append(newcomer)
        numbers.append(number)
        faults += [Fault(f"ligne {number}, {fault.place}", fault.fault, fault.remedy) for fault in faults_of(newcomer)]
    told = list(zip(numbers, newcomers, strict=True))
    for email in sorted({one.email.casefold() for one, other in combinations(newcomers, 2) if one.email and _same_email(one, other)}):
        faults.append(_repeated([number for number, one in told if one.email.casefold() == email], email, ""))
    for name in dict.fromkeys(one.name for one, other in combinations(newcomers, 2) if _twice(one, other)):
        alike = [number for number, one in told if already_known.alike(one, Newcomer(name))]
        faults.append(_repeated(alike, name, ", ou écrire leurs adresses"))
    return newcomers, faults


def _same_email(one: Newcomer, other: Newcomer) -> bool:
    return one.email.casefold() == other.email.casefold()


def _repeated(lines: list[int], who: str, otherwise: str) -> Fault:
    return Fault(
        f"lignes {french.listed([str(line) for line in lines])}", f"« {who} » y est plusieurs fois", f"garder une seule ligne par personne{otherwise}"
    )


def _twice(one: Newcomer, other: Newcomer) -> bool:
    return bool(one.name) and not (one.email and other.email) and already_known.alike(one, other)


def line_numbers(text: str) -> list[int]:
    """The lines of a pasted list that name somebody."""
    return [number for number, _ in _lines(text)]


def _lines(text: str) -> Iterable[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(LINE_END.split(text), 1) if line.strip())
