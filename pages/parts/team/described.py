"""How somebody is called on the page of the team: her name, her roles, when she came."""

from datetime import UTC, datetime

from data.ground import escaping, french
from data.store.access import Person, Standing
from data.store.permissions import EVERY_STUDY, Grant
from studies import catalog

TABLE = "team-people"  # what the stylesheet knows a list of people by


def named(person: Person) -> str:
    """Her name, and her organisation."""
    return f"{person.name} ({person.organisation})" if person.organisation else person.name


def row(person: Person, standing: Standing) -> dict[str, str]:
    """Two columns of Markdown, which a phone shows whole."""
    name, *under, given = map(escaping.markdown, (*_who(person), roles(person)))
    return {"Personne": " · ".join([f"**{name}**", *under]), "Rôles, connexion": f"{given} · {connection(person, standing)}"}


def words(person: Person, standing: Standing) -> str:
    """The same as one reads it, to look for something in it."""
    return " · ".join([*_who(person), roles(person), connection(person, standing)])


def _who(person: Person) -> list[str]:
    return [person.name, *filter(None, (person.organisation, person.email))]


def connection(person: Person, standing: Standing) -> str:
    """When she last came, and whether a link waits for her, which opens nothing to somebody without a role."""
    came = f"venue le {french.short_day(standing.signed_in_at.date())}" if standing.signed_in_at else ""
    waits = ""
    if standing.waits_until:
        before = f"lien à ouvrir avant le {french.short_day(standing.waits_until.date())}"
        waits = before if held(person) else "un lien attend, sans effet tant qu'aucun rôle n'est donné"
    return " ; ".join(filter(None, (came, waits))) or "jamais venue, sans lien"


def roles(person: Person) -> str:
    """The same, in words."""
    return " ; ".join(map(grant_in_words, held(person))) or "aucun rôle : accès fermé"


def held(person: Person) -> list[Grant]:
    """The roles that she holds today."""
    today = datetime.now(UTC).date()
    return [grant for grant in person.grants if grant.holds(today)]


def grant_in_words(grant: Grant) -> str:
    """A role with its study and its last day."""
    study = next((study.card.title for study in catalog.studies() if study.slug == grant.study), grant.study)
    of = "" if grant.study == EVERY_STUDY else f", {study}"
    until = f", jusqu'au {french.short_day(grant.until)}" if grant.until else ""
    return f"{grant.role.value}{of}{until}"
