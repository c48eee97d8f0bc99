"""Streamlit's own bundles, and that of its reader of PDF: in French, compressed once."""

import gzip
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path

import brotli
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response

from pages.serving.cache_headers import A_DAY, FOREVER
from pages.serving.streamlit_page import translation

STREAMLIT = Path(st.__file__).parent / "static"
PDF = Path(find_spec("streamlit_pdf").origin).parent / "frontend" / "build"  # what st.pdf shows a document with
BUNDLES = {
    f"{address}{file.relative_to(folder).as_posix()}": file
    for address, folder, found in (
        ("/static/", STREAMLIT / "static", STREAMLIT.rglob("*")),
        ("/_stcore/bidi-components/streamlit-pdf.pdf_viewer/", PDF, PDF.glob("assets/index-*")),
    )
    for file in found
    if file.suffix in (".js", ".css")
}
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}


# What packs a bundle, the best first. Brotli is asked for by browsers over TLS: a sixth fewer bytes than gzip; its level 11 takes ten seconds for a
# tenth less. Gzip's level 9 is a fifth slower for 0.2 % fewer bytes.
PACKERS = {"br": partial(brotli.compress, quality=9), "gzip": partial(gzip.compress, compresslevel=6)}


@cache  # bounded by the number of Streamlit's bundles
def packed(bundle: Path, packer: str) -> bytes:
    """A bundle of Streamlit in French, packed once for the life of the server."""
    return PACKERS[packer](translation.in_french(bundle))


def accepted(headers: Headers) -> str | None:
    """The best packer that a browser can unpack; None when it knows none of ours."""
    known = {name.partition(";")[0].strip() for name in headers.get("accept-encoding", "").split(",") if "q=0" not in name.replace("q=0.", "")}
    return next((packer for packer in PACKERS if packer in known), None)


class Assets:
    """Answer Streamlit's bundles from memory, in French: Streamlit does not compress them, and Starlette would compress 4.7 MB again each time."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        bundle = BUNDLES.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        packer = accepted(Headers(scope=scope)) if bundle is not None else None
        if bundle is None or not (packer or translation.words_of(bundle)):
            return await self.app(scope, receive, send)
        content = await (run_in_threadpool(packed, bundle, packer) if packer else run_in_threadpool(translation.in_french, bundle))
        headers = {"Vary": "Accept-Encoding", **(A_DAY if translation.words_of(bundle) else FOREVER)}
        if packer:
            headers["Content-Encoding"] = packer
        return await Response(content, media_type=MEDIA_TYPES[bundle.suffix], headers=headers)(scope, receive, send)
