"""A JSON text too large to be held whole once read: its first object comes member by member, the elements of one of its lists and what stands after
it one by one."""

from collections.abc import Callable, Iterator
from io import TextIOWrapper
from json import JSONDecodeError

from data.ground import strict_json

PIECE = 1 << 20  # characters read at a time
CUT = 2  # characters after a number that may be its own, once the rest of it comes: 1 of « 1e-3 », when « 1e- » is there
SPACES = " \t\n\r"  # RFC 8259, 2
RECORD = "\x1e"  # begins each text of a sequence (RFC 8142, 2.2); many programs leave it out


class Pieces:
    """The text as it comes. ValueError for what is no JSON, RecursionError for what is too deep."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text, self._held, self._at, self._more = text, "", 0, PIECE
        self._ended = False

    def members(self, listed: str, each: Callable[[object], None]) -> Iterator[tuple[str, object]]:
        """The members of the object that the text is (none when it is none), but for the list `listed`, whose elements are given to `each`, and which
        comes as None."""
        while self._next() == RECORD:
            self._at += 1
        if self._next() != "{":
            return
        self._expect("{")
        seen: set[str] = set()
        for _ in self._separated("}"):
            name = self._value()
            if not isinstance(name, str) or name in seen:
                raise ValueError(name)
            seen.add(name)
            self._expect(":")
            if name == listed and self._next() == "[":
                self._expect("[")
                for _element in self._separated("]"):
                    each(self._value())
                yield name, None
            else:
                yield name, self._value()

    def others(self) -> Iterator[object]:
        """The values that stand after the first object, as in a sequence: none in a file that is one object."""
        while sign := self._next():
            if sign == RECORD:
                self._at += 1
            else:
                yield self._value()

    def _separated(self, end: str) -> Iterator[None]:
        """Once before each element until the sign that ends them, the comma between two passed over."""
        if self._next() == end:
            self._expect(end)
            return
        while True:
            yield
            if self._next() == end:
                self._expect(end)
                return
            self._expect(",")

    def _next(self) -> str:
        """The next sign that is no space, "" at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in SPACES:
                self._at += 1
            if self._at < len(self._held) or self._ended:
                return self._held[self._at : self._at + 1]
            self._read()

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise ValueError(sign)
        self._at += 1

    def _value(self) -> object:
        """The next value, read again with twice as much of the text when it is not whole."""
        self._next()
        while True:
            try:
                found, end = strict_json.first(self._held, self._at)
            except JSONDecodeError:
                if self._ended:
                    raise
            else:
                if len(self._held) - end > CUT or self._ended:
                    self._at, self._more = end, PIECE
                    return found
            self._read()

    def _read(self) -> None:
        """A piece more, twice as long as the one before when a value is not whole."""
        piece = self._text.read(self._more)
        self._held, self._at, self._ended = self._held[self._at :] + piece, 0, not piece
        self._more *= 2
