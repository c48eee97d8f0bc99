"""The health of the service is answered while pages take all there is."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from pages.parts import lane
from pages.serving.budgets import health_first

HEALTH = Request({"type": "http", "method": "GET", "path": "/healthz", "query_string": b"", "headers": []})


def asked(answer) -> list[bytes]:
    """Three answers in a row."""

    async def thrice() -> list[bytes]:
        return [(await answer(HEALTH)).body for _ in range(3)]

    with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running in the thread of the tests
        return apart.submit(asyncio.run, thrice()).result()


def test_each_answer_is_of_now_when_no_page_is_computed():
    made = iter((b"1", b"2", b"3"))
    assert asked(health_first.first(lambda _: PlainTextResponse(next(made)))) == [b"1", b"2", b"3"]


def test_while_pages_are_computed_what_is_late_is_answered_from_memory(monkeypatch):
    blocked, counted = threading.Event(), []

    def slow(_request) -> PlainTextResponse:
        counted.append(1)
        if len(counted) > 1:
            blocked.wait()
        return PlainTextResponse(str(len(counted)))

    monkeypatch.setattr(lane, "busy", lambda: True)
    monkeypatch.setattr(health_first, "PATIENCE", 0.0)
    try:
        assert asked(health_first.first(slow)) == [b"1", b"1", b"1"]
        assert len(counted) == 2  # those who ask while it is made share it
    finally:
        blocked.set()
