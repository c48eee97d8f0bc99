"""How often each page is opened, by day: a count, and no word of who opened it. Counted in memory, written once a minute: a killed server loses a
minute of them."""

import threading
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy import select, text

from data.store.opening import Store
from data.store.tables import visits

PERIOD = 60.0  # [s] between two writes
ADD = text("INSERT INTO visits (day, page, count) VALUES (:day, :page, :count) ON CONFLICT (day, page) DO UPDATE SET count = visits.count + :count")


class Visits:
    """The visits of one process that are not written yet."""

    def __init__(self) -> None:
        self._waiting: Counter[tuple[date, str]] = Counter()
        self._written = time.monotonic()
        self._lock = threading.Lock()

    def count(self, page: str) -> bool:
        """One more visit of a page; whether it is time to write."""
        with self._lock:
            self._waiting[datetime.now(UTC).date(), page] += 1
            due = time.monotonic() - self._written >= PERIOD
            if due:  # for this visitor to write, the next one in a minute
                self._written = time.monotonic()
            return due

    def write(self, store: Store) -> None:
        """Adds those that wait to the store. Refused when it cannot be written: they wait for the next time."""
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
        try:
            _add(store, waiting)
        except BaseException:
            with self._lock:
                self._waiting += waiting
            raise


def _add(store: Store, counted: Counter[tuple[date, str]]) -> None:
    rows = [{"day": day.isoformat(), "page": page, "count": count} for (day, page), count in sorted(counted.items())]
    if rows:
        with store.counting() as connection:
            connection.execute(ADD, rows)


def since(store: Store, days: Iterable[date]) -> list[Counter[str]]:
    """The visits of each page from each of those days on."""
    with store.reading() as connection:
        rows = connection.execute(select(visits)).all()
    return [_from(rows, day) for day in days]


def _from(rows: Iterable, day: date) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        if row.day >= day:
            found[row.page] += row.count
    return found
