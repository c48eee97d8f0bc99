"""Team: whom the agency lets in, what they may do, what was done, the copy of it all. Only administrators see more than a sentence."""

from data.store.access import Actor
from pages.parts import menu, prose, visitor
from pages.parts.team import deeds, inviting, persons, safety, settings
from pages.parts.visiting import closed


def agency(actor: Actor) -> None:
    """What the agency does here. Inviting comes first: the list of the people then holds those who have just been invited."""
    people, invite, settled, journal, copies = prose.tabs(["Personnes", "Inviter", "Réglages", "Journal", "Sauvegarde et santé"])
    with invite:
        inviting.show(actor)
    with people:
        persons.show(actor)
    with settled:
        settings.show(actor)
    with journal:
        deeds.show(actor)
    with copies:
        safety.show(actor)
        with visitor.told():
            safety.show_visits()


def everybody_else() -> None:
    """Whose page this is."""
    closed.page(visiting.person, menu.TEAM.needs, "team")
    prose.page_link(menu.as_page(menu.ACCOUNT), label="Mon compte", icon=":material/person:")


visiting = visitor.current()
prose.title(menu.TEAM.title)
if visiting.fault:
    visitor.tell(visiting.fault)
if visiting.may("manage_people"):
    agency(visiting.actor)
else:
    everybody_else()
