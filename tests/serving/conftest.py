"""The server as its clients see it."""

import pytest
from starlette.testclient import TestClient

import server


@pytest.fixture(scope="package")
def client():
    """A client of the whole server, started once: Streamlit does not start twice in one process."""
    with TestClient(server.app) as opened:
        yield opened
