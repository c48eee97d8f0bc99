"""Where a fault stands: the line of its file, so that an author goes straight to it, and the order in which faults are told."""

import re
from collections.abc import Iterator
from pathlib import Path

from data.ground.faults import Fault
from data.ground.text_files import read_text
from studies.toolkit.reading.code import linked_files
from studies.toolkit.reading.validation import line_of_row

# The order in which an author writes the files, hence mends them; the texts come after, the folder itself before. The other files of the model
# come after model.py, the other screens after page.py.
FILES = ("study.toml", "sources.csv", "parameters.csv", "scenarios.toml", "results.csv", "model.py", "cases.csv", "page.py")
FILE = re.compile(r"studies/[^/]+/(?P<name>[\w/]+\.\w+)(?P<rest>.*)", re.DOTALL)
LINE = re.compile(r", ligne (\d+)")
HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\s-]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"\s*([\w-]+)\s*=\s*(.*)$")
SECTION = re.compile(r", \[(?P<section>[\w.]+)\](?: \((?P<key>[^)]*)\))?$")
FIELD = re.compile(r" \((?P<key>[^)]*)\)$")
NAMED_BY = {"indicators": "id", "layers": "variable"}  # how the place of a fault names an entry of a list of tables
Key = tuple[str | int, ...]


def _written(text: str) -> Iterator[tuple[Key, str, int]]:
    """Each section and each key of a TOML text: its path, what is written after the equals sign, its line."""
    section: Key = ()
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            name = header[2]
            section = tuple(name.split("."))
            if header[1] == "[[":
                section += (seen.get(name, 0),)
                seen[name] = seen.get(name, 0) + 1
            yield section, "", number
        elif key := KEY.match(line):
            yield (*section, key[1]), key[2], number


def _line_of_key(text: str, wanted: Key) -> int | None:
    """The line of the longest part of a path that is written; None when nothing of it is."""
    lines: dict[Key, int] = {}
    for path, _, number in _written(text):
        lines.setdefault(path, number)
    return next((lines[wanted[:end]] for end in range(len(wanted), 0, -1) if wanted[:end] in lines), None)


def _line_of_entry(text: str, section: str, name: str) -> int | None:
    """The line that gives its name to an entry of a list of tables: `id = "…"` under [[indicators]]."""
    for path, value, number in _written(text):
        if path[0] == section and path[-1] == NAMED_BY.get(section) and value.startswith(f'"{name}"'):
            return number
    return None


def _path(words: str) -> Key:
    return tuple(int(word) if word.isdigit() else word for word in words.split(".") if word)


def path_of(rest: str) -> Key:
    """The path of a key of a TOML file that the end of a place names, ` (options.1.scenario)` or `, [trend] (title)`; empty when it names none."""
    if within := SECTION.fullmatch(rest):
        return _path(within["section"]) + _path(within["key"] or "")
    field = FIELD.fullmatch(rest)
    return _path(field["key"]) if field else ()


def _in_toml(text: str, rest: str) -> int | None:
    if SECTION.fullmatch(rest):
        return _line_of_key(text, path_of(rest))
    if not (field := FIELD.fullmatch(rest)):
        return None
    section, comma, name = field["key"].partition(", ")
    return _line_of_entry(text, section, name) if comma else _line_of_key(text, _path(section))


def _line(path: Path, rest: str) -> int | None:
    """The line that the end of a place points at, when the reader of the file could not tell it."""
    if LINE.match(rest) or not path.is_file():
        return None
    if path.suffix == ".csv" and (row := FIELD.fullmatch(rest)):
        return line_of_row(path, row["key"])
    text = read_text(path, "")[0] if path.suffix == ".toml" else None
    return None if text is None else _in_toml(text, rest)


def _counted(rest: str) -> str:
    """Entries of a list as people count them: (options.1.scenario) is (options n° 2, scenario)."""
    return re.sub(r"\.(\d+)(\.|\))", lambda found: f" n° {int(found[1]) + 1}{', ' if found[2] == '.' else ')'}", rest)


def located(fault: Fault, folder: Path) -> Fault:
    """The fault with the line of its file, when the file has that line."""
    place = FILE.fullmatch(fault.place)
    if place is None:
        return fault
    line = _line(folder / place["name"], place["rest"])
    start = fault.place[: place.start("rest")]
    return Fault(f"{start}{f', ligne {line}' if line else ''}{_counted(place['rest'])}", fault.fault, fault.remedy)


def _position(name: str) -> tuple[int, str]:
    """Where a file stands among those of its folder."""
    if name in FILES:
        return FILES.index(name), ""
    if name.endswith(".py"):
        return FILES.index("page.py" if name.startswith(f"{linked_files.SCREENS}/") else "model.py"), name
    return len(FILES), ""


def _rank(fault: Fault) -> tuple[int, str, int]:
    place, line = FILE.fullmatch(fault.place), LINE.search(fault.place)
    if place is None:
        return -1, "", 0
    return *_position(place["name"]), int(line[1]) if line else 0


def told(faults: list[Fault], folder: Path) -> list[Fault]:
    """The faults of a folder with their lines, by file and by line."""
    return sorted((located(fault, folder) for fault in faults), key=_rank)
