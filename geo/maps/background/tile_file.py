"""What a file of map tiles gives, whatever its format: its zooms, where it has tiles, whom to credit, and its images."""

import io
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Protocol

from PIL import Image, UnidentifiedImageError

WORLD = (-180.0, -85.0511, 180.0, 85.0511)  # [degrees] west, south, east, north of a map in Web Mercator
DEEPEST = 22  # no map here looks closer
MOST_BYTES = 2_000_000  # of one tile: a larger one would not be one
SIGNS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}  # how the images begin
EXPECTED = "donner un fond en images : PNG, JPEG ou WebP"


class Unreadable(Exception):
    """A file of tiles that cannot be used; the message is the fault, and the remedy where it is not to replace the file (in French)."""

    def __init__(self, fault: str, remedy: str = "remplacer le fichier par une copie saine, puis relancer") -> None:
        super().__init__(fault)
        self.fault, self.remedy = fault, remedy


@dataclass(frozen=True)
class Extent:
    """Where a file says that it has tiles: bounds [degrees] west, south, east, north."""

    least_zoom: int
    greatest_zoom: int
    bounds: tuple[float, float, float, float]

    def __post_init__(self) -> None:
        west, south, east, north = self.bounds
        if not 0 <= self.least_zoom <= self.greatest_zoom <= DEEPEST:
            raise Unreadable(f"zooms impossibles : de {self.least_zoom} à {self.greatest_zoom}")
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise Unreadable("étendue impossible : elle n'a pas de surface, ou sort de la Terre")


class TileFile(Protocol):
    """A file of images, one for each tile of the world cut as the web cuts it (Web Mercator, first row in the north)."""

    extent: Extent
    credit: str  # text that the file asks to show; empty when it asks nothing

    def first(self) -> bytes:
        """One of its tiles, whichever. Unreadable when there is none."""

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """A tile, None where there is none. Unreadable on a damaged file."""


def media_type(body: bytes) -> str:
    """The kind of an image, by how it begins. Unreadable when it is none of those that every browser draws."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    kind = next((kind for sign, kind in SIGNS.items() if body.startswith(sign)), None)
    if kind is None:
        raise Unreadable("une tuile n'est pas une image", EXPECTED)
    return kind


def side(body: bytes) -> int:
    """The width of a square tile [px]. Unreadable when the image is damaged or not square."""
    media_type(body)
    try:
        with Image.open(io.BytesIO(body)) as image:
            width, height = image.size
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unreadable("une tuile est une image abîmée") from error
    if width != height or width not in (256, 512):
        raise Unreadable(f"une tuile mesure {width} x {height} pixels", "donner un fond aux tuiles de 256 ou 512 pixels de côté")
    return width


def plain(credit: str) -> str:
    """The words of a credit, that files write in HTML."""
    words: list[str] = []
    reader = HTMLParser(convert_charrefs=True)
    reader.handle_data = words.append
    reader.feed(credit)
    reader.close()
    return " ".join("".join(words).split())
