"""What the page of a study and its screens name in their code: figures, parts, notes, the questions that have a drawing.

Everything is read from their text, and nothing runs. A name is written whole, as a text or after a constant of the screens:
`"pork.price"`, or `f"{KEY}.price"` with `KEY = "pork"` at the top of a screen.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from data.ground.faults import Fault
from studies.toolkit.reading.code import linked_files, page_files, parsed
from studies.toolkit.reading.code.page_files import File
from studies.toolkit.reading.code.page_parts import HOUSE_PARTS, Arranged, ids

WIDGETS = {"st", "prose"}  # what these write asks the visitor something: the key of a choice is the name of no figure
FIGURES = "chart_panel"  # the module of the house that shows a figure: the last thing it receives is its name
CHART = "Chart"  # a figure that moves with the levers: the first thing it receives is its name
KEY = "key"
NOTES = {"note", "heading"}  # what shows a paragraph of text/notes.md, under a figure or as a title
SHOW = "study_page.show"
TABLES = {"texts.table", "texts.rows", "grids.written"}  # what reads a table of texts: the second thing it receives is its name
GIVEN = ("draw", "named")  # the first things that `Shown` receives
FORM = r"[a-z0-9_.-]+"
PART = re.compile(r"[a-z][a-z0-9_-]*")


class Written(NamedTuple):
    """A name, and where the code writes it."""

    name: str
    place: str


class ForQuestion(NamedTuple):
    """A question that the page gives something to: its name, where, whether a drawing is among what is given, whether figures of its own are."""

    name: str
    place: str
    drawn: bool
    named: bool


class AskedNote(NamedTuple):
    """A note that a screen shows: its name, where, the names that it gives it; None when the code does not write them."""

    name: str
    place: str
    given: set[str] | None


class AskedTable(NamedTuple):
    """A table of texts that a screen reads: its name, where, the columns that it asks for; None when the code does not write them there."""

    name: str
    place: str
    columns: list[str] | None


class PageCode:
    """The code of the page of the study in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.slug = folder.name
        self.files = [
            File(path.stem, f"studies/{folder.name}/{path.relative_to(folder).as_posix()}", parsed.tree(path.read_text("utf-8")))
            for path in linked_files.page_files(folder)
        ]
        self.constants = {
            (file.stem, target.id): node.value.value
            for file in self.files
            for node in file.tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    def shows(self) -> bool:
        """Whether the page shows its study somewhere."""
        return any(parsed.dotted(call.func).endswith(SHOW.partition(".")[2]) for _, call in self._calls())

    def after(self) -> list[str]:
        """The lines of the page that draw something once the study is shown."""
        lines = [(file, line) for file in self.files if file.stem == linked_files.PAGE for line in file.tree.body if isinstance(line, ast.Expr)]
        called = [(file, line) for file, line in lines if isinstance(line.value, ast.Call)]
        shows = [rank for rank, (_, line) in enumerate(called) if parsed.dotted(line.value.func) == SHOW]
        return [file.at(line) for file, line in called[shows[0] + 1 :]] if shows else []

    def words(self) -> set[str]:
        """Every text that the code writes whole."""
        return {node.value for file in self.files for node in file.nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    def figures(self) -> list[Written]:
        """The names of the figures, in the order of the files and of their lines: charts, maps and tables to download, live or under a
        question."""
        mine = re.compile(rf"{self.slug}\.{FORM}")
        found = [
            (self.files.index(file), node.lineno, Written(name, file.at(node)))
            for file, node in self._named()
            if (name := self._text(node, file)) is not None and mine.fullmatch(name)
        ]
        return [written for _, _, written in sorted(found)]

    def parts(self) -> list[Written]:
        """The names of the parts that the study adds to its page: `class Opinion(Part)` with its `id`."""
        return [Written(line.value.value, file.at(line)) for file, part in self._parts() for line in ids(part)]

    def _parts(self) -> Iterator[tuple[File, ast.ClassDef]]:
        for file in self.files:
            for node in file.nodes:
                if isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id == "Part" for base in node.bases):
                    yield file, node

    def arranged(self, received: Sequence[str]) -> Iterator[tuple[str, Arranged]]:
        """The functions that the page gives as `arranged`, each with its line; `received` are the names of the parts that it gets."""
        own = {part.name: named.value.value for file, part in self._parts() for named in ids(part)}
        house = {made: name for name, made in HOUSE_PARTS.items() if made}
        for file, call in self._calls():
            for keyword in call.keywords if parsed.dotted(call.func) == SHOW else ():
                function = self._function(keyword.value, file) if keyword.arg == "arranged" else None
                if function is not None:
                    yield file.at(keyword.value), Arranged(function, house | own, received)

    def _function(self, node: ast.expr, file: File) -> ast.Lambda | ast.FunctionDef | None:
        """A function written there, or named: in the same file, or in a screen of the study; None when it is anything else."""
        match node:
            case ast.Lambda():
                return node
            case ast.Name(id=name):
                stem, name = file.imported.get(name, (file.stem, name))
            case ast.Attribute(value=ast.Name(id=screen), attr=name):
                stem = file.imported.get(screen, ("", ""))[1]
            case _:
                return None
        lines = (line for other in self.files if other.stem == stem for line in other.tree.body)
        return next((line for line in lines if isinstance(line, ast.FunctionDef) and line.name == name), None)

    def _part_faults(self) -> list[Fault]:
        """The parts that have no name, and those that have that of a part of every page."""
        found = []
        for file, part in self._parts():
            bound = {ast.unparse(target) for line in part.body for target in getattr(line, "targets", [getattr(line, "target", part)])}
            if "id" not in bound:
                found.append(Fault(file.at(part), f"partie « {part.name} » sans nom", 'lui en donner un qui ne changera plus : id = "opinion"'))
        for name, place in self.parts():
            if name in HOUSE_PARTS:
                found.append(Fault(place, f"nom « {name} » pris par une partie de toutes les pages", "en choisir un autre"))
            elif not PART.fullmatch(name):
                found.append(Fault(place, f"nom de partie « {name} » refusé", "une lettre, puis des minuscules sans accent, des chiffres, - et _"))
        return found

    def notes(self) -> list[AskedNote]:
        """The notes that the screens show by a name written there: `view.note("price")`, `texts.note(view, "price", towns="3")`."""
        return [
            AskedNote(given.value, file.at(given), _names_given(call))
            for file, call in self._calls()
            if isinstance(call.func, ast.Attribute) and call.func.attr in NOTES
            for given in call.args
            if isinstance(given, ast.Constant)
        ]

    def tables(self) -> list[AskedTable]:
        """The tables of texts that the screens read by a name written there: `texts.table(view, "signs", {"rule": "Règle"})`."""
        return [
            AskedTable(given.value, file.at(given), _columns(columns))
            for file, call in self._calls()
            if parsed.dotted(call.func) in TABLES
            for given, columns in [(*call.args[1:3], None, None)[:2]]
            if isinstance(given, ast.Constant)
        ]

    def given_to_questions(self) -> list[ForQuestion] | None:
        """What the page gives to the questions, `asked={"worth": Shown(money.show_worth)}`; None when it does not write their names one by one."""
        given = [
            (file, keyword.value)
            for file, call in self._calls()
            if parsed.dotted(call.func) == SHOW
            for keyword in call.keywords
            if keyword.arg == "asked"
        ]
        if not all(isinstance(asked, ast.Dict) and all(isinstance(name, ast.Constant) for name in asked.keys) for _, asked in given):
            return None
        return [
            ForQuestion(name.value, file.at(name), _gives(shown, "draw"), _gives(shown, "named"))
            for file, asked in given
            for name, shown in zip(asked.keys, asked.values, strict=True)
        ]

    def faults(self) -> list[Fault]:
        """What the page may not import and what is not there, the parts without a name of their own, then the figures whose name nobody can follow:
        it is computed, or does not begin by that of the study."""
        found = page_files.faults(self.files, self.slug) + self._part_faults()
        for file, call in self._calls():
            for given in _figure_name(call):
                name = self._text(given, file)
                if name is None and isinstance(given, ast.JoinedStr):
                    found.append(Fault(file.at(given), "nom de figure calculé", f"l'écrire en entier, un par figure : {self.slug}.prix"))
                elif name is not None and not re.fullmatch(rf"{self.slug}\.{FORM}", name):
                    remedy = f"le nom de l'étude, un point, puis des minuscules sans accent, des chiffres et - : {self.slug}.prix"
                    found.append(Fault(file.at(given), f"nom de figure « {name} » refusé", remedy))
        return found

    def _calls(self) -> Iterator[tuple[File, ast.Call]]:
        for file in self.files:
            for node in file.nodes:
                if isinstance(node, ast.Call):
                    yield file, node

    def _named(self) -> Iterator[tuple[File, ast.expr]]:
        """What may be the name of a figure: all that a function receives, unless it asks the visitor something, and what is called `key`."""
        for file in self.files:
            for node in file.nodes:
                if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Attribute) and parsed.dotted(node.func.value) in WIDGETS):
                    yield from ((file, given) for given in [*node.args, *(keyword.value for keyword in node.keywords)])
                elif isinstance(node, ast.Assign) and [parsed.dotted(target) for target in node.targets] == [KEY]:
                    yield file, node.value

    def _text(self, node: ast.expr, file: File) -> str | None:
        """A text as it is written, or one that begins by a constant of the screens; None when it is anything else."""
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.JoinedStr(values=[ast.FormattedValue(value=start), ast.Constant(value=str(rest))]):
                known = self._constant(start, file)
                return None if known is None else f"{known}{rest}"
        return None

    def _constant(self, node: ast.expr, file: File) -> str | None:
        match node:
            case ast.Name(id=name):
                return self.constants.get((file.stem, name)) or self.constants.get(file.imported.get(name, ("", "")))
            case ast.Attribute(value=ast.Name(id=other), attr=name):
                return self.constants.get((file.imported.get(other, ("", ""))[1], name))
        return None


def _figure_name(call: ast.Call) -> list[ast.expr]:
    """What a call that shows a figure gives as its name."""
    by_name = [keyword.value for keyword in call.keywords if keyword.arg == KEY]
    if isinstance(call.func, ast.Name) and call.func.id == CHART:
        return by_name or call.args[:1]
    if isinstance(call.func, ast.Attribute) and parsed.dotted(call.func.value) == FIGURES:
        return by_name or call.args[-1:]
    return []


def _gives(shown: ast.expr, name: str) -> bool:
    """Whether what the page gives to a question, `Shown(draw, named, …)`, holds something of that name; taken for granted when it is not written
    there."""
    if not isinstance(shown, ast.Call):
        return True
    return len(shown.args) > GIVEN.index(name) or any(keyword.arg == name for keyword in shown.keywords)


def _names_given(call: ast.Call) -> set[str] | None:
    """The names under which a call gives something; None when some come in a dictionary."""
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else names


def _columns(heads: ast.expr | None) -> list[str] | None:
    """The columns that a dictionary written in the call names; None when it comes from elsewhere."""
    if not isinstance(heads, ast.Dict) or not all(isinstance(key, ast.Constant) for key in heads.keys):
        return None
    return [key.value for key in heads.keys]
