"""What would pass in the place of what is missing: the same key of a TOML file in the guide, or in the template; the same column of a table there."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from data.ground.complaints import ABSENT, SHORT
from data.ground.faults import Fault
from studies.toolkit.checking import line_numbers
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.scenarios import Scenario
from studies.toolkit.reading.tables.cards import TableCard

STUDIES = Path(__file__).parents[2]
TEMPLATE = STUDIES / "_template"
COLUMN = re.compile(r"\((\w+)\)$")
BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OF_TEMPLATE = re.compile(r"\s*\(exemple du modèle\)")  # what an author has to replace there
SECTIONS = {"scenarios.toml": Scenario, "tables/tables.toml": TableCard}  # files of sections that an author names


def shown(fault: Fault) -> Fault:
    """A fault with an example in its remedy, when it is one of those and the guide has one."""
    place = line_numbers.FILE.fullmatch(fault.place)
    if place is None or fault.fault not in (ABSENT, SHORT):
        return fault
    found = of_column(place["name"], place["rest"]) if place["name"].endswith(".csv") else of(place["name"], line_numbers.path_of(place["rest"]))
    return replace(fault, remedy=f"{fault.remedy}, par exemple : {found}") if found else fault


def of(file: str, path: Sequence[str | int]) -> str:
    """A key of study.toml, scenarios.toml or tables/tables.toml as one would write it, `authors = ["Camille Exemple"]`; nothing when none has it."""
    if not path:
        return ""
    values = (_at(document, path) for document in _documents() if _is_of(file, document))
    return next((_line(str(path[-1]), value) for value in values if value is not None), "")


def of_column(file: str, rest: str) -> str:
    """What the template first writes in the column that the end of a place names, `, ligne 3 (homes) (unit)`; nothing when it has none."""
    column, table = COLUMN.search(rest), TEMPLATE / file
    if column is None or not table.is_file():
        return ""
    rows = csv.DictReader(io.StringIO(table.read_text("utf-8")))
    return next((OF_TEMPLATE.sub("", row[column[1]]) for row in rows if row.get(column[1])), "")


@cache
def _documents() -> list[dict[str, Any]]:
    """The TOML of the guide, block by block, then that of the template."""
    blocks = BLOCK.findall((STUDIES / "README.md").read_text("utf-8"))
    template = [(TEMPLATE / name).read_text("utf-8") for name in ("study.toml", "scenarios.toml")]
    return [tomllib.loads(text) for text in (*blocks, *template)]


def _is_of(file: str, document: Mapping[str, Any]) -> bool:
    """Whether a document of the guide shows that file, or a part of it."""
    if file not in SECTIONS:
        return file == "study.toml" and set(document) <= set(Card.model_fields)
    model = SECTIONS[file]
    known = {name for field, of in model.model_fields.items() for name in (field, of.alias)}
    needed = {name for name, of in model.model_fields.items() if of.is_required()}
    return all(isinstance(section, dict) and needed <= set(section) <= known for section in document.values())


def _at(node: Any, path: Sequence[str | int]) -> Any:
    """What a path leads to, by the first entry or section that has it when it has not the name that an author gave; None when nothing does."""
    if not path:
        return node
    return next((found for inside in _entries(node, path[0]) if (found := _at(inside, path[1:])) is not None), None)


def _entries(node: Any, name: str | int) -> Iterator[Any]:
    if isinstance(node, list):
        yield from node
    elif isinstance(node, dict) and name in node:
        yield node[name]
    elif isinstance(node, dict) and all(isinstance(section, dict) for section in node.values()):
        yield from node.values()


def _line(key: str, value: Any) -> str:
    """A key as one writes it; a list of sections by its first one, a list of texts by its first."""
    if isinstance(value, list) and isinstance(value[0], dict):
        return f"[[{key}]], puis, une ligne chacun, {' ; '.join(f'{name} = {_written(of)}' for name, of in value[0].items())}"
    return f"{key} = {_written(value)}"


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {_written(of)}' for name, of in value.items())} }}"
    if isinstance(value, list):
        kept = value[:1] if isinstance(value[0], str) else value
        return f"[{', '.join(map(_written, kept))}]"
    return value.isoformat() if isinstance(value, date) else OF_TEMPLATE.sub("", json.dumps(value, ensure_ascii=False, allow_nan=False))
