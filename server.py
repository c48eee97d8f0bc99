"""What `make run` launches: the Streamlit application, wrapped in what Streamlit does not give.

Four layers of ASGI middleware, outermost first (the order matters, each class says why): security headers, Streamlit's own bundles
compressed once, compression of the rest, French. Then our routes: the health of the service and the map layers by immutable address.
"""

import base64
import contextlib
import gc
import gzip
import hashlib
import importlib
import json
import logging
import os
import re
import secrets
import threading
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from data import refresh, tables
from data.ground.faults import Fault
from data.inventory import permission
from geo.maps import layers
from geo.sites import offers
from pages.parts import frame, menu
from pages.serving import translation
from studies import catalog

ROOT = Path(__file__).parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
STREAMLIT = Path(st.__file__).parent / "static"
BUNDLES = {f"/static/{file.relative_to(STREAMLIT / 'static').as_posix()}": file for file in STREAMLIT.rglob("*") if file.suffix in (".js", ".css")}
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}  # one year, in seconds: these addresses change with their content
A_DAY = {"Cache-Control": "public, max-age=86400"}  # [s] a translated bundle keeps its name when a word of ours changes
NEVER = {"Cache-Control": "no-store"}
HEAVY = ("plotly.graph_objects", "pydeck", "babel.numbers", "scipy.stats")  # one to two seconds of imports that no visitor should wait for
PATIENCE = 3  # seconds to wait for a first health check before warming up without it: on a desk computer nobody asks


class JsonLines(logging.Formatter):
    """One JSON object per line, in UTC, with the incident number when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"), "level": record.levelname,
                "logger": record.name, "message": record.getMessage(), "incident": getattr(record, "incident", None),
                "traceback": self.formatException(record.exc_info) if record.exc_info else None}
        return json.dumps({key: value for key, value in line.items() if value is not None}, ensure_ascii=False)


LOG = logging.getLogger("studio")


def set_up_log() -> None:
    """Send every warning, ours and the web server's, to the console as a JSON line."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(logging.WARNING)  # below that, uvicorn tells its start and stop in English
    # Streamlit prints each traceback before it calls `on_script_error`, which logs it again with the incident number: once is enough.
    logging.getLogger("streamlit.error_util").addFilter(lambda record: record.msg != "Uncaught app execution")


def log_incident(error: Exception) -> str:
    """Log an error with its traceback under a new incident number, and return that number."""
    incident = secrets.token_hex(4).upper()
    LOG.error("Erreur inattendue", exc_info=error, extra={"incident": incident})
    return incident


def incident_text(incident: str) -> str:
    """What a visitor reads after an error: never the error itself, which may tell more than it should."""
    return (f"Cette page n'a pas pu s'afficher. L'erreur est enregistrée sous le numéro d'incident {incident} : communiquez-le à Lozère "
            "Développement, qui retrouvera ce qui s'est passé. Le reste du site fonctionne ; rechargez la page pour réessayer.")


def show_script_error(error: Exception) -> bool:
    """Replace Streamlit's error screen by a French sentence and an incident number, in the place of the page when the whole page failed."""
    frame.failed_place().error(incident_text(log_incident(error)), title="Une erreur est survenue", icon=":material/error:")
    return True


def answer_route_error(_request, error: Exception) -> Response:
    """The same, for an error in one of our routes. The middleware is not run again after an error: headers are set here."""
    return PlainTextResponse(incident_text(log_incident(error)), 500, headers=SECURITY)

TITLE = "<title>Streamlit</title>"  # tells Streamlit's page from any other HTML that we may serve
NOSCRIPT = ("<noscript><p>Le Studio Lozère a besoin de JavaScript pour afficher ses pages. Activez-le dans votre navigateur, puis rechargez "
            "cette page.</p></noscript>")
# Below a deep link such as /comparer, Streamlit's client first looks for its server at /comparer/_stcore/ and meets two 404, written in the
# console of every visitor. Told where the server is, it asks there only.
SERVER_ADDRESS = '<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin + "/"}</script>'


def in_french(html: str) -> str:
    """Streamlit's page with the right language, title, sentence for browsers without JavaScript, and the address of its server."""
    if TITLE not in html:
        return html
    html = html.replace('<html lang="en">', '<html lang="fr">', 1).replace(TITLE, "<title>Studio Lozère</title>", 1)
    html = re.sub(r"<noscript>.*?</noscript>", NOSCRIPT, html, count=1, flags=re.DOTALL)
    return html.replace("<head>", "<head>" + SERVER_ADDRESS, 1)


class French:
    """Translate Streamlit's page on every address.

    Innermost, and it hides Accept-Encoding from what is inside: Streamlit compresses its page on deep links only, and a compressed page
    cannot be rewritten. The compression outside has already read what the browser accepts.
    """

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        scope = dict(scope, headers=[(key, value) for key, value in scope["headers"] if key != b"accept-encoding"])
        start, chunks = None, []

        async def translate(message):
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200 and scope["method"] == "GET" \
                    and Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                start = message
            elif start is not None and message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))
                if not message.get("more_body"):
                    body = in_french(b"".join(chunks).decode("utf-8")).encode("utf-8")
                    headers = MutableHeaders(raw=list(start["headers"]))
                    for stale in ("etag", "last-modified"):  # they describe the page before its translation
                        del headers[stale]
                    headers["content-length"] = str(len(body))
                    await send(dict(start, headers=headers.raw))
                    await send({"type": "http.response.body", "body": body})
            else:
                await send(message)

        return await self.app(scope, receive, translate)


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


