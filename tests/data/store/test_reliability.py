"""What was confirmed is there after the process was killed, beside forty others, and on the other server at once."""

import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.store import journal, opening
from data.store.access import CONSOLE, PUBLIC
from data.store.opening import Store
from data.store.writings import reports
from tests.data.store.conftest import new_database
from tests.data.store.writers import ABOUT, THREADS, writer


def kept(store: Store) -> dict[str, str]:
    """The reports that are there, by identifier; the journal is whole and says these and no other."""
    found = {report.id: report.text for report in reports.listed(store, CONSOLE)}
    with store.reading() as connection:
        assert journal.faults(connection) == []
        assert sorted(row.subject for row in journal.rows(connection)) == sorted(found)
    return found


def written_until_killed(url: str, name: str, delay: float) -> tuple[set[str], dict[str, str]]:
    """What a process asked, and what was confirmed to it, by identifier, until it was killed that long [s] after its first write."""
    asked, confirmed = set(), {}
    with writer(url, name) as (process, said):
        for what, text, *details in said:
            if what == "asked":
                asked.add(text)
                continue
            if not confirmed:
                threading.Timer(delay, process.kill).start()
            confirmed[details[0]] = text
        process.join()
        assert process.exitcode == -signal.SIGKILL
    return asked, confirmed


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.nightly)])
def test_a_killed_process_loses_nothing_that_was_confirmed_and_leaves_nothing_half_done(url: str, opened, kills: int):
    asked, confirmed = set(), {}
    for number in range(kills):
        more_asked, more_confirmed = written_until_killed(url, str(number), random.uniform(0, 0.2))
        asked |= more_asked
        confirmed |= more_confirmed
        restarted = opened(url)
        found = kept(restarted)
        restarted.engine.dispose()
        assert confirmed.items() <= found.items()
        assert set(found.values()) <= asked
        assert len(found) - len(confirmed) <= THREADS * (number + 1)  # whose confirmation was on its way
    assert len(confirmed) >= kills


def test_forty_threads_of_one_server_lose_nothing(store: Store):
    told, failed = [], []

    def write(number: int) -> None:
        try:
            told.extend((reports.report(store, PUBLIC, ABOUT, f"{number}.{turn}"), f"{number}.{turn}") for turn in range(5))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(told) == 200
    assert kept(store) == dict(told)


def test_forty_writers_in_four_processes_lose_nothing(url: str, opened):
    store = opened(url)
    told = {}
    with (
        writer(url, "a", 10, 5) as (_, first),
        writer(url, "b", 10, 5) as (_, second),
        writer(url, "c", 10, 5) as (_, third),
        writer(url, "d", 10, 5) as (_, fourth),
    ):
        for said in (first, second, third, fourth):
            told |= {details[0]: text for what, text, *details in said if what == "kept"}
    assert len(told) == 200
    assert kept(store) == told


def test_what_one_server_writes_is_read_on_the_other_within_two_seconds(postgresql: str, opened):
    url = new_database(postgresql)
    store = opened(url)
    seen = {}
    with writer(url, "autre", threads=1, each=20) as (process, said):
        while process.is_alive() or len(seen) < 20:
            now = time.monotonic()
            for report in reports.listed(store, CONSOLE):
                seen.setdefault(report.id, now)
            assert process.is_alive() or process.exitcode == 0
        confirmed = {details[0]: float(details[1]) for what, _, *details in said if what == "kept"}
    assert len(confirmed) == 20
    assert max(seen[identifier] - moment for identifier, moment in confirmed.items()) < 2  # [s]


def test_those_who_ask_first_at_once_are_given_one_store_opened_once(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    together, made = threading.Barrier(8), []
    monkeypatch.setattr(opening, "Store", lambda url: made.append(url) or time.sleep(0.05) or object())

    def ask(_: int) -> object:
        together.wait()
        return opening.store()

    with ThreadPoolExecutor(8) as visitors:
        assert len(set(visitors.map(ask, range(8)))) == len(made) == 1
