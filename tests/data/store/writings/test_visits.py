"""Visits are counted by page and day, in one server or in several, and nothing else is kept of them."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from data.ground.faults import Refused
from data.store import journal
from data.store.opening import Store
from data.store.writings import visits
from data.store.writings.visits import Visits

TODAY = datetime.now(UTC).date()


def all_of(store: Store) -> Counter:
    return visits.since(store, [date.min])[0]


def test_the_visits_of_two_servers_add_up(store: Store, url: str, opened):
    first, second = Visits(), Visits()
    for counted, pages in ((first, ("/", "/", "/fibre")), (second, ("/", "/compte"))):
        for page in pages:
            counted.count(page)
    first.write(store)
    second.write(opened(url))
    first.count("/")
    first.write(store)
    first.write(store)  # nothing waits any more
    assert all_of(store) == {"/": 4, "/fibre": 1, "/compte": 1}
    with store.reading() as connection:
        assert journal.head(connection)[0] == 0


def test_visits_are_summed_from_a_day_on(store: Store):
    with store.counting() as connection:
        connection.execute(
            visits.ADD, [{"day": day, "page": "/", "count": count} for day, count in (("2026-11-01", 5), ("2026-11-02", 3), ("2026-11-03", 1))]
        )
    assert visits.since(store, [date(2026, 11, 2), date(2026, 11, 3), date(2027, 1, 1)]) == [{"/": 4}, {"/": 1}, {}]


def test_what_could_not_be_written_waits_for_the_next_time(store: Store, monkeypatch):
    counted = Visits()
    counted.count("/")
    monkeypatch.setattr(store, "counting", lambda: (_ for _ in ()).throw(Refused(None)))
    with pytest.raises(Refused):
        counted.write(store)
    monkeypatch.undo()
    counted.count("/")
    counted.write(store)
    assert all_of(store) == {"/": 2}


def test_one_visitor_a_minute_writes_for_all(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(visits.time, "monotonic", lambda: now[0])
    counted = Visits()
    assert not counted.count("/")
    now[0] = 61.0
    assert [counted.count("/") for _ in range(3)] == [True, False, False]
