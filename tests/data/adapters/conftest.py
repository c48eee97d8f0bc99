"""The package of contours that `make test` fetched."""

import pytest

from data.adapters import territory_package
from tests.data.adapters import packages


@pytest.fixture
def real(monkeypatch):
    """The real package, that `make test` fetched; its absence fails the test."""
    monkeypatch.setenv("STUDIO_TERRITORY", str(packages.REAL))
    assert territory_package.path().is_file(), f"{territory_package.path()} : relancer « make test » avec le réseau"