def content_policy() -> str:
    """The content security policy: nothing from outside, no evaluated code, and only the inline scripts of the page we serve, by hash."""
    scripts = re.findall(r"<script>(.*?)</script>", in_french((STREAMLIT / "index.html").read_text("utf-8")), re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return (f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; object-src 'none'; base-uri 'self'; "
            "form-action 'self'; frame-ancestors 'self'")


SECURITY = {
    "Content-Security-Policy": content_policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",  # an address carries a scenario: the sites of our sources need not know it
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Put the security headers on every answer, Streamlit's included; a route that sets one itself keeps it."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def secure(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        return await self.app(scope, receive, secure if scope["type"] == "http" else send)

ANSWERED = threading.Event()  # set by the first health check: from then on, warming up delays nobody


def answer_health(_request) -> Response:
    """What the service serves and whether anything is faulty. Always 200: a faulty study does not stop the others."""
    start_once()
    return JSONResponse(health(table_faults()), headers=NEVER, background=BackgroundTask(ANSWERED.set))


async def answer_blank_style(_request) -> Response:
    """The empty base map, so that no map asks anybody outside for one."""
    return JSONResponse(layers.BLANK_STYLE, headers={"Cache-Control": "no-cache"})


def answer_layer(request) -> Response:
    """A public layer by the hash of its content (not a coroutine: building a layer takes time, Starlette gives it a thread)."""
    layer = layers.find(request.path_params["digest"])
    if layer is None:
        return PlainTextResponse("Cette couche de carte n'existe pas ou n'existe plus : rechargez la page.", 404, headers=NEVER)
    return Response(layer.body, media_type="application/geo+json", headers=FOREVER)


@cache
def table_faults() -> tuple[Fault, ...]:
    """The faults of the tables, which do not change while the server runs."""
    return tuple(tables.check())


def health(table_faults: Sequence[Fault]) -> dict:
    """The state of the service now: a study that its author mends or breaks is seen without a restart, tables are read at the start."""
    faults = len(table_faults) + sum(len(found) for found in catalog.faults().values())
    return {"status": "degraded" if faults else "ok", "version": VERSION, "pages": menu.addresses(),
            "studies": [{"slug": study.slug, "version": study.version} for study in catalog.studies()],
            "data": {"tables": len(tables.cards()), "faults": faults}}


def tell(faults: Sequence[Fault]) -> None:
    """Write each fault on the console: where it is, what it is, what to do about it."""
    for fault in sorted(faults):
        print(f"Anomalie : {fault}", flush=True)


def warm_up() -> None:
    """Load what the first visitors would wait for, then take it out of the garbage collector's rounds."""
    ANSWERED.wait(PATIENCE)
    try:
        for module in HEAVY:
            importlib.import_module(module)
        layers.public_layers()
        offers.offers()
        catalog.warm()
    except Exception:  # the pages will load the same things themselves, and show the error where it belongs
        LOG.exception("Préchauffage interrompu")
    gc.collect()
    gc.freeze()  # each later collection skips all that is loaded: a page of 20 visitors went from 1.26 s to 0.12 s


def load_contours() -> None:
    """At a first start, ask once for the official contours, as the console says; a failure leaves the approximate limits."""
    ANSWERED.wait(PATIENCE)
    try:
        refresh.at_first_start(lambda sentence: print(sentence, flush=True))
        layers.commune_layer()
    except Exception:
        LOG.exception("Contours officiels : demande interrompue")


STARTED = threading.Lock()  # held for ever by the first who starts: Streamlit skips the lifespan when a request comes before it


def start_once() -> None:
    """Check everything before the first answer, warm up after it: once, in the lifespan or in the first health check."""
    if not STARTED.acquire(blocking=False):
        return
    tell([*table_faults(), *(fault for found in catalog.faults().values() for fault in found)])
    for work in (warm_up, load_contours):
        threading.Thread(target=work, name=work.__name__, daemon=True).start()
    print(f"Studio Lozère {VERSION} : http://{st.get_option('server.address')}:{st.get_option('server.port')} (Ctrl+C pour arrêter)", flush=True)
    if not os.environ.get(permission.VARIABLE, "").strip():  # a key of the agency's own is not written in a log
        print(f"Clé d'import de l'inventaire, jusqu'au prochain démarrage : {permission.key()}", flush=True)


@contextlib.asynccontextmanager
async def lifespan(_app):
    """What `start_once` does, as soon as the server runs."""
    start_once()
    yield


set_up_log()
app = st.App(
    ROOT / "pages/parts/entry.py",  # a script without a pages/ folder beside it: see that file
    lifespan=lifespan,
    on_script_error=show_script_error,
    exception_handlers={Exception: answer_route_error},
    middleware=[Middleware(SecurityHeaders), Middleware(Assets), Middleware(GZipMiddleware, minimum_size=800, compresslevel=6), Middleware(French)],
    routes=[Route("/healthz", answer_health), Route("/layers/blank.json", answer_blank_style), Route("/layers/{digest}.geojson", answer_layer)],
)
