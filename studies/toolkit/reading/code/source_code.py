"""What the code of a study may not do, read from its text before anything of it runs."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from data.ground.faults import Fault
from data.ground.text_files import read_text
from studies.toolkit.errors import in_french
from studies.toolkit.reading.code import parsed, screen_texts

MODEL_IMPORTS = {
    "numpy",
    "numpy_financial",
    "xarray",
    "scipy",
    "pandas",
    "math",
    "functools",
    "itertools",
    "dataclasses",
    "typing",
    "collections",
    "__future__",
}
MODEL_TOOLKIT = "studies.toolkit"
FIGURES = "p"  # how a model calls the figures that it receives: p.load is a row of parameters.csv, not a function of a library
FORBIDDEN_CALLS = {"open", "eval", "exec", "compile", "input", "__import__", "print", "exit", "quit", "breakpoint"}
FORBIDDEN_IN_PAGES = {"eval", "exec", "compile", "__import__"}
FREE_HTML = {"unsafe_allow_html", "unsafe_allow_javascript"}
SYNTAX = (
    "erreur de syntaxe Python",
    "à cette ligne ou à la précédente, fermer parenthèses et guillemets, mettre virgules et deux-points ; un nombre sans espace ni unité",
)
CURLY = re.compile(r"[“”«»‘’–—−×]")  # what a word processor puts in the place of the signs of Python
CHANCE = {"random", "default_rng", "rvs", "qmc"}
CLOCK = {"now", "today", "utcnow"}
KEPT = 256  # files whose faults are remembered: those of all studies, and of the states between which their author hesitates
FILE = re.compile(
    r"(read|open|to)_(csv|table|fwf|excel|json|html|xml|parquet|feather|hdf|orc|sas|spss|sql|stata|pickle|clipboard|dataset|dataarray"
    r"|mfdataset|datatree|zarr|netcdf)|load|loadtxt|genfromtxt|fromfile|tofile|memmap|savetxt|save|savez|savez_compressed|loadmat|savemat"
)


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in parsed.nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:  # a relative import is read by `linked_files`
            yield node.lineno, node.module or ""


def _import_faults(tree: ast.Module, place: str) -> list[Fault]:
    faults = []
    for line, name in _imports(tree):
        allowed = name.split(".")[0] in MODEL_IMPORTS or name == MODEL_TOOLKIT or name.startswith(MODEL_TOOLKIT + ".")
        if not allowed:
            faults.append(
                Fault(
                    f"{place}, ligne {line}",
                    f"un modèle n'importe pas « {name} »",
                    "il reçoit paramètres et territoire ; n'importer que numpy, xarray, scipy, pandas, studies.toolkit, ou un fichier "
                    "de son dossier : from .rollout import …",
                )
            )
    return faults


def _cause(name: str) -> str | None:
    """What a result would depend on, beside its inputs, through that name of a library."""
    if name in CHANCE:
        return "le hasard"
    if name in CLOCK:
        return "l'horloge"
    return "un fichier" if FILE.fullmatch(name) else None


def _names(node: ast.AST) -> Iterator[str]:
    """The names of libraries that a piece of code uses: attributes, what it imports, and the "now" or "today" handed to a date."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Import):
        yield from (part for alias in node.names for part in alias.name.split("."))
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield from [*(node.module or "").split("."), *(alias.name for alias in node.names)]
    elif isinstance(node, ast.Call):
        yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant) and argument.value in CLOCK)


def _is_library(node: ast.AST) -> bool:
    """Whether a piece of code imports something under the name of the figures."""
    return isinstance(node, ast.Import | ast.ImportFrom) and any((alias.asname or alias.name) == FIGURES for alias in node.names)


def _is_figure(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == FIGURES


def _outside_faults(tree: ast.Module, place: str) -> list[Fault]:
    """One fault for each line and cause: what would make two calls with the same inputs differ."""
    found = {}
    figures = not any(map(_is_library, parsed.nodes(tree)))
    for node in parsed.nodes(tree):
        if figures and _is_figure(node):
            continue
        for name in _names(node):
            if cause := _cause(name):
                found.setdefault((node.lineno, cause), name)
    return [
        Fault(
            f"{place}, ligne {line}",
            f"le modèle dépend d'autre chose que ses entrées : {cause} ({name})",
            "mêmes entrées, mêmes résultats : passer par parameters.csv, par une table du dossier tables (t.son_nom) ou par territory",
        )
        for (line, cause), name in sorted(found.items())
    ]


def _model_call_faults(tree: ast.Module, place: str) -> list[Fault]:
    faults = []
    for node in parsed.nodes(tree):
        where = f"{place}, ligne {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            faults.append(Fault(where, f"appel de {node.func.id}()", "un modèle ne lit aucun fichier, n'écrit rien et n'exécute aucun texte"))
    return faults


def _page_faults(tree: ast.Module, place: str) -> list[Fault]:
    faults = []
    for node in parsed.nodes(tree):
        where = f"{place}, ligne {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_IN_PAGES:
            faults.append(Fault(where, f"appel de {node.func.id}()", "une page n'exécute aucun texte"))
        if isinstance(node, ast.ImportFrom) and node.level:
            faults.append(Fault(where, "import relatif dans une page", "nommer le dossier : from studies.MON_ÉTUDE.screens.carte import …"))
        if isinstance(node, ast.keyword) and node.arg in FREE_HTML:
            faults.append(Fault(where, "HTML libre dans une page", "utiliser les pièces de pages/parts"))
    told = {fault.place for fault in faults}  # free HTML is written beside the door too: once is enough
    return faults + [fault for fault in screen_texts.faults(tree, place) if fault.place not in told]


def faults(path: Path, place: str, is_model: bool) -> list[Fault]:
    """What a file of a study's model (or a screen of it) does that it may not do; a syntax error is told with its line."""
    text, found = read_text(path, place)
    return found if text is None else faults_in(text, place, is_model)


def faults_in(text: str, place: str, is_model: bool) -> list[Fault]:
    """The same for the text of such a file."""
    return list(_faults_in(text, place, is_model))


@lru_cache(maxsize=KEPT)
def _faults_in(text: str, place: str, is_model: bool) -> list[Fault]:
    try:
        tree = parsed.tree(text)
    except (SyntaxError, ValueError) as error:  # ValueError for a byte zero
        if not isinstance(error, SyntaxError):
            return [Fault(place, "ce n'est pas un texte Python", "enregistrer de nouveau le fichier en texte UTF-8")]
        if isinstance(error, IndentationError):
            return [
                Fault(
                    f"{place}, ligne {error.lineno}", "retrait de ligne refusé", "aligner les lignes d'un même bloc par des espaces, sans tabulation"
                )
            ]
        if sign := CURLY.search(str(error)):
            return [
                Fault(f"{place}, ligne {error.lineno}", f"signe {sign[0]} d'un traitement de texte", 'des signes droits : "texte", un - pour moins')
            ]
        said, remedy = in_french(error, "")
        return [Fault(f"{place}, ligne {error.lineno}", *((said, remedy) if remedy else SYNTAX))]
    if not is_model:
        return _page_faults(tree, place)
    return _import_faults(tree, place) + _model_call_faults(tree, place) + _outside_faults(tree, place)
