"""A store that cannot be read or written: every page stays readable, and those that need it say why, with the remedy."""

import pytest
from sqlalchemy import text

from data.ground import files
from data.store.opening import store
from pages.parts import menu

NEEDING = {menu.REPORTED.address, menu.SAVED.address}  # what they show is in the store
BROKEN = {"not a database": "ce fichier n'est pas une base de données", "half a database": "fichier endommagé", "a table gone": "a refusé"}


@pytest.fixture(params=BROKEN)
def broken(request, tmp_path, monkeypatch) -> str:
    """A store that was good until now; what is said of it."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    opened = store()
    if request.param == "a table gone":
        with opened.engine.connect() as connection:
            for table in ("reports", "saved_scenarios"):
                connection.execute(text(f"DROP TABLE {table}"))
            connection.commit()
        return BROKEN[request.param]
    with opened.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    opened.engine.dispose()
    file = files.var_folder() / "studio.sqlite"
    content = file.read_bytes()
    file.write_bytes(b"bonjour" * 2_000 if request.param == "not a database" else content[:4096] + b"\xff" * (len(content) - 4096))
    return BROKEN[request.param]


def said(page) -> str:
    return " ".join(error.value for error in page.error).replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


@pytest.mark.parametrize("entry", [menu.HOME, menu.REPORTED, menu.SAVED, menu.ACCOUNT, menu.TEAM, menu.INVENTORY], ids=lambda entry: entry.address)
def test_every_page_stays_readable(site, broken, entry):
    site.switch_page(str(entry.file))
    site.query_params["code"] = "aaaaaa"
    page = site.run()
    assert not page.exception
    assert page.title[0].value == entry.title or entry is menu.HOME
    if entry.address in NEEDING:
        assert broken in said(page)
        assert "Base de données" in said(page)
