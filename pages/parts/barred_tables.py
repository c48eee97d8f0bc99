"""A table whose lines each have a bar, all on one scale: what is added and taken away on the way to a figure, where a figure goes from one end of an
assumption to the other. The words say all that the bars show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from data.ground import escaping, french, links
from data.ground.installation.base_path import at
from pages.parts.charts.house import BLUE, VERMILION
from pages.parts.prose import as_html
from pages.parts.provenance import address

TALL = 100.0  # [%] the width of the scale
THIN = 0.6  # [% of the scale] of a bar so short that nobody would see it


class Link(NamedTuple):
    """Words that lead to an address, when it is one that a link may have."""

    text: str
    url: str


class Bar(NamedTuple):
    """From a figure to another, and its colour."""

    start: float
    end: float
    colour: str


class Line(NamedTuple):
    """A line: its name, what is written small under it, its bar, what it says; whether it stands out."""

    name: str
    under: Sequence[str | Link]
    bar: Bar
    says: Sequence[str]
    strong: bool = False


def show(name: str, header: Sequence[str], lines: Sequence[Line], marks: Mapping[str, float] | None = None, beside: Sequence[Bar] = ()) -> None:
    """The table; `header` names its first and its last column, `marks` are figures that a stroke shows across every bar, the first in full, the
    others dotted. `name` is said by a screen reader. `beside`: the bars of a table that is read beside this one, on the same scale."""
    low, high = _scale([*(line.bar for line in lines), *beside], (marks or {}).values())

    def place(figure: float) -> float:
        return TALL * (figure - low) / (high - low)

    strokes = "".join(
        f'<i style="left:{place(level):.1f}%;border-left:2px {"solid" if order == 0 else "dotted"} currentcolor"></i>'
        for order, level in enumerate((marks or {}).values())
    )
    head = f'<th scope="col">{as_html(header[0])}</th><td></td><th scope="col">{as_html(header[1])}</th>'
    body = "".join(f'<tr>{_name(line)}<td aria-hidden="true"><div>{_bar(line.bar, place)}{strokes}</div></td>{_says(line)}</tr>' for line in lines)
    told = " studio-bars-told" if any(line.under for line in lines) else ""
    st.html(f'<table class="studio-bars{told}" aria-label="{as_html(name)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def cascade(start: float, steps: Sequence[tuple[str, str, float, str]]) -> Iterator[Line]:
    """Lines whose bars follow each other from a figure on: a name, what stands small under it, what is added, in words. What is added is blue, what
    is taken away vermilion."""
    for name, under, amount, says in steps:
        yield Line(name, [under] if under else (), Bar(start, start + amount, BLUE if amount > 0 else VERMILION), [says])
        start += amount


def _scale(bars: Sequence[Bar], levels: Iterable[float]) -> tuple[float, float]:
    """The least and the greatest figure of a table."""
    figures = [*levels, *(end for bar in bars for end in (bar.start, bar.end))]
    low, high = min(figures), max(figures)
    return (low, high) if low < high else (low, low + 1)


def _name(line: Line) -> str:
    under = "".join(_piece(piece) for piece in line.under)
    return f'<th scope="row">{_strong(as_html(line.name), line.strong)}{f"<small>{under}</small>" if under else ""}</th>'


def _says(line: Line) -> str:
    return f"<td>{'<br>'.join(_strong(as_html(words), line.strong) for words in line.says)}</td>"


def _strong(written: str, strong: bool) -> str:
    return f"<strong>{written}</strong>" if strong else written


def _bar(bar: Bar, place) -> str:
    start, end = sorted((place(bar.start), place(bar.end)))
    width = max(end - start, THIN)
    return f'<b style="left:{min(start, TALL - width):.1f}%;width:{width:.1f}%;background:{bar.colour}"></b>'


def _piece(piece: str | Link) -> str:
    if isinstance(piece, str):
        return as_html(piece)
    to = address(piece.url)
    if not links.FOLLOWED.match(to):
        return as_html(piece.text)
    return f'<a href="{escaping.html(at(to) if to.startswith("/") else to)}" target="_blank">{escaping.html(french.spaced(piece.text))}</a>'
