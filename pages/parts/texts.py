"""The texts of a study that its screens show one by one: the notes of text/notes.md, the lines of its tables of texts.

In both, a name in braces is replaced by its value in the choice on screen; the screen gives those that begin by `page.`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pages.parts import prose, provenance, tables
from pages.parts.study.view import View
from studies.toolkit.reading import grids


def note(view: View, name: str, source: str = "", **page: str) -> None:
    """A paragraph of text/notes.md by its name, then where its figures come from. Raises BadRequest as `View.note` does."""
    provenance.small(f"{view.note(name, **page)} {source}".rstrip())


def heading(view: View, name: str, **page: str) -> None:
    """A paragraph of text/notes.md as the title of what follows it in an answer. Raises BadRequest as `View.note` does."""
    prose.markdown(f"### {view.note(name, **page)}")


def rows(view: View, name: str, heads: Mapping[str, str], only: Mapping[str, str] = MappingProxyType({}), **page: str) -> list[dict[str, str]]:
    """The lines of a table of texts of the study: the columns that `heads` names in French, the lines that have the cells of `only`."""
    found = [row for row in grids.written(view.study.folder, name) if only.items() <= row.items()]
    return [{words: view.filled(row[column], **page) for column, words in heads.items()} for row in found]


def table(view: View, name: str, heads: Mapping[str, str], only: Mapping[str, str] = MappingProxyType({}), **page: str) -> None:
    """The same, shown."""
    tables.show(rows(view, name, heads, only, **page))
