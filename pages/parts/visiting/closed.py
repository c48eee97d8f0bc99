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
    held = {grant.role for grant in person.grants if grant.holds(today)}
    opening = [role for role in Role if role in permissions.actions()[action].roles]
    who = f"Vous êtes connecté : {escaping.markdown(person.name)} ({french.listed(sorted(role.value for role in held)) or 'aucun rôle'})."
    asked = " ou ".join(role.value for role in opening)
    if held.intersection(opening):
        why = "Votre rôle ouvre cette page pour les études où il vous est donné et que vous lisez ; il n'y en a aucune ici."
    else:
        why = f"Ce qui est fait ici demande un de ces rôles : {asked}." if len(opening) > 1 else f"Ce qui est fait ici demande ce rôle : {asked}."
    prose.info(f"{who} {why} Un administrateur de l'agence donne les rôles, sur sa page « Équipe ».", icon=":material/lock:")
