"""Who comes to the pages of the sites."""

from data.store import opening, people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.permissions import Grant, Role


def as_administrator(page) -> Actor:
    """Signs the visitor of a page in, as the agency."""
    token = people.invite(opening.store(), CONSOLE, [Newcomer("Agence")], [Grant(Role.ADMINISTRATOR)])[0].token
    session = signing.enter(opening.store(), token).session
    page.user = {"session": session}
    return Actor(session=session)
