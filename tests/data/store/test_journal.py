"""The journal cannot be changed, says so when it was, and is the same after a backup that is put back, in one database or in the other."""

import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from data.__main__ import main
from data.ground.faults import Refused
from data.store import journal, keeping, opening, people, schema
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import Store, backups
from data.store.permissions import Grant, Role
from data.store.tables import METADATA
from tests.data.store.conftest import new_database

ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


def invite(store: Store, *names: str) -> None:
    """Three lines of journal for three names."""
    people.invite(store, CONSOLE, [Newcomer(name) for name in names], [ADMINISTRATOR])


def head(store: Store) -> tuple[int, str]:
    with store.reading() as connection:
        return journal.head(connection)


def test_each_line_holds_the_hash_of_the_one_before(store: Store):
    invite(store, "Aline", "Zoé")
    with store.reading() as connection:
        first, second = journal.rows(connection)
        assert journal.faults(connection) == []
    moment = first.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    told = [1, moment, "console", "manage_people", "", first.subject, first.facts, "0" * 64]
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert first.hash == hashlib.sha256(written.encode()).hexdigest()
    assert second.previous == first.hash
    assert second.number == 2


@pytest.mark.parametrize("order", ["UPDATE journal SET actor = 'x'", "DELETE FROM journal", "DELETE FROM journal WHERE number = 1"])
def test_the_database_itself_refuses_to_change_the_journal(store: Store, order: str):
    invite(store, "Aline")
    before = head(store)
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(order))
    assert head(store) == before


def test_a_journal_that_was_changed_behind_its_guards_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    store = opened(f"sqlite:///{tmp_path}/store.sqlite")
    invite(store, "Aline", "Zoé", "Ève")
    with sqlite3.connect(tmp_path / "store.sqlite") as behind:
        behind.execute("DROP TRIGGER journal_keeps_update")
        behind.execute("UPDATE journal SET actor = 'public' WHERE number = 2")
    behind.close()
    with store.reading() as connection:
        (fault,) = journal.faults(connection)
    assert (fault.place, fault.fault) == ("journal, ligne 2", "ligne modifiée après coup (son empreinte ne lui correspond plus)")
    with sqlite3.connect(tmp_path / "store.sqlite") as behind:
        behind.execute("DROP TRIGGER journal_keeps_delete")
        behind.execute("DELETE FROM journal WHERE number = 1")
    behind.close()
    with store.reading() as connection:
        assert journal.faults(connection)[0].fault == "ligne absente"


def test_a_write_without_a_line_in_the_journal_is_not_kept(store: Store):
    with pytest.raises(RuntimeError, match="without a line"), store.writing(CONSOLE, "manage_people") as writing:
        writing.connection.execute(
            text("INSERT INTO people (id, name, organisation, email, created_at) VALUES ('p', 'Aline', '', '', '2026-11-29T00:00:00Z')")
        )
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM people")).scalar() == 0


def test_what_fails_half_way_leaves_nothing(store: Store):
    with pytest.raises(ZeroDivisionError), store.writing(CONSOLE, "manage_people") as writing:
        writing.note("p", done="invited")
        raise ZeroDivisionError
    assert head(store)[0] == 0


def test_the_migrations_give_the_tables_that_the_code_knows(store: Store):
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_store_of_a_newer_studio_is_refused_and_left_as_it_is(store: Store, url: str):
    invite(store, "Aline")
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '999'"))
    with pytest.raises(Refused, match="écrit par une version plus récente du Studio \\(forme 999"):
        Store(url)
    with store.engine.connect() as connection:
        assert schema.revision(connection) == "999"


def test_a_backup_put_back_after_a_disaster_gives_the_same_journal(store: Store, tmp_path: Path):
    invite(store, "Aline", "Zoé")
    before = head(store)
    with store.reading() as connection:
        keeping.back_up(connection, tmp_path / "copy.zip")
    invite(store, "Ève")
    store.restore(keeping.read(tmp_path / "copy.zip"))
    assert head(store) == before
    with store.reading() as connection:
        assert sorted(connection.execute(text("SELECT name FROM people")).scalars()) == ["Aline", "Zoé"]
    (kept,) = Path(backups()).glob("studio-avant-restauration-*.zip")
    assert keeping.read(kept).card.journal_number == 3
    invite(store, "Odile")  # the guards and the numbers go on
    assert head(store)[0] == 3


def test_what_was_written_in_sqlite_moves_to_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgresql: str, opened):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    small, large = opened(f"sqlite:///{tmp_path}/store.sqlite"), opened(new_database(postgresql))
    invite(small, "Aline", "Ève Œuvré")
    with small.reading() as connection:
        keeping.back_up(connection, tmp_path / "copy.zip")
    large.restore(keeping.read(tmp_path / "copy.zip"))
    assert head(large) == head(small)
    with large.reading() as connection:
        assert journal.faults(connection) == []


def rewritten(path: Path, name: str, change) -> Path:
    """A backup of which one file was changed."""
    with zipfile.ZipFile(path) as archive:
        content = {entry: archive.read(entry) for entry in archive.namelist()}
    content[name] = change(content[name])
    other = path.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for entry, data in content.items():
            archive.writestr(entry, data)
    return other


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("journal.jsonl", lambda data: data.replace(b"console", b"public"), "ligne modifiée après coup"),
        ("journal.jsonl", lambda data: data.split(b"\n", 1)[1], "sauvegarde incomplète"),
        ("card.json", lambda data: data[:20], "ce n'est pas une sauvegarde du Studio, ou elle est endommagée"),
        ("card.json", lambda data: data.replace(f'"{schema.latest()}"'.encode(), b'"999"'), "écrit par une version plus récente"),
        ("people.jsonl", lambda data: b"{", "ce n'est pas une sauvegarde du Studio, ou elle est endommagée"),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_changes(store: Store, tmp_path: Path, name: str, change, told: str):
    invite(store, "Aline", "Zoé")
    with store.reading() as connection:
        keeping.back_up(connection, tmp_path / "copy.zip")
    invite(store, "Ève")
    before = head(store)
    with pytest.raises(Refused, match=told):
        store.restore(keeping.read(rewritten(tmp_path / "copy.zip", name, change)))
    assert head(store) == before


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\x00" + b"\xff" * 8_000])
def test_a_damaged_file_is_put_aside_and_the_backup_comes_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened, capsys, content: bytes
):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    store = opened(f"sqlite:///{tmp_path}/{opening.FILE}")
    invite(store, "Aline", "Zoé")
    before = head(store)
    with store.reading() as connection:
        keeping.back_up(connection, tmp_path / "copy.zip")
    store.engine.dispose()
    for left in tmp_path.glob(f"{opening.FILE}*"):
        left.unlink()
    (tmp_path / opening.FILE).write_bytes(content)
    (fault,) = opening.faults()
    assert "python -m data store restore FICHIER" in fault.remedy
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["store", "restore", str(tmp_path / "copy.zip")]) == 1
    assert "Rien n'a été changé. Dans un programme, où personne ne répond : --yes." in capsys.readouterr().out
    assert main(["store", "restore", str(tmp_path / "copy.zip"), "--yes"]) == 0
    assert "mise de côté" in capsys.readouterr().out
    assert head(opening.store()) == before
    assert opening.faults() == []
    (aside,) = tmp_path.glob(f"{opening.FILE}.endommagee-*")
    assert aside.read_bytes() == content
    opening.store().engine.dispose()
