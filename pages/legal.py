"""Legal notices: who publishes, where it is hosted, personal data, licences."""

from pages.parts import prose, provenance

prose.title("Mentions légales")
provenance.article("legal")
