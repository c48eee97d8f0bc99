"""The two versions of a study: that of its figures, which screens and exports show, and that of its words.

Each is a fingerprint. A file of the model counts whole for the figures; a text, a screen, a case, a source counts whole for the words. What holds
both is cut: the value of a parameter is a figure, its label and its note are words. Of a table that the model reads, what was read is a figure, in
whichever form it is saved; its card is words. A corrected comma is never a new figure. Of the parameters that all studies share, a study depends on
those that its card names, cut in the same way.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from studies.toolkit.reading import card as cards
from studies.toolkit.reading import grids, parameters, results, scenarios
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.code import linked_files
from studies.toolkit.reading.material import Shared
from studies.toolkit.reading.tables import cards as table_cards
from studies.toolkit.reading.tables.values import Table
from studies.toolkit.reading.validation import Declared

TOOLKIT = Path(__file__).parents[1]
Tables = Mapping[str, Table]
Rows = list[tuple[str, Declared]]
NO_TABLES: Tables = MappingProxyType({})
LENGTH = 12  # hexadecimal digits: enough that two versions never share them, short enough to read aloud
CUT = ("parameters.csv", results.NAME, "scenarios.toml")  # of figures and of words; so is study.toml, which its card cuts (`Card.computing`)
WORDS = {
    parameters.Parameter: {"label", "year", "place", "nature", "source", "locator", "confidence", "verified_on", "note"},
    results.Result: {"label"},
    scenarios.Scenario: {"title", "summary", "why"},
}  # the columns of the files that are cut; every other one computes, so that a new column is a figure until somebody says that it is words


def files(folder: Path) -> list[Path]:
    """The files that make a study, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."))


class Versions(NamedTuple):
    """The version of the figures of a study, and that of its words."""

    figures: str
    words: str


def of(folder: Path, shared: Shared, tables: Tables = NO_TABLES) -> Versions:
    """The two versions of a study, its files read once for both."""
    card, _ = cards.read(folder / "study.toml", "")
    named = {name: shared.parameters[name] for name in (card.shared if card else ()) if name in shared.parameters}
    rows = [*named.items(), *_rows(folder)]
    read = linked_files.tables_read(folder) if tables else set()
    computing = linked_files.model_files(folder)
    return Versions(_of_figures(folder, shared, card, rows, tables, read, computing), _of_words(folder, shared, named, rows, tables, read, computing))


def _of_figures(folder: Path, shared: Shared, card: Card | None, rows: Rows, tables: Tables, read: set[str], computing: list[Path]) -> str:
    """Of all that a figure depends on: the model, its tables, its values, what all studies share, the toolkit."""
    machinery = _toolkit(shared.fingerprint)
    computed_with = [(name, row.model_dump_json(exclude=WORDS[type(row)])) for name, row in rows]
    held = [(name, table.fingerprint) for name, table in sorted(tables.items()) if name in read]
    start = repr([machinery, card.computing if card else "", computed_with, held])
    return _digest([path for path in files(folder) if path in computing], folder, start)[:LENGTH]


def _of_words(
    folder: Path, shared: Shared, named: Mapping[str, parameters.Parameter], rows: Rows, tables: Tables, read: set[str], computing: list[Path]
) -> str:
    """Of the card, texts, page, screens, cases and sources, what the tables and those that all studies share say of each figure."""
    said = [(name, row.model_dump_json(include=WORDS[type(row)])) for name, row in rows]
    said += [(name, shared.sources[name].model_dump_json()) for name in sorted({row.source for row in named.values()})]
    said += [(name, table.card.model_dump_json(), "" if name in read else table.fingerprint) for name, table in sorted(tables.items())]
    cut = {*CUT, f"{grids.FOLDER}/{table_cards.NAME}", *(table.file.relative_to(folder).as_posix() for table in tables.values())}
    whole = [path for path in files(folder) if path not in computing and path.relative_to(folder).as_posix() not in cut]
    return _digest(whole, folder, repr(said))[:LENGTH]


def of_model(folder: Path) -> str:
    """The version of the code of the model of a study."""
    return _digest(sorted(linked_files.model_files(folder)), folder)[:LENGTH]


def of_toolkit() -> str:
    """The version of the code that all studies are computed with."""
    return _toolkit("")[:LENGTH]


def _toolkit(start: str) -> str:
    return _digest(sorted(TOOLKIT.rglob("*.py")), TOOLKIT, start)


def _rows(folder: Path) -> Iterator[tuple[str, Declared]]:
    """What the files that are cut declare, in their order, each with its name."""
    yield from parameters.read(folder / "parameters.csv", None, "")[0].items()
    yield from results.read(folder / results.NAME, None, "")[0].items()
    yield from scenarios.read(folder / "scenarios.toml", {}, None, "")[0].items()


def _digest(paths: list[Path], root: Path, start: str = "") -> str:
    digest = hashlib.sha256(start.encode())
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
