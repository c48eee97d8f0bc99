"""The frame where one draws a place: a policy of its own, stricter than that of the pages, and files of ours by immutable address."""

import re

from pages.serving import drawn_places, security

PAGE = "/components/drawing.html"


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_its_policy_is_its_own_and_that_of_the_pages_stays(client):
    own = directives(client.get(PAGE).headers["Content-Security-Policy"])
    assert own["default-src"] == "'none'"
    assert (own["script-src"], own["style-src"], own["connect-src"]) == ("'self'", "'self'", "'self'")
    assert client.get("/").headers["Content-Security-Policy"] == security.SECURITY["Content-Security-Policy"]


def test_what_it_loads_is_ours_and_kept_for_ever(client):
    page = client.get(PAGE).text
    found = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(found) == 4
    for address in found:
        answer = client.get(address)
        assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (200, True)
    assert "<script>" not in page
    assert " style=" not in page


def test_tiles_of_elsewhere_pass_only_when_the_administrator_chose_them(monkeypatch):
    class Ground:
        origin = "https://data.geopf.fr"

    monkeypatch.setattr(drawn_places.choice, "chosen", lambda: Ground)
    assert directives(drawn_places.policy())["img-src"] == "'self' data: https://data.geopf.fr"
    monkeypatch.setattr(drawn_places.choice, "chosen", lambda: None)
    assert directives(drawn_places.policy())["img-src"] == "'self' data:"
