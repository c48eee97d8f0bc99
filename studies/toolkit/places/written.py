"""What a study says of a place: text/places.md, one heading for each scale under which its sentences are not read.

```
## commune
{#copper} Le cuivre s'arrête ici {page.copper_end}.

## intercommunalité
{#lines} {lines_to_move_by_commune} auront à changer de réseau.
```

A result by commune in braces is that of the place; any other name is read as in the other texts; `page.` begins what the Studio itself knows of a
place (FACTS). A sentence that cannot be read of a commune is said of its intercommunality, or of the département.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from data.ground.faults import Fault
from studies.toolkit.reading import paragraphs
from studies.toolkit.running.narrative import page_names

STEM = "places"  # of the text
HEADING = re.compile(r"^##? +(?P<title>.*?) *$")


class Scale(IntEnum):
    """The smallest place that a sentence is read of."""

    COMMUNE = 0
    EPCI = 1
    DEPARTMENT = 2


TITLES = {"commune": Scale.COMMUNE, "intercommunalité": Scale.EPCI, "département": Scale.DEPARTMENT}
# What the Studio knows of each place, in words, and may be named in these sentences; studies/README.md explains each.
FACTS = ("name", "copper_end", "help", "abattoir", "exit", "sites", "fit")
SERVING = "serving_"  # begins the name of the commune that would serve a result best: {page.serving_biogas_by_commune}


class Sentence(NamedTuple):
    """A sentence of a study on a place, its names still in braces: its scale, its name, its words, the line where it stands."""

    scale: Scale
    name: str | None
    words: str
    line: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of text/places.md in their order, those before any heading of a known scale left out."""
    scales = _scales(text.splitlines())
    return [Sentence(scales[at.line - 1], at.name, words, at.line) for at, words in paragraphs.read(text) if at.line - 1 in scales]


def faults(text: str, place: str, results: set[str]) -> list[Fault]:
    """The headings that are no scale, the sentences under none, the facts that the Studio does not know; `results` are those by commune alone."""
    return [*_heading_faults(text, place), *_fact_faults(text, place, results)]


def _scales(lines: list[str]) -> dict[int, Scale]:
    """The scale of each line that stands under one, by its place from 0."""
    found, scale = {}, None
    for number, line in enumerate(lines):
        if heading := HEADING.match(line):
            scale = TITLES.get(heading["title"])
        elif scale is not None:
            found[number] = scale
    return found


def _heading_faults(text: str, place: str) -> Iterator[Fault]:
    lines = text.splitlines()
    known = ", ".join(f"## {title}" for title in TITLES)
    for number, line in enumerate(lines, start=1):
        if (heading := HEADING.match(line)) and heading["title"] not in TITLES:
            yield Fault(f"{place}, ligne {number}", f"titre « {heading['title']} » inconnu", f"dire la plus petite échelle de lecture : {known}")
    scales = _scales(lines)
    for at in paragraphs.of(text):
        if at.line - 1 not in scales:
            yield Fault(f"{place}, ligne {at.line}", "phrase sans échelle", f"la mettre sous un titre : {known}")


def _fact_faults(text: str, place: str, results: set[str]) -> Iterator[Fault]:
    for name in sorted(page_names(text)):
        if name in FACTS or (name.startswith(SERVING) and name.removeprefix(SERVING) in results):
            continue
        remedy = f"choisir parmi : {', '.join(f'{{page.{fact}}}' for fact in FACTS)}, {{page.{SERVING}…}} suivi d'un résultat par commune sans année"
        yield Fault(place, f"« {{page.{name}}} » : le Studio ne sait rien de ce nom sur un lieu", remedy)
