"""The path below which the Studio stands on its host (/studio), whether the proxy in front of it keeps that path or takes it out.

Between the two classes, an address is written from the root of the Studio: whoever reads `scope["path"]` there need not know where that is.
"""

from collections.abc import Iterable, Iterator

import streamlit as st
from starlette.responses import Response
from starlette.routing import Route

from data.ground.faults import Refused
from data.ground.installation.base_path import SETTING, at, read, settle


def stand_where_asked() -> None:
    """Reads the setting, once; the server does not start below what is no path, and says why on the console."""
    try:
        settle(read(st.get_option(SETTING)))
    except Refused as refused:
        raise SystemExit(f"Anomalie : {refused.fault}") from None


class WithoutBasePath:
    """Outermost: takes the path out of the address asked. The path alone is sent on with a slash, from which the page finds its scripts."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket") or not at(""):
            return await self.app(scope, receive, send)
        path = scope["path"]
        if path == at(""):
            query = f"?{scope['query_string'].decode('latin-1')}" if scope.get("query_string") else ""
            return await Response(status_code=307, headers={"Location": f"{at('/')}{query}"})(scope, receive, send)
        return await self.app(_asking(scope, path.removeprefix(at("")) if path.startswith(at("/")) else path), receive, send)


class WithBasePath:
    """Innermost: puts it back, for the routes, Streamlit's and ours, that all stand below it."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket") and at(""):
            scope = _asking(scope, at(scope["path"]))
        return await self.app(scope, receive, send)


def below(routes: Iterable[Route]) -> Iterator[Route]:
    """Our routes, where they stand."""
    return (Route(at(route.path), route.endpoint, methods=sorted(route.methods)) for route in routes) if at("") else iter(routes)


def _asking(scope, path: str):
    return dict(scope, path=path, raw_path=path.encode("utf-8"))
