"""The health of the service is answered whatever the load: apart from the pages, and from memory while they take all there is."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from pages.parts import lane

FRESH = 5.0  # [s] what was known so long ago is still said while pages are computed: a monitor or a proxy asks every few seconds


def first(answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The same answer, from a thread that no page nor file takes; while pages are computed, the last good one, made again meanwhile: to wait for it,
    if only a moment, takes several turns of a loop that two hundred pages share."""
    apart = ThreadPoolExecutor(2, "health")  # the first one starts the server when Streamlit has not; the second says so meanwhile
    making: Future[Response] | None = None
    known: tuple[Response, float] | None = None  # and when it was made [s]

    def keep(made: Future[Response]) -> None:
        nonlocal known
        if not made.cancelled() and made.exception() is None:
            known = (made.result(), time.monotonic()) if made.result().status_code == HTTPStatus.OK else None

    async def answered(request: Request) -> Response:
        nonlocal making
        if making is None or making.done():  # those who ask while it is made again share it
            making = apart.submit(answer, request)
            making.add_done_callback(keep)
        if (held := known) is not None and lane.busy() and time.monotonic() - held[1] < FRESH:
            return held[0]
        return await asyncio.wrap_future(making)

    return answered
