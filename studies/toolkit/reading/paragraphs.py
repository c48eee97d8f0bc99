"""The names of the paragraphs of a study: `{#copper} La fin du cuivre…`.

A paragraph of text/*.md, an item of a list there, a limit of study.toml begins by its name, which readers never see and which stays when the words
change: remarks, links and later versions point at it.
"""

import re
from collections.abc import Iterator
from itertools import takewhile, zip_longest
from typing import NamedTuple

from data.ground import formulas

MARK = re.compile(r"\{#(?P<name>[a-z][a-z0-9_]*)\} ?")
BEGINS = re.compile(r"(?:[-*] +)?(?:\{#(?P<name>[a-z][a-z0-9_]*)\})?")


class Paragraph(NamedTuple):
    """Where a paragraph begins, and its name; None when nobody named it."""

    line: int
    name: str | None


def bare(text: str) -> str:
    """A text without the names of its paragraphs, as readers see it."""
    return MARK.sub("", text)


def of(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a Markdown text and the items of its lists; a title is none, nor a formula or a table, which go with what stands above."""
    above = ""
    for number, line in enumerate(formulas.hidden(text).splitlines(), start=1):
        begins = line.strip() and (not above.strip() or above.startswith("#") or line.startswith(("- ", "* ")))
        if begins and not line.startswith(("#", "|")):
            yield Paragraph(number, BEGINS.match(line)["name"])
        above = line


def read(text: str) -> Iterator[tuple[Paragraph, str]]:
    """Each of them with its words, without its name."""
    lines, begins = text.splitlines(), list(of(text))
    for here, after in zip_longest(begins, begins[1:]):
        yield here, bare("\n".join(takewhile(str.strip, lines[here.line - 1 : after and after.line - 1])))


def named(text: str) -> dict[str, str]:
    """The words of each paragraph that has a name, without that name."""
    return {paragraph.name: words for paragraph, words in read(text) if paragraph.name}
