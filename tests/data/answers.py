"""A literal geo.api.gouv.fr on the loopback: 152 communes without gap, and every way of answering wrong."""

import contextlib
import json
import threading
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import shapely
from shapely.geometry import mapping

from geo.territory import contours

PATH = "/departements/48/communes?fields=nom%2Ccode&format=geojson&geometry=contour"
MENDE = "48095"  # in the middle of the département


@cache
def collection() -> str:
    """The answer of the service: the cells of the Studio, bent by 200 m at most so that they can be told from the contours."""
    frame = contours.cells().frame
    bent = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy + 0.002 * np.sin(20 * xy[:, ::-1]))
    features = [
        {"type": "Feature", "properties": {"nom": row.name, "code": row.code, "population": 1}, "geometry": mapping(contour)}
        for row, contour in zip(frame.itertuples(index=False), bent, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def changed(change: Callable[[dict], None]) -> bytes:
    """The answer once `change` has spoilt it."""
    answer = json.loads(collection())
    change(answer)
    return json.dumps(answer).encode()


def commune(answer: dict, code: str) -> dict:
    """The feature of a commune."""
    return next(feature for feature in answer["features"] if feature["properties"]["code"] == code)


class Service:
    """What was asked, and how to answer: `reply` receives the handler of a request."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.agents: list[str] = []
        self.reply: Callable[[BaseHTTPRequestHandler], None] = body(changed(lambda answer: None))
        self.base = ""


def body(content: bytes, status: int = 200, kind: str = "application/geo+json", length: int | None = None, **headers: str):
    """A reply that sends this content; `length` is what it pretends to be long."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return reply


@contextlib.contextmanager
def running():
    """The service on a free port, stopped on the way out."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            service.asked.append(self.path)
            service.agents.append(self.headers["User-Agent"])
            with contextlib.suppress(OSError):  # who asked has hung up
                service.reply(self)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        service.base = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield service
        finally:
            server.shutdown()
