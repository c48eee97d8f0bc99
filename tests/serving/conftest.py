"""The server as its clients see it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from streamlit import config

import server
from data.store import opening
from data.store.opening import Store
from pages.serving import startup
from pages.serving.deployment import hosts
from tests.data.store.conftest import DATABASES, new_database, postgresql  # noqa: F401

PATIENCE = 10  # [s] for a thread to give its connection back


@pytest.fixture(scope="session", autouse=True)
def never_warm() -> Iterator[None]:
    """The first health check warms nothing up: the process of the tests goes on living, with a collector of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(startup, "warm_up", lambda: None)
        yield


@pytest.fixture(scope="package")
def client():
    """A client of the whole server, started once: Streamlit does not start twice in one process. It asks under the name `testserver`."""
    config.get_option(hosts.SETTING).append("testserver")
    with TestClient(server.app) as opened:
        yield opened
    config.get_option(hosts.SETTING).clear()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty store in each of the two databases, which the server uses during the test."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    if request.param == "postgresql":
        monkeypatch.setenv(opening.VARIABLE, new_database(request.getfixturevalue("postgresql")))
    yield
    _close(opening.store())


def _close(store: Store) -> None:
    """Closes a store once the last thread that answered has given its connection back: one that is out is not closed, and Python complains of it."""
    end = time.monotonic() + PATIENCE
    while store.engine.pool.checkedout() and time.monotonic() < end:
        time.sleep(0.01)
    store.engine.dispose()
