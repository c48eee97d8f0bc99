"""A damaged edition is told by the console, by the health of the service and on the pages, until it is mended: all in one process."""

import os
import threading

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data.inventory import linking, store
from pages.serving import startup
from pages.serving.health import health
from tests.data.inventories import kept_inventory
from tests.pages.conftest import Visitor

BANNER = "Une partie de ce qui a été importé est laissée de côté (Inventaire des zones, terrains et bâtiments)\N{NO-BREAK SPACE}: 1 défaut à corriger"


@pytest.fixture
def last(tmp_path, monkeypatch):
    """The table of the zones of the last of two editions of the inventory, which differ by the name of a zone."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    kept_inventory()
    first, *others = linking.kept("zones", store.current())
    return kept_inventory(zones=[{**first, "site_nom": "Zone renommée"}, *others]).file("zones.csv")


def opened(address: str) -> AppTest:
    """A page in its frame, as a browser that comes by its address gets it: AppTest's own switch_page leaves app.py out."""
    page = Visitor.new()
    page._page_hash = calc_hash(address) if address else ""
    return page.run()


def labels(page: AppTest) -> list[str]:
    return [drawer.label for drawer in page.expander]


def started(monkeypatch, capsys) -> str:
    """What the console says at a start."""
    monkeypatch.setattr(startup, "STARTED", threading.Lock())
    monkeypatch.setattr(startup, "warm_up", lambda: None)
    monkeypatch.setattr(startup, "load_contours", lambda came: None)
    startup.start_once()
    return capsys.readouterr().out


def state() -> tuple[str, int]:
    told = health([])
    return told["status"], told["data"]["faults"]


def test_a_truncated_file_is_told_everywhere_then_forgotten_once_mended(last, monkeypatch, capsys):
    assert (state(), BANNER in labels(opened(""))) == (("ok", 0), False)
    assert "Anomalie" not in started(monkeypatch, capsys)
    whole = last.read_bytes()
    last.write_bytes(whole[:-10])

    assert (state(), store.current().number) == (("degraded", 1), 1)
    said = started(monkeypatch, capsys)
    assert "Anomalie : editions/inventory/0002 | édition endommagée, ignorée : zones.csv est tronqué" in said
    assert "en place : l'édition 1, importée le" in said
    for address, title in (("", "Le Studio"), ("territoire", "Territoire")):
        page = opened(address)
        assert not page.exception
        assert (page.title[0].value, BANNER in labels(page)) == (title, True)
        told, remedy = page.expander[labels(page).index(BANNER)].markdown[0].value.split("*Que faire\u00a0:*")
        assert told.startswith("- **editions/inventory/0002**")
        assert "zones.csv est tronqué" in told and "en place\u00a0: l'édition 1, importée le" in told
        assert "sauvegarde" in remedy

    last.write_bytes(whole)
    assert (state(), store.current().number) == (("ok", 0), 2)
    assert not any(BANNER in labels(opened(address)) for address in ("", "territoire"))
    assert "Anomalie" not in started(monkeypatch, capsys)


def test_a_file_left_by_a_system_changes_nothing(last):
    (last.parent / ".DS_Store").write_bytes(b"\0")
    (last.parent / "Thumbs.db").write_bytes(b"\0")
    assert (state(), store.current().number, BANNER in labels(opened(""))) == (("ok", 0), 2, False)


def test_the_start_says_what_it_removed_of_killed_imports(last, monkeypatch, capsys):
    left = last.parents[1] / ".new-left"
    left.mkdir()
    os.utime(left, (0, 0))
    assert "1 dossier temporaire effacé : restes d'imports interrompus" in started(monkeypatch, capsys)
    assert not left.exists()
    assert "temporaire" not in started(monkeypatch, capsys)
