"""A page that somebody may not enter: the public is told how to sign in, and who has signed in which role it asks for and who gives it."""

from datetime import UTC, datetime

from data.ground import escaping, french
from data.store import permissions
from data.store.access import Person
from data.store.permissions import Role
from pages.parts import prose, provenance


def page(person: Person | None, action: str, article: str) -> None:
    """Why the page that asks for this action is closed; `article` is what the public reads."""
    if person is None:
        provenance.article(article)
    else:
        told(person, action)


def told(person: Person, action: str) -> None:
    """Which roles she has, which ones it takes, who gives them."""
    today = datetime.now(UTC).date()
    held = french.listed(sorted({grant.role.value for grant in person.grants if grant.holds(today)})) or "sans rôle"
    asked = " ou ".join(role.value for role in Role if role in permissions.actions()[action].roles)
    prose.info(
        f"Vous êtes connecté : {escaping.markdown(person.name)} ({held}). Ce rôle n'ouvre pas ce qui est fait ici, qui demande celui-ci : {asked}. "
        "Un administrateur de l'agence le donne, sur sa page « Équipe ».",
        icon=":material/lock:",
    )
