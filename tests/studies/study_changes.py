"""How a copy of a good study is broken: each function answers with a change to make on its folder."""

import csv
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from studies import catalog
from studies.toolkit.running.study import Study

# A study that the tests of the toolkit stand on: the first edition of the broadband study, kept here so that its authors may rewrite theirs.
GOOD = Path(__file__).parent / "good" / "broadband"
Change = Callable[[Path], None]


@cache
def good_study() -> Study:
    return sound(GOOD)


def sound(folder: Path) -> Study:
    """The study of a folder that has no fault."""
    study, faults = catalog.check_folder(folder)
    assert faults == []
    return study


def copy_of_the_good_study(root: Path, name: str = "broadband") -> Path:
    return Path(shutil.copytree(GOOD, root / name, ignore=shutil.ignore_patterns("__pycache__")))


def edit(name: str, old: str, new: str) -> Change:
    """Replaces the first `old` of a file."""

    def change(folder: Path) -> None:
        file = folder / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return change


def everywhere(name: str, old: str, new: str) -> Change:
    """Replaces each `old` of a file."""

    def change(folder: Path) -> None:
        (folder / name).write_text((folder / name).read_text("utf-8").replace(old, new), "utf-8")

    return change


def append(name: str, text: str) -> Change:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def read_by_page(folder: Path, *tables: str) -> None:
    """Has the page of a study name tables of texts, so that they are not told as read by nobody."""
    append("page.py", f"\nREAD = {tables!r}\n")(folder)


def remove(name: str) -> Change:
    return lambda folder: (folder / name).unlink()


def write(name: str, content: bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return change


def encoded(name: str, encoding: str) -> Change:
    """Saves a file in another encoding."""

    def change(folder: Path) -> None:
        file = folder / name
        file.write_bytes(file.read_text("utf-8").encode(encoding))

    return change


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def save(file: Path, rows: list[list[str]], separator: str = ",") -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=separator, lineterminator="\n").writerows(rows)


def cell(name: str, row: str, column: str, value: str) -> Change:
    """Writes one cell of a CSV file, properly quoted."""

    def change(folder: Path) -> None:
        rows = rows_of(folder / name)
        wanted = next(cells for cells in rows if cells[0] == row)
        wanted[rows[0].index(column)] = value
        save(folder / name, rows)

    return change


def cells(name: str, row: str, values: dict[str, str]) -> Change:
    """Writes several cells of a row."""

    def change(folder: Path) -> None:
        for column, value in values.items():
            cell(name, row, column, value)(folder)

    return change


def without_column(name: str, column: str) -> Change:
    def change(folder: Path) -> None:
        rows = rows_of(folder / name)
        at = rows[0].index(column)
        save(folder / name, [cells[:at] + cells[at + 1 :] for cells in rows])

    return change


def with_semicolons(name: str) -> Change:
    return lambda folder: save(folder / name, rows_of(folder / name), ";")


def in_run(line: str) -> Change:
    """Adds a line at the beginning of run."""
    first = "    places = gather(territory)\n    coverage = rollout"
    return edit("model.py", first, f"    {line}\n{first}")


def all_of(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change


def answer(line: str) -> Change:
    """Changes what run gives back, held in `results`."""
    last = "        results |= by_commune(territory, places, coverage, permanent[1], second[1])\n"
    return edit("model.py", last, f"{last}    {line}\n")


UNITS = "from studies.toolkit.constants import KILO"
TAKE = "from .costs import levelised_cost"


def in_two_files(folder: Path) -> Path:
    """Moves the two functions of costs of the template to a file of their own, which model.py imports."""
    model = (folder / "model.py").read_text("utf-8")
    first, last = model.index("def capital_recovery_factor"), model.index("def run(")
    (folder / "costs.py").write_text(f'"""What an investment costs."""\n\n\n{model[first:last].rstrip()}\n', "utf-8")
    (folder / "model.py").write_text((model[:first] + model[last:]).replace(f"{UNITS}\n", f"{UNITS}\n\n{TAKE}\n"), "utf-8")
    return folder


def told(folder: Path) -> list[tuple[str, str, str]]:
    """Every fault of a folder: its place, what is wrong, what to do."""
    return [(fault.place, fault.fault, fault.remedy) for fault in catalog.check_folder(folder)[1]]
