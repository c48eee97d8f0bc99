"""The folder var/ of a Studio of before the accounts: its editions stay, and the store is made beside them."""

import hashlib
import json
from pathlib import Path

from data import editions
from data.inventory import store as inventories
from data.store import first_start
from data.store.opening import store
from tests.data.inventories import kept_inventory

SINCE = ("files",)  # what a card of 0.7.1 did not have


def content(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_the_editions_of_a_studio_without_accounts_stay_as_they_are(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    card = kept_inventory().folder / "card.json"
    written = json.loads(card.read_text("utf-8"))
    card.write_text(json.dumps({name: value for name, value in written.items() if name not in SINCE}), "utf-8")
    before = content(tmp_path / "editions")
    assert first_start.first_administrator(store()).person.name == "Administrateur du Studio"
    assert (tmp_path / "studio.sqlite").exists()
    assert content(tmp_path / "editions") == before
    assert editions.faults() == {}
    assert inventories.current().number == 1
