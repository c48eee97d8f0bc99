"""The health of the service is answered while pages take all there is."""

import asyncio
import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from pages.parts import lane
from pages.serving.budgets import health_first

HEALTH = Request({"type": "http", "method": "GET", "path": "/healthz", "query_string": b"", "headers": []})


def loop(story):
    """What a story gives, in a loop of its own: Playwright keeps one running in the thread of the tests."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, story).result()


def test_each_answer_is_of_now_when_no_page_is_computed():
    made = iter((b"1", b"2", b"3"))
    answer = health_first.first(lambda _: PlainTextResponse(next(made)))

    async def asked() -> list[bytes]:
        return [(await answer(HEALTH)).body for _ in range(3)]

    assert loop(asked()) == [b"1", b"2", b"3"]


def test_while_pages_are_computed_what_was_known_is_answered_at_once_and_made_again_meanwhile(monkeypatch):
    blocked, numbers = threading.Event(), itertools.count(1)

    def slow(_request) -> PlainTextResponse:
        if (number := next(numbers)) > 1:
            blocked.wait(5)  # [s] rather than for ever, when the answer waits for it
        return PlainTextResponse(str(number))

    answer = health_first.first(slow)

    async def asked(busy: bool) -> bytes:
        monkeypatch.setattr(lane, "busy", lambda: busy)
        return (await answer(HEALTH)).body

    async def story() -> list[bytes]:
        late = [await asked(busy=True) for _ in range(3)]
        asyncio.get_running_loop().call_soon(blocked.set)  # once the next one waits
        shared = await asked(busy=False)
        blocked.clear()
        return [*late, shared, await asked(busy=True)]

    try:
        assert loop(story()) == [b"1", b"1", b"1", b"2", b"2"]  # those who ask while it is made share it
    finally:
        blocked.set()


def test_what_is_known_since_long_and_what_is_no_longer_well_are_not_said_again(monkeypatch):
    states = iter((200, 200, 503, 200))
    answer = health_first.first(lambda _: PlainTextResponse(status_code=next(states)))
    monkeypatch.setattr(lane, "busy", lambda: True)

    async def story() -> list[int]:
        first = (await answer(HEALTH)).status_code
        monkeypatch.setattr(health_first, "FRESH", 0.0)
        later = [(await answer(HEALTH)).status_code for _ in range(2)]
        monkeypatch.setattr(health_first, "FRESH", 60.0)
        return [first, *later, (await answer(HEALTH)).status_code]

    assert loop(story()) == [200, 200, 503, 200]
