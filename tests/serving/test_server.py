"""The server answers as promised: in French, compressed, with its security headers, and it tells its own faults."""

import json
import logging
import re
import runpy
import threading
import tomllib
import unicodedata
from pathlib import Path

import pytest
import streamlit as st
import streamlit.logger
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from data.ground.faults import Fault
from geo.maps import layers
from pages.parts import menu
from pages.serving import health, incidents, log, security, startup
from pages.serving.streamlit_page import assets, french_page, translation
from studies import catalog
from tests.hostile_texts import TEXTS

ROOT = Path(__file__).parents[2]
DEEP_LINK = "/fibre"
FAULT = Fault("studies/essai/parameters.csv, ligne 7 (prix)", "unité « €/kgs » inconnue", "choisir parmi : EUR/kg, EUR/t")
BIDI = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}  # the signs that turn what follows
WARM_UP = startup.warm_up  # the server of the other tests does without it
COMPRESSED = {"Accept-Encoding": "gzip"}
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def bundle():
    """The heaviest of Streamlit's bundles (the charts)."""
    return max(assets.BUNDLES, key=lambda address: assets.BUNDLES[address].stat().st_size)


@pytest.mark.parametrize("address", ["/", DEEP_LINK])
@pytest.mark.parametrize("accepted", [COMPRESSED, PLAIN], ids=["compressed", "plain"])
def test_the_page_is_declared_french_on_every_address(client, address, accepted):
    page = client.get(address, headers=accepted)
    assert '<html lang="fr">' in page.text
    assert "<title>Studio Lozère</title>" in page.text
    assert "besoin de JavaScript" in page.text
    assert "You need to enable JavaScript" not in page.text


@pytest.mark.parametrize("address", ["/", DEEP_LINK])
def test_the_page_tells_streamlits_client_where_its_server_is(client, address):
    assert "BACKEND_BASE_URL: window.location.origin" in client.get(address).text


def test_the_counts_of_streamlit_are_nobody_s(client):
    answer = client.get("/_stcore/metrics")
    assert (answer.status_code, answer.text) == (404, "Rien à cette adresse.")


def test_no_other_site_may_give_orders_to_a_page_by_messages(client):
    assert client.get("/_stcore/host-config").json()["allowedOrigins"] == []


@pytest.mark.parametrize(
    "address", ["/", DEEP_LINK, "/healthz", "/layers/blank.json", "/layers/absent.geojson", "/_stcore/health", "/static/absent.js"]
)
def test_every_answer_carries_the_security_headers(client, address):
    headers = client.get(address).headers
    for name, value in security.SECURITY.items():
        assert headers[name] == value, name


def test_the_content_policy_allows_the_scripts_of_the_page_by_hash_and_no_evaluated_code(client):
    policy = dict(part.strip().split(" ", 1) for part in client.get("/").headers["Content-Security-Policy"].split(";"))
    assert "'unsafe-eval'" not in policy["script-src"]
    assert "'unsafe-inline'" not in policy["script-src"]
    assert policy["script-src"].count("'sha256-") == len(re.findall("<script>", client.get("/").text)) == 3
    assert policy["default-src"] == policy["connect-src"] == policy["frame-ancestors"] == "'self'"


def test_a_route_may_set_a_stricter_policy_of_its_own():
    async def strict(_request):
        return HTMLResponse("", headers={"Content-Security-Policy": "default-src 'none'"})

    alone = TestClient(Starlette(routes=[Route("/", strict)], middleware=[Middleware(security.SecurityHeaders)]))
    assert alone.get("/").headers["Content-Security-Policy"] == "default-src 'none'"


def test_html_that_is_not_streamlits_page_is_left_as_it_is():
    assert french_page.in_french('<html lang="en"><head><title>Carte</title></head>') == '<html lang="en"><head><title>Carte</title></head>'


