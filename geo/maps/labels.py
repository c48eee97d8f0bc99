"""Words on a map that do not overlap: each is put at the first free place around its point."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.ground.svg import CHARACTER
from geo.maps import frame

AWAY = (0, 4, 9, 15, 22, 30, 40, 52, 66, 82)  # [px] tried in turn between a point and its words
SHORT = (0, 4, 9, 15)  # [px] the same, where words must still be read with their point
AROUND = (0, 180, 270, 90, 315, 45, 225, 135)  # [degrees] directions tried in turn: right, left, above, below, then the corners
BETWEEN = (*AROUND, 330, 30, 210, 150)  # [degrees] the same, where a few more may leave more in sight
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
    words: Sequence[tuple[float, float, str]],
    size: float,
    taken: Iterable[Box] = (),
    point: float = POINT,
    spared: Sequence[Box] = (),
    on_point: bool = False,
    signs: Sequence[Box] = (),
) -> list[Box]:
    """The box of each of the words (x, y of their point [px], text), in order: the first ones get the best places.

    `taken` holds what they must not cover, `spared` what they cover as little as they can at SHORT of their point: those that would cover some of it
    choose again before the others, when all of them then cover less. `point` is half of the sign of a point [px]. `signs` are those of these points
    and of others: words cover none, and stand where their own is the nearest as far as can be.
    Words with no free place stay on their point when `on_point`; else ValueError (in French).
    """
    full, first = list(taken), list(range(len(words)))
    found = _in_turn(words, first, size, full, point, spared, on_point, signs)
    hidden = {index: _covered(box, spared) for index, box in enumerate(found)}
    for worst in sorted((index for index in first if hidden[index]), key=hidden.get, reverse=True):
        tried = [worst, *(index for index in first if index != worst)]
        try:
            again = _in_turn(words, tried, size, full, point, spared)
        except ValueError:  # another one would have no place left
            continue
        if sum(_covered(box, spared) for box in again) < sum(_covered(box, spared) for box in found):
            found, first = again, tried
    return found


def _in_turn(
    words: Sequence[tuple[float, float, str]],
    turns: Sequence[int],
    size: float,
    taken: Sequence[Box],
    point: float,
    spared: Sequence[Box],
    on_point: bool = False,
    signs: Sequence[Box] = (),
) -> list[Box]:
    """The boxes of the words, in the order of the words; the place of each is chosen at its turn."""
    points = [Box(x, y, 2 * point, 2 * point) for x, y, _ in words]
    full, found = [*taken, *signs], {}
    for index in turns:
        x, y, text = words[index]
        others = [*full, *(point for point in points if (point.x, point.y) != (x, y))]

        def free(spot: Box, others: Sequence[Box] = others) -> bool:
            return spot.inside() and not any(map(spot.overlaps, others))

        spot = next(filter(free, _spots(x, y, text, size, point, AWAY, AROUND)), None)
        if spot is not None and signs:
            own = (one for one in filter(free, _spots(x, y, text, size, point, AWAY, BETWEEN)) if nearest(one, signs) == (x, y))
            spot = next(own, spot)
        if spot is None and on_point:
            found[index] = box(text, size, x, y)
            continue
        if spot is None:
            raise ValueError(f"pas de place libre sur la carte pour « {text} »")
        if spared:
            near = filter(free, _spots(x, y, text, size, point, SHORT, BETWEEN))
            spot = min([spot, *near], key=lambda spot: _covered(spot, spared))  # the first among those that cover least
        full.append(spot)
        found[index] = spot
    return [found[index] for index in range(len(words))]


def _covered(spot: Box, spared: Sequence[Box]) -> int:
    """How many of the spared boxes lie under some words."""
    return sum(map(spot.overlaps, spared))


def nearest(spot: Box, signs: Sequence[Box]) -> tuple[float, float]:
    """The point of the sign that is the nearest to some words."""
    return min(((sign.x, sign.y) for sign in signs), key=lambda point: math.dist(point, (spot.x, spot.y)))


def between(one: Box, other: Box) -> float:
    """The room between two boxes [px], 0 where they touch."""
    return max(abs(one.x - other.x) - (one.width + other.width) / 2, abs(one.y - other.y) - (one.height + other.height) / 2, 0.0)


def joining(one: Box, other: Box) -> list[tuple[float, float]]:
    """The ends of a line that joins two boxes, each at the edge of its box, on the way from centre to centre."""
    return [_edge(one, other), _edge(other, one)]


def _edge(start: Box, end: Box) -> tuple[float, float]:
    """Where the way from the centre of a box to another one leaves the first."""
    right, down = end.x - start.x, end.y - start.y
    share = min(start.width / 2 / abs(right) if right else 1.0, start.height / 2 / abs(down) if down else 1.0, 1.0)
    return start.x + share * right, start.y + share * down


def _spots(x: float, y: float, text: str, size: float, point: float, distances: Sequence[float], angles: Sequence[float]) -> Iterator[Box]:
    here = box(text, size, x, y)
    for away in distances:
        for angle in angles:
            right, down = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            reach = point + away
            yield Box(x + right * (reach + here.width / 2), y + down * (reach + here.height / 2), here.width, here.height)
