"""The health of the service is answered whatever the load: apart from the pages, and from memory when they take all there is."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from pages.parts import lane

PATIENCE = 0.1  # [s] a monitor waits for one or more, which the way there may take: what is known is then said without waiting for what is new


def first(answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The same answer, from a thread that no page nor file takes; while pages are computed and it is late, the last one that was made."""
    apart = ThreadPoolExecutor(2, "health")  # the first one starts the server when Streamlit has not; the second says so meanwhile
    making: Future[Response] | None = None
    known: Response | None = None

    async def answered(request: Request) -> Response:
        nonlocal making, known
        if known is None or making is None or making.done():  # those who ask while it is made again share it
            making = apart.submit(answer, request)
        made = asyncio.wrap_future(making)
        if known is not None and lane.busy():
            done, _ = await asyncio.wait({made}, timeout=PATIENCE)
            if not done:
                return known
        now = await made
        if now.status_code == HTTPStatus.OK:
            known = now
        return now

    return answered
