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
DIGIT = 0.8  # [share of the size] height of a figure, which nothing goes below
POINT = 4  # [px] half of the sign of the point itself
BESIDE = 4  # [px] from the edge of a sign to its number, beyond which a line joins them
APART = 10  # [px] between a number and a name or a number on its line, which else would be read together
TURNS = (*AROUND, *(angle for angle in range(15, 360, 15) if angle % 45))  # [degrees] the same, for a number that may stand at the end of a line
GAP, SHORTEST, FLATTEST = 2, 12, 30  # [px] before the number, [px] of line, [degrees] from the horizontal: else the line would be read as a minus


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
    return Box(x, y, max(map(len, lines)) * size * CHARACTER, len(lines) * size * (DIGIT if text.isdecimal() else 1))


def placed(
    words: Sequence[tuple[float, float, str]], size: float, taken: Iterable[Box] = (), point: float = POINT, spared: Sequence[Box] = ()
) -> list[Box]:
    """The box of each of the words (x, y of their point [px], text), in order: the first ones get the best places.

    `taken` holds what they must not cover, `spared` what they cover as little as they can at SHORT of their point: those that would cover some of it
    choose again before the others, when all of them then cover less. `point` is half of the sign of a point [px]. ValueError (in French) where
    words have no free place.
    """
    full, first = list(taken), list(range(len(words)))
    found = _in_turn(words, first, size, full, point, spared)
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
    words: Sequence[tuple[float, float, str]], turns: Sequence[int], size: float, taken: Sequence[Box], point: float, spared: Sequence[Box]
) -> list[Box]:
    """The boxes of the words, in the order of the words; the place of each is chosen at its turn."""
    points = [Box(x, y, 2 * point, 2 * point) for x, y, _ in words]
    full, found = list(taken), {}
    for index in turns:
        x, y, text = words[index]
        others = [*full, *(point for point in points if (point.x, point.y) != (x, y))]

        def free(spot: Box, others: Sequence[Box] = others) -> bool:
            return spot.inside() and not any(map(spot.overlaps, others))

        spot = next(filter(free, _spots(x, y, text, size, point, AWAY, AROUND)), None)
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


Line = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Numbered:
    """The box of a number, and the line that joins it to the sign of its point where it stands apart from it [px]."""

    box: Box
    line: Line | None = None


def numbered(
    words: Sequence[tuple[float, float, str]], size: float, sign: float, signs: Sequence[Box], names: Sequence[Box] = (), taken: Sequence[Box] = ()
) -> list[Numbered]:
    """Where each of some numbers stands (x, y of their point [px], text), in order; `sign` is the side of what stands on their points [px].

    A number stands beside its sign, where that is the nearest of the `signs`, else at the end of a line, which crosses the least it can of names and
    numbers, and is short, with little of other signs and of what is `taken` under it; where all is full, on its point. It covers none of these, and
    no name nor number stands close to it on its line.
    """
    full, found = [*taken, *signs, *map(_spaced, names)], []
    for x, y, text in words:
        site = Box(x, y, sign, sign)
        spots = [spot for spot in _spots(x, y, text, size, sign / 2, AWAY, TURNS) if spot.inside() and not any(map(spot.overlaps, full))]
        beside = [spot for spot in spots if between(site, spot) <= BESIDE and nearest(spot, signs) == (x, y)]
        joined = [] if beside else [(spot, line) for spot in spots if not reads_as_a_sign(line := _line(site, spot))]
        if beside:
            found.append(Numbered(min(beside, key=lambda spot: any(crosses(one.line, spot) for one in found if one.line))))
        elif joined:
            others = [one for one in signs if (one.x, one.y) != (x, y)]
            found.append(Numbered(*min(joined, key=lambda way: _hidden(*way, names, [*others, *taken], found))))
        else:
            found.append(Numbered(box(text, size, x, y)))
        full.append(_spaced(found[-1].box))
    return found


def _spaced(words: Box) -> Box:
    """Words with the room on their line that parts them from a number."""
    return Box(words.x, words.y, words.width + 2 * APART, words.height)


CROSSED = 5  # [px] of line that a number rather has than cross one more sign, or five more of the A75


def _hidden(spot: Box, line: Line, names: Sequence[Box], drawn: Sequence[Box], found: Sequence[Numbered]) -> tuple[int, float]:
    """How many names and numbers a number at the end of its line would make hard to read, then how long it is [px], more for what it crosses."""
    unreadable = sum(crosses(line, one) for one in [*names, *(one.box for one in found)])
    unreadable += sum(crosses(one.line, spot) for one in found if one.line)
    return unreadable, math.dist(*line) + CROSSED * sum(crosses(line, one) for one in drawn)


def _line(site: Box, spot: Box) -> Line:
    """From the edge of a sign to a little before a number, on the way from centre to centre."""
    return _edge(site, spot), _edge(Box(spot.x, spot.y, spot.width + 2 * GAP, spot.height + 2 * GAP), site)


def reads_as_a_sign(line: Line) -> bool:
    """Whether a line beside a number would be taken for its sign: short, or nearly flat."""
    (left, top), (right, bottom) = line
    return math.dist(*line) < SHORTEST or abs(bottom - top) < math.tan(math.radians(FLATTEST)) * abs(right - left)


def crosses(line: Line, over: Box) -> bool:
    """Whether a line goes over a box."""
    start, end = 0.0, 1.0  # shares of the line that are still in the box
    for origin, far, middle, side in zip(*line, (over.x, over.y), (over.width, over.height), strict=True):
        way, low, high = far - origin, middle - side / 2 - origin, middle + side / 2 - origin
        if way:
            start, end = max(start, min(low / way, high / way)), min(end, max(low / way, high / way))
        elif low >= 0 or high <= 0:
            return False
    return start < end


def nearest(spot: Box, signs: Sequence[Box]) -> tuple[float, float]:
    """The point of the sign that is the nearest to some words."""
    return min(((sign.x, sign.y) for sign in signs), key=lambda point: math.dist(point, (spot.x, spot.y)))


def between(one: Box, other: Box) -> float:
    """The room between two boxes [px], 0 where they touch."""
    return max(abs(one.x - other.x) - (one.width + other.width) / 2, abs(one.y - other.y) - (one.height + other.height) / 2, 0.0)


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
