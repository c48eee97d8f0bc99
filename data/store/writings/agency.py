"""What the agency decides for the whole Studio, beside roles: who reads the drafts of a study until something of it is published."""

from enum import StrEnum

from sqlalchemy import delete, insert, select

from data.store.access import Actor
from data.store.opening import Store
from data.store.tables import settings

DRAFTS = "drafts"


class Drafts(StrEnum):
    """Who reads a study of which nothing is published; the value is shown as it is."""

    EVERYBODY = "tout le monde, avec son état"
    MEMBERS = "seules les personnes qui y ont un rôle"


def drafts(store: Store) -> Drafts:
    """Who reads drafts: everybody until the agency says otherwise."""
    with store.reading() as connection:
        value = connection.execute(select(settings.c.value).where(settings.c.name == DRAFTS)).scalar()
    return Drafts[value] if value else Drafts.EVERYBODY


def show_drafts(store: Store, actor: Actor, to: Drafts) -> None:
    """Decides who reads drafts."""
    with store.writing(actor, "change_settings") as writing:
        writing.connection.execute(delete(settings).where(settings.c.name == DRAFTS))
        writing.connection.execute(insert(settings).values(name=DRAFTS, value=to.name))
        writing.note(DRAFTS, readers=to.value)
