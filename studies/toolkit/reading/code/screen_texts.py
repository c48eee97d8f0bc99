"""What is wrong with the texts that the screens of a study write: links that lead elsewhere, writers that pass beside the door of the house, titles
and sentences that a remark could not be pinned to: text/notes.md gives them a name.

That door, pages/parts/prose.py, reads the texts that a screen makes while it runs; those that its code writes whole are read here.
"""

import ast
import re
from collections.abc import Iterator

from data.ground import links
from data.ground.faults import Fault
from studies.toolkit.reading.code import parsed

DOOR = "prose"
LIBRARY = "streamlit"
# What Streamlit writes a text or a link with: those that the door has, and those that it has not.
DOUBLED = {
    *("button", "caption", "download_button", "error", "expander", "file_uploader", "header", "info", "markdown", "metric", "number_input"),
    *("checkbox", "date_input", "progress", "text_area", "time_input"),
    *("page_link", "pills", "plotly_chart", "popover", "pydeck_chart", "radio", "segmented_control", "select_slider", "selectbox", "slider"),
    *("subheader", "success", "table", "tabs", "text_input", "title", "toast", "toggle", "warning"),
}
WITHOUT_DOUBLE = {"badge", "html", "iframe", "link_button", "write", "write_stream"}
# What a place of the page (`left, right = st.columns(2)`) is asked for, and nothing else that a screen makes is.
OF_A_PLACE = {"caption", "html", "link_button", "markdown", "subheader", "write"}
LONGEST = 13  # words of a text in the code: the title of an axis, of a column, a short reading
TITLE = re.compile(r"#{2,6} ")  # of Markdown; a lone sign stands for a value
BEGINNING = 4  # words that a message repeats
FILLED = "#"  # stands for what a text in f"…" computes: an address that begins by it is for the door to read


def faults(tree: ast.Module, place: str) -> Iterator[Fault]:
    """The faults of a file, in its order."""
    found = [*_links(tree), *_beside_the_door(tree), *_prose(tree)]
    for line, fault, remedy in sorted(found):
        yield Fault(f"{place}, ligne {line}", fault, remedy)


def _links(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    for line, text in texts(tree):
        for _, fault, remedy in links.wrong(text):
            yield line, fault, remedy


def _prose(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    for line, text in said(tree):
        written = f"« {' '.join(text.split()[:BEGINNING])}… »"
        if TITLE.match(text):
            yield (
                line,
                f"titre écrit dans le code : {written}",
                'l\'écrire dans text/notes.md, {#prix} Le prix du bois, puis texts.heading(view, "prix")',
            )
        else:
            fault = f"texte de {len(text.split())} mots écrit dans le code : {written}"
            yield (
                line,
                fault,
                f'au-delà de {LONGEST}, l\'écrire dans text/notes.md, {{#prix}} Le bois…, puis texts.note(view, "prix") ou view.note("prix")',
            )


def said(tree: ast.Module) -> list[tuple[int, str]]:
    """The titles, and the texts longer than `LONGEST` words, that a screen writes in its code, each with its line."""
    return [(line, text) for line, text in texts(tree) if len(text.split()) > LONGEST or TITLE.match(text)]


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text that the code writes but its comments between three quotes: its line, and its words, with a sign for each part that is computed."""
    left = [tree]
    while left:
        node = left.pop()
        if isinstance(node, ast.JoinedStr):
            pieces = [piece.value if isinstance(piece, ast.Constant) else FILLED for piece in node.values]
            yield node.lineno, "".join(pieces)
            left += [piece for piece in node.values if isinstance(piece, ast.FormattedValue)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        else:
            left += [child for child in ast.iter_child_nodes(node) if not _is_comment(child)]


def _is_comment(node: ast.AST) -> bool:
    """Whether a statement is a text alone, which nothing shows."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _beside_the_door(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    imported = {
        alias.asname or alias.name.partition(".")[0]: LIBRARY if alias.name.partition(".")[0] == LIBRARY else ""
        for node in parsed.nodes(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    for node in parsed.nodes(tree):
        if isinstance(node, ast.Attribute):
            base = _first(node)
            of_library = imported.get(base) == LIBRARY and node.attr in DOUBLED | WITHOUT_DOUBLE
            of_place = base not in imported and node.attr in OF_A_PLACE
            if of_library or of_place:
                yield node.lineno, f"« {ast.unparse(node)} » : un texte écrit sans passer par {DOOR}", _remedy(node.attr)
        elif isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(f"{LIBRARY}."):
            yield node.lineno, f"import depuis {LIBRARY}", f"import {LIBRARY} as st, et pour les textes : from pages.parts import {DOOR}"


def _first(node: ast.expr) -> str:
    """The name that a chain of attributes and calls begins by: `st` for `st.sidebar.container().markdown`."""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        else:
            return ""
    return node.id


def _remedy(writer: str) -> str:
    asked = writer if writer in DOUBLED else "markdown"
    return f"from pages.parts import {DOOR}, puis {DOOR}.{asked}(…), sous « with » pour une place de la page"
