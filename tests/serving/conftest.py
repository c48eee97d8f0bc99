"""The server as its clients see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import server
from data.store import opening
from tests.data.store.conftest import DATABASES, new_database, postgresql  # noqa: F401


@pytest.fixture(scope="package")
def client():
    """A client of the whole server, started once: Streamlit does not start twice in one process."""
    with TestClient(server.app) as opened:
        yield opened


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty store in each of the two databases, which the server uses during the test."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    if request.param == "postgresql":
        monkeypatch.setenv(opening.VARIABLE, new_database(request.getfixturevalue("postgresql")))
    yield
    opening.store().engine.dispose()
