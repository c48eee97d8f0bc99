"""The background of the maps as the server gives it: tiles, hostile addresses, and the one host that the policy lets in."""

import io

import pytest
from PIL import Image

from geo.maps.background import choice
from pages.serving import background, health, security, startup
from tests.geo.maps.background import tiles

IGN = {"STUDIO_BACKGROUND": "ign", "STUDIO_OFFLINE": "0"}


@pytest.fixture(params=tiles.MADE)
def ground(request, tmp_path, monkeypatch):
    """A file in each format, chosen."""
    monkeypatch.setenv("STUDIO_BACKGROUND", str(tiles.MADE[request.param](tmp_path / request.param)))
    return choice.chosen()


def test_a_tile_is_served_as_it_is_for_ever_with_the_security_headers(client, ground):
    for zoom, column, row in tiles.PLACES:
        answer = client.get(f"/layers/background/{ground.key}/{zoom}/{column}/{row}")
        assert Image.open(io.BytesIO(answer.content)).getpixel((0, 0)) == tiles.colour((zoom, column, row))
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert {name: answer.headers[name] for name in security.SECURITY} == security.SECURITY


def test_the_style_is_served_and_read_again_at_each_visit(client, ground):
    answer = client.get(ground.style_url)
    assert answer.json() == ground.style()
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "place",
    [
        "9/0/0",
        "7/65/45",
        "10/520/367",
        "8/256/0",
        "8/0/256",
        "99999999/0/0",
        "8/130/-1",
        "8/130/91.png",
        "8/1e2/91",
        "٨/130/91",
        "8/130/" + "9" * 5_000,
    ],
)
def test_another_place_is_not_found_and_not_kept(client, ground, place):
    answer = client.get(f"/layers/background/{ground.key}/{place}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert answer.text == "Pas de fond de carte à cette adresse."


@pytest.mark.parametrize(
    "place", ["8/130/..%2f..%2fserver.py", "..%2f..%2fserver.py", "../../../server.py", "8/130/..%5c..%5cserver.py", "8/130/%00"]
)
def test_an_address_that_climbs_gives_no_file_of_the_machine(client, ground, place):
    answer = client.get(f"/layers/background/{ground.key}/{place}")
    assert not answer.headers.get("Content-Type", "").startswith("image/")
    assert "What `make run` launches" not in answer.text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_tile_can_only_be_read(client, ground, method):
    assert getattr(client, method)(f"/layers/background/{ground.key}/8/130/91").status_code == 405


def test_another_key_is_not_found(client, ground):
    for place in ("8/130/91", "style.json"):
        assert client.get(f"/layers/background/{'0' * 20}/{place}").status_code == 404


def test_without_a_background_there_is_neither_style_nor_tile(client):
    for place in ("8/130/91", "style.json"):
        assert client.get(f"/layers/background/{'0' * 20}/{place}").status_code == 404


def test_the_tiles_of_ign_are_not_served_by_us(client, monkeypatch):
    for name, value in IGN.items():
        monkeypatch.setenv(name, value)
    key = choice.chosen().key
    assert client.get(f"/layers/background/{key}/style.json").status_code == 200
    assert client.get(f"/layers/background/{key}/8/130/91").status_code == 404


@pytest.mark.parametrize("body", [b"<script>alert(1)</script>", b"\x1f\x8b\x08 vecteurs"])
def test_a_tile_that_is_no_image_is_not_sent_and_is_logged(client, tmp_path, monkeypatch, caplog, body):
    path = tiles.mbtiles(tmp_path / "f", bodies={(8, 130, 91): tiles.image((8, 130, 91)), (8, 130, 92): body})
    monkeypatch.setenv("STUDIO_BACKGROUND", str(path))
    answer = client.get(f"/layers/background/{choice.chosen().key}/8/130/92")
    assert answer.status_code == 404
    assert "alert" not in answer.text
    assert "tuile 8/130/92 : une tuile n'est pas une image" in caplog.text


def test_a_file_that_is_taken_away_meanwhile_is_logged_and_the_service_goes_on(client, ground, tmp_path, caplog):
    next(tmp_path.iterdir()).unlink()
    answer = client.get(f"/layers/background/{ground.key}/8/130/91")
    assert answer.status_code == 404
    assert str(tmp_path) not in answer.text
    assert "tuile 8/130/91" in caplog.text


def policy() -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in security.content_policy().split(";"))


def test_the_policy_of_a_local_file_is_the_one_of_no_background(ground):
    assert security.content_policy() == security.SECURITY["Content-Security-Policy"]
    assert policy()["connect-src"] == "'self'"


def test_the_policy_of_ign_lets_its_host_be_asked_for_data_and_nothing_else(monkeypatch):
    before = policy()
    for name, value in IGN.items():
        monkeypatch.setenv(name, value)
    assert policy() == {**before, "connect-src": "'self' https://data.geopf.fr"}


def test_a_fault_is_told_at_the_start_and_degrades_the_health(monkeypatch, capsys):
    monkeypatch.setenv("STUDIO_BACKGROUND", "osm")
    assert health.health([])["status"] == "degraded"
    assert policy()["connect-src"] == "'self'"
    startup.tell(choice.faults())
    assert "Anomalie : STUDIO_BACKGROUND | « osm » n'est ni « ign »" in capsys.readouterr().out


def test_a_place_is_made_of_plain_digits():
    assert background.PLACE.fullmatch("130")
    assert not background.PLACE.fullmatch("١٣٠")
