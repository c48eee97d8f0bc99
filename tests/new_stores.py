"""The tables of a new store in SQLite: made by the migrations at the first test of each process, then written again as they made them.

For the tests that write in a store of their own without being about its shape: its migrations took longer than all that most of them write. Those
of tests/data/store go through every migration.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from data.store import schema

MADE: list[str] = []  # the statements that make a new store


@pytest.fixture(autouse=True)
def tables_made_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A new store in SQLite is made from what the first one became; any other goes through the migrations."""
    upgrade = schema.upgrade

    def made(connection: Connection, to: str = "head") -> None:
        if to != "head" or connection.dialect.name != "sqlite" or schema.revision(connection):
            upgrade(connection, to)
        elif MADE:
            for statement in MADE:
                connection.exec_driver_sql(statement)
        else:
            upgrade(connection, to)
            MADE.extend(list(connection.connection.driver_connection.iterdump())[1:-1])  # without the words that begin and end a transaction

    with monkeypatch.context() as patched:
        patched.setattr(schema, "upgrade", made)
        yield
