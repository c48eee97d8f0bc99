"""A place drawn and a file joined go with a remark, or nothing is sent; both are read by the others as text and as a file to keep."""

import pytest

from data.store.writings import discussion
from pages.parts.drawn_places import drawing
from tests.data.joined.test_attached import picture
from tests.pages.conftest import text_of
from tests.pages.remarks.conftest import SLUG, page_of, signed_in

FIELDS = f"{SLUG}.remark.0.commune:48095"
MENDE = '{"type":"Point","coordinates":[3.5,44.518]}'


@pytest.fixture
def drawn(monkeypatch):
    """What the frame of the map sends."""
    sent = {"place": ""}
    monkeypatch.setattr(drawing, "_component", lambda: lambda **_: sent["place"])
    return sent


def form(site, actor):
    """The form of a remark with both fields open."""
    site.session_state[f"{SLUG}.remarks.item"] = "commune:48095"
    page = page_of(site, actor)
    for name in ("placed", "joined"):
        page = page.toggle(key=f"{FIELDS}.{name}").set_value(True).run()
    return page


def sent(page):
    page.text_area(key=f"{FIELDS}.text").set_value("Voir le plan.")
    page = page.button(key=f"{FIELDS}.send").click().run()
    assert not page.exception
    return page


def test_a_place_and_a_picture_go_with_a_remark(opened, site, drawn):
    aline = signed_in(opened, "Aline")
    drawn["place"] = MENDE
    page = form(site, aline)
    assert not page.exception
    assert "Point à Mende" in text_of(page)
    page.file_uploader[0].upload("../Plan <b>.png", picture()).run()
    assert "Gardée sous le nom" in text_of(page)
    page = sent(page)
    (found,) = discussion.of_study(opened, aline, SLUG)
    assert (found.place, found.attachment) == (MENDE, "Plan b.jpg")
    assert discussion.attachment(opened, aline, found.id).content.startswith(b"\xff\xd8\xff")
    page = page_of(site, aline)
    assert "1 lieu dessiné sur la carte" in " ".join(drawer.label for drawer in page.expander)
    assert "Pièce jointe : Plan b.jpg" in [one.proto.label.replace("\N{NO-BREAK SPACE}", " ") for one in page.get("download_button")]


@pytest.mark.parametrize("place", ['{"type":"Point","coordinates":[2.35,48.85]}', '"><script>window.hacked=1</script>', ["liste"], 12])
def test_a_place_that_is_refused_is_told_and_nothing_is_sent(opened, site, drawn, place):
    aline = signed_in(opened, "Aline")
    drawn["place"] = place
    page = sent(form(site, aline))
    assert "Rien n'est envoyé" in text_of(page)
    assert discussion.of_study(opened, aline, SLUG) == []


def test_a_file_that_is_refused_is_told_and_nothing_is_sent(opened, site, drawn):
    aline = signed_in(opened, "Aline")
    page = form(site, aline)
    page.file_uploader[0].upload("page.pdf", b"<html><script>window.hacked=1</script></html>").run()
    assert "page HTML ou document XML" in text_of(page)
    assert "Rien n'est envoyé" in text_of(sent(page))
    assert discussion.of_study(opened, aline, SLUG) == []
