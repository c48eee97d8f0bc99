"""A damaged edition is told by the console, by the health of the service and on the pages, until it is mended: all in one process."""

import threading

import pytest

from data.inventory import linking, store
from pages.serving import startup
from pages.serving.health import health
from tests.data.inventories import kept_inventory

BANNER = "Une partie de ce qui a été importé est laissée de côté (Inventaire des zones, terrains et bâtiments) : 1 défaut à corriger"


@pytest.fixture
def last(tmp_path, monkeypatch):
    """The table of the zones of the last of two editions of the inventory, which differ by the name of a zone."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    kept_inventory()
    first, *others = linking.kept("zones", store.current())
    return kept_inventory(zones=[{**first, "site_nom": "Zone renommée"}, *others]).file("zones.csv")


def labels(page) -> list[str]:
    return [one.label for one in page.run().expander]


def started(monkeypatch, capsys) -> str:
    """What the console says at a start."""
    monkeypatch.setattr(startup, "STARTED", threading.Lock())
    monkeypatch.setattr(startup, "warm_up", lambda: None)
    monkeypatch.setattr(startup, "load_contours", lambda: None)
    startup.start_once()
    return capsys.readouterr().out


def state() -> tuple[str, int]:
    told = health([])
    return told["status"], told["data"]["faults"]


def test_a_truncated_file_is_told_everywhere_then_forgotten_once_mended(last, site, monkeypatch, capsys):
    assert (state(), BANNER in labels(site)) == (("ok", 0), False)
    assert "Anomalie" not in started(monkeypatch, capsys)
    whole = last.read_bytes()
    last.write_bytes(whole[:-10])

    assert (state(), store.current().number) == (("degraded", 1), 1)
    said = started(monkeypatch, capsys)
    assert "Anomalie : editions/inventory/0002 | édition endommagée, ignorée : zones.csv est tronqué" in said
    assert "en place : l'édition 1, importée le" in said
    for page in ("pages/home.py", "pages/territory.py"):
        site.switch_page(page)
        assert BANNER in labels(site), page
        assert not site.exception
        told = site.table[0].value.iloc[0]
        assert told["Où"] == "editions/inventory/0002"
        assert "zones.csv est tronqué" in told["Défaut"] and "en place : l'édition 1, importée le" in told["Défaut"]
        assert "sauvegarde" in told["Remède"]

    last.write_bytes(whole)
    assert (state(), store.current().number, BANNER in labels(site)) == (("ok", 0), 2, False)
    assert "Anomalie" not in started(monkeypatch, capsys)


def test_a_file_left_by_a_system_changes_nothing(last, site):
    (last.parent / ".DS_Store").write_bytes(b"\0")
    (last.parent / "Thumbs.db").write_bytes(b"\0")
    assert (state(), store.current().number, BANNER in labels(site)) == (("ok", 0), 2, False)
