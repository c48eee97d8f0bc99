"""A drawing on a sheet, as SVG: its title, the drawing, the legend, the lines that say where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from data.ground import svg
from data.ground.svg import CHARACTER, element, words

MARGIN, SHAPE, GAP = 10, 16, 14  # [px] around, of the shape of a class, between two classes
TITLE, WORDS, NOTES = 17, 13, 11  # [px] sizes of letters
BOLD = 1.2  # [times] how much wider bold letters are
LINE = 1.35  # [share of the size] from a line to the next
Entry = tuple[str, str]  # the SVG of a shape of 16 x 20, and its words


@dataclass(frozen=True)
class Paper:
    """The colours of a page: its ground, its words, the softer ones."""

    ground: str
    words: str
    soft: str


WHITE = Paper("#FFFFFF", "#000000", "#46505A")  # the soft words: 8:1
NIGHT = Paper("#12181B", "#E8E6DF", "#B9BDBA")  # of the dark theme, 9:1


@dataclass(frozen=True)
class Sheet:
    """What stands around a drawing: its title, the words that replace it, its legend, its notes (source, licence), its colours."""

    title: str
    described: str
    legend: Sequence[Entry] = ()
    notes: Sequence[str] = ()
    paper: Paper = WHITE

    def around(self, drawing: str, width: float, height: float) -> str:
        """The whole sheet, `width` [px] wide; the drawing is `height` tall and as wide as `inside(width)`."""
        parts = [*self._lines(self.title, TITLE, self.paper.words, width, font_weight=600), (MARGIN / 2, "")]
        parts.append((height + MARGIN, element("g", drawing, transform=f"translate({MARGIN})")))
        parts += legend(self.legend, inside(width), self.paper.words)
        parts += [line for note in self.notes for line in self._lines(note, NOTES, self.paper.soft, width)]
        down, placed = float(MARGIN), []
        for tall, part in parts:
            placed.append(element("g", part, transform=f"translate(0 {svg.number(down)})") if part else "")
            down += tall
        ground = element("rect", width=width, height=down + MARGIN, fill=self.paper.ground)
        return svg.document(width, down + MARGIN, self.title, self.described, ground, *placed)

    def _lines(self, text: str, size: float, fill: str, width: float, **attributes: object) -> list[tuple[float, str]]:
        wide = size * BOLD if "font_weight" in attributes else size
        return [(size * LINE, words(MARGIN, size, line, size, fill, **attributes)) for line in wrapped(text, wide, inside(width))]


def inside(width: float) -> float:
    """What a sheet of that width leaves to its drawing [px]."""
    return width - 2 * MARGIN


def wrapped(text: str, size: float, width: float, most: int | None = None) -> list[str]:
    """A text on lines of that width [px], on `most` of them at most; the last one then ends by … when words are left."""
    return wrap(text, max(1, int(width / (size * CHARACTER))), max_lines=most, placeholder="…")


def legend(entries: Sequence[Entry], width: float, fill: str, size: float = WORDS) -> Iterator[tuple[float, str]]:
    """Lines (their height [px] and their SVG) of shapes, each before its words."""
    line, right = [], 0.0
    for shape, text in entries:
        long = SHAPE + 4 + len(text) * size * CHARACTER
        if line and right + long > width:
            yield SHAPE + 6, "".join(line)
            line, right = [], 0.0
        sign = element("svg", shape, x=MARGIN + right, width=16, height=20, viewBox="0 0 16 20")
        line.append(sign + words(MARGIN + right + SHAPE + 4, 10 + size * 0.35, text, size, fill))
        right += long + GAP
    if line:
        yield SHAPE + 12, "".join(line)
