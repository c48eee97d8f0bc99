"""The files of a model: which they are, how they import each other, which functions `run` reaches through them.

Everything is read from their text. A file imports another by its name in the same folder, at its top: `from .rollout import logistic`, or
`from . import rollout`. The screens of the study (page.py, and the files of screens/) are no part of its model.
Its tables of figures are imported as a file of their own is: `from .tables import dispatch`, or `from . import tables as t`, then `t.dispatch`.
"""

import ast
import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading import grids
from studies.toolkit.reading.code import parsed

MODEL, PAGE = "model", "page"  # the file of `run`, the file of the page
SCREENS = "screens"  # the folder of the screens that the page is made of
At = tuple[str, str]  # a file of the model, without .py, and a name in it


def model_files(folder: Path) -> list[Path]:
    """The Python files that make the model of a study, model.py first."""
    return sorted((path for path in folder.glob("*.py") if path.stem != PAGE), key=lambda path: (path.stem != MODEL, path.stem))


def page_files(folder: Path) -> list[Path]:
    """The Python files that make the screens of a study, page.py first."""
    return [*folder.glob(f"{PAGE}.py"), *sorted(folder.glob(f"{SCREENS}/*.py"))]


@dataclass(frozen=True)
class Import:
    """A name that a file takes from another one, under which name it knows it; `name` is empty when it takes the file itself."""

    line: int
    file: str
    name: str
    known_as: str


def _relative(tree: ast.Module) -> Iterator[ast.ImportFrom]:
    return (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level)


def _imports(tree: ast.Module) -> list[Import]:
    """What a file takes from the others, its faulty imports included."""
    return [
        Import(node.lineno, node.module or alias.name, alias.name if node.module else "", alias.asname or alias.name)
        for node in _relative(tree)
        for alias in node.names
    ]


