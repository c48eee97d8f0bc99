"""A file is received from a page that shows a field for it, at a pace; any other is refused in French before its first byte is read."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.ground.budgets import Budget
from pages.parts.visiting import depositors
from pages.serving.budgets import refusing, uploads
from pages.serving.budgets.uploads import Uploads

NEVER = 1e9  # [s]


@pytest.fixture(autouse=True)
def sizes(monkeypatch):
    monkeypatch.setattr(uploads, "SENT", Budget(2, NEVER))
    monkeypatch.setattr(uploads, "SENT_FROM", Budget(3, NEVER))
    monkeypatch.setattr(refusing, "EVENTS", Budget(1, NEVER))


def sent(page: str, method: str = "PUT", path: str = "/_stcore/upload_file/{page}/fichier-1") -> tuple[int, str]:
    """The status and the words that answer a file of 49 MB from an open page; 0 when the application receives it. Reading its body fails."""
    told = []

    async def receive() -> dict:
        raise AssertionError("the body was read")

    async def send(message: dict) -> None:
        told.append(message)

    async def application(_scope: dict, _receive: object, _send: object) -> None:
        told.append({"status": 0})
        told.append({"body": b""})

    scope = {
        "type": "http",
        "method": method,
        "path": path.format(page=page),
        "client": ("192.0.2.1", 5),
        "headers": [(b"content-length", b"49000000")],
    }
    with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running in the thread of the tests
        apart.submit(asyncio.run, Uploads(application)(scope, receive, send)).result()
    return told[0]["status"], told[1]["body"].decode("utf-8")


def test_a_file_that_no_page_asked_for_is_refused_before_it_is_read(caplog):
    status, words = sent("page-inconnue")
    assert (status, words.split("\N{NO-BREAK SPACE}:")[0]) == (403, "Aucun fichier n'est attendu de cette page")
    assert [record.event for record in caplog.records] == ["file_refused"]
    assert sent("page-inconnue", path="/studio/_stcore/upload_file/{page}/fichier-1")[0] == 403


def test_a_page_that_shows_a_field_sends_its_files_at_its_pace():
    for page in ("a", "b"):
        depositors.let(page)
    assert [sent("a")[0] for _ in range(3)] == [0, 0, 429]
    assert "Trop de fichiers déposés en peu de temps" in sent("a")[1]
    assert [sent("b")[0] for _ in range(2)] == [0, 429]  # the third of that address


def test_what_sends_no_file_is_left_alone():
    assert sent("page-inconnue", method="DELETE")[0] == 0
    assert sent("", path="/inventaire")[0] == 0


def test_the_pages_that_showed_a_field_longest_ago_are_forgotten_first(monkeypatch):
    monkeypatch.setattr(depositors, "REMEMBERED", 2)
    for page in ("first", "second", "third"):
        depositors.let(page)
    assert [depositors.may(page) for page in ("first", "second", "third")] == [False, True, True]
