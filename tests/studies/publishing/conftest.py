"""A store of its own, a folder of studies with one small study, and ways to change it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.store.access import CONSOLE
from data.store.opening import Store
from studies import catalog
from studies.publishing import life

SLUG = "broadband"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    opened = Store(f"sqlite:///{tmp_path}/store.sqlite")
    yield opened
    opened.engine.dispose()


@pytest.fixture
def kept(store: Store, root: Path) -> Callable[[str], int]:
    """Keeps the study as its folder is now; gives the number of its version."""

    def keep(message: str = "Une version") -> int:
        return life.submit(store, CONSOLE, SLUG, message)

    return keep


@pytest.fixture
def folder(root: Path) -> Path:
    """The folder of the study."""
    return root / SLUG


def headlines(study, scenario: str = "proactive") -> dict[str, tuple[float, float, float]]:
    """What a study answers: value and range of each headline."""
    return {name: (one.value, one.low, one.high) for name, one in study.run(scenario).indicators.items()}


def today() -> dict[str, tuple[float, float, float]]:
    """What the study of the folder answers now."""
    return headlines(catalog.get(SLUG))
