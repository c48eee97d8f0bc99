"""A file of tiles in MBTiles: an SQLite database, whose rows count from the south."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from geo.maps.background.tile_file import EXPECTED, MOST_BYTES, WORLD, Extent, Unreadable, plain

START = b"SQLite format 3\0"
MOST_STEPS = 2_000_000  # of SQLite for one question: well under a second; without an index a large file would hold a thread for much longer

DAMAGED = partial(Unreadable, "base MBTiles illisible")
SAID = {  # what SQLite says beside damage
    "interrupted": partial(
        Unreadable, "chercher une tuile y prend trop de temps", "donner à la table tiles un index (zoom_level, tile_column, tile_row)"
    ),
    "too big": partial(Unreadable, "une tuile dépasse 2 Mo", EXPECTED),
}


class MBTiles:
    """The tiles of an MBTiles file. Unreadable when it is damaged, or holds no images."""

    def __init__(self, path: Path) -> None:
        self.path = path
        facts = {str(name): str(value) for name, value in self._ask("SELECT name, value FROM metadata")}
        if facts.get("format") in ("pbf", "mvt"):
            raise Unreadable("ses tuiles sont vectorielles", EXPECTED)
        self.credit = plain(facts.get("attribution", ""))
        self.extent = self._extent(facts)

    def first(self) -> bytes:
        """One of its tiles."""
        found = self._ask("SELECT tile_data FROM tiles LIMIT 1")
        if not found:
            raise Unreadable("il n'a aucune tuile")
        return _image(found[0][0])

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """A tile, by its row from the north."""
        where = (zoom, column, 2**zoom - 1 - row)
        found = self._ask("SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?", where)
        return _image(found[0][0]) if found else None

    def _extent(self, facts: dict[str, str]) -> Extent:
        try:
            told = "minzoom" in facts and "maxzoom" in facts
            zooms = (facts["minzoom"], facts["maxzoom"]) if told else self._ask("SELECT min(zoom_level), max(zoom_level) FROM tiles")[0]
            if None in zooms:
                raise Unreadable("il n'a aucune tuile")
            west, south, east, north = map(float, facts["bounds"].split(",")) if "bounds" in facts else WORLD
            return Extent(int(zooms[0]), int(zooms[1]), (west, south, east, north))
        except ValueError as error:
            raise Unreadable("ses zooms ou son étendue ne sont pas des nombres") from error

    def _ask(self, question: str, values: tuple = ()) -> list[tuple]:
        try:
            with self._opened() as database:
                return database.execute(question, values).fetchall()
        except (sqlite3.Error, UnicodeError) as error:
            raise next((told for words, told in SAID.items() if words in str(error)), DAMAGED)() from error

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # Read-only and immutable: neither lock nor journal beside a file that may stand in a folder where we may not write.
        database = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
            database.set_progress_handler(lambda: 1, MOST_STEPS)
            yield database
        finally:
            database.close()


def _image(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise Unreadable("une tuile n'est pas une image", EXPECTED)
    return value
