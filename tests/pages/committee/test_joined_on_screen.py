"""A place drawn and a file joined go with a remark, or nothing is sent; both are read by the others as text and as a file to keep."""

import pytest

from data.store import opening
from data.store.writings import discussion
from pages.parts.drawn_places import drawing
from studies import catalog
from tests.data.joined.test_attached import picture
from tests.pages.committee.conftest import REVIEWER, SLUG, pressed, somebody
from tests.pages.conftest import text_of

MENDE = '{"type":"Point","coordinates":[3.5,44.518]}'


@pytest.fixture
def drawn(monkeypatch):
    """What the frame of the map sends."""
    sent = {"place": ""}
    monkeypatch.setattr(drawing, "_component", lambda **_: sent["place"])
    return sent


def tab(site):
    """The remarks of the study."""
    site.switch_page(str(catalog.folder_of(SLUG) / "page.py"))
    site.query_params["onglet"] = "Avis"
    return site.run()


def form(site, actor):
    """The form of a remark with both fields open."""
    site.user = {"session": actor.session}
    page = tab(site)
    for label in ("Dessiner un lieu sur la carte", "Joindre un fichier"):
        page = next(toggle for toggle in page.toggle if toggle.label == label).set_value(True).run()
    return page


def sent(page):
    next(area for area in page.text_area if area.label.startswith("Votre remarque")).set_value("Voir le plan.")
    return pressed(page, "Envoyer l'avis")


def test_a_place_and_a_picture_go_with_a_remark(site, drawn):
    aline = somebody("Aline", REVIEWER)
    drawn["place"] = MENDE
    page = form(site, aline)
    assert not page.exception
    assert "Point à Mende" in text_of(page)
    page.file_uploader[0].upload("../Plan <b>.png", picture()).run()
    assert "Gardée sous le nom" in text_of(page)
    page = sent(page)
    (found,) = discussion.of_study(opening.store(), aline, SLUG)
    assert (found.place, found.attachment) == (MENDE, "Plan b.jpg")
    assert discussion.attachment(opening.store(), aline, found.id).content.startswith(b"\xff\xd8\xff")
    page = tab(site)
    assert "1 lieu dessiné sur la carte" in " ".join(drawer.label for drawer in page.expander)
    assert [one.proto.label for one in page.get("download_button")] == ["Pièce jointe : Plan b.jpg"]


@pytest.mark.parametrize("place", ['{"type":"Point","coordinates":[2.35,48.85]}', '"><script>window.hacked=1</script>', ["liste"], 12])
def test_a_place_that_is_refused_is_told_and_nothing_is_sent(site, drawn, place):
    aline = somebody("Aline", REVIEWER)
    drawn["place"] = place
    page = sent(form(site, aline))
    assert "Rien n'est envoyé" in text_of(page)
    assert discussion.of_study(opening.store(), aline, SLUG) == []


def test_a_file_that_is_refused_is_told_and_nothing_is_sent(site, drawn):
    aline = somebody("Aline", REVIEWER)
    page = form(site, aline)
    page.file_uploader[0].upload("page.pdf", b"<html><script>window.hacked=1</script></html>").run()
    assert "page HTML ou document XML" in text_of(page)
    assert "Rien n'est envoyé" in text_of(sent(page))
    assert discussion.of_study(opening.store(), aline, SLUG) == []
