"""A clock that was set back loses nothing, ends nobody's session, leaves the journal whole and in its order, and is told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from data.ground.faults import Refused
from data.store import journal, opening, people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


@pytest.fixture
def set_clock(monkeypatch) -> Callable[[datetime], None]:
    """Sets the clock that the store reads."""

    def set_to(moment: datetime) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None) -> datetime:
                return moment.astimezone(tz)

        for module in (opening, signing, people):
            monkeypatch.setattr(module, "datetime", Clock)

    return set_to


def told(store: Store, monkeypatch) -> list[str]:
    monkeypatch.setattr(opening, "store", lambda: store)
    return [str(fault) for fault in opening.faults()]


def test_what_is_written_after_a_clock_was_set_back_a_day_is_kept_in_its_order(store: Store, set_clock, monkeypatch, caplog):
    set_clock(NOON)
    link = people.invite(store, CONSOLE, [Newcomer("Aline")], [ADMINISTRATOR])[0].token
    aline = Actor(session=signing.enter(store, link).session)
    assert told(store, monkeypatch) == []
    set_clock(NOON - timedelta(days=1))
    late = "horloge de la machine | la dernière ligne du journal est du 30 novembre 2026 à 12:00 (UTC), plus tard que maintenant"
    assert [fault.rpartition(" | ")[0].replace("\N{NO-BREAK SPACE}", " ") for fault in told(store, monkeypatch)] == [late]
    second = people.invite(store, aline, [Newcomer("Zoé")], [ADMINISTRATOR])[0].token
    with pytest.raises(Refused, match="ce lien a déjà servi"):
        signing.enter(store, link)
    zoe = Actor(session=signing.enter(store, second).session)
    set_clock(NOON + timedelta(minutes=5))
    assert told(store, monkeypatch) == []
    assert [signing.person_of(store, actor).name for actor in (aline, zoe)] == ["Aline", "Zoé"]
    with store.reading() as connection:
        rows = list(journal.rows(connection))
        assert journal.faults(connection) == []
    assert [(row.number, row.action) for row in rows] == [(1, "manage_people"), (2, "enter"), (3, "manage_people"), (4, "enter")]
    assert [record.event for record in caplog.records] == ["clock_set_back"]


def test_two_clocks_a_few_seconds_apart_are_told_nothing_of(store: Store, set_clock, monkeypatch, caplog):
    set_clock(NOON)
    people.invite(store, CONSOLE, [Newcomer("Aline")], [ADMINISTRATOR])
    set_clock(NOON - timedelta(seconds=5))
    people.invite(store, CONSOLE, [Newcomer("Zoé")], [ADMINISTRATOR])
    assert (told(store, monkeypatch), caplog.records) == ([], [])
