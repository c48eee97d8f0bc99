"""A store with one free decision that was settled, to be read; a store of one's own with a version of a small study."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import opening
from data.store.access import CONSOLE, PUBLIC
from data.store.opening import Store
from data.store.writings.assembly import decisions
from data.store.writings.assembly.decisions import Decision
from studies.publishing import life
from tests.studies.decisions.settled import settled

SLUG = "broadband"


@pytest.fixture(scope="module")
def decision(tmp_path_factory) -> Decision:
    """A free decision, adopted on 12 December 2025 by 12 votes to 3, for 30 June 2026."""
    opened = Store(f"sqlite:///{tmp_path_factory.mktemp('settled')}/store.sqlite")
    settled(opened)
    (found,) = decisions.read(opened, PUBLIC)
    opened.engine.dispose()
    return found


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Iterator[Store]:
    """A store with the first version of the study of the folder."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    opened = opening.store()
    life.submit(opened, CONSOLE, SLUG, "Première version")
    yield opened
    opened.engine.dispose()
