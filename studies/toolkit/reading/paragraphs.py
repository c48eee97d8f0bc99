"""The names of the paragraphs of a study: `{#copper} La fin du cuivre…`.

A paragraph of text/*.md, an item of a list there, a limit of study.toml begins by its name, which readers never see and which stays when the words
change: remarks, links and later versions point at it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

MARK = re.compile(r"\{#(?P<name>[a-z][a-z0-9_]*)\} ?")
BEGINS = re.compile(r"(?:[-*] +)?(?:\{#(?P<name>[a-z][a-z0-9_]*)\})?")


class Paragraph(NamedTuple):
    """Where a paragraph begins, and its name; None when nobody named it."""

    line: int
    name: str | None


def bare(text: str) -> str:
    """A text without the names of its paragraphs, as readers see it."""
    return MARK.sub("", text)


def named(text: str) -> dict[str, str]:
    """The paragraphs of a text that have a name, by that name, without it: those that a screen shows one by one."""
    found = [paragraph for paragraph in re.split(r"\n\s*\n", text.strip()) if MARK.match(paragraph)]
    return {MARK.match(paragraph)["name"]: MARK.sub("", paragraph, count=1).strip() for paragraph in found}


def of(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a Markdown text and the items of its lists; a title is none."""
    above = ""
    for number, line in enumerate(text.splitlines(), start=1):
        begins = line.strip() and (not above.strip() or above.startswith("#") or line.startswith(("- ", "* ")))
        if begins and not line.startswith("#"):
            yield Paragraph(number, BEGINS.match(line)["name"])
        above = line
