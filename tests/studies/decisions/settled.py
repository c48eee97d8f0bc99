"""A decision on a version of a study, settled in a sitting of the general assembly: for the tests of whatever comes after."""

from datetime import UTC, date, datetime

from data.instances.rules import Attendee, Vote
from data.store.access import CONSOLE
from data.store.opening import Store
from data.store.writings.assembly import agenda, decisions, minutes, sittings
from data.store.writings.assembly.agenda import Item
from data.store.writings.assembly.minutes import Minute
from data.store.writings.assembly.sittings import Call
from studies.decisions import as_shown

AT = datetime(2025, 12, 12, 13, 30, tzinfo=UTC)
DECIDED = "L'accompagnement est financé dès 2026."


def settled(store: Store, study: str = "", scenario: str = "", said: Minute | None = None, at: datetime = AT, question: str = "") -> str:
    """The identifier of a decision that an assembly of sixteen members out of thirty settled, on the first version of a study or on none."""
    sitting = sittings.call(store, CONSOLE, Call("general_assembly", at, "Mende, salle Urbain V", 30))
    members = [Attendee(f"Membre {number}", "élu") for number in range(1, 17)]
    (here,) = [one for one in sittings.read(store, CONSOLE) if one.id == sitting]
    sittings.attend(store, CONSOLE, sitting, here.changed_at, members, "Membre 1", "")
    shown = as_shown.shown(store, study, 1, scenario) if study else {}
    item = Item(question or "Faut-il financer l'accompagnement ?", ["Oui", "Non"], study, 1 if study else 0, shown.get("scenario", ""), shown)
    identifier = agenda.add(store, CONSOLE, sitting, item)
    (draft,) = decisions.read(store, CONSOLE, identifier=identifier)
    vote = Minute(DECIDED, "Oui", Vote(12, 3, 1), conditions="Un bilan chaque année.", owner="Aline Vert", deadline=date(2026, 6, 30))
    minutes.write(store, CONSOLE, identifier, draft.changed_at, said or vote)
    minutes.submit(store, CONSOLE, sitting)
    minutes.settle(store, CONSOLE, sitting)
    return identifier
