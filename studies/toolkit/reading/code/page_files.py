"""The files of a page, and what they take from each other: its own screens, nothing of another study, no name that is not there."""

import ast
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading.code import linked_files, parsed

STUDIES = "studies"
FOR_ALL = ("studies.catalog", "studies.toolkit")  # what any page may take from the folder of studies
Screens = Mapping[str, set[str]]  # the names that each screen of a study defines


@dataclass(frozen=True)
class File:
    """A file of the page: its name without .py, where it stands, its code."""

    stem: str
    place: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """Where a piece of its code stands."""
        return f"{self.place}, ligne {node.lineno}"

    @property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All that its code holds, itself first."""
        return parsed.nodes(self.tree)

    @cached_property
    def imported(self) -> dict[str, tuple[str, str]]:
        """The file, and the name there, behind each name that this one imports; the name is the file itself for a module."""
        return {
            alias.asname or alias.name: (node.module.rpartition(".")[2], alias.name)
            for node in self.tree.body
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }


def faults(files: Sequence[File], slug: str) -> list[Fault]:
    """What the files of a page take from other studies, and what they take from their own screens and is not there."""
    package = f"{STUDIES}.{slug}.{linked_files.SCREENS}"
    there = {file.stem: parsed.bound(file.tree) for file in files if file.stem != linked_files.PAGE}
    return [fault for file in files for fault in [*_foreign(file, package), *_missing(file, package, there), *_unknown(file, package, there)]]


def _foreign(file: File, package: str) -> Iterator[Fault]:
    """What a file imports from the model of its study, or from another study."""
    for node in file.nodes:
        named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            named = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in named:
            if name.startswith(f"{STUDIES}.") and not f"{name}.".startswith((*(f"{module}." for module in FOR_ALL), f"{package}.")):
                allowed = f"ses écrans (from {package} import …), {french.listed(FOR_ALL)}"
                remedy = f"n'importer que {allowed} ; un calcul du modèle : view.study.modules"
                yield Fault(file.at(node), f"une page n'importe pas « {name} »", remedy)
                break


def _missing(file: File, package: str, there: Screens) -> Iterator[Fault]:
    """What a file imports from the screens of its study and is not there."""
    for node in file.nodes:
        if not isinstance(node, ast.ImportFrom) or not f"{node.module}.".startswith(f"{package}."):
            continue
        screen = node.module.removeprefix(package).removeprefix(".")
        for alias in node.names:
            name, known = (alias.name, there.get(screen)) if screen else (alias.name, set(there))
            if known is None or name not in known:
                where = f"{linked_files.SCREENS}/{screen}.py" if screen else f"{linked_files.SCREENS}/"
                remedy = f"corriger le nom ; il y a {french.listed(sorted(known))}" if known else "créer ce fichier, ou corriger le nom"
                yield Fault(file.at(node), f"« {name} » n'est pas dans {where}", remedy)


def _unknown(file: File, package: str, there: Screens) -> Iterator[Fault]:
    """What a file asks of a screen that it imports whole, `money.show_worth`, and is not there."""
    screens = {
        alias.asname or alias.name: alias.name
        for node in file.tree.body
        if isinstance(node, ast.ImportFrom) and node.module == package
        for alias in node.names
        if alias.name in there
    }
    kept = screens.keys() - _given_elsewhere(file.tree)
    for node in file.nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in kept:
            screen = screens[node.value.id]
            if node.attr not in there[screen]:
                near = difflib.get_close_matches(node.attr, there[screen], n=1)
                better = f" : peut-être {near[0]}" if near else ""
                where = f"{linked_files.SCREENS}/{screen}.py"
                yield Fault(file.at(node), f"« {node.attr} » n'est pas dans {where}", f"l'y définir, ou corriger le nom{better}")


def _given_elsewhere(tree: ast.Module) -> set[str]:
    """The names that some function or some line gives to something else."""
    stored = {node.id for node in parsed.nodes(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {node.arg for node in parsed.nodes(tree) if isinstance(node, ast.arg)}
