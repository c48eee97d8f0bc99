"""The texts of a study that its screens show one by one: the notes of text/notes.md, the lines of its tables of texts.

In both, a name in braces is replaced by its value in the choice on screen; the screen gives those that begin by `page.`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pages.parts import provenance, tables
from pages.parts.study.view import View
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import grids, paragraphs
from studies.toolkit.running import narrative


def filled(view: View, text: str, **page: str) -> str:
    """A text with its names in braces replaced; `page` gives what only the page knows. Raises BadRequest for a name that it does not give."""
    try:
        return narrative.fill(text, view.outcome, view.reference, view.study.parameters, lambda: page)
    except narrative.NotGiven as missing:
        name, kind = missing.args
        raise BadRequest(f"studies/{view.study.slug}/screens", f"la page ne donne pas « {name} »", f"donner {kind} de ce nom à texts") from missing


def note(view: View, name: str, source: str = "", **page: str) -> None:
    """A paragraph of text/notes.md by its name, then where its figures come from. Raises BadRequest for a note that is not written."""
    written = paragraphs.named((view.study.folder / f"text/{narrative.NOTES}.md").read_text("utf-8"))
    if name not in written:
        place, remedy = f"studies/{view.study.slug}/screens", "l'y écrire, ou corriger le nom"
        raise BadRequest(place, f"note « {name} » absente de text/{narrative.NOTES}.md", remedy)
    provenance.small(f"{filled(view, written[name], **page)} {source}".rstrip())


def table(view: View, name: str, heads: Mapping[str, str], only: Mapping[str, str] = MappingProxyType({}), **page: str) -> None:
    """A table of texts of the study: the columns that `heads` names in French, the lines that have the cells of `only`."""
    rows = [row for row in grids.written(view.study.folder, name) if only.items() <= row.items()]
    tables.show([{words: filled(view, row[column], **page) for column, words in heads.items()} for row in rows])
