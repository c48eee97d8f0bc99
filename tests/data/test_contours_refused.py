"""Each way the service can fail: the former contours stay byte for byte, and a French sentence says what happened."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
import shapely
from shapely.geometry import mapping, shape

from data import official_contours, refresh
from data.adapters import download
from tests.data.answers import MENDE, body, changed, commune

ROOT = Path(__file__).parents[2]
STAND_IN = ROOT.parent / "shared" / "tools" / "official_apis.py"
WHOLE = changed(lambda answer: None)
NAP = 3  # [s] longer than any delay that these tests allow


def every_point(answer, moved):
    for feature in answer["features"]:
        feature["geometry"] = mapping(shapely.transform(shape(feature["geometry"]), moved))


def exchange(answer):
    first, last = commune(answer, MENDE)["properties"], commune(answer, "48198")["properties"]
    first["code"], last["code"] = last["code"], first["code"]


def shrink(answer):
    feature = commune(answer, MENDE)
    feature["geometry"] = mapping(shape(feature["geometry"]).buffer(-0.01))


def recode(answer, code, new):
    commune(answer, code)["properties"]["code"] = new


def draw(code, geometry):
    return changed(lambda answer: commune(answer, code).update(geometry=geometry))


def sleep(_handler):
    time.sleep(NAP)


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(WHOLE)))
    handler.end_headers()
    for i in range(100):
        handler.wfile.write(WHOLE[i : i + 1])
        time.sleep(0.05)


BOX = shapely.box(3.45, 44.45, 3.55, 44.55)
REFUSED = {
    "an error of the service": (body(b'{"code": 500}', status=500), "réponse 500 au lieu de 200"),
    "no such page": (body(b"", status=404), "réponse 404"),
    "a redirection": (body(b"", status=302, Location="http://127.0.0.1:9/"), "réponse 302 (redirection)"),
    "a page of maintenance": (body(b"\n<html>maintenance</html>", kind="text/html"), "page HTML au lieu de JSON"),
    "half of the JSON": (body(WHOLE[: len(WHOLE) // 2]), "JSON illisible ou tronqué"),
    "less than promised": (body(WHOLE[:1000], length=len(WHOLE)), "réponse interrompue avant la fin"),
    "more than promised": (body(WHOLE, length=1000), "JSON illisible ou tronqué"),
    "nothing": (body(b""), "JSON illisible"),
    "what is not a gzip": (body(WHOLE, **{"Content-Encoding": "gzip"}), "mal formée"),
    "brackets without end": (body(b"[" * 100_000), "JSON illisible"),
    "not a number": (body(WHOLE.replace(b"[3.", b"[NaN, 3.", 1)), "JSON illisible"),
    "a list": (body(b"[]"), "pas une collection GeoJSON"),
    "features that are none": (body(changed(lambda answer: answer["features"].__setitem__(0, 7))), "collection GeoJSON mal formée"),
    "no commune": (body(changed(lambda answer: answer["features"].clear())), "0 commune au lieu de 152"),
    "a commune less": (body(changed(lambda answer: answer["features"].pop())), "151 communes au lieu de 152"),
    "an unknown commune": (body(changed(lambda answer: recode(answer, MENDE, "48999"))), "codes inconnus en Lozère : 48999"),
    "a commune twice": (body(changed(lambda answer: recode(answer, MENDE, "48001"))), "communes absentes, d'autres répétées : 48095"),
    "swapped axes": (body(changed(lambda answer: every_point(answer, lambda xy: xy[:, ::-1]))), "axes inversés"),
    "another place": (body(changed(lambda answer: every_point(answer, lambda xy: xy + 1))), "contours hors de la Lozère"),
    "exchanged codes": (body(changed(exchange)), "contours loin de leur commune : 48095 et 48198"),
    "a hole": (body(changed(shrink)), "trous ou chevauchements entre les communes"),
    "a commune over its neighbours": (body(draw(MENDE, mapping(BOX.buffer(0.3)))), "contours loin de leur commune"),
    "no contour": (body(draw(MENDE, None)), "contour absent : 48095"),
    "an empty contour": (body(draw(MENDE, {"type": "Polygon", "coordinates": []})), "contour absent : 48095 (vide)"),
    "a point": (body(draw(MENDE, {"type": "Point", "coordinates": [3.5, 44.5]})), "contour absent : 48095 (Point)"),
    "a contour of words": (body(draw(MENDE, {"type": "Polygon", "coordinates": [["a", "b"]]})), "contour illisible : 48095"),
    "a contour without a type": (body(draw(MENDE, {"coordinates": []})), "contour illisible : 48095"),
    "a line": (body(draw(MENDE, {"type": "Polygon", "coordinates": [[[3.5, 44.5], [3.6, 44.6], [3.5, 44.5], [3.5, 44.5]]]})), "contours loin"),
    "no answer": (sleep, "pas de réponse en 0,3\u00a0s"),
    "an answer that never ends": (drip, "réponse inachevée après 0,5\u00a0s"),
}


@pytest.fixture
def former(service):
    """The file that is there before the fault."""
    assert refresh.refresh("communes").fault is None
    return official_contours.path().read_bytes()


def hurry(monkeypatch):
    """Shorter delays than those of the real service, for a service that never answers."""
    monkeypatch.setattr(download, "READ", 0.3)
    monkeypatch.setattr(download, "TOTAL", 0.5)


def stays(former: bytes, words: str) -> refresh.Told:
    """Asks again, checks that the fault says the words and that the former file is whole."""
    told = refresh.refresh("communes")
    assert words in told.fault.fault
    assert told.fault.remedy
    assert told.card is not None
    assert told.sentence.startswith("Les contours du ")
    assert told.sentence.endswith(" restent en place.")
    assert official_contours.path().read_bytes() == former
    assert [file.name for file in official_contours.path().parent.iterdir()] == [official_contours.NAME]
    return told


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_answer_leaves_the_former_contours_and_is_told(case, service, former, monkeypatch):
    service.reply, words = REFUSED[case]
    if service.reply in (sleep, drip):
        hurry(monkeypatch)
    assert stays(former, words).fault.place == service.base


def test_without_former_contours_the_approximate_limits_stay(service, cache):
    service.reply, words = REFUSED["an error of the service"]
    told = refresh.refresh("communes")
    assert words in told.fault.fault
    assert told.sentence == "Les limites approximatives restent en place."
    assert not cache.exists()


def test_a_huge_answer_is_not_read_to_its_end(service, former, monkeypatch):
    monkeypatch.setattr(download, "LARGEST", 10_000)
    stays(former, "réponse de plus de 0,01\u00a0Mo")


def test_nobody_listening_is_told(former, monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("STUDIO_GEO_API_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")
        stays(former, "connexion impossible")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpx2.ConnectTimeout("slow"), "pas de connexion en 3\u00a0s"),
        (httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), "certificat de sécurité refusé"),
        (httpx2.ProxyError("407"), "proxy"),
    ],
)
def test_a_failed_connection_is_told_and_waits_3_seconds_at_most(former, monkeypatch, error, words):
    delays = []

    def fail(_transport, request):
        delays.append(request.extensions["timeout"]["connect"])
        raise error

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", fail)
    stays(former, words)
    assert delays == [3.0]


@pytest.mark.parametrize("address", ["ftp://127.0.0.1", "127.0.0.1:80", "http://", "http://me:word@127.0.0.1", "http://127.0.0.1:x", "http://a b/?q"])
def test_an_address_that_is_none_is_refused_and_nobody_is_asked(former, service, monkeypatch, address):
    monkeypatch.setenv("STUDIO_GEO_API_URL", address)
    asked = len(service.asked)
    told = stays(former, "adresse refusée")
    assert told.fault.place == "STUDIO_GEO_API_URL"
    assert "word" not in str(told)
    assert len(service.asked) == asked


def test_a_full_disk_is_told(former, monkeypatch):
    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    stays(former, "écriture impossible (disque plein)")


def test_a_process_killed_while_it_writes_leaves_the_former_contours(former, service):
    killed = "import os, signal\nos.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nfrom data import refresh\nrefresh.refresh('communes')"
    done = subprocess.run([sys.executable, "-c", killed], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert official_contours.path().read_bytes() == former
    left = [file for file in official_contours.path().parent.iterdir() if file.name != official_contours.NAME]
    assert len(left) == 1
    assert refresh.held("communes").fault is None
    old = time.time() - 7200
    os.utime(left[0], (old, old))
    assert refresh.refresh("communes").fault is None
    assert not left[0].exists()


@pytest.fixture
def stand_in(monkeypatch):
    """A function that starts the stand-in of the official services with a fault, when it is beside the checkout."""
    if not STAND_IN.is_file():
        pytest.skip("the stand-in of the official services is not beside the checkout")
    processes = []

    def start(fault: str | None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, str(STAND_IN), "--port", str(port), *(["--fault", fault] if fault else [])]
        processes.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        processes[-1].stdout.readline()
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        monkeypatch.setenv("STUDIO_GEO_API_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("STUDIO_OFFLINE", "0")

    yield start
    for process in processes:
        process.terminate()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("timeout", "pas de réponse en 0,3\u00a0s"),
        ("http500", "réponse 500"),
        ("truncated", "réponse interrompue avant la fin"),
        ("garbage", "page HTML au lieu de JSON"),
    ],
)
def test_each_fault_of_the_stand_in_leaves_the_former_contours(former, stand_in, monkeypatch, fault, words):
    stand_in(fault)
    if fault == "timeout":
        hurry(monkeypatch)
    stays(former, words)


@pytest.mark.parametrize("fault", [None, "slow"])
def test_the_stand_in_gives_contours_that_hold_together_even_when_it_is_slow(stand_in, fault):
    stand_in(fault)
    told = refresh.refresh("communes")
    assert told.fault is None
    _, features = official_contours.read()
    shapes = [shape(feature["geometry"]) for feature in features]
    assert shapely.coverage_is_valid(shapes)
    assert len(json.dumps(features, ensure_ascii=False, separators=(",", ":")).encode()) <= 120_000
