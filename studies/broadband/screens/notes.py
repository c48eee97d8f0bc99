"""The short texts of the study that stand under a figure."""

from pages.parts import provenance
from pages.parts.study.view import View
from studies.toolkit.running import narrative


def show(view: View, name: str, source: str = "") -> None:
    """A text of the study by its name, filled from the choice on screen, then where its figures come from."""
    provenance.small(f"{narrative.fill(view.study.texts[name], view.outcome, view.reference, view.study.parameters).strip()} {source}".rstrip())
