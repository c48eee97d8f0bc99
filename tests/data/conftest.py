"""A cache of its own for each test, and a literal service to ask."""

import pytest

from tests.data import answers


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """The folder of what is downloaded, empty; nobody may be asked outside."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("STUDIO_OFFLINE", "1")
    return tmp_path / "var"


@pytest.fixture
def service(monkeypatch):
    """The literal service, and the permission to ask it."""
    with answers.running() as running:
        monkeypatch.setenv("STUDIO_GEO_API_URL", running.base)
        monkeypatch.setenv("STUDIO_OFFLINE", "0")
        yield running
