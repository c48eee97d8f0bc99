"""A full disk is said in French, and everything that was confirmed before stays."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError, TimeoutError

from data.ground.faults import Refused
from data.store import complaints, journal
from data.store.access import CONSOLE, PUBLIC
from data.store.writings import reports
from tests.data.store.writers import ABOUT

ROOT = Path(__file__).parents[3]
OWN_DISK = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"']


def test_a_file_that_cannot_grow_is_said_and_loses_nothing(tmp_path, monkeypatch, opened):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    store = opened(f"sqlite:///{tmp_path}/store.sqlite")
    store.engine.dispose()
    event.listen(store.engine, "connect", limit := lambda connection, _: connection.execute("PRAGMA max_page_count=60"))
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
    """Runs a command that alone sees a disk of 1 MB in that folder."""
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


def test_postgresql_says_the_same_of_a_full_disk():
    error = OperationalError("INSERT", {}, psycopg.errors.DiskFull("could not extend file"))
    assert complaints.told(error, "base de données").fault == "disque plein : rien n'a été enregistré"


def test_a_server_whose_connections_are_all_taken_says_to_try_again():
    assert complaints.told(TimeoutError("QueuePool limit"), "base de données").remedy == "recommencer dans un instant"
