"""The code of a study as Python understands it, each file read once: the rules on a model, on a page and on their imports all look at the same tree.

A tree is shared: do not change it.
"""

import ast
from collections.abc import Mapping
from functools import lru_cache

KEPT = 64  # files: those of the longest study, twice
Names = Mapping[str, ast.expr]


@lru_cache(maxsize=KEPT)
def tree(code: str | bytes) -> ast.Module:
    """The tree of a file. Raises SyntaxError, or ValueError for a byte zero."""
    return ast.parse(code)


@lru_cache(maxsize=KEPT)
def nodes(of: ast.Module) -> tuple[ast.AST, ...]:
    """All that it holds, itself first, level by level: the order of ast.walk."""
    return tuple(ast.walk(of))


def dotted(node: ast.AST) -> str:
    """A name, or a name asked of another: `st`, `view.outcome.values`; "" for anything else. Twenty times quicker than ast.unparse."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join(reversed([*names, node.id])) if isinstance(node, ast.Name) else ""


@lru_cache(maxsize=KEPT)
def bound(tree: ast.Module) -> set[str]:
    """The names that a file defines or imports, outside of its functions and classes."""
    found, left = set(), list(tree.body)
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name):
            found |= {node.id} if isinstance(node.ctx, ast.Store) else set()
        else:
            left += ast.iter_child_nodes(node)
    return found


def said_once(body: ast.FunctionDef) -> Names:
    """What each name of a function is, for those that are given one value."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, [])
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    stored = [node.id for node in ast.walk(body) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return {name: values[0] for name, values in found.items() if len(values) == 1 and stored.count(name) == 1}


def meant(node: ast.expr, names: Names) -> ast.expr:
    """What a name stands for in its function."""
    seen = set()
    while isinstance(node, ast.Name) and node.id in names and node.id not in seen:
        seen.add(node.id)
        node = names[node.id]
    return node


def forget() -> None:
    """Lets go of every tree: once all studies are read, nobody asks for theirs until a file changes, and they hold some 25 MB."""
    for kept in (tree, nodes, bound):
        kept.cache_clear()
