"""The background of the maps as a visitor reads of it: its credit under each map, and who is asked for it."""

import json

from geo.maps.background import choice
from tests.pages.conftest import ROOT, Visitor
from tests.pages.test_home_and_study import NARROW, WIDE, deck, texts

NOBODY = "aucune donnée envoyée ailleurs"


def said(page) -> str:
    return texts(page).replace(NARROW, " ").replace(WIDE, " ")


def test_without_a_background_nothing_is_said_of_one(site):
    site.run()
    assert deck(site)["mapStyle"] == "/layers/blank.json"
    assert "Fond" not in said(site)
    assert NOBODY in said(site)
    site.switch_page(str(ROOT / "pages/legal.py")).run()
    assert "n'utilise aucun traceur et n'appelle aucun autre site : c'est pourquoi" in said(site)


def test_with_ign_the_page_says_under_the_map_in_the_footer_and_in_the_legal_notices_whom_the_browser_asks(monkeypatch):
    monkeypatch.setenv("STUDIO_BACKGROUND", "ign")
    monkeypatch.setenv("STUDIO_OFFLINE", "0")
    page = Visitor.new().run()
    assert deck(page)["mapStyle"] == choice.chosen().style_url
    assert "data.geopf.fr" not in json.dumps(deck(page))
    assert "© IGN – Géoplateforme" in said(page)
    assert "Licence Ouverte 2.0 ; votre navigateur interroge data.geopf.fr" in said(page)
    assert "le fond des cartes est demandé par votre navigateur à data.geopf.fr, à personne d'autre" in said(page)
    assert NOBODY not in said(page)
    page.switch_page(str(ROOT / "pages/legal.py")).run()
    assert "n'appelle qu'un autre site, data.geopf.fr, pour le fond des cartes : celui-ci reçoit l'adresse de votre connexion" in said(page)
