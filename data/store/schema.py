"""The shape of the store: made at the first start, brought up to date by the migrations at the next ones."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data.ground.faults import Fault, Refused

MIGRATIONS = Path(__file__).with_name("migrations")
NEWER = "ouvrir ces données avec la version du Studio qui les a écrites, ou une plus récente ; à défaut, restaurer une sauvegarde plus ancienne"


@cache
def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def latest() -> str:
    """The revision that this code writes and reads."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def revision(connection: Connection) -> str:
    """The revision of a store, "" when it is empty."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def refuse_newer(found: str, place: str) -> None:
    """Refused when that revision was written by a newer Studio."""
    if found and found not in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}:
        raise Refused(Fault(place, f"écrit par une version plus récente du Studio (forme {found}, ici {latest()})", NEWER))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Brings a store to a revision, in the transaction of the caller: all of it or nothing."""
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    finally:
        del config.attributes["connection"]
