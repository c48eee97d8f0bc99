"""The rows of a study that a spreadsheet wrote in its own form: what is not as the Studio keeps it, and its rewriting, shown before it is done."""

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from data.ground import french
from data.ground.faults import Fault
from data.ground.files import write_atomically
from data.intake import reading
from data.intake.raw import Rejected
from data.intake.task import silent
from studies.toolkit.reading.cases import Case
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.results import NAME, Result
from studies.toolkit.reading.sources import Source
from studies.toolkit.reading.tables import canonical
from studies.toolkit.reading.tables.files import LIMITS, workbooks
from studies.toolkit.reading.validation import Declared

ROWS: dict[str, type[Declared]] = {"sources.csv": Source, "parameters.csv": Parameter, NAME: Result, "cases.csv": Case}
YES = ("o", "oui", "y", "yes")


class Rewriting(NamedTuple):
    """A file of a study and the text that it would have; `before` is the one that it has, "" for none yet."""

    path: Path
    place: str
    before: str
    after: str
    told: str


def _of_workbook(path: Path, model: type[Declared], place: str) -> tuple[str | None, list[Fault]]:
    """The first sheet of a workbook as the text of a CSV, or why it cannot be."""
    try:
        sheet = reading.read(path, LIMITS, silent).sheets[0]
    except Rejected as rejected:
        return None, [Fault(place if fault.place == "fichier" else f"{place}, {fault.place}", fault.fault, fault.remedy) for fault in rejected.faults]
    written = canonical.of_sheet(sheet, model, place)
    return (None if written.faults else written.text), written.faults


def of(folder: Path) -> tuple[list[Rewriting], list[Fault]]:
    """The files of a study that may be rewritten, and what keeps others from being: a cell that may be read in two ways is never rewritten."""
    found, faults = [], []
    for name, model in ROWS.items():
        path, place = folder / name, f"studies/{folder.name}/{name}"
        books = workbooks(path)
        if path.is_file():
            written = canonical.of_file(path, model, place)
            faults += written.faults if written.text is not None else []
            if written.changed and written.text is not None and not written.faults:
                found.append(Rewriting(path, place, _as_it_is(path, written), written.text, written.told))
        elif books:
            text, wrong = _of_workbook(books[0], model, f"studies/{folder.name}/{books[0].name}")
            faults += wrong
            if text is not None:
                found.append(Rewriting(path, place, "", text, f"d'après {books[0].name}, qui ne sera plus lu"))
    return found, faults


def _as_it_is(path: Path, written: canonical.Written) -> str:
    """The text of a file, in the alphabet in which it was read."""
    alphabet = "cp1252" if canonical.WINDOWS in written.changed else "utf-8-sig"
    return path.read_bytes().decode(alphabet, "replace").replace("\r\n", "\n")


def remarks(folder: Path) -> Iterator[Fault]:
    """What was read in another form than the one that is kept, and the workbooks that nobody reads."""
    for rewriting in of(folder)[0]:
        if rewriting.before:
            remedy = f"python -m studies check {folder.name} --fix le montre, puis le récrit sous la forme du Studio"
            yield Fault(rewriting.place, f"{rewriting.told} : lu sans doute possible", remedy)
    for name in ROWS:
        for book in workbooks(folder / name) if (folder / name).is_file() else ():
            remedy = f"le ranger hors du dossier ; ou retirer {name}, puis check --fix, pour reprendre le classeur"
            yield Fault(f"studies/{folder.name}/{book.name}", f"classeur que personne ne lit : c'est {name} qui compte", remedy)


def shown(rewriting: Rewriting, place: str) -> str:
    """What would change in a file that stands at a place, line by line."""
    lines = (text.splitlines() for text in (rewriting.before, rewriting.after))
    return "\n".join(difflib.unified_diff(*lines, f"{place} (maintenant)", f"{place} (récrit)", lineterm="", n=0))


def offer(
    folders: Iterable[Path],
    yes: bool,
    ask: Callable[[str], str] = input,
    tell: Callable[[str], None] = print,
    at: Callable[[str, Path], str] = lambda place, _: place,
) -> None:
    """Shows what would be rewritten in studies, and does it once a person has said yes. `at` says a place of a folder as it is to be read."""
    found: list[tuple[Rewriting, str]] = []
    for folder in folders:
        rewritings, faults = of(folder)
        found += [(rewriting, at(rewriting.place, folder)) for rewriting in rewritings]
        for fault in faults:
            tell(str(replace(fault, place=at(fault.place, folder))))
    for rewriting, place in found:
        tell(f"{place} : {rewriting.told}")
        tell(shown(rewriting, place))
    if not found:
        tell("Rien à récrire.")
    elif yes or _agreed(f"Récrire {french.counted(len(found), 'fichier')} ? [o/N] ", ask):
        for rewriting, place in found:
            write_atomically(rewriting.path, rewriting.after.encode())
            tell(f"{place} : récrit")
    else:
        tell("Rien n'a été récrit.")


def _agreed(question: str, ask: Callable[[str], str]) -> bool:
    try:
        return ask(question).strip().lower() in YES
    except EOFError:  # nobody is there to answer
        return False
