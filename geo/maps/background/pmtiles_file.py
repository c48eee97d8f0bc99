"""A file of tiles in PMTiles, version 3: a header, directories, then the images one after the other."""

import json
import zlib
from pathlib import Path

from pmtiles.reader import Reader, all_tiles
from pmtiles.tile import MagicNumberNotFound, SpecVersionUnsupported, TileType

from geo.maps.background.tile_file import EXPECTED, MOST_BYTES, WORLD, Extent, Unreadable, plain

START = b"PMTiles"
DEGREE = 1e7  # of the units in which a header writes bounds
DRAWN = {TileType.UNKNOWN, TileType.PNG, TileType.JPEG, TileType.WEBP}  # of an unknown kind: its first tile tells
# What pmtiles raises on a file that was cut, overwritten, or is none.
DAMAGE = (MagicNumberNotFound, ValueError, LookupError, OverflowError, TypeError, AttributeError, EOFError, OSError, zlib.error, RecursionError)


class PMTiles:
    """The tiles of a PMTiles file. Unreadable when it is damaged, or holds no images."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            header = self._reader().header()
            facts = self._reader().metadata() if header["metadata_length"] else {}
            self.credit = plain(str(facts.get("attribution") or ""))
        except SpecVersionUnsupported as error:
            raise Unreadable("sa version de PMTiles n'est pas la 3", "le convertir en PMTiles 3 ou en MBTiles") from error
        except (*DAMAGE, json.JSONDecodeError) as error:
            raise Unreadable("en-tête PMTiles illisible") from error
        if header["tile_type"] not in DRAWN:
            kind = header["tile_type"].name
            raise Unreadable("ses tuiles sont vectorielles" if kind in ("MVT", "MLT") else f"ses tuiles sont en {kind}", EXPECTED)
        west, south, east, north = (header[edge] / DEGREE for edge in ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"))
        told = any((west, south, east, north))  # a writer that does not know them leaves zeros
        self.extent = Extent(header["min_zoom"], header["max_zoom"], (west, south, east, north) if told else WORLD)

    def first(self) -> bytes:
        """One of its tiles."""
        try:
            return next(body for _, body in all_tiles(self._bytes))
        except StopIteration:
            raise Unreadable("il n'a aucune tuile") from None
        except DAMAGE as error:
            raise Unreadable("répertoire PMTiles illisible") from error

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """A tile, by its row from the north as the format has it."""
        try:
            return self._reader().get(zoom, column, row)
        except DAMAGE as error:
            raise Unreadable("répertoire PMTiles illisible") from error

    def _reader(self) -> Reader:
        return Reader(self._bytes)

    def _bytes(self, offset: int, length: int) -> bytes:
        """A part of the file, read at each time: a file mapped in memory would end the server if it were cut meanwhile."""
        if not 0 <= length <= MOST_BYTES:
            raise ValueError(f"{length} octets annoncés")
        with self.path.open("rb") as file:
            file.seek(offset)
            found = file.read(length)
        if len(found) < length:
            raise EOFError("fichier coupé")
        return found
