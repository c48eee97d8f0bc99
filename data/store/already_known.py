"""Whom the agency knows already among people about to be invited: nobody is entered twice, and no link is replaced without being asked."""

from collections.abc import Sequence

from sqlalchemy import Connection

from data.ground.faults import Fault
from data.store import access
from data.store.access import Person


def among(connection: Connection, newcomers: Sequence) -> list[Person | None]:
    """For each newcomer (`people.Newcomer`), the person of the same e-mail; without an e-mail, that of the same name, unless each has an organisation
    of its own; None for who is not known."""
    everybody = access.everybody(connection)
    by_email = {person.email: person for person in everybody if person.email}
    return [by_email.get(one.email.casefold()) if one.email else next((each for each in everybody if alike(one, each)), None) for one in newcomers]


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
