"""Keeps in the browser the day of this visit, so that the home page tells what has changed since the one before: a date, nothing of who reads."""

from datetime import UTC, datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from data.ground.installation.base_path import at
from data.store.retention import LAST_VISIT_LASTS
from pages.parts.visiting.last_visit import COOKIE, renewed


class LastVisit:
    """Writes the cookie with the first page of a day; the next ones find it as it is."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["method"] != "GET":
            return await self.app(scope, receive, send)
        kept = Request(scope).cookies.get(COOKIE, "")
        wanted = renewed(kept, datetime.now(UTC).date())

        async def dated(message):
            if message["type"] == "http.response.start" and message["status"] == 200 and wanted != kept and _is_page(message):
                MutableHeaders(scope=message).append("set-cookie", _written(wanted))
            await send(message)

        return await self.app(scope, receive, dated)


def _is_page(message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")


def _written(value: str) -> str:
    answer = Response()
    answer.set_cookie(COOKIE, value, max_age=int(LAST_VISIT_LASTS.total_seconds()), path=at("/"), httponly=True, samesite="lax")
    return answer.headers["set-cookie"]
