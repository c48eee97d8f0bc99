"""Streamlit's own bundles: in French, compressed once."""

import gzip
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response

from pages.serving.cache_headers import A_DAY, FOREVER
from pages.serving.streamlit_page import translation

STREAMLIT = Path(st.__file__).parent / "static"
BUNDLES = {f"/static/{file.relative_to(STREAMLIT / 'static').as_posix()}": file for file in STREAMLIT.rglob("*") if file.suffix in (".js", ".css")}
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}


@cache  # bounded by the number of Streamlit's bundles
def compressed(bundle: Path) -> bytes:
    """A bundle of Streamlit in French, compressed once for the life of the server."""
    return gzip.compress(translation.in_french(bundle), compresslevel=6)  # level 9 is a fifth slower for 0.2 % fewer bytes


class Assets:
    """Answer Streamlit's bundles from memory, in French: Streamlit does not compress them, and Starlette would compress 4.7 MB again each time."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        bundle = BUNDLES.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        packed = bundle is not None and "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if bundle is None or not (packed or translation.words_of(bundle)):
            return await self.app(scope, receive, send)
        content = await run_in_threadpool(compressed if packed else translation.in_french, bundle)
        headers = {"Vary": "Accept-Encoding", **(A_DAY if translation.words_of(bundle) else FOREVER)}
        if packed:
            headers["Content-Encoding"] = "gzip"
        return await Response(content, media_type=MEDIA_TYPES[bundle.suffix], headers=headers)(scope, receive, send)
