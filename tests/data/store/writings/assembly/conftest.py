"""A sitting of twelve members, with somebody to hold it."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from data.instances.rules import Attendee, Presence
from data.store.access import Actor
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import versions
from data.store.writings.assembly import agenda, decisions, minutes, sittings
from data.store.writings.assembly.agenda import Item
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.minutes import Minute
from data.store.writings.assembly.sittings import Call, Sitting
from tests.data.store.conftest import signed_in

AT = datetime(2026, 12, 10, 13, 30, tzinfo=UTC)
EIGHT = [Attendee(f"Membre {number}", "élu") for number in range(1, 8)] + [Attendee("Membre 8", "élu", Presence.EXCUSED, "Membre 1")]
SHOWN = {"study": "pork", "version": 1, "scenario": "trend", "headlines": [{"id": "npv", "label": "Valeur nette", "value": -4.0, "low": -6.1}]}
ON_PORK = Item("Faut-il soutenir la filière ?", ["Ne rien faire", "Soutenir"], "pork", 1, "trend", SHOWN)
FREE = Item("Quel budget pour 2027 ?")


@pytest.fixture
def zoe(store: Store) -> Actor:
    """Somebody of the agency."""
    return signed_in(store, "Zoé", Grant(Role.ADMINISTRATOR))


@pytest.fixture
def called(store: Store, zoe: Actor) -> str:
    """A sitting of the committee that was called."""
    return sittings.call(store, zoe, Call("follow_up_committee", AT, "Mende, salle Urbain V", 12))


@pytest.fixture
def held(store: Store, zoe: Actor, called: str) -> str:
    """The same, with seven members there and one represented, and a kept version of a study."""
    attend(store, zoe, EIGHT)
    versions.submit(store, zoe, "pork", versions.Snapshot("aaa", "bbb", b"{}", {}), "Première lecture")
    return called


def attend(store: Store, actor: Actor, members: Iterable[Attendee], chair: str = "Membre 1") -> None:
    """Notes who is there at the only sitting."""
    sittings.attend(store, actor, the_sitting(store, actor).id, the_sitting(store, actor).changed_at, members, chair, "")


def the_sitting(store: Store, actor: Actor) -> Sitting:
    """The only sitting, as somebody reads it."""
    (found,) = sittings.read(store, actor)
    return found


def the_decision(store: Store, actor: Actor, identifier: str) -> Decision:
    """A decision as somebody reads it."""
    (found,) = decisions.read(store, actor, identifier=identifier)
    return found


def write(store: Store, actor: Actor, identifier: str, said: Minute) -> None:
    """Writes the minutes of an item as it was last read."""
    minutes.write(store, actor, identifier, the_decision(store, actor, identifier).changed_at, said)


def settled(store: Store, actor: Actor, sitting: str, item: Item, said: Minute) -> str:
    """A decision whose minutes were written, submitted and settled."""
    identifier = agenda.add(store, actor, sitting, item)
    write(store, actor, identifier, said)
    minutes.submit(store, actor, sitting)
    minutes.settle(store, actor, sitting)
    return identifier
