"""The source of the fibre of a site leads to the web or nowhere: what somebody wrote makes no link of the Studio."""

from types import SimpleNamespace

import pytest

from pages.parts.fibre import sites_served

SITE = {"name": "Halle", "site_id": "b1", "kind": "bâtiment", "example": False, "commune": "Mende", "state": "", "on": "", "basis": ""}


@pytest.mark.parametrize("source", ["# Titre", "/equipe", "?site=x", "mailto:a@exemple.fr", "javascript:alert(1)", "relevé de 2024", ""])
def test_what_is_no_web_address_is_no_link(source):
    assert "](" not in sites_served._row(SimpleNamespace(**SITE, source=source))["Source"]


def test_a_web_address_is_one():
    assert "](https://exemple.fr/a)" in sites_served._row(SimpleNamespace(**SITE, source="https://exemple.fr/a"))["Source"]
