"""Files of tiles for the tests: a few small images of one colour each, so that a test sees which tile it received."""

import io
import sqlite3
from pathlib import Path

from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

BOUNDS = (2.8, 44.0, 4.2, 45.1)  # [degrees] around Lozère
PLACES = [(8, 130, 91), (8, 130, 92), (9, 260, 183), (9, 261, 184)]  # zoom, column, row from the north
CREDIT = '<a href="https://exemple.fr">© Atelier d\'essai</a> &amp; *amis*'


def image(place: tuple[int, int, int], kind: str = "PNG", width: int = 256) -> bytes:
    """The tile of a place, in its own colour."""
    body = io.BytesIO()
    Image.new("RGB", (width, width), colour(place)).save(body, kind)
    return body.getvalue()


def colour(place: tuple[int, int, int]) -> tuple[int, int, int]:
    """The colour of the tile of a place."""
    zoom, column, row = place
    return zoom * 10, column % 200, row


def mbtiles(path: Path, *, facts: dict[str, str] | None = None, bodies: dict[tuple[int, int, int], object] | None = None) -> Path:
    """A file in MBTiles, whose rows count from the south; `facts` replace the usual metadata, `bodies` the usual tiles."""
    known = {"name": "Essai", "format": "png", "bounds": "2.8,44.0,4.2,45.1", "minzoom": "8", "maxzoom": "9", "attribution": CREDIT}
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE metadata (name text, value text)")
    database.execute("CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
    database.executemany("INSERT INTO metadata VALUES (?, ?)", (known if facts is None else facts).items())
    held = {place: image(place) for place in PLACES} if bodies is None else bodies
    database.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [(z, x, 2**z - 1 - y, body) for (z, x, y), body in held.items()])
    database.commit()
    database.close()
    return path


def pmtiles(path: Path, *, kind: TileType = TileType.PNG, bodies: dict[tuple[int, int, int], bytes] | None = None) -> Path:
    """A file in PMTiles, version 3."""
    held = {place: image(place) for place in PLACES} if bodies is None else bodies
    west, south, east, north = (round(edge * 1e7) for edge in BOUNDS)
    header = {"tile_type": kind, "tile_compression": Compression.NONE, "center_zoom": 8, "center_lon_e7": 35_000_000, "center_lat_e7": 445_000_000}
    header |= {"min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north}
    with path.open("wb") as file:
        writer = Writer(file)
        for place in sorted(held, key=lambda place: zxy_to_tileid(*place)):
            writer.write_tile(zxy_to_tileid(*place), held[place])
        writer.finalize(header, {"attribution": CREDIT})
    return path


MADE = {"fond.mbtiles": mbtiles, "fond.pmtiles": pmtiles}