def _tables_named(tree: ast.Module) -> list[Import]:
    """The tables that a file reads through the folder: `from . import tables as t`, then `t.help`."""
    aliases = {found.known_as for found in _imports(tree) if found.file == grids.FOLDER and not found.name}
    if not aliases:
        return []
    named = (node for node in parsed.nodes(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases)
    return [Import(node.lineno, grids.FOLDER, node.attr, node.attr) for node in named]


def _imports_and_tables(tree: ast.Module) -> list[Import]:
    return [*_imports(tree), *_tables_named(tree)]


def tables_read(folder: Path) -> set[str]:
    """The tables that a model without fault reads, by name."""
    return {found.name for tree in _trees(folder).values() for found in _imports_and_tables(tree) if found.file == grids.FOLDER and found.name}


def _trees(folder: Path) -> dict[str, ast.Module]:
    return {path.stem: parsed.tree(path.read_bytes()) for path in model_files(folder)}


def _readable(path: Path) -> ast.Module | None:
    try:
        return parsed.tree(path.read_bytes())
    except (SyntaxError, ValueError):  # told by `source_code`
        return None


def _order(trees: dict[str, ast.Module]) -> TopologicalSorter:
    return TopologicalSorter({file: {taken.file for taken in _imports(tree)} - {grids.FOLDER} for file, tree in trees.items()})


def order(folder: Path) -> list[str]:
    """The files of a model without fault, each after those that it imports."""
    return list(_order(_trees(folder)).static_order())


def _form_fault(node: ast.ImportFrom, tree: ast.Module) -> tuple[str, str] | None:
    """What is wrong with the way a relative import is written, and the remedy."""
    if node.level > 1 or "." in (node.module or ""):
        return f"un modèle n'importe pas « {'.' * node.level}{node.module or ''} »", "seulement un fichier de son dossier : from .rollout import …"
    if any(alias.name == "*" for alias in node.names):
        return "import de tout un fichier (*)", "nommer ce qui est importé"
    if node not in tree.body:
        return "import d'un fichier du modèle au milieu du code", "le mettre en haut du fichier"
    return None


def _name_fault(taken: Import, trees: dict[str, ast.Module | None], tables: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with what a well-written import asks for, and the remedy. Nothing is known of a file that cannot be read."""
    if taken.file in (PAGE, SCREENS):
        return f"un modèle n'importe pas la page « .{taken.file} »", "mettre le calcul dans un fichier du modèle, que la page n'importe pas non plus"
    if taken.file == grids.FOLDER and tables:
        known = f"il y a {french.listed(sorted(tables))}"
        return (f"« {taken.name} » n'est pas dans {grids.FOLDER}/", f"corriger le nom ; {known}") if taken.name and taken.name not in tables else None
    if taken.file not in trees:
        files = french.listed([f"{file}.py" for file in trees])
        return f"« .{taken.file} » : pas de fichier {taken.file}.py dans ce dossier", f"créer ce fichier, ou corriger le nom ; il y a {files}"
    if taken.name and trees[taken.file] is not None and taken.name not in (known := parsed.bound(trees[taken.file])):
        near = difflib.get_close_matches(taken.name, known, n=1)
        better = f" : peut-être {near[0]}" if near else ""
        return f"« {taken.name} » n'est pas dans {taken.file}.py", f"l'y définir, ou corriger le nom{better}"
    return None


def _cycle_faults(trees: dict[str, ast.Module], place: str) -> list[Fault]:
    """The first round of files that import each other, told where it closes."""
    try:
        _order(trees).prepare()
    except CycleError as error:
        first, second, *_ = error.args[1]  # each is imported by the next
        line = next(found.line for found in _imports(trees[second]) if found.file == first)
        path = " → ".join(f"{file}.py" for file in reversed(error.args[1]))
        return [
            Fault(
                f"{place}/{second}.py, ligne {line}",
                f"des fichiers s'importent en rond : {path}",
                "mettre ce que les deux utilisent dans un fichier qui n'importe ni l'un ni l'autre",
            )
        ]
    return []


def faults(folder: Path, place: str, tables: Collection[str] = ()) -> list[Fault]:
    """What is wrong with the imports between the files of a model: how they are written, what they ask for, in which circles. `tables` are those that
    it may read."""
    trees = {path.stem: _readable(path) for path in model_files(folder)}
    sound, found = {file: tree for file, tree in trees.items() if tree is not None}, []
    for file, tree in sound.items():
        relative = [node for node in parsed.nodes(tree) if isinstance(node, ast.ImportFrom) and node.level]
        forms = {node.lineno: fault for node in relative if (fault := _form_fault(node, tree))}
        names = [(found.line, _name_fault(found, trees, tables)) for found in _imports_and_tables(tree) if found.line not in forms]
        found += [Fault(f"{place}/{file}.py, ligne {line}", *fault) for line, fault in [*forms.items(), *names] if fault]
    return found or _cycle_faults(sound, place)


def _bodies(trees: dict[str, ast.Module]) -> dict[At, ast.stmt]:
    """The functions, classes and constants of each file, by their names."""
    found: dict[At, ast.stmt] = {}
    for file, tree in trees.items():
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
            names = (
                [node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else [target.id for target in targets if isinstance(target, ast.Name)]
            )
            found |= {(file, name): node for name in names}
    return found


def functions(folder: Path) -> set[At]:
    """The functions that the files of a model define."""
    return {at for at, node in _bodies(_trees(folder)).items() if isinstance(node, ast.FunctionDef)}


def calls(folder: Path, start: str = "run") -> set[At]:
    """The names of `reached`."""
    return set(reached(folder, start))


def reached(folder: Path, start: str = "run") -> dict[At, ast.FunctionDef]:
    """The functions that `start` of model.py reaches, itself included: through calls, and through functions handed on by name. By file, then by name,
    in their order."""
    trees = _trees(folder)
    bodies = _bodies(trees)
    taken = {(file, found.known_as): (found.file, found.name) for file, tree in trees.items() for found in _imports(tree)}
    found: set[At] = set()
    left = [(MODEL, start)]
    while left:
        at = left.pop()
        if at in bodies and at not in found:
            found.add(at)
            left += _used(bodies[at], at[0], taken)
        elif at in taken:
            left.append(taken[at])
    return {at: bodies[at] for at in sorted(found) if isinstance(bodies[at], ast.FunctionDef)}


def _used(body: ast.stmt, file: str, taken: dict[At, At]) -> Iterator[At]:
    """The names that a piece of a file uses: its own, and those of a file it knows as a whole (`rollout.logistic`)."""
    for node in ast.walk(body):
        if isinstance(node, ast.Name):
            yield file, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            other, name = taken.get((file, node.value.id), ("", "?"))
            if other and not name:
                yield other, node.attr
