"""Accessibility: the declaration, with what was tested and what does not conform yet."""

from pages.parts import prose, provenance

prose.title("Accessibilité")
provenance.article("accessibility")
