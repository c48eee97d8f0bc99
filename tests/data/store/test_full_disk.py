"""A disk that is full or that may only be read is said in French, what was confirmed before stays and is read."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError, TimeoutError

from data.ground.faults import Refused
from data.store import journal, opening
from data.store.access import CONSOLE, PUBLIC
from data.store.databases import complaints
from data.store.writings import reports
from tests.data.store.conftest import new_database
from tests.data.store.writers import ABOUT

ROOT = Path(__file__).parents[3]
OWN_DISK = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=2m tmpfs "$0" && exec "$@"']


def test_a_file_that_cannot_grow_is_said_and_loses_nothing(tmp_path, monkeypatch, opened):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    store = opened(f"sqlite:///{tmp_path}/store.sqlite")
    store.engine.dispose()
    event.listen(store.engine, "connect", limit := lambda connection, _: connection.execute("PRAGMA max_page_count=90"))
    confirmed = []
    with pytest.raises(Refused, match="disque plein : rien n'a été enregistré"):
        while True:
            confirmed.append(reports.report(store, PUBLIC, ABOUT, "n" * 1_500))
    assert len(confirmed) > 3
    event.remove(store.engine, "connect", limit)
    store.engine.dispose()
    confirmed.append(reports.report(store, PUBLIC, ABOUT, "il y a de la place"))
    assert {report.id for report in reports.listed(store, CONSOLE)} == set(confirmed)
    with store.reading() as connection:
        assert journal.faults(connection) == []
        assert [row.subject for row in journal.rows(connection)] == confirmed


def on_a_disk_of_its_own(folder: Path, *command: str) -> subprocess.CompletedProcess:
    """Runs a command that alone sees a disk of 2 MB in that folder."""
    environment = {**os.environ, "STUDIO_VAR": str(folder)}
    return subprocess.run([*OWN_DISK, str(folder), *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_a_real_disk_that_fills_up_is_said_and_loses_nothing(tmp_path):
    if shutil.which("unshare") is None or on_a_disk_of_its_own(tmp_path, "true").returncode:
        pytest.skip("this system gives nobody a disk of one's own")
    run = on_a_disk_of_its_own(tmp_path, sys.executable, "-m", "tests.data.store.full_disk")
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["refusal"] == "base de données | disque plein : rien n'a été enregistré | libérer de la place, puis recommencer"
    assert "sauvegarde impossible (disque plein)" in told["backup"]
    assert (told["again"], told["faults"], told["left"]) == ("", [], [])
    assert len(told["confirmed"]) > 20


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("read-only", "en lecture seule : rien n'a été enregistré | rétablir le droit d'écrire dans le dossier var/, puis recommencer"),
        ("full", "disque plein : rien n'a été enregistré | libérer de la place, puis recommencer"),
    ],
)
def test_a_server_that_starts_on_a_disk_that_it_cannot_write_reads_and_says_it_and_writes_again_once_it_can(tmp_path, why, said):
    if shutil.which("unshare") is None or on_a_disk_of_its_own(tmp_path, "true").returncode:
        pytest.skip("this system gives nobody a disk of one's own")
    run = on_a_disk_of_its_own(tmp_path, sys.executable, "-m", "tests.data.store.unwritable_disk", why)
    assert run.returncode == 0, run.stderr
    told, fault = json.loads(run.stdout), f"base de données | {said}"
    assert (told["read"], told["faults"]) == (["avant"], [fault])
    assert (told["refused"], told["refused again"]) == (fault, fault)
    assert (told["mended"], told["written"]) == ([], "")
    if why == "full":
        assert (told["while running"], told["faults then"], told["read then"]) == (fault, [fault], ["encore", "avant"])


def test_a_postgresql_that_is_closed_to_writes_is_read_and_says_it(postgresql, opened, monkeypatch):
    url = new_database(postgresql)
    before = opened(url)
    reports.report(before, PUBLIC, ABOUT, "avant")
    with before.engine.begin() as connection:
        connection.execute(text(f"ALTER DATABASE {before.engine.url.database} SET default_transaction_read_only = on"))
    before.engine.dispose()
    monkeypatch.setenv(opening.VARIABLE, url)
    assert [report.text for report in reports.listed(opening.store(), CONSOLE)] == ["avant"]
    with pytest.raises(Refused, match="en lecture seule : rien n'a été enregistré"):
        reports.report(opening.store(), PUBLIC, ABOUT, "encore")
    assert [fault.fault for fault in opening.faults()] == ["en lecture seule : rien n'a été enregistré"]
    opening.store().engine.dispose()


def test_postgresql_says_the_same_of_a_full_disk():
    error = OperationalError("INSERT", {}, psycopg.errors.DiskFull("could not extend file"))
    assert complaints.told(error).fault == "disque plein : rien n'a été enregistré"


def test_a_server_whose_connections_are_all_taken_says_to_try_again():
    assert complaints.told(TimeoutError("QueuePool limit")).remedy == "recommencer dans un instant"
