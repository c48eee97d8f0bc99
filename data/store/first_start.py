"""The first person of a new store: without her link, nobody could invite anybody."""

from sqlalchemy import func, select

from data.store import people
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.people import Invited
from data.store.permissions import Grant, Role
from data.store.tables import people as everybody

NAME = "Administrateur du Studio"  # the agency writes a real one when it invites its people


def first_administrator(store: Store) -> Invited | None:
    """Invites an administrator when the store knows nobody; None at every other start."""
    with store.reading() as connection:
        if connection.execute(select(func.count()).select_from(everybody)).scalar():
            return None
    return people.invite(store, CONSOLE, [Newcomer(NAME)], [Grant(Role.ADMINISTRATOR)])[0]
