"""Words on a map that do not overlap: each is put at the first free place around its point."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.ground.svg import CHARACTER
from geo.maps import frame

AWAY = (0, 4, 9, 15, 22, 30, 40, 52, 66, 82)  # [px] tried in turn between a point and its words
SHORT = (0, 4, 9)  # [px] the same, where words must still be read with their point
AROUND = (0, 180, 270, 90, 315, 45, 225, 135)  # [degrees] directions tried in turn: right, left, above, below, then the corners
POINT = 4  # [px] half of the sign of the point itself


@dataclass(frozen=True)
class Box:
    """A rectangle around a centre [px from the centre of the frame]."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they share any surface."""
        return abs(self.x - other.x) * 2 < self.width + other.width and abs(self.y - other.y) * 2 < self.height + other.height

    def inside(self) -> bool:
        """Whether the narrowest frame shows it whole."""
        return abs(self.x) * 2 + self.width <= frame.WIDTH and abs(self.y) * 2 + self.height <= frame.HEIGHT


def box(text: str, size: float, x: float, y: float) -> Box:
    """The rectangle of words centred there; a line break makes two lines."""
    lines = text.split("\n")
    return Box(x, y, max(map(len, lines)) * size * CHARACTER, len(lines) * size)


def placed(
    words: Sequence[tuple[float, float, str]], size: float, taken: Iterable[Box] = (), point: float = POINT, spared: Sequence[Box] = ()
) -> list[Box]:
    """The box of each of the words (x, y of their point [px], text), in order: the first ones get the best places.

    `taken` holds what they must not cover, `spared` what they cover as little as they can at SHORT of their point, `point` is half of the sign of
    a point [px]. ValueError (in French) when no place is free for one of them.
    """
    points = [Box(x, y, 2 * point, 2 * point) for x, y, _ in words]
    full, found = list(taken), []
    for x, y, text in words:
        others = [*full, *(point for point in points if (point.x, point.y) != (x, y))]
        spots = _spots(x, y, text, size, point, AWAY)
        free = next((spot for spot in spots if spot.inside() and not any(map(spot.overlaps, others))), None)
        if free is None:
            raise ValueError(f"pas de place libre sur la carte pour « {text} »")
        if spared:
            near = [spot for spot in _spots(x, y, text, size, point, SHORT) if spot.inside() and not any(map(spot.overlaps, others))]
            free = min([free, *near], key=lambda spot: sum(map(spot.overlaps, spared)))  # the first among those that cover least
        full.append(free)
        found.append(free)
    return found


def _spots(x: float, y: float, text: str, size: float, point: float, distances: Sequence[float]) -> Iterator[Box]:
    here = box(text, size, x, y)
    for away in distances:
        for angle in AROUND:
            right, down = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            reach = point + away
            yield Box(x + right * (reach + here.width / 2), y + down * (reach + here.height / 2), here.width, here.height)
