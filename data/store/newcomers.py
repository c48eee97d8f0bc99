"""People about to be invited: read from a pasted list, what is wrong with what is written of them, and whom the agency knows already. Nobody is
entered twice, and no link is replaced without being asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection

from data.ground import french
from data.ground.faults import Fault
from data.store import access, typed
from data.store.access import Person

LONGEST = {"name": 120, "organisation": 160, "email": 254}  # characters, those of the tables
EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]+@[^\s@<>\"',;:()\[\]\\]+\.[^\s@<>\"',;:()\[\]\\.]{2,}")
IN_A_MAIL = re.compile(r"([^<>]*)<([^<>]+)>")  # Zoé Blanc <zoe.blanc@exemple.fr>
SHORT = 60  # characters of a name in a sentence
LINE_END = re.compile(r"\r\n|\r|\n")  # of a pasted list: what else ends a line, a word processor puts inside a cell


@dataclass(frozen=True)
class Newcomer:
    """Somebody to invite; an e-mail address is not needed for a link that is handed over."""

    name: str
    organisation: str = ""
    email: str = ""


def shortened(text: str) -> str:
    """What names somebody in a sentence, however long it was typed."""
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def as_kept(newcomer: Newcomer) -> Newcomer:
    """What was written of somebody to invite, its blanks made one space each."""
    return Newcomer(*(typed.one_line(getattr(newcomer, field)) for field in LONGEST))


def faults_of(newcomer: Newcomer) -> list[Fault]:
    """What is wrong with what is about to be kept of somebody to invite."""
    found = []
    place = shortened(typed.seen(newcomer.name) or typed.seen(newcomer.email)) or "personne à inviter"
    if not newcomer.name:
        found.append(Fault(place, "nom absent", "écrire le nom de la personne"))
    if "@" in newcomer.name + newcomer.organisation:
        found.append(Fault(place, "une adresse électronique à la place d'un nom ou d'une organisation", "écrire : nom ; organisation ; adresse"))
    if newcomer.email and not EMAIL.fullmatch(newcomer.email):
        found.append(Fault(place, f"« {shortened(newcomer.email)} » n'est pas une adresse électronique", "l'écrire ainsi : prenom.nom@exemple.fr"))
    for field, most in LONGEST.items():
        text = getattr(newcomer, field)
        if len(text) > most:
            found.append(Fault(place, f"texte de {len(text)} caractères", f"{most} au plus"))
        if unseen := typed.unseen(place, text):
            found.append(unseen)
    return found


def read_list(text: str) -> tuple[list[Newcomer], list[Fault]]:
    """People pasted one to a line: name ; organisation ; e-mail, the separator being `;` or a tabulation, or commas before an address, or a name and
    <its address> as in a mail; and what is wrong, line by line."""
    newcomers, numbers, faults = [], [], []
    for number, line in _lines(text):
        cells = _cells(line)
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
        lines = [number for number, one in told if alike(one, Newcomer(name))]
        faults.append(_repeated(lines, name, ", ou écrire leurs adresses"))
    return newcomers, faults


def _cells(line: str) -> list[str]:
    """The name, the organisation and the e-mail of a line, as it is written in a list, in a spreadsheet or in a mail."""
    cells = [cell.strip() for cell in re.split(r"[;\t]", line)]
    if len(cells) == 1 and EMAIL.fullmatch(line.rpartition(",")[2].strip()):  # « Dupont, Jean » alone is a name
        cells = [cell.strip() for cell in line.split(",")]
    if mailed := IN_A_MAIL.fullmatch(cells[-1] if len(cells) > 1 else line.strip()):
        name, email = (part.strip(' "') for part in mailed.groups())
        cells = [*cells[:-1], *([name] if name else []), email]
    return [cells[0], "", cells[1]] if len(cells) == 2 and EMAIL.fullmatch(cells[1]) else cells


def _same_email(one: Newcomer, other: Newcomer) -> bool:
    return one.email.casefold() == other.email.casefold()


def _repeated(lines: list[int], who: str, otherwise: str) -> Fault:
    return Fault(
        f"lignes {french.listed([str(line) for line in lines])}", f"« {who} » y est plusieurs fois", f"garder une seule ligne par personne{otherwise}"
    )


def _twice(one: Newcomer, other: Newcomer) -> bool:
    return bool(one.name) and not (one.email and other.email) and alike(one, other)


def line_numbers(text: str) -> list[int]:
    """The lines of a pasted list that name somebody."""
    return [number for number, _ in _lines(text)]


def _lines(text: str) -> Iterable[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(LINE_END.split(text), 1) if line.strip())


def among(connection: Connection, newcomers: Sequence) -> list[Person | None]:
    """For each newcomer , the person of the same e-mail; when one of them has no e-mail, that of the same name, unless each has an
    organisation of its own; None for who is not known."""
    everybody = access.everybody(connection)
    by_email = {person.email: person for person in everybody if person.email}

    def known(one) -> Person | None:
        named = (each for each in everybody if alike(one, each) and not (one.email and each.email))
        return by_email.get(one.email.casefold()) if one.email.casefold() in by_email else next(named, None)

    return [known(one) for one in newcomers]


def alike(one, other) -> bool:
    """Whether two people have the same name and nothing that tells them apart."""
    organisations = {each.organisation.casefold() for each in (one, other) if each.organisation}
    return one.name.casefold() == other.name.casefold() and len(organisations) < 2


def other_name(newcomer, known: Person | None) -> Fault | None:
    """What is wrong when a known e-mail comes with another name: it may be a slip of a line, and her link would go to somebody else."""
    if known is None or newcomer.name.casefold() == known.name.casefold():
        return None
    return Fault(
        newcomer.name,
        f"« {newcomer.email} » est déjà l'adresse de {known.name}",
        f"écrire l'adresse de cette personne, ou le nom « {known.name} » si c'est elle ; pour corriger un nom, effacer la personne puis l'inviter",
    )
