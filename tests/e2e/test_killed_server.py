"""A server that is killed while people come in and files are imported: what it confirmed is there, and nothing is half done."""

import contextlib
import http.client
import random
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from data import editions
from data.ground import files
from data.store import journal, people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from pages.serving.identity.middleware import COOKIE
from studies import catalog
from tests.data.inventories import BUILDING, workbook_of
from tests.e2e.conftest import ROOT, free_port, server_process

KILLS = 20
COME_IN = 8  # people at each turn, whose links are opened one after the other by two of them
LATEST = 1.5  # [s] after the first of them, until the server is killed


def came_in(base: str, token: str) -> str:
    """The secret that a browser is given by a link, "" when the server is gone before it answers."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=20)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection) as asked:
        asked.request("POST", f"/invitation/{token}", headers={"Origin": base})
        answer = asked.getresponse()
        assert answer.status == 303
        return answer.headers["Set-Cookie"].partition(f"{COOKIE}=")[2].partition(";")[0]
    return ""


def imported(folder: Path, name: str) -> subprocess.Popen:
    """An import by the command line, of an inventory that no other has."""
    file = workbook_of(folder / f"{name}.xlsx", {"Bâtiments": [BUILDING, (name, f"Halle {name}", "48095")]})
    return subprocess.Popen([sys.executable, "-m", "data", "import", "inventory", "--yes", str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def somebody(store: Store, secret: str) -> str:
    """Who a browser is, by the secret that it keeps; "" for nobody."""
    found = signing.person_of(store, Actor(session=signing.session_of(store, secret)))
    return found.name if found else ""


@pytest.mark.nightly
def test_a_server_killed_again_and_again_loses_nothing_that_it_confirmed(tmp_path, monkeypatch):
    var = tmp_path / "var"
    catalog.studies()
    shutil.copytree(files.var_folder() / "proven", var / "proven")  # what is proven of the studies is not proven again at each start
    monkeypatch.setenv("STUDIO_VAR", str(var))
    started = {"STUDIO_OFFLINE": "1", "STUDIO_ONE_PROCESS": "1"}
    store, given, kept = Store(f"sqlite:///{var}/studio.sqlite"), {}, []
    for turn in range(KILLS):
        newcomers = [Newcomer(f"Personne {turn}.{number}") for number in range(COME_IN)]
        tokens = [invited.token for invited in people.invite(store, CONSOLE, newcomers, [Grant(Role.REVIEWER)])]
        with server_process(tmp_path / "log", free_port(), **started) as (base, process), ThreadPoolExecutor(2) as visitors:
            reading, abandoned = imported(tmp_path, f"a{turn}"), imported(tmp_path, f"b{turn}")
            threading.Timer(random.uniform(0, LATEST), process.kill).start()
            threading.Timer(random.uniform(0, 4 * LATEST), abandoned.kill).start()
            secrets = visitors.map(lambda token, base=base: came_in(base, token), tokens)
            given |= {secret: newcomer.name for secret, newcomer in zip(secrets, newcomers, strict=True) if secret}
            process.wait()
            kept += [
                name for name, one in ((f"Halle a{turn}", reading), (f"Halle b{turn}", abandoned)) if one.communicate()[0] and one.returncode == 0
            ]
        assert {secret: somebody(store, secret) for secret in given} == given
        with store.reading() as connection:
            assert journal.faults(connection) == []
        assert editions.check("inventory") == []
        there = "".join(edition.file("buildings.csv").read_text("utf-8") for edition in editions.listing("inventory"))
        assert [name for name in kept if name not in there] == []
    assert given
    assert len(kept) >= KILLS / 2
    store.engine.dispose()