@pytest.mark.parametrize(
    ("accepted", "packer"), [("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("gzip;q=0.5, br;q=0.9", "br"), ("br;q=0, gzip", "gzip")]
)
def test_streamlits_bundles_are_sent_compressed_for_ever_and_intact(client, bundle, accepted, packer):
    answer = client.get(bundle, headers={"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == packer
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert int(answer.headers["Content-Length"]) < assets.BUNDLES[bundle].stat().st_size / 3
    assert answer.content == assets.BUNDLES[bundle].read_bytes()


def test_a_bundle_is_compressed_only_once(client, bundle):
    client.get(bundle, headers=COMPRESSED)
    before = assets.packed.cache_info()
    client.get(bundle, headers=COMPRESSED)
    assert (assets.packed.cache_info().misses, assets.packed.cache_info().hits) == (before.misses, before.hits + 1)


def test_a_browser_that_cannot_unpack_gets_the_bundle_as_it_is(client, bundle):
    answer = client.get(bundle, headers=PLAIN)
    assert "Content-Encoding" not in answer.headers
    assert answer.content == assets.BUNDLES[bundle].read_bytes()


def test_a_layer_is_served_by_its_hash_compressed_and_for_ever(client):
    layer = layers.public_layers()[0]
    answer = client.get(f"/layers/{layer.digest}.geojson", headers=COMPRESSED)
    assert answer.content == layer.body
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_another_hash_is_not_found_in_french_and_not_kept(client):
    answer = client.get("/layers/0000.geojson")
    assert answer.status_code == 404
    assert "couche de carte n'existe pas" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_blank_base_map_asks_for_nothing(client):
    ground = {"id": "ground", "type": "background", "paint": {"background-color": "rgba(128,128,128,0.09)"}}
    assert client.get("/layers/blank.json").json() == {"version": 8, "sources": {}, "layers": [ground]}


def test_health_lists_every_page_and_every_study_with_its_version(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert told["version"] == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert told["pages"] == menu.addresses()
    assert "/" in told["pages"]
    assert told["studies"] == [{"slug": study.slug, "version": study.version} for study in catalog.studies()]
    assert told["studies"]
    assert (told["status"], told["data"]["faults"]) == ("ok", 0)
    assert told["data"]["tables"] > 0


def test_a_process_that_starts_or_stops_says_so_to_the_machine_that_sends_visitors(client, monkeypatch):
    assert client.get("/healthz").json()["ready"] is True
    monkeypatch.setattr(startup.stopping, "asked", lambda: True)
    stopping = client.get("/healthz")
    assert (stopping.status_code, stopping.json()["ready"], stopping.json()["reason"]) == (503, False, "arrêt demandé")
    monkeypatch.undo()
    monkeypatch.setattr(startup, "CHECKED", threading.Event())
    starting = client.get("/healthz")
    assert (starting.status_code, starting.json()["reason"].partition(" :")[0]) == (503, "démarrage")


def test_a_faulty_study_degrades_the_health_and_the_service_still_answers(client, monkeypatch):
    monkeypatch.setattr(catalog, "faults", lambda: {"essai": [FAULT, FAULT]})
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["data"]["faults"]) == ("degraded", 2)


def test_a_faulty_table_degrades_the_health_too():
    assert health.health([FAULT])["status"] == "degraded"
    assert health.health([FAULT])["data"]["faults"] == 1


def test_the_console_tells_each_fault_with_its_place_and_its_remedy(capsys):
    startup.tell([FAULT])
    assert capsys.readouterr().out == f"Anomalie : {FAULT.place} | {FAULT.fault} | {FAULT.remedy}\n"


def test_a_script_error_shows_an_incident_number_and_never_the_error(monkeypatch, caplog, incidents_told):
    shown = []
    monkeypatch.setattr(st, "error", lambda text, **_: shown.append(text))
    with caplog.at_level(logging.ERROR, "studio"):
        assert incidents.show_script_error(ValueError("mot de passe 1234")) is True
    incident = re.search(r"incident ([0-9A-F]{8})", shown[0]).group(1)
    assert "1234" not in shown[0]
    assert "ValueError" not in shown[0]
    assert caplog.records[-1].incident == incident


def test_the_log_is_one_line_of_json_in_utc_with_the_traceback_and_the_incident():
    try:
        raise ValueError("cause")
    except ValueError as error:
        record = logging.LogRecord("studio", logging.ERROR, __file__, 1, "Erreur inattendue", (), (ValueError, error, error.__traceback__))
    record.incident = "0123ABCD"
    text = log.JsonLines().format(record)
    line = json.loads(text)
    assert "\n" not in text
    assert line["time"].endswith("+00:00")
    assert line["incident"] == "0123ABCD"
    assert "ValueError: cause" in line["traceback"]


@pytest.mark.parametrize("text", [*TEXTS.values(), "\n{}\r\x1b[2J \x9b31m \x85 \u202e \x00"], ids=[*TEXTS, "console"])
def test_what_a_visitor_asked_makes_no_line_of_the_log_and_gives_no_order_to_the_console(text):
    written = log.JsonLines().format(logging.LogRecord("studio", logging.ERROR, __file__, 1, "Page %s", (text,), None))
    assert json.loads(written)["message"] == f"Page {text}"
    assert len(written.splitlines()) == 1
    assert [sign for sign in written if unicodedata.category(sign) in ("Cc", "Zl", "Zp") or unicodedata.bidirectional(sign) in BIDI] == []


def test_what_streamlit_logs_is_a_line_of_json_too(capsys):
    root, log_of_streamlit = logging.getLogger(), logging.getLogger("streamlit.essai")
    before = root.handlers[:]
    try:
        log.set_up_log()
        streamlit.logger.get_logger("streamlit.essai").warning('un "mot"\net une ligne')
        line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    finally:
        root.handlers = before
    assert (line["logger"], line["message"], line["time"][-6:]) == ("streamlit.essai", 'un "mot"\net une ligne', "+00:00")
    assert log_of_streamlit.handlers == []


def test_an_error_in_a_route_answers_in_french_without_the_error_and_with_the_headers(incidents_told):
    async def failing(_request):
        raise ValueError("mot de passe 1234")

    alone = Starlette(routes=[Route("/", failing)], exception_handlers={Exception: incidents.answer_route_error})
    answer = TestClient(alone, raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert re.search(r"incident [0-9A-F]{8}", answer.text)
    assert "1234" not in answer.text
    assert answer.headers["Content-Security-Policy"] == security.SECURITY["Content-Security-Policy"]


def test_warming_up_goes_on_serving_when_something_cannot_be_loaded_and_a_cold_start_loads_nothing(monkeypatch, caplog):
    def fail(_studies):
        raise OSError("disque plein")

    monkeypatch.setattr(catalog, "warm", fail)
    monkeypatch.setattr(startup.gc, "freeze", lambda: None)  # the process of the tests goes on living
    monkeypatch.setattr(startup.collector_rounds, "watch_apart", lambda _pages: None)
    startup.ANSWERED.set()
    with caplog.at_level(logging.ERROR, "studio"):
        monkeypatch.setenv(startup.COLD, "1")
        WARM_UP()
        assert caplog.text == ""  # it loads nothing that nobody asked for
        monkeypatch.delenv(startup.COLD)
        WARM_UP()
    assert "Préchauffage interrompu" in caplog.text and "disque plein" in caplog.text


def test_text_that_is_not_html_goes_through_unread():
    async def text(_request):
        return PlainTextResponse("<title>Streamlit</title>")

    alone = TestClient(Starlette(routes=[Route("/", text)], middleware=[Middleware(french_page.French)]))
    assert alone.get("/").text == "<title>Streamlit</title>"


# --- Streamlit's own words


@pytest.mark.parametrize("stem", translation.WORDS)
def test_every_english_snippet_is_in_the_bundles_of_the_pinned_version(stem):
    bundles = [bundle for bundle in assets.BUNDLES.values() if translation.words_of(bundle) is translation.WORDS[stem]]
    text = "".join(bundle.read_text("utf-8") for bundle in bundles)
    assert [english for english in translation.WORDS[stem] if english not in text] == []


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
@pytest.mark.parametrize(
    ("bundle", "french", "english"),
    [("/static/js/FileUploader.", "Choisir un fichier", "Upload directories"), ("/streamlit-pdf.pdf_viewer/assets/index-", "Agrandir", "Zoom In")],
)
def test_a_bundle_is_served_in_french_whatever_the_browser_accepts(client, accepted, bundle, french, english):
    address = next(address for address in assets.BUNDLES if bundle in address and address.endswith(".js"))
    answer = client.get(address, headers={"Accept-Encoding": accepted})
    assert french in answer.text
    assert english not in answer.text
    assert answer.headers["Cache-Control"] == "public, max-age=86400"  # its name does not change when a word of ours does


def test_an_address_of_no_page_is_told_in_french(client):
    address = next(address for address in assets.BUNDLES if "/index." in address and "`Page introuvable`" in client.get(address).text)
    assert "does not seem to exist" not in client.get(address).text


def test_the_file_of_the_server_run_alone_says_how_the_studio_opens():
    with pytest.raises(SystemExit, match="s'ouvre par « make run »"):
        runpy.run_path(str(ROOT / "server.py"), run_name="__main__")
