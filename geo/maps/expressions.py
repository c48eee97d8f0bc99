"""What a deck says of a feature, read without a browser: `properties.rgb`, `([[…],[…]])[([…])[properties.i]]`, `properties.i == 3 ? 4 : 0`.

pydeck writes what the browser computes for each feature as « @@= » and an expression; these are the only forms that geo.maps writes.
"""

import ast
from collections.abc import Mapping
from functools import lru_cache

MARK = "@@="


def value(written: object, properties: Mapping[str, object]) -> object:
    """What an accessor of a deck gives for a feature. ValueError (in French) for an expression of another form."""
    if not isinstance(written, str) or not written.startswith(MARK):
        return written
    text = written.removeprefix(MARK)
    condition, asked, ways = text.partition(" ? ")
    if not asked:
        return _read(_tree(text), properties)
    yes, _, no = ways.partition(" : ")
    return _read(_tree(yes if _read(_tree(condition), properties) else no), properties)


@lru_cache(maxsize=256)
def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError as wrong:
        raise _unknown(text) from wrong


def _read(node: ast.expr, properties: Mapping[str, object]) -> object:
    found: object
    match node:
        case ast.Constant():
            found = node.value
        case ast.List():
            found = [_read(part, properties) for part in node.elts]
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            found = -number
        case ast.Attribute(value=ast.Name(id="properties"), attr=name) | ast.Name(id=name):  # of a feature, or of a row of data
            found = properties[name]
        case ast.Subscript(value=of, slice=place):
            found = _read(of, properties)[_read(place, properties)]
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            found = _read(left, properties) == _read(right, properties)
        case _:
            raise _unknown(ast.unparse(node))
    return found


def _unknown(text: str) -> ValueError:
    return ValueError(f"expression de carte « {text} » inconnue du dessin sans navigateur")
