"""The code of a study as Python understands it, each file read once: the rules on a model, on a page and on their imports all look at the same tree.

A tree is shared: do not change it.
"""

import ast
from functools import lru_cache

KEPT = 64  # files: those of the longest study, twice


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
