"""The health of the service is answered whatever the load: apart from the pages, and from memory when they take all there is."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from pages.parts import lane

PATIENCE = 0.5  # [s] a monitor waits for one or more: what is known is then said without waiting for what is new


def first(answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The same answer, from a thread that no page nor file takes; while pages are computed and it is late, the last one that was made."""
    apart = ThreadPoolExecutor(2, "health")  # the first one starts the server when Streamlit has not; the second says so meanwhile
    making: dict[str, Future[Response]] = {}
    known: dict[str, Response] = {}

    async def answered(request: Request) -> Response:
        asked = request.url.path
        if asked not in known or asked not in making or making[asked].done():  # those who ask while it is made again share it
            making[asked] = apart.submit(answer, request)
        made = asyncio.wrap_future(making[asked])
        if asked in known and lane.busy():
            done, _ = await asyncio.wait({made}, timeout=PATIENCE)
            if not done:
                return known[asked]
        now = await made
        if now.status_code == HTTPStatus.OK:
            known[asked] = now
        return now

    return answered
